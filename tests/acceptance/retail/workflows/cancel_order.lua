-- Cancels an order, or all that can be. Whether that may be, and who has to agree, stands in tools.policy, which also asks for the customer's yes.

local function number_in(words)
  local digits = words:match("%d%d%d%d%d%d%d")
  return digits and "W" .. digits
end

-- The orders with a piece of that name in them.
local function with(orders, name)
  local found = list{}
  local stem = name and name:lower():gsub("s$", ""):gsub("%-", "")
  for _, order in ipairs(orders) do
    if stem and order.summary:lower():gsub("%-", ""):find(stem, 1, true) then table.insert(found, order.id) end
  end
  return found
end

-- The orders that an answer means: by number, by what is in them, or all.
local function meant(words, orders)
  if number_in(words) then return list{number_in(words)} end
  local all, found = list{}, list{}
  for _, order in ipairs(orders) do
    table.insert(all, order.id)
    local named = false
    for name in order.summary:lower():gmatch("[^,]+") do
      named = named or words:find(name:match("^%s*(.-)%s*$"), 1, true)
    end
    if named then table.insert(found, order.id) end
  end
  if #found == 0 and (words:find("both") or words:find("%f[%a]all%f[%A]") or words:find("everything")) then return all end
  return found
end

-- Of what is still pending; where nothing is, of everything, and the policy says why it is too late.
local function which(orders)
  local pending, lines = list{}, list{}
  for _, order in ipairs(orders) do
    if order.status == "pending" then table.insert(pending, order) end
  end
  if #pending == 0 then pending = orders end
  local named = with(pending, goods)
  if #named == 1 then return named end
  if #pending == 1 then return list{pending[1].id} end
  for _, order in ipairs(pending) do
    table.insert(lines, "- " .. order.id .. " (" .. order.status .. "): " .. order.summary)
  end
  for try = 1, 2 do
    local words = desk.ask("which order to cancel, " .. try, "Which order shall I cancel? Its number, or what is in it, is enough; \"all\" means all of these:\n" .. table.concat(lines, "\n"))
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

local named = order_id and number_in(order_id)
for _, id in ipairs(named and list{named} or which(orders)) do
  local order = lookup_order(id)
  cancel_order(order.id, why_cancelled or "no reason given")
end
