-- Each call passes more.
-- ends with: a function is called with more than 250 values
local function f(...) return f(1, 2, 3, ...) end
return f()
