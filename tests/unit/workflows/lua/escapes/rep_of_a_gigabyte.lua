-- Refused before anything is built.
-- ends with: string.rep would build
return string.rep("x", 1000000000)
