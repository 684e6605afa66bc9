-- Tells what is in an order, where it is, where it goes and how it was paid.

local shared = require "shared/orders"

local months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

local function day(time)                       -- "2026-11-21T09:30:00Z" as "November 21"
  local month, number = time:match("^%d+-(%d+)-(%d+)")
  return months[tonumber(month)] .. " " .. tonumber(number)
end

local orders = find_orders(desk.facts().customer.id)
local chosen = order_id and shared.number_in(order_id)
if not chosen then
  local named = shared.with(orders, goods)
  if #named == 1 then chosen = named[1].id end
  if #orders == 1 then chosen = orders[1].id end
end

-- Nobody is asked for a number they do not have: the orders are listed, with what is in them.
if not chosen then
  if #orders == 0 then
    desk.say("There is no order on your account yet.")
    return
  end
  desk.say("These are your orders:\n" .. shared.listed(orders))
  return
end

local order = lookup_order(chosen)
local pieces = list{}
for _, item in ipairs(order.items) do
  local options = list{}
  for _, option in pairs(item.options) do
    table.insert(options, option)
  end
  table.insert(pieces, "- " .. item.name .. ", " .. item.price .. (#options > 0 and " (" .. table.concat(options, ", ") .. ")" or ""))
end
desk.say("Order " .. order.id .. " of " .. day(order.placed_at) .. " is " .. order.status .. " and comes to " .. order.total .. ":\n" .. table.concat(pieces, "\n"))

for _, payment in pairs(order.paid_with) do
  desk.say("It was paid with " .. payment.kind:gsub("_", " ") .. " (" .. payment.amount .. ").")
end
if order.address then
  desk.say("It goes to " .. order.address.line1 .. ", " .. order.address.city .. ".")
end
if order.tracking then
  local parcel = track_shipment(order.id)
  if parcel then
    desk.say("Its tracking number is " .. parcel.tracking_number .. " with " .. parcel.carrier .. ".")
  end
end
