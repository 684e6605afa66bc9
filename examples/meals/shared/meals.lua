-- What the scripts of this desk say and ask about a meal.
local meals = {}

function meals.asked() return find_meal(desk.ask("meal_id")) end

function meals.named(meal) return "Meal " .. meal.id .. " from " .. meal.restaurant end

function meals.dishes(meal)
  local names = list{}
  for _, dish in ipairs(meal.items) do table.insert(names, dish.name) end
  return table.concat(names, ", ")
end

-- The dish that the words name, or nothing.
function meals.dish_in(meal, words)
  words = words:lower()
  for _, dish in ipairs(meal.items) do
    if words:find(dish.name:lower(), 1, true) then return dish end
  end
end

return meals
