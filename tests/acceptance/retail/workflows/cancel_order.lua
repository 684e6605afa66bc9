-- Cancels an order, or all that can be. Whether that may be, and who has to agree, stands in tools.policy, which also asks for the customer's yes.

local shared = require "shared/orders"

local function ids_of(orders)
  local ids = list{}
  for _, order in ipairs(orders) do
    table.insert(ids, order.id)
  end
  return ids
end

-- The orders that an answer means: by number, by what is in them, or all.
local function meant(words, orders)
  if shared.number_in(words) then return list{shared.number_in(words)} end
  local found = shared.named_in(words, orders)
  local all = words:find("both") or words:find("%f[%a]all%f[%A]") or words:find("everything")
  return ids_of(#found == 0 and all and orders or found)
end

-- Of what is still pending; where nothing is, of everything, and the policy says why it is too late.
local function which(orders)
  local pending = list{}
  for _, order in ipairs(orders) do
    if order.status == "pending" then table.insert(pending, order) end
  end
  if #pending == 0 then pending = orders end
  local named = ids_of(shared.with(pending, goods))
  if #named == 1 then return named end
  if #pending == 1 then return list{pending[1].id} end
  for try = 1, 2 do
    local words = desk.ask("which order to cancel, " .. try, "Which order shall I cancel? Its number, or what is in it, is enough; \"all\" means all of these:\n" .. shared.listed(pending))
    local chosen = meant(words:lower(), pending)
    if #chosen > 0 then return chosen end
  end
  desk.hand_off("it is not clear which order is to be cancelled", "orders")
end

local orders = find_orders(desk.facts().customer.id)
if #orders == 0 then
  desk.say("There is no order on your account that could be cancelled.")
  return
end

local named = order_id and shared.number_in(order_id)
for _, id in ipairs(named and list{named} or which(orders)) do
  local order = lookup_order(id)
  cancel_order(order.id, why_cancelled or "no reason given")
end
