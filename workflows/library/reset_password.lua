-- Sends a link for a new password to whoever is signed in. Whoever is not gets the way that needs nobody's help: what they say about themselves proves nothing.
--
--   workflow reset_password from "library/reset_password.lua"
--     tools  reset_password
--
-- reset_password   takes customer_id; its `needs` say that it is the customer's own, and its `say when done` where the link went

local customer = desk.facts().customer

if not customer.verified then
  desk.say(desk.draft("forgot password reset link") or "Choose \"Forgot password\" on the sign-in page: a link goes to your e-mail address.")
  return
end

reset_password(customer.id)
