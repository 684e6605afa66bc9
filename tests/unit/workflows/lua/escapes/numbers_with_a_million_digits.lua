-- Reading them is paid for by the digit.
-- ends with: takes more than its 5,000,000 instructions
local s = string.rep("9", 1000000)
while true do tonumber(s) end
