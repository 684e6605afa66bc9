-- Pays an order back, or the part of it that the customer names. Whether that may be, and who has to agree, the policy decides.
--
--   workflow refund from "library/refund.lua"
--     takes  order_id, amount, in_part, what_was_wrong
--     tools  find_orders, lookup_order, check_refund_eligibility, process_refund
--
-- amount, in_part               an entity `is money`, and one of the words that ask for a part ("half", "a third of", "30 percent", "part of")
-- find_orders                   takes customer_id; gives a list of id, status, summary: whoever names no order chooses from them
-- lookup_order gives            id, total, items (name, price, quantity, final_sale): a thing of several that is named is paid back at its price
-- check_refund_eligibility      eligible, refundable, refunded (before), reason (why not, or why not all of it)
-- process_refund                takes order_id, amount, reason; its `say` lines ask for the yes and tell what was done

local orders = require "shared/orders"
local parts = require "shared/parts"

-- May stand beside an amount, and change nothing of it.
local beside = {}
for word in ([[please just only i we would like want need back get give me us the it is that enough make ok okay yes dollars dollar bucks usd eur euro euros pounds pound gbp
  a an amount for to be fine thanks thank you refund sum my what do should could of d s then well oh hm yeah sure instead rather]]):gmatch("%S+") do beside[word] = true end

local all_of_it = {["all"] = true, ["everything"] = true, ["whole"] = true, ["full"] = true, ["complete"] = true, ["entire"] = true, ["total"] = true}

-- A share of a sum, to the cent next to it: whoever is asked for the yes sees what it came to.
local function share_of(whole, parts, of)
  local before, behind = whole.amount:match("^(%d+)%.?(%d*)$")
  local cents = before and math.tointeger(tonumber(before .. behind))
  if not cents or parts < 1 or parts >= of or #before > 12 then return nil end
  local digits = string.format("%0" .. (#behind + 1) .. "d", (cents * parts * 2 + of) // (of * 2))
  return money(#behind > 0 and digits:sub(1, -#behind - 1) .. "." .. digits:sub(-#behind) or digits, whole.currency)
end

local counts = {["a"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3}
local kinds = {["half"] = 2, ["third"] = 3, ["thirds"] = 3, ["quarter"] = 4, ["quarters"] = 4, ["fifth"] = 5, ["fifths"] = 5, ["tenth"] = 10, ["tenths"] = 10}

-- "A third of it", "two thirds", "30 percent": how many parts of how many, and the words without it. Nothing where there is none, or more than one.
local function share_in(words)
  local parts, of, left, before = nil, nil, list{}, nil
  words = words:gsub("per cent", "percent"):gsub("(%d)%s*%%", "%1 percent ")
  for word in words:gmatch("%S+") do
    local bare = word:gsub("[,;:!?\"()]+$", ""):gsub("%.$", "")
    local kind, figure = kinds[bare], bare == "percent" and before and before:match("^%d%d?%.?%d?%d?$")
    if figure or (kind and (counts[before or ""] or bare == "half")) then
      if of then return nil, words end
      if figure or counts[before or ""] then table.remove(left) end
      local whole, behind = (figure or ""):match("^(%d+)%.?(%d*)$")
      parts = figure and math.tointeger(tonumber(whole .. behind)) or counts[before or ""] or 1
      of = figure and 100 * math.tointeger(10 ^ #behind) or kind
    else
      table.insert(left, word)
    end
    before = bare
  end
  return of and {parts = parts, of = of} or nil, of and table.concat(left, " ") or words
end

-- "1,000" is a thousand, "20,50" twenty and a half.
local function figures_of(written)
  if written:match("^%d%d?%d?,%d%d%d$") or written:match("^%d%d?%d?,%d%d%d[,%.]") then return (written:gsub(",", "")) end
  return (written:gsub(",", "."))
end

-- How much of a sum (money) the customer's words name. What says more than an amount or a share ("2 of the 3 items") is none, and is asked for again: nobody
-- guesses at money.
local function part_of(whole, words)
  local share
  share, words = share_in(words:lower())
  local figures, all, other = list{}, false, false
  for word in words:gmatch("[^%s!?;:\"()]+") do
    local bare = word:gsub("^[%$\u{20AC}\u{A3}]+", ""):gsub("[%.,]+$", ""):gsub("[%$\u{20AC}\u{A3}]+$", "")
    if bare:match("^%d") then
      table.insert(figures, bare)
    elseif all_of_it[bare] then
      all = true
    elseif bare ~= "" and not beside[bare] then
      other = true
    end
  end
  if other or (all and share) or #figures > 1 or (#figures == 1 and (all or share)) then return nil end
  if share then return share_of(whole, share.parts, share.of) end
  if all then return whole end
  local written = figures[1] and figures_of(figures[1])
  if not written or not written:match("^%d+%.?%d*$") or #(written:match("%.(%d*)$") or "") > 2 then return nil end
  return money(written, whole.currency)
end

-- Whoever does not name the order chooses from those that were not cancelled.
local order = lookup_order(order_id or orders.asked_for(orders.standing(desk.facts().customer.id)))
local terms = check_refund_eligibility(order.id)

-- Not within the shop's terms: the policy says why, and offers a person. Nobody is asked for a reason or a yes before that.
if not terms.eligible then
  process_refund(order.id, order.total, "not within the terms")
end

-- The whole refundable amount, unless the customer named a smaller one.
local refund = terms.refundable
local told = refund < order.total and terms.reason or nil
local named = inputs.amount   -- nil where the desk reads no amounts
if in_part and not named then named = part_of(refund, in_part) end

-- Asks how much it is to be; `why` and `what` stand in the question.
local function asked_for(why, what)
  local question = why .. "How much of the " .. refund .. what .. " would you like back? An amount, or \"all of it\", please."
  local sum = part_of(refund, desk.ask("how much of " .. order.id, question))
  if sum then return sum end
  local words = desk.ask("the amount for " .. order.id, "I want to be sure of the amount: please write it in figures, for instance " .. refund .. ", or \"all of it\".")
  sum = part_of(refund, words)
  if not sum then desk.hand_off("how much of order " .. order.id .. " is to be paid back could not be read: " .. words) end
  return sum
end

local below_zero = named and named < money("0", named.currency)
if named and (below_zero or named.currency ~= refund.currency) or in_part and not named then
  local why = below_zero and "An amount is never below zero, and you wrote " .. named .. ". " or named and "Order " .. order.id .. " was paid in " .. refund.currency .. ". "
  named = asked_for(why or "", "")
end

local reason = what_was_wrong
if not reason then
  reason = desk.ask("reason for " .. order.id, "What was the matter with it, in a few words? \"I changed my mind\" is a fine answer.")
end

-- "Only the earbuds", of an order of several things: what they cost, and the question for the yes says which they are. Whoever named a sum has said how much.
local part = parts.named_in(order, desk.facts().said)
if part and part.which and not named then part = parts.asked_which(order, part) end
local things = part and table.concat(part.items, ", ")
if part and part.final_sale then
  desk.hand_off("of order " .. order.id .. " " .. things .. " is to be paid back, which is sold without that")
elseif part and not named and part.unclear then
  named = asked_for("You wrote of " .. things .. ", and I cannot tell what that comes to. ", " for order " .. order.id)
elseif part and not named and part.amount < refund then
  named = part.amount
end
if part and named and named == part.amount and named < refund then
  told = "This is for " .. things .. " alone, at " .. named .. "; if you mean the whole order, write \"all of it\"."
end

if named and named < refund then
  refund = named
elseif named and named > refund then
  told = "Of this order, " .. refund .. " can be refunded."
end

-- Whether something is refunded a second time, the policy says: nothing is told before that sounds as if it were.
local before = terms.refunded and terms.refunded > money("0", terms.refunded.currency)
if told and not before then desk.say(told) end

-- The policy asks for the customer's yes, has a colleague confirm larger amounts, and tells the customer what was done.
process_refund(order.id, refund, reason)
