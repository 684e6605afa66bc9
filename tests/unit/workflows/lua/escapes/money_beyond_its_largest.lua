-- An amount does not run over.
-- ends with: too large
return money("$92000000000000000") * 1000
