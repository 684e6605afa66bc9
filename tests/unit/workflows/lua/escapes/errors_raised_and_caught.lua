-- Raising and catching costs more than an instruction.
-- ends with: takes more than its 5,000,000 instructions
while true do pcall(error, {message = "again"}) end
