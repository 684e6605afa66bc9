-- A shift by more than 63 is zero.
-- ends with: [0,0,0]
return {1 << 64, 1 >> 64, 1 << math.mininteger}
