-- Credits a dish that was missing, cold or wrong. How much may be credited, and who has to agree, the policy decides.
local meals = require "shared/meals"

local meal = meals.asked()
if #meal.items == 0 then
  credit_dish(meal.id, meal.total, "the meal")   -- nobody knows its dishes: the policy says whether anything may be credited, and what then
  return
end
local words = desk.ask("dish of " .. meal.id, "Which dish was it? " .. meals.named(meal) .. " had: " .. meals.dishes(meal) .. ".")
local named = meals.dishes_in(meal, words)
if #named == 0 then desk.hand_off("a dish of meal " .. meal.id .. " was wrong: " .. words) end

local names, price = list{}, named[1].price
for i, dish in ipairs(named) do
  table.insert(names, dish.name)
  if i > 1 then price = price + dish.price end
end
credit_dish(meal.id, price, table.concat(names, " and "))
