-- Whoever holds on to all of the memory has none to be told of it in.
-- ends with: needs more than 8,388,608 bytes of memory
local t = {}
while true do
  pcall(function() while true do t[#t + 1] = {} end end)
end
