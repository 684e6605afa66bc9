-- Pays an order back, or the part of it that the customer names. Whether that may be, and who has to agree, the policy decides.
--
--   workflow refund from "library/refund.lua"
--     takes  order_id, amount, what_was_wrong
--     tools  lookup_order, check_refund_eligibility, process_refund
--
-- lookup_order gives            id, total
-- check_refund_eligibility      eligible, refundable, reason (why not, or why not all of it)
-- process_refund                takes order_id, amount, reason; its `say` lines ask for the yes and tell what was done

local order = lookup_order(desk.ask("order_id"))
local terms = check_refund_eligibility(order.id)

-- Not within the shop's terms: the policy says why, and offers a person. Nobody is asked for a reason or a yes before that.
if not terms.eligible then
  process_refund(order.id, order.total, "not within the terms")
end

if terms.refundable < order.total then
  desk.say(terms.reason)
end

-- The whole refundable amount, unless the customer named a smaller one.
local refund = terms.refundable
local named = inputs.amount   -- nil where the desk reads no amounts
if named and named.currency == refund.currency then
  if named < refund then
    refund = named
  elseif named > refund then
    desk.say("Of this order, " .. refund .. " can be refunded.")
  end
end

local reason = what_was_wrong
if not reason then
  reason = desk.ask("reason for " .. order.id, "What was the matter with it, in a few words? \"I changed my mind\" is a fine answer.")
end

-- The policy asks for the customer's yes, has a colleague confirm larger amounts, and tells the customer what was done.
process_refund(order.id, refund, reason)
