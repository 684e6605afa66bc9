-- Credits a dish that was missing, cold or wrong. How much may be credited, and who has to agree, the policy decides.
local meals = require "shared/meals"

local meal = meals.asked()
local words = desk.ask("dish of " .. meal.id, "Which dish was it? " .. meals.named(meal) .. " had: " .. meals.dishes(meal) .. ".")
local dish = meals.dish_in(meal, words)
if not dish then desk.hand_off("a dish of meal " .. meal.id .. " was wrong: " .. words) end

credit_dish(meal.id, dish.price, dish.name)
