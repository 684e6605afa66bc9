-- A table that holds itself.
-- ends with: nested more than 16 deep
local t = {}
t.t = t
desk.say(t)
