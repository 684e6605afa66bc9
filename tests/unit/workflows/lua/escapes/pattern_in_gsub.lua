-- The same through gsub.
-- ends with: takes more than 1000000 steps
return string.gsub(string.rep("a", 30000), "(.-)(.-)(.-)b", "")
