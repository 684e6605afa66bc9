-- A loop without a loop.
-- ends with: takes more than its 5,000,000 instructions
::again::
pcall(function() end)
goto again
