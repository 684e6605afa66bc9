-- The same through sort.
-- ends with: C stack overflow
local function f() table.sort({2, 1}, f) end
return f()
