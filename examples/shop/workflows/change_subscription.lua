-- Moves the customer to another plan, or ends the plan. What is possible is decided in tools.policy, which also asks for the customer's yes.

local customer = desk.facts().customer

if cancelling then
  cancel_subscription(customer.id)
  return
end

local plan = new_plan or desk.ask("new_plan", "Which plan would you like: free, pro or enterprise?")
update_subscription(customer.id, plan:lower())
