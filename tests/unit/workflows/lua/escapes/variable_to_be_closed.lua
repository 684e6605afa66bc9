-- Nor when a block is left.
-- ends with: got a non-closable value
local x <close> = {__close = function() while true do end end}
