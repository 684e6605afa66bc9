-- Tells where an order is, in words, and sends it again when the carrier has lost it.
--
--   workflow order_status from "library/order_status.lua"
--     takes  order_id
--     tools  find_orders, lookup_order, track_shipment, reship_order
--
-- find_orders      takes customer_id; gives a list of id, status, summary: whoever names no order chooses from those that are open, or from all where they say that one was delivered, refunded or cancelled
-- lookup_order     gives id, status, items (name), refunded, delivered_at
-- track_shipment   gives nothing, or status, carrier, tracking_number, expected_at, events (at, what, place), newest first

local orders = require "shared/orders"
local parcels = require "shared/parcels"

-- What they wrote when this began.
local facts = desk.facts()
local asked = #facts.said > 0 and facts.said[#facts.said]:lower() or ""

-- "It says delivered, and it is not here": an order that counts as delivered is meant as well.
local function says_delivered()
  local asks = asked:find("was %w+ delivered") or asked:find("is %w+ delivered") or asked:find("be delivered", 1, true) or asked:find("been delivered", 1, true)
  return asked:find("delivered", 1, true) ~= nil and not asks and not asked:find("not delivered", 1, true)
end

-- "Did you refund it?", "was it cancelled?": an order that has come, or is not to come any more, is meant as well, and whether money went back is told.
local function asks_of_money()
  for _, word in ipairs{"refund", "paid back", "money back", "reimburse", "cancel"} do
    if asked:find(word, 1, true) then return true end
  end
  return false
end

-- Whoever does not name the order chooses from those that are still on their way; where there is one, it is meant.
local function which_order()
  local customer = facts.customer.id
  if asks_of_money() then return orders.asked_for(find_orders(customer)) end
  if says_delivered() then return orders.asked_for(orders.standing(customer)) end
  local open = orders.spoken_of(customer, orders.is_open, facts.said)
  if #open == 1 then return open[1].id end
  return orders.asked_for(open)
end

local order = lookup_order(order_id or which_order())

local names = list{}
for _, item in ipairs(order.items) do
  table.insert(names, item.name)
end
local this = "Order " .. order.id .. " (" .. table.concat(names, ", ") .. ")"
local paid_back = ""
if order.status ~= "cancelled" and order.refunded and order.refunded > money("0", order.refunded.currency) then
  paid_back = " Of what it cost, " .. order.refunded .. " was paid back."
elseif asks_of_money() then
  paid_back = " Nothing of it was paid back."
end

if order.status == "pending" then
  desk.say(this .. " is with us and is packed next. Until then you can cancel or change it." .. paid_back)
elseif order.status == "processed" then
  desk.say(this .. " is packed and waits for the carrier. You get an e-mail with the tracking number when it leaves." .. paid_back)
elseif order.status == "cancelled" then
  desk.say(this .. " was cancelled, and " .. order.refunded .. " was paid back.")
elseif order.status == "return_requested" then
  desk.say(this .. " is to be returned. The refund follows when the parcel is back with us." .. paid_back)
elseif order.status == "delivered" and asks_of_money() then
  desk.say(this .. " was delivered on " .. desk.date(order.delivered_at) .. "." .. paid_back)
elseif order.status == "delivered" then
  -- Whoever comes back after these words has looked for it: nobody tells them the same once more.
  if desk.facts().claims.told_delivered == order.id then
    desk.hand_off("order " .. order.id .. " counts as delivered, and the customer does not have it")
  end
  desk.remember("told_delivered", order.id)
  desk.say(this .. " was delivered on " .. desk.date(order.delivered_at) .. ". If it is not there, look around the door and ask the neighbours, then tell me and a colleague will trace it." .. paid_back)
else
  local parcel = track_shipment(order.id)
  if not parcel then
    desk.say(this .. " has left us; the carrier has not reported it yet. That takes up to a day." .. paid_back)
    return
  end

  local carrier = parcels.carrier(parcel)
  local last = parcel.events[1]
  local seen = ""
  if last then
    seen = " Last news, " .. desk.date(last.at) .. ": " .. last.what .. (last.place and " in " .. last.place or "") .. "."
  end
  local expected = parcels.expected(parcel)

  if parcels.tells_why_again(order, parcel) then
    reship_order(order.id)                     -- asks for the customer's yes, and says what was done
  elseif parcel.status == "delayed" then
    desk.say(this .. " is late, I am sorry. It is with " .. carrier .. "." .. expected .. seen .. paid_back)
  elseif parcel.status == "out_for_delivery" then
    desk.say(this .. " is out for delivery today with " .. carrier .. "." .. seen .. paid_back)
  elseif parcel.status == "delivered" then
    desk.say(this .. " was delivered by " .. carrier .. "." .. seen .. paid_back)
  else
    desk.say(this .. " is on its way with " .. carrier .. "." .. expected .. seen .. paid_back)
  end
end
