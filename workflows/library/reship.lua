-- Sends an order once more, when the carrier has lost it or brought it back.
--
--   workflow reship from "library/reship.lua"
--     takes  order_id
--     tools  lookup_order, track_shipment, reship_order
--
-- track_shipment   gives nothing, or status (lost and returned are sent again), carrier, tracking_number, expected_at
-- reship_order     takes order_id; its `needs` name the parcel's status and the customer's yes

local order = lookup_order(desk.ask("order_id"))
local parcel = track_shipment(order.id)

if not parcel then
  desk.say("Order " .. order.id .. " has not left us yet, so there is nothing to send a second time.")
  return
end

local carrier = parcel.carrier .. ", tracking number " .. parcel.tracking_number
if parcel.status == "lost" then
  desk.say("I am sorry: the carrier, " .. carrier .. ", has lost the parcel with order " .. order.id .. ".")
elseif parcel.status == "returned" then
  desk.say("Order " .. order.id .. " came back to us: the carrier, " .. carrier .. ", could not deliver it.")
elseif parcel.status == "delivered" then
  -- The carrier says that it is there and the customer that it is not: nobody sends a second parcel on that.
  local missing = desk.ask("whether " .. order.id .. " is missing", "The carrier, " .. carrier .. ", says that it was delivered. Is it with a neighbour, or is it really missing?")
  desk.hand_off("the parcel with order " .. order.id .. " counts as delivered, and the customer says: " .. missing)
else
  local expected = parcel.expected_at and " It is expected on " .. desk.date(parcel.expected_at) .. "." or ""
  desk.say("Order " .. order.id .. " is still on its way with " .. carrier .. "." .. expected .. " If it gets lost, I send it again.")
  return
end

-- The policy asks for the customer's yes, has a colleague confirm dear ones, and tells the customer what was done.
reship_order(order.id)
