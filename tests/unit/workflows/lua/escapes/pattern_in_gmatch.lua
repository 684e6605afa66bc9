-- The same through gmatch.
-- ends with: takes more than 1000000 steps
for word in string.gmatch(string.rep("a", 30000), ".-.-.-.-b") do end
