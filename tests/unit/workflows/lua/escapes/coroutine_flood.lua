-- There is no coroutine library, so there is no flood of them.
-- ends with: attempt to index a nil value (global 'coroutine')
while true do coroutine.wrap(function() end)() end
