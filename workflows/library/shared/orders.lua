-- The customer's orders, in words.
--
--   local orders = require "shared/orders"
--   find_orders   takes customer_id; gives a list of id, status, summary

local orders = {}

-- Those that are still to arrive.
function orders.open(customer_id)
  local open = list{}
  for _, order in ipairs(find_orders(customer_id)) do
    if order.status ~= "delivered" and order.status ~= "cancelled" then table.insert(open, order) end
  end
  return open
end

-- Each of them as `words` says it, with `between` between them.
function orders.listed(some, between, words)
  local lines = list{}
  for _, order in ipairs(some) do table.insert(lines, words(order)) end
  return table.concat(lines, between)
end

return orders
