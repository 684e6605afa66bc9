-- Sends an order that has not left yet to another address. Where it is already on its way, the policy hands it to a person.
--
--   workflow change_address from "library/change_address.lua"
--     takes  order_id
--     tools  find_orders, lookup_order, change_address
--
-- find_orders      takes customer_id; gives a list of id, status, summary: whoever names no order chooses from those that are open
-- lookup_order     gives id, status, address (line1, line2, city, region, postcode, country)
-- change_address   takes order_id, address; its `say to confirm` names the new address, so that a yes is a yes to it

local addresses = require "shared/addresses"
local orders = require "shared/orders"

local facts = desk.facts()
local order = lookup_order(order_id or orders.meant(facts.customer.id, orders.is_open, facts.said))
local address = addresses.new_one_for(order)
if address then change_address(order.id, address) end
