credit_invoice(desk.ask("invoice"), money("$40.00"))
