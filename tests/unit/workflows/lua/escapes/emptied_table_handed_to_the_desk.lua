-- The same on the way out.
-- ends with: takes more than its 5,000,000 instructions
local t = {}
for i = 1, 100000 do t[i] = i end
for i = 1, 100000 do t[i] = nil end
while true do pcall(desk.say, t) end
