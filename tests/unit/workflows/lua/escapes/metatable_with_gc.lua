-- No code of a script runs in the garbage collector.
-- ends with: attempt to call a nil value (global 'setmetatable')
setmetatable({}, {__gc = function() while true do end end})
