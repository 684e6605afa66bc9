-- An iterator that never gives nil.
-- ends with: takes more than its 5,000,000 instructions
for x in function() return 1 end do pcall(error) end
