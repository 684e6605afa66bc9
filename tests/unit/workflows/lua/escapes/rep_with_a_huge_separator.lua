-- Nothing, a billion times, with something between.
-- ends with: string.rep would build
return string.rep("", 1000000000, string.rep("x", 1000))
