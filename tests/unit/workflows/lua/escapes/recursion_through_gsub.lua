-- A callback of gsub that calls gsub: each level takes C stack.
-- ends with: C stack overflow
local function f() return (string.gsub("a", "a", f)) end
return f()
