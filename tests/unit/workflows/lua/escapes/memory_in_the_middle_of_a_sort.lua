-- table.sort holds two copies; the second does not fit.
-- ends with: memory
local t, held = {}, {}
for i = 1, 60000 do t[i] = i end
for i = 1, 70000 do held[i] = {} end
table.sort(t)
