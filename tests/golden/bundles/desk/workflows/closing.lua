close_account(desk.facts().customer.id)
