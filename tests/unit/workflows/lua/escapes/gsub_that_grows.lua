-- Each letter becomes a thousand.
-- ends with: string.gsub would build
return (string.gsub(string.rep("x", 2000), "x", string.rep("y", 1000)))
