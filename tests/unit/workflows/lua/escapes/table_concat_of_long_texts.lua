-- Ten texts that are allowed make one that is not.
-- ends with: a text of more than 1,048,576 bytes
local t = {}
for i = 1, 10 do t[i] = string.rep("x", 200000) end
return #table.concat(t)
