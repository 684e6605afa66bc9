-- The limit is for all arguments of a call together.
-- ends with: larger than 262144 bytes
local t = {}
for i = 1, 10000 do t[i] = i end
desk.say(t, t, t, t)
