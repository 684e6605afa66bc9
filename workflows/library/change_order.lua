-- Cancels an order that has not been packed yet, or sends one that has not left to another address. What else is to be changed about it, a colleague changes.
--
--   workflow change_order from "library/change_order.lua"
--     takes  order_id, cancelling, changing, readdressing
--     tools  find_orders, lookup_order, cancel_order, change_address
--
-- cancelling, changing, readdressing   entities: the words that say so ("cancel", "swap", "address"), so that nobody is asked what they said already
-- find_orders                          takes customer_id; gives a list of id, status, summary: whoever names no order chooses from those that are open
-- lookup_order                         gives id, status, address (line1, line2, city, region, postcode, country)
-- cancel_order, change_address         their `needs` say until when, and their `say to confirm` what the customer says yes to

local addresses = require "shared/addresses"
local orders = require "shared/orders"
local parts = require "shared/parts"

local facts = desk.facts()
local order = lookup_order(order_id or orders.meant(facts.customer.id, orders.is_open, facts.said))

-- "cancel" and "address" in one message may mean either: whoever says both is asked.
local wish = (cancelling and not readdressing and "cancel") or (readdressing and not cancelling and "address") or (changing and not cancelling and "change")
if not wish then
  local words = desk.ask("wish for " .. order.id, "Shall I cancel order " .. order.id .. ", send it to another address, or is something else about it to be changed?"):lower()
  wish = (words:find("cancel", 1, true) and "cancel") or (words:find("address", 1, true) and "address") or "change"
end

if wish == "change" then
  desk.hand_off("something about order " .. order.id .. " (" .. order.status .. ") is to be changed")
end
if wish == "cancel" then
  local all, why = parts.means_all_of(order, desk.facts().said, "cancel", "cancelled")   -- "the lamp", of two things
  if not all then desk.hand_off(why) end
  cancel_order(order.id, "cancelled by the customer")
else
  local address = addresses.new_one_for(order)
  if address then change_address(order.id, address) end
end
