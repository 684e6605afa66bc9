-- And it is not rounded by guess.
-- ends with: whole numbers only
return money("$1") * 0.5
