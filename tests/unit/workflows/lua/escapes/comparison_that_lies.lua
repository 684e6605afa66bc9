-- A comparison that is always true: the sort ends, with every item there.
-- ends with: 50
local t = {}
for i = 1, 50 do t[i] = i * 7 % 50 end
table.sort(t, function() return true end)
return #t
