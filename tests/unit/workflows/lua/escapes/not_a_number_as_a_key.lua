-- No table has it.
-- ends with: index is NaN
local t = {}
t[0 / 0] = 1
