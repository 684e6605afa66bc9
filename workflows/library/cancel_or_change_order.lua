-- Cancels an order that has not been packed yet. What else is to be changed about it, a colleague changes.
--
--   workflow cancel_or_change_order from "library/cancel_or_change_order.lua"
--     takes  order_id, cancelling, changing
--     tools  find_orders, lookup_order, cancel_order
--
-- cancelling, changing   entities: the words that say so ("cancel", "swap"), so that nobody is asked what they said already
-- find_orders            takes customer_id; gives a list of id, status, summary: whoever names no order chooses from those that are open
-- lookup_order           gives id, status, items (name): who names one thing of several is asked whether all of it is meant
-- cancel_order           takes order_id, reason; its `needs` say until when

local orders = require "shared/orders"
local parts = require "shared/parts"

local facts = desk.facts()
local order = lookup_order(order_id or orders.meant(facts.customer.id, orders.is_open, facts.said))

local cancel = cancelling
if not cancelling and not changing then
  local wish = desk.ask("wish for " .. order.id, "Shall I cancel order " .. order.id .. ", or is something about it to be changed?")
  cancel = wish:lower():find("cancel")
end

if not cancel then
  desk.hand_off("something about order " .. order.id .. " (" .. order.status .. ") is to be changed")
end

-- "Cancel the lamp", of an order of two things: what is left of it a colleague sees to.
local all, why = parts.means_all_of(order, desk.facts().said, "cancel", "cancelled")
if not all then desk.hand_off(why) end

-- The policy says whether it is still possible, asks for the customer's yes, and tells the customer what was done.
cancel_order(order.id, "cancelled by the customer")
