-- And no desk.
-- ends with: is not a finite number
return 0 / 0
