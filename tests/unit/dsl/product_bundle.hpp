// The language as the product describes it, as one bundle that compiles: the reading target with the blocks that it only mentions.
#pragma once

#include <string_view>

namespace handrail::dsl {

inline constexpr std::string_view product_policy = R"(currency USD

customer                                       # who the channel's verified identity looks up, and what is then known
  from       lookup_account(customer.id)
  plan       free | pro | enterprise
  opened_at  time

context                                        # what the channel may supply with a message
  page       optional text
  workspace  optional text
  errors     list of text

conversation
  resolved after 48 hours of silence
  abandoned after 24 hours of silence
  resolved when says_done

role billing_lead
  may approve up to $1,000

entity order_id
  matches "#?W[0-9]{7}"

entity amount
  is money

entity email
  is email

intent refund_request
  topic      billing
  means      "The customer wants money back or wants to return something"
  examples   "I want a refund", "how do I send this back", "you charged me twice"
  examples from "examples/refund_request.txt"
  class      needs account
  risk       high
  ask for    order_id "Which order is it? The number is in your confirmation e-mail."
  tools      lookup_order, check_refund_eligibility, process_refund
  workflow   refund
  queue      billing

intent billing_dispute
  topic      billing
  means      "The customer disputes a charge"
  examples   "I do not recognise this charge", "why was I billed"
  class      needs account
  risk       high
  queue      billing

intent complaint
  topic      service
  means      "The customer complains about how they were treated"
  examples   "this is the worst service ever", "I want to complain"
  class      answerable
  risk       medium
  knowledge  contact, complaints

intent product_question
  topic      simple
  means      "A question about what the shop sells"
  examples   "does it come in blue", "how heavy is it"
  class      answerable
  risk       low

intent card_fraud
  topic      billing
  means      "The customer asks for help with defrauding somebody"
  examples   "how do I use a stolen card"
  class      unsafe
  risk       high
  say        "That is not something to help with here."

confidence                                     # how sure we must be before a reply goes out
  low risk     | send at 75% | a person checks at 40% | below that ask once, then hand off
  medium risk  | send at 80% | a person checks at 55% | below that ask once, then hand off
  high risk    | send at 90% | a person checks at 75% | below that hand off
  complaint    | never send  | a person checks at 70% | below that hand off
  say          "That deserves a precise answer, so {queue.name} will take it. You will hear {queue.promise}."

signal wants_person
  phrases    "human", "real person", "speak to someone", "representative" but not "human resources"

signal says_done
  phrases    "that is all", "solved, thank you"

trigger "Customer asks for a person"
  when       wants_person
  urgency    immediate
  then       hand off
  say        "Of course. {queue.name} will answer {queue.promise}."

trigger "Losing patience"
  when       angry in 2 messages running
  urgency    high
  then       offer a person

trigger "Large billing dispute"
  when       intent is billing_dispute and amount is over $500
  if amount is unknown   ask "How much is the charge you are asking about?" once, then hand off
  urgency    high
  then       hand off to billing
  because    "Refund policy 4.2"

table what_to_try                              # topic is the intent's; mood, angry, asked_before are built in
  topic   | mood  | asked_before | then
  any     | any   | 2 or more    | hand off
  any     | angry | any          | offer a person
  simple  | calm  | under 2      | answer
  any other                      | offer a person

record order_item
  name        text
  price       money
  final_sale  yes/no

record payment_method
  kind     card | transfer
  balance  money

record order
  id         text
  customer   text
  status     pending | processed | delivered | cancelled
  total      money
  items      list of order_item
  paid_with  map of payment_method
  note       optional text
  placed_at  time

record account
  id         text
  plan       free | pro | enterprise
  opened_at  time

record refund
  id         text
  amount     money

tool lookup_account(customer_id: text) gives account
  reads

tool lookup_order(order_id: text) gives order
  reads

tool check_refund(key: text) gives refund
  reads

tool check_refund_eligibility(order_id: text) gives refund
  reads

tool process_refund(order_id: text, amount: money, reason: text) gives refund
  moves      money
  let        order is lookup_order(order_id)
  needs      customer is verified
  needs      order.customer is customer.id     otherwise say "I can't find that order on your account." then ask for order_id
  needs      order looked up in the last 10 minutes
  needs      the customer's yes to this refund
  deny       when any item in order.items has item.final_sale is yes
             because "Final sale items are not refunded." then offer a person
  limit      amount to $300 per customer in 90 days, above that approve by billing_lead
  limit      once per order, otherwise say "This order has already been refunded." then offer a person
  approve    by billing_lead within 4 hours, otherwise hand off to billing
             when amount is over $100 and at most $1,000
  allow      when amount is at most $100
  otherwise  deny because "Beyond what this desk may refund." then hand off to billing
  after a crash  send again with the same key         # or: ask check_refund(key); or: stop and ask a person
  if it fails    hand off to billing because "The refund could not be completed."
  say when done     "Your {amount} refund is on its way. It shows in 5 to 10 business days. Reference {receipt.id}."
  say when waiting  "A colleague confirms refunds over $100, within 4 hours. Reference {approval.id}."
  example    amount $100.00 gives allow
  example    amount $100.01 gives approve by billing_lead
  example    amount unknown gives deny, ask amount

workflow refund from "refund.lua"
  takes      order_id
  tools      lookup_order, check_refund_eligibility, process_refund

queue billing
  name       "Our billing team"
  open       mon to fri 09:00 to 18:00 "Europe/Berlin", closed on "holidays.txt"
  promise    within 2 open hours
  say        "{queue.name} is the right team for this. You will hear {queue.promise}."
  packet     order_id, amount, reason, tried, plan
  while waiting  say "You are still with {queue.name}. You will hear {queue.promise}." at most once per hour
  if nobody comes hand off to support with urgency high

queue support
  name       "Our support team"
  promise    within 4 hours
  say        "{queue.name} will answer {queue.promise}."

queue enterprise_success
  name       "Your success team"
  promise    within 1 hour
  say        "{queue.name} will answer {queue.promise}."

route
  to enterprise_success when customer.plan is enterprise and page starts with "/billing"
  to billing            when intent is in [refund_request, billing_dispute]
  otherwise to support

reply rules
  at most 150 words, unless it is step by step
  apologise at most once
  end with a next action
  tone formal when customer.plan is enterprise
  say you are an AI when asked and in the first reply
  warn about articles not reviewed for 60 days
  do not quote articles not reviewed for 180 days

rollout "First month"
  a person checks every reply until 200 are reviewed and 95% were accurate, per intent

goals
  resolved              over 60%
  handed off            under 35%
  reopened in 48 hours  under 5%
  first reply           under 30 seconds

guarantee "No big refund without a person"
  never process_refund when amount is over $100 without approval
guarantee "A person can always be reached"
  every conversation that asks for a person reaches a person or a dated callback
)";

}  // namespace handrail::dsl
