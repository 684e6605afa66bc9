-- Widths of more than two digits are no format.
-- ends with: invalid conversion
return string.format("%1000000000d", 1)
