-- Values on the stack are bounded.
-- ends with: table.unpack gives at most 250 values
return table.unpack({}, 1, 10000000)
