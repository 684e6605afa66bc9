-- The same.
-- ends with: cannot be called from inside a function given to table.sort or string.gsub
return string.gsub("a", "a", desk.say)
