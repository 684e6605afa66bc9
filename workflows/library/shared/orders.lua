-- The customer's orders, in words.
--
--   local orders = require "shared/orders"
--   find_orders   takes customer_id; gives a list of id, status, summary

local orders = {}

local listed_most = 8

local function those(customer_id, which)
  local some = list{}
  for _, order in ipairs(find_orders(customer_id)) do
    if which(order) then table.insert(some, order) end
  end
  return some
end

-- Those that are still to arrive.
function orders.open(customer_id)
  return those(customer_id, orders.is_open)
end

-- Those that were not cancelled.
function orders.standing(customer_id)
  return those(customer_id, function(order) return order.status ~= "cancelled" end)
end

-- Each of them as `words` says it, with `between` between them.
function orders.listed(some, between, words)
  local lines = list{}
  for _, order in ipairs(some) do table.insert(lines, words(order)) end
  return table.concat(lines, between)
end

-- The number of the one that is meant: of these, in a line each, so that it can be named or counted. One alone is taken, and named; none, or too many to be read, are asked
-- for by the number.
function orders.asked_for(some)
  if #some == 1 then
    desk.say("I take it that you mean " .. some[1].id .. " (" .. some[1].summary .. ").")
    return some[1].id
  end
  if #some == 0 or #some > listed_most then return desk.ask("order_id") end
  return desk.ask("order_id", "Which of your orders is it?\n" .. orders.listed(some, "\n", function(order) return "- " .. order.id .. ": " .. order.summary end))
end

-- Whether the words name what is in the order: the last word of one of its things.
local function names_it(order, words)
  for thing in order.summary:lower():gmatch("[^,]+") do
    local last = thing:gsub("%f[%w]%w*%d%w*", ""):gsub("%f[%w]%w%w?%f[%W]", ""):match("(%w+)%W*$")
    if last and #last > 2 and words:find("%f[%w]" .. last:gsub("s$", "") .. "e?s?%f[%W]") then return true end
  end
  return false
end

-- The same of those that something can still be done to (`which`), where the customer names none of the others: "cancel the kettle order", which has come.
function orders.meant(customer_id, which, said)
  local some = orders.spoken_of(customer_id, which, said)
  return orders.asked_for(#some > 0 and some or orders.standing(customer_id))
end

function orders.spoken_of(customer_id, which, said)
  local all = orders.standing(customer_id)
  local words = #said > 0 and said[#said]:lower() or ""
  local some = list{}
  for _, order in ipairs(all) do
    if which(order) then table.insert(some, order) elseif names_it(order, words) then return all end
  end
  return some
end

function orders.is_open(order) return order.status ~= "delivered" and order.status ~= "cancelled" end

return orders
