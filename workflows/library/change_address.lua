-- Sends an order that has not left yet to another address. Where it is already on its way, the policy hands it to a person.
--
--   workflow change_address from "library/change_address.lua"
--     takes  order_id
--     tools  lookup_order, change_address
--
-- lookup_order     gives id, status, address (line1, line2, city, region, postcode, country)
-- change_address   takes order_id, address; its `say to confirm` names the new address, so that a yes is a yes to it

local order = lookup_order(desk.ask("order_id"))

-- An address in one line: "12 Elm Street, Portland, 97205", or over several lines. What is left out is asked for once more.
local function parts_of(words)
  local parts = list{}
  for part in words:gmatch("[^,\n]+") do
    local text = part:match("^%s*(.-)%s*$")
    if text ~= "" then table.insert(parts, text) end
  end
  return parts
end

local parts = parts_of(desk.ask("new address for " .. order.id, "Where should order " .. order.id .. " go? Street and number, city, postcode, please, with commas between them."))
if #parts < 3 then
  parts = parts_of(desk.ask("whole address for " .. order.id, "I need all three, with commas between them: street and number, city, postcode. For instance: 12 Elm Street, Portland, 97205."))
end
if #parts < 3 then
  desk.hand_off("the new address for order " .. order.id .. " could not be read: " .. table.concat(parts, ", "))
end

-- The country stays: another one changes customs and price, and that is for a person.
local country = order.address and order.address.country or "USA"
local given = parts[4]
if given and given:lower() ~= country:lower() then
  desk.hand_off("order " .. order.id .. " is to go to another country: " .. table.concat(parts, ", "))
end

change_address(order.id, {line1 = parts[1], city = parts[2], postcode = parts[3], country = country})
