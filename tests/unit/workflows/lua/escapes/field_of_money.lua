-- Money has two fields, and no others are found in it.
-- ends with: money has `amount` and `currency`
return money("$1").__index
