-- pcall catches errors, and the end of the budget is none.
-- ends with: takes more than its 5,000,000 instructions
while true do
  pcall(function() while true do end end)
end
