-- A step there could neither wait nor be replayed in order.
-- ends with: cannot be called from inside a function given to table.sort or string.gsub
table.sort({2, 1}, function(a, b) desk.say("now") return a < b end)
