// Any bytes as a transcript: taken apart and put together again, and played on a small desk through the whole engine, twice.
#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/rehearsal/check.hpp"
#include "tests/fuzz/targets.hpp"

namespace handrail::fuzz {
namespace {

const char* const desk = R"(currency USD
customer
  from  lookup_account(customer.id)
  plan  free | pro
context
  page  optional text
role lead
  may approve up to $500
entity order_id
  matches "W[0-9]{4}"
entity amount
  is money
intent refund_request
  means    "The customer wants money back"
  examples "I want a refund", "give me my money back", "please refund order W1001", "refund me"
  class    needs account
  risk     high
  ask for  order_id "Which order is it?"
  tools    process_refund
  workflow refund
  queue    support
confidence
  low risk     | send at 75% | a person checks at 40% | below that ask once, then hand off
  medium risk  | send at 80% | a person checks at 55% | below that ask once, then hand off
  high risk    | send at 90% | a person checks at 75% | below that hand off
signal wants_person
  phrases "human", "real person"
trigger "Customer asks for a person"
  when     wants_person
  urgency  immediate
  then     hand off
trigger "Angry twice"
  when     angry in 2 messages running
  urgency  medium
  then     offer a person
record account
  plan  free | pro
record refund
  id  text
tool lookup_account(customer_id: text) gives account
  reads
tool process_refund(order_id: text, amount: money) gives refund
  moves      money
  needs      customer is verified
  needs      the customer's yes to this refund
  limit      amount to $300 per customer in 90 days, otherwise offer a person
  approve    by lead within 4 hours, otherwise hand off when amount is over $100
  allow
  otherwise  deny because "No rule allows it" then hand off
  after a crash  stop and ask a person
  if it fails    hand off because "The refund could not be sent"
workflow refund from "workflows/refund.lua"
  takes  order_id, amount
  tools  process_refund
queue support
  name     "Our support team"
  promise  within 4 hours
  say      "{queue.name} will answer {queue.promise}."
  if nobody comes  answer
route
  otherwise to support
)";

Result<LiveBundle> ready(std::vector<dsl::SourceFile> files, Readings readings) {
  if (readings == Readings::trained) return fail(ErrorCode::invalid, "nothing is trained here");
  static std::shared_ptr<const Bundle> known;
  if (known == nullptr || hash_of(files) != known->hash) {
    BundleResult made = make_bundle(std::move(files));
    if (!made.bundle) return fail(ErrorCode::invalid, dsl::render_pretty(made.sources, made.diagnostics, false));
    known = made.bundle;
  }
  return LiveBundle{known, nullptr, nullptr};
}

TranscriptResult played(const std::string& text) {
  PlayerSettings settings;
  settings.files = {{"fuzz.policy", desk}, {"workflows/refund.lua", "process_refund(desk.ask(\"order_id\"), amount or money(\"48.00 USD\"))\n"}};
  settings.tools_must_answer = true;
  return check_transcript(ready, std::move(settings), text);
}

}  // namespace

void transcript(std::string_view bytes) {
  const std::string text(bytes), once = text_of(parts_of(text));
  HANDRAIL_ASSERT(text_of(parts_of(once)) == once, "a transcript that is another when it is written again");
  if (std::ranges::count(text, '\n') > 60) return;   // long ones show nothing that short ones do not
  const TranscriptResult first = played(text), second = played(text);
  HANDRAIL_ASSERT(first.mended == second.mended && first.expectations == second.expectations && first.failures.size() == second.failures.size(), "one transcript, two results");
  for (const TranscriptFailure& failure : first.failures) {
    HANDRAIL_ASSERT(failure.line >= 1, "a failure without a line");
    (void)told(failure, "fuzz.turn", false);
    (void)dump(to_json(failure));
  }
}

}  // namespace handrail::fuzz
