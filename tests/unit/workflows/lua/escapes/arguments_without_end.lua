-- A call of the desk has at most 32.
-- ends with: is given more than 32 arguments
desk.say(table.unpack({}, 1, 33))
