-- Or of a great many small ones.
-- ends with: needs more than 8,388,608 bytes of memory
local t = {}
while true do t[#t + 1] = {} end
