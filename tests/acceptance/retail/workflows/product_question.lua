-- Tells which variants of a product the store has.

local what = goods or desk.ask("product", "Which product is it about?")
local found = search_products(what)

if #found == 0 then
  desk.say("I have found nothing called \"" .. what .. "\" in our store.")
  return
end

local lines = list{}
for _, product in ipairs(found) do
  local options = list{}
  for name, option in pairs(product.options) do
    table.insert(options, name .. " " .. option)
  end
  table.insert(lines, "- " .. product.name .. (product.price and ", " .. product.price or "") .. (#options > 0 and ": " .. table.concat(options, ", ") or "") .. (product.available and "" or " (not available)"))
end
desk.say("This is what we have:\n" .. table.concat(lines, "\n"))
