-- A function that calls itself takes the memory of its stack.
-- ends with: needs more than 8,388,608 bytes of memory
local function f() return 1 + f() end
return f()
