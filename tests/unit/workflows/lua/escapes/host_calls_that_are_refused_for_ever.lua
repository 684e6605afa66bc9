-- A refusal is an error that is caught; making the arguments is paid for.
-- ends with: takes more than its 5,000,000 instructions
local t = {}
for i = 1, 30000 do t[i] = i end
while true do pcall(desk.say, t) end
