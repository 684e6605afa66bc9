-- %b looks at the whole text from every place.
-- ends with: takes more than its 5,000,000 instructions
local s = string.rep("(", 20000)
while true do pcall(string.find, s, "%b()") end
