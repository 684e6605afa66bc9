-- The same inside pcall.
-- ends with: takes more than its 5,000,000 instructions
while true do
  pcall(function() local s = "x" while true do s = s .. s end end)
end
