-- Which things of an order the customer speaks of: "only the earbuds", "the lamp is broken, the mouse is fine".
--
--   local parts = require "shared/parts"
--   local part = parts.named_in(order, said)     -- order: items (name, price, quantity, final_sale), total; said: the customer's messages, the last one last
--
-- Gives nothing where the whole order is meant; else items (their names), amount (what they cost), unclear where nobody can say what they cost, and which (and
-- unclear) where nobody can say which of the things are meant: whoever gets that asks.

local parts = {}

local function set_of(words)
  local set = {}
  for word in words:gmatch("%S+") do set[word] = true end
  return set
end

local small = set_of("the a an and or of for with in my our your pack set size new l m s xl")
local turning_down = set_of("not except without keep keeping excluding besides")
local alone = set_of("only just merely solely alone")
local exception = set_of("but except excluding besides")
local all_words = set_of("all everything whole nothing")
local of_all = set_of("of it them that those these the order thing things rest")
local between = set_of("the my that this our a an for of about only just merely solely")
local articles = set_of("the my that this our a an these those")
local in_order = set_of("fine ok okay good great perfect perfectly well nice lovely alright")
local of_being = set_of("is are was were works work worked looks look looked")
local degree = set_of("just really still all quite totally absolutely completely very perfectly so also do does")
local liking = set_of("love loves loved liked likes enjoy adore")
local happy = set_of("happy pleased satisfied")
local who_likes = set_of("i we he she they you")
local denying = set_of("not no never don't didn't doesn't isn't wasn't would could should won't i'd we'd")
local whole_thing = set_of("order parcel package delivery purchase")
local single = set_of("one a single 1")
local of_several = set_of("the my these those our your two three four five six seven eight nine ten both")
local paying_with = set_of("to onto on with via by using through")
local means_to_pay = set_of("card cards account voucher credit wallet balance cheque check bank")
local kind_of_card = set_of("same original credit debit bank your")

local function same_name(a, b)
  if #a > #b then a, b = b, a end
  return a == b or b == a .. "s" or b == a .. "es"
end

local function words_of(text)
  local found = list{}
  for word in text:lower():gsub("\u{2019}", "'"):gmatch("[%w'\u{80}-\u{FF}]+") do table.insert(found, word) end
  return found
end

-- The words of a name that say which thing it is; the last of them is what it is.
local function names_of(item)
  local found = list{}
  for _, word in ipairs(words_of(item.name)) do
    if #word >= 3 and not small[word] and not word:find("%d") then table.insert(found, word) end
  end
  return found
end

local function is_name_of(names, word)
  for _, name in ipairs(names) do
    if same_name(name, word) then return true end
  end
  return false
end

-- The word before that place which is none of these.
local function before_that(message, at, passed)
  at = at - 1
  while at > 0 and passed(message[at]) do at = at - 1 end
  return at
end

-- "All but the band", "everything except it": `at` is the "but". "Nothing but the band" is the band, "everything is fine but the band" too.
local function leaves_out(message, at)
  local before = before_that(message, at, function(word) return of_all[word] or word:find("%d") end)
  local all = before > 0 and message[before] or (message[at - 1] or "")
  if all == "nothing" then
    return before > 1 and turning_down[message[before - 1]] == true
  elseif message[at] == "but" then
    return all_words[all] == true
  end
  return not in_order[all]
end

-- "The watch works fine", "I love the watch": good is said of what is named from `from` to `to`.
local function is_praised(message, from, to)
  local next = message[to + 1]
  if next and of_being[next] then
    local at = to + 2
    while message[at] and degree[message[at]] and not in_order[message[at]] do at = at + 1 end
    if message[at] and in_order[message[at]] then return true end
    if (next == "works" or next == "work") and at == to + 2 and (not message[at] or message[at] == "but" or message[at] == "and") then return true end
  end
  if (message[from - 1] or "") == "with" or (message[from - 1] or "") == "about" then from = from - 1 end
  local said = message[from - 1]
  if not said then return false end
  local before = before_that(message, from - 1, function(word) return degree[word] end)
  local who = message[before] or ""
  if liking[said] or happy[said] then return not denying[who] end
  return said == "like" and who_likes[who] == true
end

-- "To my card", "via voucher", "to my desk": where the money or the parcel goes, and no thing of the order. "A scratch on my watch" is about the watch.
local function is_led_away(message, from, to, names)
  local before = before_that(message, from, function(word) return between[word] or kind_of_card[word] end)
  if before == 0 or not paying_with[message[before]] then return false end
  return means_to_pay[message[to]] or not same_name(names[#names], message[to])
end

-- "A mouse", "one of the two mice".
local function counts_one(message, from)
  if from > 1 and single[message[from - 1]] then return true end
  local at = from - 1
  while at > 1 and (of_several[message[at]] or message[at]:find("^%d+$")) do at = at - 1 end
  return at > 1 and message[at] == "of" and single[message[at - 1]] or false
end

-- Where a message names the item: how many of its words at one place, whether it is turned down, praised, called an order, counted as one, or said of several.
local function heard(message, item, others)
  local names = names_of(item)
  local said = {words = 0}
  local to = 0
  while to < #message do
    local from = to + 1
    to = from
    if is_name_of(names, message[from]) then
      local says = false
      while message[to + 1] and is_name_of(names, message[to + 1]) do to = to + 1 end
      for at = from, to do
        local shared = false
        for _, other in ipairs(others) do shared = shared or is_name_of(names_of(other), message[at]) end
        says = says or not shared or same_name(names[#names], message[at])
      end
      local next = message[to + 1]
      if says and not is_led_away(message, from, to, names) then
        said.named = true
        said.words = math.max(said.words, to - from + 1)
        said.first = said.first or from
        said.last = to
        local before = before_that(message, from, function(word) return between[word] end)
        local left_out = before > 0 and exception[message[before]] and leaves_out(message, before)
        local beyond = (message[before] == "not" or message[before] == "isn't") and alone[message[before + 1]]   -- "not only the band"
        local turned_down = not beyond and before > 0 and turning_down[message[before]] and not exception[message[before]]
        local praised = is_praised(message, before_that(message, from, function(word) return articles[word] end) + 1, to)
        if (left_out or turned_down) and not (left_out and praised) then   -- "all but the band is fine" is about the band
          said.out = true
        elseif praised and not left_out then
          said.good = true
        elseif beyond then
          said.beyond = true
        else
          said.bad = true
        end
        if next and whole_thing[next] then said.order = true end
        if counts_one(message, from) then said.one = true end
        if not message[to]:find("s$") then said.singular = true end
      end
    end
  end
  return said
end

local function cost_of(item)
  local quantity = item.quantity or 1
  if not item.price or quantity < 1 or quantity > 100 then return nil end
  local sum = item.price
  for _ = 2, quantity do sum = sum + item.price end
  return sum
end

-- What all of it costs is what was paid: a price is what the thing was paid with, and no discount and no postage hides in the total.
local function prices_add_up(order)
  if not order.total then return false end
  local sum
  for _, item in ipairs(order.items) do
    local cost = cost_of(item)
    if not cost or cost.currency ~= order.total.currency then return false end
    sum = sum and sum + cost or cost
  end
  return sum == order.total
end

local whole = set_of("all everything whole both entire full")
local not_the_whole_before = set_of("at after above")
local not_the_whole_behind = set_of("i we that which my money right you")
local partly = set_of("without keep keeping parts")

local function names_any(order, word)
  for _, item in ipairs(order.items) do
    if is_name_of(names_of(item), word) then return true end
  end
  return false
end

-- Where "all of it", "the whole order" says that no part is meant any more, the place of that word; nothing where it does not, or only in part.
local function says_whole(order, message)
  local says
  for at, word in ipairs(message) do
    if partly[word] or (exception[word] and leaves_out(message, at)) then return nil end
    local next = message[at + 1] or ""
    local of_another_thing = not_the_whole_before[message[at - 1] or ""] or (message[at - 1] == "of" and message[at - 2] == "first")
    if whole[word] and not not_the_whole_behind[next] and not of_another_thing then
      local before = before_that(message, at, function(one) return between[one] or one == "want" or one == "need" or one == "do" end)
      local denied = before > 0 and denying[message[before]] and message[before] ~= "would" and not message[before]:find("'d$")
      if denied and not alone[message[before + 1]] then return nil end
      local behind = at + 1
      while message[behind] and (between[message[behind]] or of_all[message[behind]]) do behind = behind + 1 end
      -- "All the bands", "a full refund for the watch", "everything is fine".
      local of_a_thing = message[behind] and names_any(order, message[behind])
      if not of_a_thing and not (word == "full" and next == "refund") and not is_praised(message, at, at) then says = at end
    end
  end
  return says
end

-- "The watch came in time but the band is broken": one thing before the "but", another behind it.
local function is_set_against(message, named)
  for at, word in ipairs(message) do
    if word == "but" and not leaves_out(message, at) and message[at + 1] ~= "also" then
      local before, behind = false, false
      for _, one in ipairs(named) do
        if one.said.beyond then return false end
        before = before or one.said.last < at
        behind = behind or one.said.first > at
      end
      if before and behind then return true end
    end
  end
  return false
end

-- What a message says of the order's things: the whole of it, or those named, and whether it is in doubt which of them are meant.
local function read(order, message)
  local named, beyond, good, rest = list{}, list{}, list{}, list{}
  local out = false
  local most = 0
  local heard_of = list{}
  for at, item in ipairs(order.items) do
    local others = list{}
    for other, one in ipairs(order.items) do
      if other ~= at then table.insert(others, one) end
    end
    local said = heard(message, item, others)
    if said.order then return {whole = says_whole(order, message) ~= nil} end
    said.good = said.good and not said.bad
    said.beyond = said.beyond and not said.bad
    if said.named and not said.out and not said.good and said.words > most then most = said.words end
    table.insert(heard_of, said)
  end
  for at, item in ipairs(order.items) do
    local said = heard_of[at]
    local one = {item = item, said = said}
    if said.named and said.out then
      out = true
    elseif said.named and said.good then
      table.insert(good, one)
    elseif said.named and said.words == most then   -- of "the watch band" the band, and not the watch
      table.insert(said.beyond and beyond or named, one)
    elseif not said.named then
      table.insert(rest, one)
    end
  end
  local all = not out and says_whole(order, message)
  if all then
    -- "Everything came but the band is broken", "the lamp is broken, refund all of it": of what?
    local of_it = message[all] == "all" and message[all + 1] == "of" and message[all + 2] == "it"
    local against = false
    for _, one in ipairs(named) do
      for at = all + 1, one.said.first do against = against or message[at] == "but" end
    end
    if #named == 0 or not (of_it or against) then return {whole = true, beside = #named > 0} end
    return {named = named, which = true, beside = true}
  end
  if #beyond > 0 and #named == 0 then return {whole = true} end   -- "not only the band"
  for _, one in ipairs(beyond) do table.insert(named, one) end
  if #named > 0 then return {named = named, which = is_set_against(message, named)} end
  if #good > 0 then return {named = good, which = true} end
  if out and #rest > 0 then return {named = rest, out = true} end
  return {}
end

local function part_of(order, named, which)
  local part = {items = list{}, final_sale = false, which = which, unclear = which or not prices_add_up(order)}
  local counted = false
  for _, one in ipairs(named) do
    table.insert(part.items, one.item.name)
    part.final_sale = part.final_sale or one.item.final_sale == true
    local several = (one.item.quantity or 1) > 1
    local kind = names_of(one.item)
    counted = counted or (several and one.said.one)
    -- "The monitor", of two: one of them, or both.
    if several and (one.said.one or (#order.items > 1 and one.said.singular and not kind[#kind]:find("s$"))) then part.unclear = true end
    local cost = cost_of(one.item)
    if not cost then
      part.unclear = true
    elseif not part.unclear then
      part.amount = part.amount and part.amount + cost or cost
    end
  end
  if which then part.final_sale = false end
  if #named == #order.items and not counted and not which then return nil end
  return part
end

function parts.named_in(order, said)
  if not order.items or #order.items == 0 then return nil end
  local in_doubt
  for i = #said, 1, -1 do
    local message = words_of(said[i])
    local heard_here = read(order, message)
    if heard_here.whole then return nil end
    if heard_here.named and heard_here.which and #order.items > 1 then
      in_doubt = in_doubt or part_of(order, heard_here.named, true)
    elseif heard_here.named then
      return part_of(order, heard_here.named, false)
    end
  end
  return in_doubt
end

local that_thing = set_of("that this it those them these one thing")

-- What the answer to "all of it, or the lamp alone?" says: "all", the names of the things alone, or nothing where it says neither clearly.
local function answered(order, part, words)
  local message = words_of(words)
  local has_whole = false
  for _, word in ipairs(message) do has_whole = has_whole or whole[word] == true end
  local said = read(order, message)
  if said.whole then return not said.beside and "all" or nil end
  if said.which then return nil end
  if said.named then
    local meant = part_of(order, said.named, false)
    if not meant then return "all" end   -- "the lamp and the mouse"
    local same = table.concat(meant.items, ", ") == table.concat(part.items, ", ")
    if said.out and not has_whole and not same then return nil end   -- "not the lamp"
    if has_whole and not said.out then return nil end                -- "all I want cancelled is the lamp"
    return nil, meant.items
  end
  if has_whole then return nil end
  for at, word in ipairs(message) do
    if denying[word] then return nil end
    local behind = at + 1
    while message[behind] and between[message[behind]] and not that_thing[message[behind]] do behind = behind + 1 end
    if word == "alone" or (alone[word] and message[behind] and that_thing[message[behind]]) then
      return nil, not part.which and part.items or nil
    end
  end
  return nil
end

-- Asks which of the things are meant, where that is in doubt; gives what named_in gives, read from the answer, and stays in doubt where that says neither.
function parts.asked_which(order, part)
  local names = list{}
  for _, item in ipairs(order.items) do table.insert(names, item.name) end
  local words = desk.ask("which of " .. order.id, "Order " .. order.id .. " is " .. table.concat(names, ", ") ..
    ". Which of them is it about, or is it all of them?")
  local all, items = answered(order, part, words)
  if all then return nil end
  return items and parts.named_in(order, list{words}) or part
end

-- Whether all of the order is meant by what is to be done to it ("cancel", "cancelled"), and not the thing alone that they named: they are asked, and once more
-- where the answer says neither. Where it is not all of it, what a colleague is to know comes behind.
function parts.means_all_of(order, said, deed, done)
  local part = parts.named_in(order, said)
  if not part then return true end
  local things = #part.items < #order.items and table.concat(part.items, ", ") .. " alone" or "a part of it"
  local names = list{}
  for _, item in ipairs(order.items) do table.insert(names, item.name) end
  local words = desk.ask("whether all of " .. order.id, "Order " .. order.id .. " is " .. table.concat(names, ", ") .. ". Shall I " .. deed ..
    " all of it, or is it about " .. things .. "?")
  local all, items = answered(order, part, words)
  if not all and not items then
    words = desk.ask("all or a part of " .. order.id, "I want to be sure: please write \"all of it\" if I shall " .. deed .. " the whole order " .. order.id ..
      ", or \"only\" and what it is about, for instance \"only " .. part.items[1] .. "\".")
    all, items = answered(order, part, words)
  end
  if all then return true end
  if items then return false, "of order " .. order.id .. " " .. table.concat(items, ", ") .. " alone is to be " .. done end
  return false, "whether all of order " .. order.id .. " is to be " .. done .. " or a part of it could not be read: " .. words
end

return parts
