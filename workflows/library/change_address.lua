-- Sends an order that has not left yet to another address. Where it is already on its way, the policy hands it to a person.
--
--   workflow change_address from "library/change_address.lua"
--     takes  order_id
--     tools  lookup_order, change_address
--
-- lookup_order     gives id, status, address (line1, line2, city, region, postcode, country)
-- change_address   takes order_id, address; its `say to confirm` names the new address, so that a yes is a yes to it

local addresses = require "shared/addresses"

local order = lookup_order(desk.ask("order_id"))
local address = addresses.new_one_for(order)
if address then change_address(order.id, address) end
