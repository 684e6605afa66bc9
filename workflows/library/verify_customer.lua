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

for try = 1, 3 do
  local question = "Please write the code here that we have sent to " .. address .. "."
  if try > 1 then question = "That is not the code. Please try again." end
  local words = desk.ask("code " .. try, question)
  local code = words:match("%d%d%d%d%d?%d?")
  local checked = code and desk.try("check_code", {code = code})
  if checked and checked.ok and checked.result then
    desk.say("Thank you, now I know it is you. What can I do for you?")
    return
  end
end
desk.hand_off("the customer could not be verified: three codes were wrong")
