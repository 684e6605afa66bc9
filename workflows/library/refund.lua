-- Pays an order back, or the part of it that the customer names. Whether that may be, and who has to agree, the policy decides.
--
--   workflow refund from "library/refund.lua"
--     takes  order_id, amount, in_part, what_was_wrong
--     tools  lookup_order, check_refund_eligibility, process_refund
--
-- amount, in_part               an entity `is money`, and one of the words that ask for a part without saying how much ("half of it")
-- lookup_order gives            id, total
-- check_refund_eligibility      eligible, refundable, refunded (before), reason (why not, or why not all of it)
-- process_refund                takes order_id, amount, reason; its `say` lines ask for the yes and tell what was done

local order = lookup_order(desk.ask("order_id"))
local terms = check_refund_eligibility(order.id)

-- Not within the shop's terms: the policy says why, and offers a person. Nobody is asked for a reason or a yes before that.
if not terms.eligible then
  process_refund(order.id, order.total, "not within the terms")
end

-- The whole refundable amount, unless the customer named a smaller one.
local refund = terms.refundable
local told = refund < order.total and terms.reason or nil
local named = inputs.amount   -- nil where the desk reads no amounts
if named and named.currency ~= refund.currency or in_part and not named then
  local question = (named and "Order " .. order.id .. " was paid in " .. refund.currency .. ". " or "") ..
    "How much of the " .. refund .. " would you like back? An amount, or \"all of it\", please."
  local words = desk.ask("how much of " .. order.id, question):lower()
  local figure = words:match("%d+[%.,]%d%d%f[%D]") or words:match("%d+")
  named = figure and money((figure:gsub(",", ".")), refund.currency)
end
if named and named < refund then
  refund = named
elseif named and named > refund then
  told = "Of this order, " .. refund .. " can be refunded."
end

local reason = what_was_wrong
if not reason then
  reason = desk.ask("reason for " .. order.id, "What was the matter with it, in a few words? \"I changed my mind\" is a fine answer.")
end

-- Whether something is refunded a second time, the policy says: nothing is told before that sounds as if it were.
local before = terms.refunded and terms.refunded > money("0", terms.refunded.currency)
if told and not before then desk.say(told) end

-- The policy asks for the customer's yes, has a colleague confirm larger amounts, and tells the customer what was done.
process_refund(order.id, refund, reason)
