-- The one quotient that has no integer: it wraps and does not trap.
-- ends with: [-9223372036854775808,0,-9223372036854775808]
return {math.mininteger // -1, math.mininteger % -1, math.mininteger * -1}
