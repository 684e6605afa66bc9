-- The result does not fit beside what is held.
-- ends with: memory
local held, all = {}, {}
for i = 1, 70000 do held[i] = {} end
local s = string.rep("a", 100000)
while true do all[#all + 1] = s:gsub("a", "ab") end
