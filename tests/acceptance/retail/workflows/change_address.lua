-- Sends a pending order to another address that the customer has with us. A new address is written down by a person.

local shared = require "shared/orders"

local function in_words(address)
  return address.line1 .. (address.line2 and ", " .. address.line2 or "") .. ", " .. address.city .. (address.postcode and " " .. address.postcode or "")
end

local customer = desk.facts().customer
local orders = find_orders(customer.id)
local account = lookup_account(customer.id)

-- Only what has not been sent can still be sent elsewhere.
local pending = list{}
for _, order in ipairs(orders) do
  if order.status == "pending" then table.insert(pending, order) end
end

local chosen = order_id and shared.number_in(order_id)
if not chosen then
  local named = shared.with(pending, goods)
  if #named == 1 then chosen = named[1].id end
  if #pending == 1 then chosen = pending[1].id end
end
if not chosen and #pending > 0 then
  local words = desk.ask("which order goes elsewhere", "Which order is to go elsewhere?\n" .. shared.listed(pending))
  local named = shared.named_in(words, pending)
  chosen = shared.number_in(words) or #named > 0 and named[1].id
end
if not chosen then
  desk.hand_off("an address is to be changed, and it is not clear for which order", "orders")
end

-- Every address that stands with the account or with one of its orders, once.
local order = lookup_order(chosen)
local known, seen = list{}, {}
local function offer(address)
  if address and order.address and in_words(address) ~= in_words(order.address) and not seen[in_words(address)] then
    seen[in_words(address)] = true
    table.insert(known, address)
  end
end
offer(account.address)
for position, other in ipairs(orders) do
  if other.id ~= order.id and position <= 6 then
    local found = desk.try("lookup_order", {order_id = other.id})
    if found.ok then offer(found.result.address) end
  end
end

if #known == 0 then
  desk.hand_off("order " .. order.id .. " (" .. order.status .. ") is to go to an address that we do not know yet", "orders")
end

local lines = list{}
for number, address in ipairs(known) do
  table.insert(lines, number .. ". " .. in_words(address))
end
local words = desk.ask("address for " .. order.id, "Order " .. order.id .. " goes to " .. in_words(order.address) .. ". Where shall it go? I know:\n" .. table.concat(lines, "\n")):lower()
local to = #known == 1 and (words:find("yes") or words:find("sure")) and known[1] or known[tonumber(words:match("^%s*(%d)%D*$") or 0) or 0]
for _, address in ipairs(known) do
  if words:find(address.city:lower(), 1, true) or words:find(address.line1:lower(), 1, true) then to = to or address end
end
if not to then
  desk.hand_off("order " .. order.id .. " (" .. order.status .. ") is to go to: " .. words, "orders")
end
change_address(order.id, to)
