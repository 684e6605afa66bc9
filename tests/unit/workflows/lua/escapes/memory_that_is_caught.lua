-- Out of memory can be caught; each collection is paid for.
-- ends with: takes more than its 5,000,000 instructions
local t = {}
while true do
  pcall(function() while true do t[#t + 1] = {} end end)
end
