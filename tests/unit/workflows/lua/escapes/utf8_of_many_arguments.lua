-- Each argument becomes a text of its own.
-- ends with: takes more than its 5,000,000 instructions
local t = {}
for i = 1, 250 do t[i] = 65 end
while true do utf8.char(table.unpack(t)) end
