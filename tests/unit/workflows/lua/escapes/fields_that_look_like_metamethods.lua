-- They are fields and nothing else.
-- ends with: attempt to perform arithmetic
local t = {__add = function() return 1 end}
return t + t
