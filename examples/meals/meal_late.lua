-- Tells where a meal is. One that counts as delivered, and has not come, is for a person.
local meals = require "shared/meals"

local meal = meals.asked()
if meal.status == "delivered" then
  desk.hand_off("meal " .. meal.id .. " counts as delivered, and the customer waits for it")
elseif meal.status == "cancelled" then
  desk.say(meals.named(meal) .. " was cancelled.")
else
  local where = meal.status == "cooking" and " is being cooked" or " is on its way"
  desk.say(meals.named(meal) .. where .. ". It is due at " .. desk.date(meal.due_at, "time") .. ".")
end
