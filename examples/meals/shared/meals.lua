-- What the scripts of this desk say and ask about a meal.
local meals = {}

function meals.asked() return find_meal(desk.ask("meal_id")) end

function meals.named(meal) return "Meal " .. meal.id .. " from " .. meal.restaurant end

function meals.dishes(meal)
  local names = list{}
  for _, dish in ipairs(meal.items) do table.insert(names, dish.name) end
  return table.concat(names, ", ")
end

-- "Not the fries, the burger": what is not meant is no dish that is named.
local function without_what_is_not_meant(words)
  return (words:gsub("%f[%a]not%s+[^,;%.]-%f[%a]but%f[%A]", ""):gsub("%f[%a]not%s+[^,;%.]+", ""))
end

-- The dishes that the words name, in the order of the meal: "all of it" is every one.
function meals.dishes_in(meal, words)
  words = without_what_is_not_meant(words:lower())
  local all = words:find("%f[%a]all%f[%A]") or words:find("%f[%a]both%f[%A]") or words:find("%f[%a]everything%f[%A]")
  local named = list{}
  for _, dish in ipairs(meal.items) do
    if all or words:find(dish.name:lower(), 1, true) then table.insert(named, dish) end
  end
  return named
end

return meals
