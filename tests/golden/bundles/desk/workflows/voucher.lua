send_voucher(desk.facts().customer.id)
