-- Takes the wish to delete an account, and hands it to a person with what they need: nobody deletes an account by chat. The customer may change their mind
-- until then, and hears before what goes with the account.
--
--   workflow delete_account from "library/delete_account.lua"
--     tools  find_orders
--
-- find_orders   takes customer_id; gives a list of id, status, summary
-- The queue is the one of the intent or of the route.

local orders = require "shared/orders"

-- What is still on its way would be lost with the account.
local open = orders.open(desk.facts().customer.id)
local named = orders.listed(open, ", ", function(order) return order.id .. " (" .. order.status .. ")" end)

local warning = "With your account go its orders, invoices and plan, for good."
if #open > 0 then
  warning = warning .. " These orders are still open: " .. named .. "."
end

local function means_no(said) return said:find("^no") or said:find("don't") or said:find("not ") or said:find("keep") end
local function means_yes(said) return said:find("yes") or said:find("sure") or said:find("^ok") or said:find("go ahead") or said:find("delete") or said:find("please do") end

local said = desk.ask("whether to delete", warning .. " Shall I pass it on to be deleted? (yes or no)"):lower()
if not means_no(said) and (said:find("?", 1, true) or not means_yes(said)) then   -- a question is no yes
  said = desk.ask("whether to delete after all", "Before anything goes, I need a clear yes or no. " .. warning .. " Shall I pass it on to be deleted? (yes or no)"):lower()
end
if means_no(said) or not means_yes(said) then
  desk.say("All right, your account stays as it is.")
  return
end

local why = desk.ask("why to delete", "Thank you. In a few words: why? It helps us; \"no reason\" is a fine answer.")
desk.hand_off("the customer wants their account deleted: " .. why .. (#open > 0 and "; open orders: " .. named or ""))
