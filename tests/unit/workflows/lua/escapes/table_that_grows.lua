-- A table of a billion numbers.
-- ends with: needs more than 8,388,608 bytes of memory
local t = {}
for i = 1, 1000000000 do t[i] = i end
