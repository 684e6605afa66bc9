-- Or no place to look for them.
-- ends with: attempt to index a nil value
local _ENV = nil
return os
