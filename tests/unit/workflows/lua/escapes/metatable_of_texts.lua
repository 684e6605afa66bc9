-- The metatable that all texts share is out of reach.
-- ends with: attempt to call a nil value (global 'getmetatable')
getmetatable("").__index = function() return "mine" end
