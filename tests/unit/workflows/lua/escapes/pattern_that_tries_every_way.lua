-- 26 characters took 3.9 seconds before the steps were counted.
-- ends with: takes more than 1000000 steps
return string.find(string.rep("a", 26), string.rep("a?", 26) .. string.rep("a", 26) .. "b")
