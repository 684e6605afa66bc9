-- An emptied table keeps its places, and going through it walked over all of them unpaid: 17 seconds.
-- ends with: takes more than its 5,000,000 instructions
local t = {}
for i = 1, 100000 do t[i] = i end
for i = 1, 100000 do t[i] = nil end
while true do for k in pairs(t) do end end
