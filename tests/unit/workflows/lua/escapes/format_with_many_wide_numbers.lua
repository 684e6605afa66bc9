-- Each conversion writes 409 digits.
-- ends with: takes more than its 5,000,000 instructions
while true do string.format("%99.99f", 1e308) end
