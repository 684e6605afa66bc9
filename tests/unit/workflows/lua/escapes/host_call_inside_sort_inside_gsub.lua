-- However deep.
-- ends with: cannot be called from inside a function given to table.sort or string.gsub
string.gsub("a", "a", function() table.sort({2, 1}, function() desk.say("now") end) end)
