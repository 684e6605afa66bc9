-- How customers name their orders: by number, or by what is in them.

local orders = {}

function orders.number_in(words)
  local digits = words:match("%d%d%d%d%d%d%d")
  return digits and "W" .. digits
end

-- Those with a piece of that name in them; none where nothing is named.
function orders.with(all, name)
  local found = list{}
  local stem = name and name:lower():gsub("s$", ""):gsub("%-", "")
  for _, order in ipairs(all) do
    if stem and order.summary:lower():gsub("%-", ""):find(stem, 1, true) then table.insert(found, order) end
  end
  return found
end

-- Those of which the words name a piece as it is called.
function orders.named_in(words, all)
  local found = list{}
  for _, order in ipairs(all) do
    local named = false
    for name in order.summary:lower():gmatch("[^,]+") do
      named = named or words:lower():find(name:match("^%s*(.-)%s*$"), 1, true)
    end
    if named then table.insert(found, order) end
  end
  return found
end

-- For a question, a line each.
function orders.listed(all)
  local lines = list{}
  for _, order in ipairs(all) do
    table.insert(lines, "- " .. order.id .. " (" .. order.status .. "): " .. order.summary)
  end
  return table.concat(lines, "\n")
end

return orders
