-- The message is cut, and the run ends as with any other.
-- ends with: xxxxxxxx
error(string.rep("x", 1000000))
