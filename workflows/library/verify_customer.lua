-- Finds out who it is, where the channel does not know: a code goes to the address that we have, and comes back in the chat. What the customer says about
-- themselves proves nothing; the tool that knows the code does.
--
--   workflow verify_customer from "library/verify_customer.lua"
--     takes  email_address
--     tools  send_code, check_code
--
-- email_address   an entity that `is email`
-- send_code       takes email; answers the same whether there is such an account or not, so that nobody can find out who is a customer
-- check_code      takes code; `verifies customer`; gives nothing for a wrong code

local customer = desk.facts().customer
if customer.verified then
  desk.say("You are signed in already, so I know it is you. What can I do for you?")
  return
end

local address = desk.ask("email_address", "Which e-mail address is your account under? I send a code there.")
send_code(address)

-- Without figures it is no code: either none has come, or the customer wants another way. Another address after a code was sent is for a person to look at.
local otherwise = "If none has come, write \"again\" for a new one, or ask for a person."

local question = "Please write the code here that we have sent to " .. address .. ". " .. otherwise
local wrong = 0
local function says(words, word) return words:find("%f[%a]" .. word .. "%f[%A]") ~= nil end
for asked = 1, 9 do
  local words = desk.ask("code " .. asked, question)
  local code = words:match("%f[%d]%d%d%d%d%d?%d?%f[%D]")
  local low = words:lower()
  local checked = code and desk.try("check_code", {code = code})
  if checked and checked.ok and checked.result then
    desk.say("Thank you, now I know it is you. What can I do for you?")
    return
  end
  if code then
    wrong = wrong + 1
    if wrong == 3 then desk.hand_off("the customer could not be verified: three codes were wrong") end
    question = "That is not the code. Please try again. " .. otherwise
  elseif says(low, "again") or says(low, "resend") or says(low, "another") or says(low, "new") then
    send_code(address)
    question = "I have sent a new code to " .. address .. ". Please write it here. " .. otherwise
  else
    question = "I see no code in that. It may take a minute, or be among the spam at " .. address .. ". " .. otherwise
  end
end
desk.hand_off("the customer could not be verified: no code was written")
