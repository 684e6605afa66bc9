-- What the carrier says of a parcel, in words.
--
--   local parcels = require "shared/parcels"
--   parcel: status, carrier, tracking_number, expected_at, as track_shipment gives it

local parcels = {}

function parcels.carrier(parcel) return parcel.carrier .. ", tracking number " .. parcel.tracking_number end

function parcels.expected(parcel)
  return parcel.expected_at and " It is expected on " .. desk.date(parcel.expected_at) .. "." or ""
end

-- Tells why the order is sent once more; false where the carrier has not lost it and not brought it back.
function parcels.tells_why_again(order, parcel)
  if parcel.status == "lost" then
    desk.say("I am sorry: the carrier, " .. parcels.carrier(parcel) .. ", has lost the parcel with order " .. order.id .. ".")
  elseif parcel.status == "returned" then
    desk.say("Order " .. order.id .. " came back to us: the carrier, " .. parcels.carrier(parcel) .. ", could not deliver it.")
  else
    return false
  end
  return true
end

return parcels
