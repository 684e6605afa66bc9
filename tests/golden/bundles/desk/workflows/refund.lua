-- Pays an order back, or the part of it that the customer names.
local order = lookup_order(desk.ask("order_id"))
process_refund(order.id, amount or order.total)
