-- Nobody writes into an amount.
-- ends with: money cannot be changed
money("$1").amount = "1000000.00"
