-- Tail calls take no stack.
-- ends with: takes more than its 5,000,000 instructions
local function f(n) return f(n + 1) end
return f(1)
