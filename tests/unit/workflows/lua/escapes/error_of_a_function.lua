-- Nor has this.
-- ends with: an error that is a function
error(function() return "hello" end)
