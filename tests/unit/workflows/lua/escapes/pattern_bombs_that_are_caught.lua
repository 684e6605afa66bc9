-- Each ends with an error, and together they take the budget.
-- ends with: takes more than its 5,000,000 instructions
local s = string.rep("a", 3000)
while true do pcall(string.match, s, ".-.-.-.-b") end
