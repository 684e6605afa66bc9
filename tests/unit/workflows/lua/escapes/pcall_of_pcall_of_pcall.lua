-- However deep the catching is nested.
-- ends with: takes more than its 5,000,000 instructions
local function deep(n)
  if n == 0 then while true do end end
  return pcall(deep, n - 1)
end
while true do deep(50) end
