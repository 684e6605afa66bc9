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
  return those(customer_id, function(order) return order.status ~= "delivered" and order.status ~= "cancelled" end)
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

-- The number of the one that is meant: of these, in a line each, so that it can be named or counted. One alone, or too many to be read, is asked for by its number.
function orders.asked_for(some)
  if #some < 2 or #some > listed_most then return desk.ask("order_id") end
  return desk.ask("order_id", "Which of your orders is it?\n" .. orders.listed(some, "\n", function(order) return "- " .. order.id .. ": " .. order.summary end))
end

return orders
