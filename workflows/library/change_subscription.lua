-- Moves the customer to another plan, or ends the plan. What is possible the policy decides, which also asks for the customer's yes.
--
--   workflow change_subscription from "library/change_subscription.lua"
--     takes  cancelling, new_plan
--     tools  update_subscription, cancel_subscription
--
-- cancelling, new_plan   entities: "cancel my plan", "pro"
-- update_subscription    takes customer_id, plan
-- cancel_subscription    takes customer_id

local customer = desk.facts().customer

if cancelling then
  cancel_subscription(customer.id)
  return
end

local plan = new_plan or desk.ask("new_plan", "Which plan would you like: free, pro or enterprise?")
update_subscription(customer.id, plan:lower())
