-- Or one that takes the table apart meanwhile.
-- ends with: 3
local t = {3, 1, 2}
table.sort(t, function(a, b) t[1], t[2], t[3] = nil, nil, nil return a > b end)
return t[1]
