-- A pattern of brackets only.
-- ends with: takes more than its 5,000,000 instructions
local s = string.rep("(", 1000)
while true do pcall(string.find, "x", s) end
