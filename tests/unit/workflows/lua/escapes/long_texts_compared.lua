-- One instruction compares a megabyte.
-- ends with: takes more than its 5,000,000 instructions
local a, b = string.rep("x", 1000000), string.rep("x", 1000000)
while a <= b do end
