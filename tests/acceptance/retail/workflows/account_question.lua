-- Tells what stands on the customer's account.

local account = lookup_account(desk.facts().customer.id)

desk.say("Your account is in the name of " .. account.name .. ", with the e-mail " .. account.email .. ".")
if account.address then
  desk.say("Its address is " .. account.address.line1 .. (account.address.line2 and ", " .. account.address.line2 or "") .. ", " .. account.address.city .. ".")
end

local ways = list{}
for _, method in pairs(account.payment_methods) do
  local name = method.kind:gsub("_", " ")
  if method.last_four then name = method.brand .. " ending in " .. method.last_four end
  if method.balance then name = name .. " with " .. method.balance .. " left" end
  table.insert(ways, name)
end
if #ways > 0 then
  desk.say("Ways to pay: " .. table.concat(ways, "; ") .. ".")
end
