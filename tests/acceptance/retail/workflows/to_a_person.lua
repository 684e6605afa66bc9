-- Exchanges, returns, other items and other payments: finds the order, writes down what is wanted, and hands both to a person.

local shared = require "shared/orders"

local matters = {
  change_items = "other items in", exchange_items = "an exchange of", return_items = "a return of", change_payment = "another payment for",
}
local matter = matters[desk.facts().intent] or "something about"

-- Who the customer is, is known: a name or an e-mail alone is no answer to a question about an order.
local function only_a_name(words)
  local lower = words:lower()
  return #words < 120 and not shared.number_in(words) and (lower:find("name") or lower:find("zip") or lower:find("@", 1, true)) and true or false
end

local function ask(name, question)
  local words = desk.ask(name, question)
  if only_a_name(words) then
    words = desk.ask(name .. ", again", "Thank you, you are signed in here, and I know your account. " .. question)
  end
  return words
end

-- The order that is meant, or nil: here a person can find it out too.
local function which(orders)
  local named = shared.with(orders, goods)
  if #named == 1 then return named[1].id end
  if #orders == 1 then return orders[1].id end
  for try = 1, 2 do
    local words = ask("order for " .. matter .. " " .. try, "Which order is it about? Its number, or what is in it, is enough:\n" .. shared.listed(orders))
    local found = shared.named_in(words, orders)
    if shared.number_in(words) then return shared.number_in(words) end
    if #found > 0 then return found[1].id end
  end
end

local customer = desk.facts().customer
local orders = find_orders(customer.id)
if #orders == 0 then
  desk.hand_off("the customer wants " .. matter .. " an order, and the account has none", "orders")
end

local chosen = order_id and shared.number_in(order_id) or which(orders)
if not chosen then
  desk.hand_off("the customer wants " .. matter .. " an order; it is not clear which", "orders")
end

local order = lookup_order(chosen)
local wish = ask("wish for " .. order.id, "I have order " .. order.id .. " (" .. order.status .. ") before me. What exactly shall be done? A colleague does it, and should not have to ask again.")
create_ticket(matter .. " order " .. order.id, wish, "medium", customer.id)
desk.hand_off("the customer wants " .. matter .. " order " .. order.id .. " (" .. order.status .. ")", "orders")
