-- Cancels an order that has not been packed yet, or sends one that has not left to another address. What else is to be changed about it, a colleague changes.
--
--   workflow change_order from "library/change_order.lua"
--     takes  order_id, cancelling, changing, readdressing
--     tools  lookup_order, cancel_order, change_address
--
-- cancelling, changing, readdressing   entities: the words that say so ("cancel", "swap", "address"), so that nobody is asked what they said already
-- lookup_order                         gives id, status, address (line1, line2, city, region, postcode, country)
-- cancel_order, change_address         their `needs` say until when, and their `say to confirm` what the customer says yes to

local order = lookup_order(desk.ask("order_id"))

-- "cancel" and "address" in one message may mean either: whoever says both is asked.
local wish = (cancelling and not readdressing and "cancel") or (readdressing and not cancelling and "address") or (changing and not cancelling and "change")
if not wish then
  local words = desk.ask("wish for " .. order.id, "Shall I cancel order " .. order.id .. ", send it to another address, or is something else about it to be changed?"):lower()
  wish = (words:find("cancel", 1, true) and "cancel") or (words:find("address", 1, true) and "address") or "change"
end

if wish == "change" then
  desk.hand_off("something about order " .. order.id .. " (" .. order.status .. ") is to be changed")
end
if wish == "cancel" then
  cancel_order(order.id, "cancelled by the customer")
  return
end

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
