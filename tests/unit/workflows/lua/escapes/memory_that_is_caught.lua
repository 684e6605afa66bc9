-- Out of memory can be caught where what was taken falls free; each collection is paid for.
-- ends with: takes more than its 5,000,000 instructions
while true do
  pcall(function() local t = {} while true do t[#t + 1] = {} end end)
end
