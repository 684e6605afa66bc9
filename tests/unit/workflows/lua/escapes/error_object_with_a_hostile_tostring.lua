-- A table is no error with a text of its own, whatever fields it has.
-- ends with: an error that is a table
error({__tostring = function() while true do end end, __name = "text"})
