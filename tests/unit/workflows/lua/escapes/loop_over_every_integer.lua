-- A for loop from the first integer to the last.
-- ends with: takes more than its 5,000,000 instructions
local n = 0
for i = math.mininteger, math.maxinteger do n = n + 1 end
return n
