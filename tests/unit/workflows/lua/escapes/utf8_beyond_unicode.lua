-- No code point above 2^31.
-- ends with: value out of range
return utf8.char(math.maxinteger)
