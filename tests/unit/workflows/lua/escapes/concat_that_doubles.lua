-- s .. s, twenty times and more.
-- ends with: a text of more than 1,048,576 bytes
local s = "x"
while true do s = s .. s end
