-- Both, and pcall around each.
-- ends with: takes more than its 5,000,000 instructions
local function f()
  pcall(table.sort, {2, 1}, function() string.gsub("a", "a", f) return true end)
  pcall(string.gsub, "aa", "a", f)
end
while true do f() end
