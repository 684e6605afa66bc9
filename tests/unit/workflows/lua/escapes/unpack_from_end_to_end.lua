-- And their number does not run over.
-- ends with: table.unpack gives at most 250 values
return table.unpack({}, math.mininteger, math.maxinteger)
