-- Cancels an order that has not been packed yet. What else is to be changed about it, a colleague changes.
--
--   workflow cancel_or_change_order from "library/cancel_or_change_order.lua"
--     takes  order_id, cancelling, changing
--     tools  lookup_order, cancel_order
--
-- cancelling, changing   entities: the words that say so ("cancel", "swap"), so that nobody is asked what they said already
-- lookup_order           gives id, status
-- cancel_order           takes order_id, reason; its `needs` say until when

local order = lookup_order(desk.ask("order_id"))

local cancel = cancelling
if not cancelling and not changing then
  local wish = desk.ask("wish for " .. order.id, "Shall I cancel order " .. order.id .. ", or is something about it to be changed?")
  cancel = wish:lower():find("cancel")
end

if not cancel then
  desk.hand_off("something about order " .. order.id .. " (" .. order.status .. ") is to be changed")
end

-- The policy says whether it is still possible, asks for the customer's yes, and tells the customer what was done.
cancel_order(order.id, "cancelled by the customer")
