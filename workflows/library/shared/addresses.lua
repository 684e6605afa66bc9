-- Where an order is to go: asked for in one line, and read into its parts.
--
--   local addresses = require "shared/addresses"
--   local address = addresses.new_one_for(order)     -- order: id, status, address (country)
--
-- What cannot be read is asked for once more, and then a person takes over: nobody's parcel goes to half an address.

local addresses = {}

-- What the same country is called.
local countries = {
  ["us"] = "usa", ["u.s."] = "usa", ["u.s.a."] = "usa", ["united states"] = "usa", ["united states of america"] = "usa", ["america"] = "usa",
  ["uk"] = "united kingdom", ["u.k."] = "united kingdom", ["great britain"] = "united kingdom", ["deutschland"] = "germany",
}

function addresses.same_country(one, other)
  one, other = one:lower(), other:lower()
  return (countries[one] or one) == (countries[other] or other)
end

-- "12 Elm Street, Portland", over commas and lines.
local function parts_of(words)
  local parts = list{}
  for part in words:gmatch("[^,\n]+") do
    local text = part:match("^%s*(.-)[%s%.]*$")
    if text ~= "" then table.insert(parts, text) end
  end
  return parts
end

-- "MA 02108", "Portland OR 97205", "75001 Paris", "London NW1 6XE" or a postcode alone: the postcode, and the words beside it.
local function postcode_in(part)
  if part:match("^%d%d%d%d+%s+%a%a%a") then return part:match("^(%d+)%s+(.+)$") end
  local words, code = part:match("^(%a[%a%s'%.%-]-)%s+(%d[%d%-]*)$")
  if not code then words, code = part:match("^(%a[%a%s'%.%-]-)%s+(%u%u?%d%w?%s?%d%u%u)$") end
  if not code then words, code = part:match("^(%a[%a%s'%.%-]-)%s+(%u%d%u%s?%d%u%d)$") end
  return code or part, words
end

local function is_region(words) return words:match("^%u%u$") ~= nil end

-- A flat, a floor or a box stands between street and city.
local function is_second_line(part)
  local words = part:lower()
  return part:find("%d") ~= nil or part:find("#", 1, true) ~= nil or words:find("^apt") ~= nil or words:find("^apartment") ~= nil or words:find("^unit") ~= nil
    or words:find("^suite") ~= nil or words:find("^floor") ~= nil or words:find("^flat") ~= nil or words:find("^c/o") ~= nil
end

local function set_of(words)
  local set = {}
  for word in words:gmatch("%S+") do set[word] = true end
  return set
end

-- Lead to an address: "please send it to", "my new address is".
local leading = set_of([[please send sent it to at is ship deliver my our new address the should go use order them this that can could you would like i want now instead change its
  it's be for parcel package live moved we have i've no yes ok okay sure well actually sorry oh rather but]])
-- Stand in no address: a part with one of them says something else.
local of_no_address = set_of([[please order orders address shipping delivery send cancel refund my phone call want instead thanks thank because whole
  what don't not but is it it's i i'm yes never mind stop do number tel mobile when if]])
local courtesy = set_of("thanks thank you please cheers thx very much a lot many so")

local function is_courtesy(part)
  for word in part:lower():gmatch("[%w']+") do
    if not courtesy[word] then return false end
  end
  return true
end

-- "Please send it to 12 Elm Street" is "12 Elm Street"; what has no such words stays as it is.
local function without_lead(part)
  local before = part:match("^(.-)%d") or ""
  local behind = before:lower():match(".*%f[%a]at%s+()") or before:lower():match(".*%f[%a]to%s+()")   -- "my office at"
  if behind and not before:sub(2, behind):find("%u") then part = part:sub(behind) end
  local from = 1
  for at, word, after in part:gmatch("()([%w']+)()") do
    if word:find("%d") or not leading[word:lower()] then break end
    from = after
  end
  return (part:sub(from):gsub("^[%s:%-]+", ""))
end

-- "Not 5 Oak Road, Salem, 97301 but 12 Elm Street, …": the second.
local function meant_one(words)
  local behind = words:lower():match("^%s*not%s.-%sbut%s+()") or words:lower():match("^%s*no,?%s+not%s.-%sbut%s+()")
  return behind and words:sub(behind) or words
end

local function has_other_words(part)
  for word in part:lower():gmatch("[%w']+") do
    if of_no_address[word] then return true end
  end
  return false
end

-- The parts of an address and nothing else; nothing where other words stand among them.
local function address_parts(words)
  local parts = parts_of(meant_one(words))
  while #parts > 0 and is_courtesy(parts[#parts]) do table.remove(parts) end
  while #parts > 0 and without_lead(parts[1]) == "" do table.remove(parts, 1) end
  if #parts == 0 then return parts end
  parts[1] = without_lead(parts[1])
  local whole, last = parts[#parts]:match("^(.-)[%.!?]+%s+([^%.!?]+)[%.!?]*$")   -- "97205. Thank you so much!"
  if whole and is_courtesy(last) then parts[#parts] = whole end
  parts[#parts] = parts[#parts]:gsub("[%s%.!]+[Tt]hanks?%s*y?o?u?[%s%.!]*$", ""):gsub("[%s%.!]+[Pp]lease[%s%.!]*$", "")
  for _, part in ipairs(parts) do
    if has_other_words(part) then return nil end
  end
  return parts
end

-- line1, line2, city, region, postcode, country of "12 Rose Lane, Apt 4, Boston, MA 02108, USA"; line2, region and country where they are there.
-- Nothing where street, city or postcode is missing, or where something is left over.
function addresses.read(words)
  local parts = address_parts(words)
  if not parts then return nil end
  local at                                       -- of the postcode: the last part with a digit that is not the street
  for i = 2, #parts do
    if parts[i]:find("%d") and not parts[i]:lower():find("^apt") and not parts[i]:lower():find("^unit") and not parts[i]:find("#", 1, true) then at = i end
  end
  if not at then return nil end

  local address = {line1 = parts[1]}
  local beside
  address.postcode, beside = postcode_in(parts[at])

  local last = at - 1                            -- of what stands between street and postcode
  if beside and not is_region(beside) then
    local city, region = beside:match("^(.-)%s+(%u%u)$")
    if city then
      address.city, address.region = city, region
    elseif last >= 2 and not is_second_line(parts[last]) then
      address.region = beside                    -- "Boston, Massachusetts 02108"
    else
      address.city = beside
    end
  else
    address.region = beside
    if not beside and last >= 3 and is_region(parts[last]) then   -- "Boston, MA, 02108"
      address.region = parts[last]
      last = last - 1
    end
  end

  local after = at + 1
  if not address.city and last >= 2 then
    address.city = parts[last]
    last = last - 1
  elseif not address.city then                   -- "12 Elm Street, 97205, Portland"
    address.city = parts[after]
    after = after + 1
  end
  if last >= 2 then address.line2 = table.concat(parts, ", ", 2, last) end
  for i = after, #parts do
    if is_region(parts[i]) and not countries[parts[i]:lower()] and not address.region then
      address.region = parts[i]                  -- "Portland, 97205, OR"
    elseif not address.country then
      address.country = parts[i]
    else
      return nil
    end
  end
  if not address.city or #address.postcode < 3 then return nil end
  return address
end

-- Before an address in a sentence: "to 12 Elm Street", "the new address is: …".
local before_one = set_of("to is at")

-- Where one may begin: behind such a word, a colon or a line's end; else behind a comma with a number ("my office, 12 Elm Street"), or with the message.
local function beginnings(words)
  local likely, others = list{}, list{}
  local last
  for at, word in words:gmatch("()([^%s,:]+)") do
    local between = words:sub(1, at - 1):match("[%s,:]*$")
    local comma = between:find(",", 1, true)
    if word:find("^[%d%u]") and (between:find("[:\n]") or not comma and before_one[last]) then
      table.insert(likely, at)
    elseif at == 1 or word:find("^%d") and comma then
      table.insert(others, at)
    end
    last = word:lower()
  end
  for _, at in ipairs(others) do table.insert(likely, at) end
  return likely
end

-- A whole address among other words, up to its sentence's end: "send it to 12 Elm Street, Portland, 97205. It is a present." Nothing where there is none.
function addresses.said_in(words)
  if #words > 1000 then return nil end
  for _, at in ipairs(beginnings(words)) do
    local rest = words:sub(at)
    local address = addresses.read(rest)
    if address then return address end
    for ending in rest:gmatch("()[%.!?]%s") do
      address = addresses.read(rest:sub(1, ending - 1))
      if address then return address end
    end
  end
end

-- As one line, whole.
function addresses.in_words(address)
  local parts = list{}
  for _, name in ipairs{"line1", "line2", "city", "region", "postcode", "country"} do
    if address[name] then table.insert(parts, address[name]) end
  end
  return table.concat(parts, ", ")
end

-- Where the order is to go, as the customer has said already, or says when they are asked; gives the whole address, or hands over. Nothing where nothing of the
-- order is to be sent any more: the customer is told so.
function addresses.new_one_for(order)
  if order.status == "cancelled" or order.status == "delivered" then
    desk.say("Order " .. order.id .. (order.status == "cancelled" and " is cancelled already, so nothing of it is sent anywhere." or " has arrived already, so its address stays as it is."))
    return nil
  end

  local address
  local said = desk.facts().said
  for i = #said, 1, -1 do address = address or addresses.said_in(said[i]) end
  local words
  if not address then
    words = desk.ask("new address for " .. order.id, "Where should order " .. order.id .. " go? Street and number, city, postcode, please, with commas between them.")
    address = addresses.read(words) or addresses.said_in(words)
  end
  if not address then
    words = desk.ask("whole address for " .. order.id, "I need all three, with commas between them: street and number, city, postcode. For instance: 12 Elm Street, Portland, 97205.")
    address = addresses.read(words) or addresses.said_in(words)
  end
  if not address then
    desk.hand_off("the new address for order " .. order.id .. " could not be read: " .. words)
  end

  -- The country stays: another one changes customs and price, and that is for a person.
  local country = order.address and order.address.country or "USA"
  if address.country and not addresses.same_country(address.country, country) then
    desk.hand_off("order " .. order.id .. " is to go to another country: " .. addresses.in_words(address))
  end
  address.country = country
  return address
end

return addresses
