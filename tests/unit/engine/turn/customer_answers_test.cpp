// What a customer's words are to a workflow that waits, row by row. In doubt they are nothing, and the customer is asked again.
#include "engine/sentences/speech.hpp"
#include "engine/turn/customer_answers.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"

using namespace handrail;
using Kind = CustomersAnswer::Kind;

namespace {

const std::string policy = R"policy(currency USD

intent refund_request
  means    "The customer wants money back"
  examples "I want a refund", "money back", "refund me", "give it back"
  class    answerable
  risk     low
  workflow refund

intent end_order
  means    "The customer does not want the order any more"
  examples "cancel my order", "I do not want it", "stop the order", "end it"
  class    answerable
  risk     low
  workflow ending

entity order_id
  matches "(W[0-9]{4})"

entity amount
  is money

entity wish
  matches "(?i)(cancel|keep)"

record thing
  id  text

tool pay_back(order_id: text, amount: money) gives thing
  writes
  allow
  otherwise  deny because "No rule allows it" then hand off to support
  after a crash  stop and ask a person
  if it fails    hand off to support because "It failed"

tool cancel_order(order_id: text) gives thing
  writes
  allow
  otherwise  deny because "No rule allows it" then hand off to support
  after a crash  stop and ask a person
  if it fails    hand off to support because "It failed"

workflow refund from "refund.lua"
  takes  order_id, amount, wish
  tools  pay_back

workflow ending from "refund.lua"
  takes  order_id
  tools  cancel_order
)policy";

const LiveBundle& live() {
  static const LiveBundle made = [] {
    const BundleResult result = make_bundle({{"desk.policy", policy}, small_desk(), {"refund.lua", "return"}});
    INFO(dsl::render_pretty(result.sources, result.diagnostics, false));
    REQUIRE(result.bundle);
    return LiveBundle{result.bundle, nullptr, nullptr};
  }();
  return made;
}

Json money(const char* amount) { return Json::object({{"amount", amount}, {"currency", "USD"}}); }

struct Waits {
  std::string what, name;
  Json arguments;
  std::string workflow = "refund";
};

const Waits yes{"confirmation", "pay_back", Json::object({{"order_id", "W1001"}, {"amount", money("48.00")}})};
const Waits approval{"approval", "pay_back", Json::object({{"order_id", "W1001"}, {"amount", money("48.00")}})};
const Waits ending{"confirmation", "cancel_order", Json::object({{"order_id", "W1001"}}), "ending"};
const Waits words{"answer", "reason", {}};
const Waits amount{"answer", "amount", {}};
const Waits time_passes{"time", "run run_1 3", {}};

struct Row {
  const Waits& waits;
  std::string text;
  std::vector<std::string> signals;
  std::map<std::string, Json> claims;
  Kind kind;
  std::string wish = "other";               // the intent that the message by itself is surely read as
  std::vector<std::string> waiting = {};    // the intents of wishes that wait behind this run
};

// What would be decided about the message if nothing waited.
Decision decided_alone(const std::string& intent) {
  Decision decision;
  decision.kind = intent == "other" ? DecisionKind::ask : DecisionKind::act;
  decision.intent = intent;
  decision.workflow = intent == "end_order" ? "ending" : intent == "refund_request" ? "refund" : "";
  return decision;
}

HeldUp wish_behind(const std::string& intent) {
  HeldUp wish;
  wish.behind_another = true;
  wish.turn.reading = event::MessageRead{};
  wish.turn.reading->intent = intent;
  return wish;
}

CustomersAnswer answer_to(const Row& row, bool sent = true) {
  ConversationState state;
  state.episode.last_intent = "refund_request";
  state.run = Run{};
  state.run->workflow = row.waits.workflow;
  state.run->inputs = Json::object({{"order_id", "W1001"}, {"amount", Json()}, {"wish", "cancel"}});
  state.run->waits_for = row.waits.what;
  state.run->waits_name = row.waits.name;
  state.run->waits_arguments = row.waits.arguments;
  const std::string run = "run " + state.run->id.text + " ";
  if (sent) state.episode.asked = {row.waits.what == "confirmation" ? run + "0 yes " + call_name(row.waits.name, row.waits.arguments) : run + row.waits.name};
  event::MessageRead reading;
  reading.signals = row.signals;
  reading.claims = row.claims;
  for (const auto& [entity, value] : row.claims) reading.named.push_back({entity, "", value, 0, 0});
  reading.acts = acts_of(row.text);
  reading.intent = row.wish;
  reading.confidence = Decimal{row.wish == "other" ? 100'000 : 950'000};
  for (const std::string& intent : row.waiting) state.held_up.push_back(wish_behind(intent));
  state.turn = OpenTurn{};
  state.turn->text = row.text;
  state.turn->reading = reading;
  return customers_answer(live(), state, reading, decided_alone(row.wish));
}

// The question stands in a draft still: it can be declined in so many words, and corrected, and not answered.
Kind while_reviewed(const Row& row) {
  if (row.kind == Kind::correction || row.kind == Kind::drops_wish) return row.kind;
  if (row.kind == Kind::fact && row.claims.count(row.waits.name) != 0) return row.kind;   // what the draft asks for has been said
  const bool declines = (row.kind == Kind::no || row.kind == Kind::leave) && row.text != "no";
  return declines ? Kind::leave : Kind::none;
}

}  // namespace

TEST_CASE("words to a workflow that waits mean what they say, and in doubt nothing") {
  const std::map<std::string, Json> other{{"order_id", "W1002"}}, same{{"order_id", "W1001"}}, twenty{{"amount", money("20.00")}};
  const Row rows[] = {
      {yes, "yes please", {"says_yes"}, {}, Kind::yes},
      {yes, "yes, W1001", {"says_yes"}, same, Kind::yes},
      {yes, "yes but wait", {"says_yes"}, {}, Kind::none},
      {yes, "yes, W1002 too", {"says_yes"}, other, Kind::none},
      {yes, "hm", {}, {}, Kind::none},
      {yes, "no", {"says_no"}, {}, Kind::no},
      {yes, "forget it", {}, {}, Kind::no},
      {yes, "I changed my mind", {}, {}, Kind::no},
      {yes, "I don\u2019t want it", {}, {}, Kind::no},
      {yes, "should I forget it?", {}, {}, Kind::none},
      {yes, "no, order W1002", {"says_no"}, other, Kind::correction},
      {yes, "yes, but W1002 instead", {"says_yes"}, other, Kind::correction},
      {yes, "W1002", {}, other, Kind::correction},
      {yes, "is W1002 possible?", {}, other, Kind::none},
      {yes, "can you do W1002 instead?", {}, other, Kind::correction},
      {yes, "what about W1002 as well", {}, other, Kind::none},
      {yes, "only $20", {}, twenty, Kind::correction},
      {yes, "I keep it in mind", {}, {{"wish", "keep"}}, Kind::none},   // a word that is no part of the call corrects nothing of it
      {ending, "cancel it", {}, {}, Kind::yes},                         // what the workflow does is no leaving of it, and it is what was asked
      {ending, "forget it", {}, {}, Kind::no},
      {words, "too loud", {}, {}, Kind::fact},
      {words, "no reason", {"says_no"}, {}, Kind::fact},
      {words, "forget it", {}, {}, Kind::leave},
      {words, "stop", {}, {}, Kind::leave},
      {words, "leave it at the door", {}, {}, Kind::fact},
      {words, "it fell when I took it to my neighbour, never mind that", {}, {}, Kind::fact},
      {words, "W1002 was fine", {}, other, Kind::fact},
      {words, "sorry, I meant W1002", {}, other, Kind::correction},
      {amount, "$20", {}, twenty, Kind::fact},
      {amount, "W1002", {}, other, Kind::correction},
      {amount, "no", {"says_no"}, {}, Kind::leave},
      {amount, "whatever", {}, {}, Kind::none},
      {approval, "is it done?", {}, {}, Kind::none},
      {approval, "no problem, I can wait", {"says_no"}, {}, Kind::none},
      {approval, "please don't cancel it", {}, {}, Kind::none},
      {approval, "but when will I hear?", {}, {}, Kind::none},
      {approval, "cancel that, I want to keep it", {}, {}, Kind::leave},
      {approval, "W1002 is mine too", {}, other, Kind::none},
      {approval, "W1002 is mine", {}, other, Kind::none},
      {approval, "I meant W1002", {}, other, Kind::correction},
      {time_passes, "thanks", {}, {}, Kind::none},
      {time_passes, "stop it please", {}, {}, Kind::leave},
      {time_passes, "sorry, it was W1002", {}, other, Kind::correction},
      // Another thing done to another order is another wish, whatever is open; said to be meant instead, it ends what asks the customer, and nothing else.
      {words, "please cancel order W1002", {}, other, Kind::another_wish, "end_order"},
      {yes, "please cancel order W1002", {}, other, Kind::another_wish, "end_order"},
      {approval, "please cancel order W1002", {}, other, Kind::beside, "end_order"},
      {time_passes, "please cancel order W1002", {}, other, Kind::beside, "end_order"},
      {words, "no, I meant cancel W1002", {"says_no"}, other, Kind::new_matter, "end_order"},
      {yes, "stop, I meant cancel order W1002", {}, other, Kind::new_matter, "end_order"},
      {approval, "I meant cancel order W1002", {}, other, Kind::beside, "end_order"},
      {yes, "refund W1002 too", {}, other, Kind::another_wish, "refund_request"},
      {yes, "refund W1002", {}, other, Kind::correction, "refund_request"},
      {yes, "order W1002 please", {}, other, Kind::correction, "end_order"},   // however a bare number is read
      // The same order, or none: leaving where a colleague looks, a new matter where the customer is asked.
      {approval, "please cancel order W1001", {}, same, Kind::leave, "end_order"},
      {approval, "cancel my order", {}, {}, Kind::beside, "end_order"},
      {approval, "cancel the refund", {}, {}, Kind::leave, "end_order"},
      {yes, "please cancel order W1001", {}, same, Kind::new_matter, "end_order"},
      {time_passes, "end the whole thing for me", {}, {}, Kind::beside, "end_order"},
      // An answer in many words is one, a wish that names an order is none.
      {words, "because I want to cancel", {}, {}, Kind::fact, "end_order"},
      {words, "just cancel W1001", {}, same, Kind::new_matter, "end_order"},
      // Of two wishes the one that is named is left, and never the first alone without its name.
      {approval, "forget the order", {}, {}, Kind::drops_wish, "other", {"end_order"}},
      {approval, "forget it", {}, {}, Kind::drops_wish, "other", {"end_order"}},
      {approval, "no", {"says_no"}, {}, Kind::drops_wish, "other", {"end_order"}},
      {approval, "forget the refund", {}, {}, Kind::leave, "other", {"end_order"}},
      {approval, "don't cancel anything", {}, {}, Kind::none, "other", {"end_order"}},
      {yes, "forget the order", {}, {}, Kind::drops_wish, "other", {"end_order"}},
      {yes, "no", {"says_no"}, {}, Kind::no, "other", {"end_order"}},
      {time_passes, "never mind", {}, {}, Kind::drops_wish, "other", {"end_order"}},
  };
  for (const Row& row : rows) {
    INFO(row.waits.what << ": " << row.text);
    CHECK(static_cast<int>(answer_to(row).kind) == static_cast<int>(row.kind));
    if (row.wish == "other" && (row.waits.what == "confirmation" || row.waits.what == "answer")) CHECK(static_cast<int>(answer_to(row,
        false).kind) == static_cast<int>(while_reviewed(row)));
  }
  CHECK(answer_to(rows[10]).why == "order id is W1002, not W1001");
}

TEST_CASE("a no after the offer of a person is no answer to the call") {
  ConversationState state;
  state.run = Run{};
  state.run->workflow = "refund";
  state.run->waits_for = "confirmation";
  state.run->waits_name = "pay_back";
  state.episode.offered_by = "Losing patience";
  event::MessageRead reading;
  reading.signals = {"says_no"};
  state.turn = OpenTurn{};
  state.turn->text = "no";
  CHECK(customers_answer(live(), state, reading, decided_alone("other")).kind == Kind::none);
}
