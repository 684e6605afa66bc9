-- utf8 functions check their places.
-- ends with: out of bounds
return utf8.codepoint("abc", 1, 1000000)
