-- So is the rest.
-- ends with: attempt to perform 'n%0'
return 1 % 0
