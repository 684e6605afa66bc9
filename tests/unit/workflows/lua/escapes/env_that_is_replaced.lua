-- Whoever takes the globals away has none.
-- ends with: attempt to call a nil value
local _ENV = {}
return pairs({})
