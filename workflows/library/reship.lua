-- Sends an order once more, when the carrier has lost it or brought it back.
--
--   workflow reship from "library/reship.lua"
--     takes  order_id
--     tools  find_orders, lookup_order, track_shipment, reship_order
--
-- find_orders      takes customer_id; gives a list of id, status, summary: whoever names no order chooses from those that were not cancelled
-- track_shipment   gives nothing, or status (lost and returned are sent again), carrier, tracking_number, expected_at
-- reship_order     takes order_id; its `needs` name the parcel's status and the customer's yes

local orders = require "shared/orders"
local parcels = require "shared/parcels"

local order = lookup_order(order_id or orders.asked_for(orders.standing(desk.facts().customer.id)))
local parcel = track_shipment(order.id)

if not parcel then
  desk.say("Order " .. order.id .. " has not left us yet, so there is nothing to send a second time.")
  return
end

if parcel.status == "delivered" then
  -- The carrier says that it is there and the customer that it is not: nobody sends a second parcel on that.
  local missing = desk.ask("whether " .. order.id .. " is missing",
    "The carrier, " .. parcels.carrier(parcel) .. ", says that it was delivered. Is it with a neighbour, or is it really missing?")
  desk.hand_off("the parcel with order " .. order.id .. " counts as delivered, and the customer says: " .. missing)
elseif not parcels.tells_why_again(order, parcel) then
  desk.say("Order " .. order.id .. " is still on its way with " .. parcels.carrier(parcel) .. "." .. parcels.expected(parcel) .. " If it gets lost, I send it again.")
  return
end

-- The policy asks for the customer's yes, has a colleague confirm dear ones, and tells the customer what was done.
reship_order(order.id)
