-- A constant folded by the compiler, or not: an error.
-- ends with: attempt to divide by zero
return 1 // 0
