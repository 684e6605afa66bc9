#include "engine/policy/decide.hpp"

#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "customer\n  plan free | pro\n"
    "context\n  page optional text\n"
    "conversation\n  resolved when says_done\n  resolved after 48 hours of silence\n  abandoned after 24 hours of silence\n"
    "entity amount\n  is money\n"
    "intent question\n  means \"A question\"\n  examples \"how\", \"what\"\n  class answerable\n  risk low\n  queue support\n"
    "intent refund\n  means \"A refund\"\n  examples \"refund\", \"money back\"\n  class needs account\n  risk high\n  queue billing\n"
    "intent contract\n  means \"A contract\"\n  examples \"contract\", \"terms\"\n  class needs human\n  risk low\n  queue billing\n  say \"People do that.\"\n"
    "intent fraud\n  means \"A fraud\"\n  examples \"stolen\", \"fake\"\n  class unsafe\n  risk low\n  say \"No.\"\n"
    "intent mean\n  means \"A complaint\"\n  examples \"bad\", \"awful\"\n  class answerable\n  risk low\n  queue support\n"
    "confidence\n"
    "  low risk    | send at 75% | a person checks at 40% | below that ask once, then hand off\n"
    "  medium risk | send at 80% | a person checks at 55% | below that ask once, then hand off\n"
    "  high risk   | send at 90% | a person checks at 75% | below that hand off\n"
    "  mean        | never send  | a person checks at 70% | below that offer a person\n"
    "signal says_done\n  phrases \"done\"\n"
    "signal wants_person\n  phrases \"human\"\n"
    "signal first\n  phrases \"first\"\nsignal second\n  phrases \"second\"\nsignal third\n  phrases \"third\"\n"
    "trigger \"Person\"\n  when wants_person\n  urgency immediate\n  then hand off\n  say \"Of course, {queue.name}.\"\n"
    "trigger \"First\"\n  when first\n  urgency medium\n  then hand off to billing\n"
    "trigger \"Second\"\n  when second\n  urgency high\n  then hand off to support\n"
    "trigger \"Third\"\n  when third\n  urgency high\n  then offer a person\n"
    "trigger \"Large\"\n  when intent is refund and amount is over $500\n  if amount is unknown ask \"How much?\" once, then hand off\n  urgency low\n  then hand off to billing\n"
    "trigger \"Angry\"\n  when angry in 2 messages running\n  urgency low\n  then offer a person\n"
    "queue support\n  name \"Our support team\"\n  promise within 4 hours\n  say \"{queue.name} will answer {queue.promise}.\"\n"
    "queue billing\n  name \"Our billing team\"\n  promise within 4 hours\n  say \"{queue.name} will answer {queue.promise}.\"\n"
    "queue vip\n  name \"Our best team\"\n  promise within 1 hour\n  say \"{queue.name} will answer {queue.promise}.\"\n"
    "route\n  to vip when customer.plan is pro\n  to billing when page starts with \"/billing\"\n  otherwise to support\n";

const dsl::Program& program() { return *bundle_of(desk)->program; }

TurnFacts facts(const std::string& intent, const std::string& confidence, std::vector<std::string> signals = {}) {
  TurnFacts made = facts_of(intent, confidence);
  made.signals = std::move(signals);
  return made;
}

std::string kind(const TurnFacts& asked) { return std::string(word_of(decide(program(), asked).kind)); }

}  // namespace

TEST_CASE("a band holds at its figure and not below it") {
  struct Row { const char* intent; const char* confidence; const char* kind; };
  const Row rows[] = {{"question", "0.75", "answer"}, {"question", "0.7499", "draft"}, {"question", "0.4", "draft"}, {"question", "0.3999", "ask"},
                      {"refund", "0.9", "answer"},    {"refund", "0.75", "draft"},     {"refund", "0.7499", "hand off"}, {"question", "1", "answer"},
                      {"mean", "1", "draft"},         {"mean", "0.7", "draft"},        {"mean", "0.69", "offer a person"}};
  for (const Row& row : rows) {
    INFO(row.intent << " " << row.confidence);
    TurnFacts asked = facts(row.intent, row.confidence);
    asked.claims.emplace("amount", json_of(R"({"amount": "5.00", "currency": "USD"})"));
    CHECK(kind(asked) == row.kind);
  }
}

TEST_CASE("a class beats a band: unsafe is refused and a person's matter handed over at any confidence") {
  for (const char* confidence : {"0", "0.5", "1"}) {
    CHECK(kind(facts("fraud", confidence)) == "refuse");
    const Decision handed = decide(program(), facts("contract", confidence));
    CHECK(handed.kind == DecisionKind::hand_off);
    CHECK(handed.queue == "billing");
    CHECK(handed.say == "People do that.");
  }
}

TEST_CASE("a trigger beats a class, the most urgent one wins, the first of equals, and all are on the record") {
  const Decision decision = decide(program(), facts("fraud", "0.9", {"first", "second", "third"}));
  CHECK(decision.kind == DecisionKind::hand_off);
  CHECK(decision.rule == "Second");
  CHECK(decision.queue == "support");
  REQUIRE(decision.triggers.size() == 3);
  CHECK(decision.triggers[0].name == "Second");
  CHECK(decision.triggers[1].name == "First");
  CHECK(decision.triggers[2].name == "Third");
}

TEST_CASE("before anything is asked outside only immediate triggers decide") {
  TurnFacts early = facts("fraud", "0.9", {"second"});
  early.stage = DecisionStage::signals;
  CHECK(kind(early) == "none");
  early.signals.push_back("wants_person");
  const Decision decision = decide(program(), early);
  CHECK(decision.kind == DecisionKind::hand_off);
  CHECK(decision.by_wish);
}

TEST_CASE("a trigger that only offers has its say once in an episode; one that hands over always") {
  TurnFacts again = facts("question", "0.9", {"third"});
  CHECK(kind(again) == "offer a person");
  again.triggers_won = {"Third"};
  CHECK(kind(again) == "answer");
  again.signals = {"second"};
  again.triggers_won = {"Second"};
  CHECK(kind(again) == "hand off");
}

TEST_CASE("a trigger that cannot be decided is undecided, asks what it lacks once, and then hands over") {
  TurnFacts unknown = facts("refund", "0.95");
  const Decision asks = decide(program(), unknown);
  CHECK(asks.kind == DecisionKind::ask);
  CHECK(asks.question == "How much?");
  REQUIRE(asks.triggers.size() == 1);
  CHECK(asks.triggers[0].undecided);
  unknown.asked = {asks.ask_key};
  CHECK(kind(unknown) == "hand off");
  unknown.claims.emplace("amount", json_of(R"({"amount": "500.00", "currency": "USD"})"));
  CHECK(kind(unknown) == "answer");
  unknown.claims["amount"] = json_of(R"({"amount": "500.01", "currency": "USD"})");
  CHECK(decide(program(), unknown).rule == "Large");
}

TEST_CASE("messages running count for what they are: one after the other") {
  TurnFacts angry = facts("question", "0.9", {"angry"});
  angry.running = {{"angry", 1}};
  CHECK(kind(angry) == "answer");
  angry.running = {{"angry", 2}};
  CHECK(kind(angry) == "offer a person");
}

TEST_CASE("a question is asked once: afterwards a person") {
  TurnFacts unsure = facts("question", "0.1");
  const Decision asks = decide(program(), unsure);
  REQUIRE(asks.kind == DecisionKind::ask);
  unsure.asked = {asks.ask_key};
  CHECK(kind(unsure) == "hand off");
}

TEST_CASE("an account is needed: whoever is not verified is asked to, once, and never answered") {
  TurnFacts stranger = facts("refund", "0.95");
  stranger.claims.emplace("amount", json_of(R"({"amount": "5.00", "currency": "USD"})"));
  stranger.customer = json_of(R"({"verified": true})");   // without an id nobody is verified
  const Decision asks = decide(program(), stranger);
  CHECK(asks.kind == DecisionKind::ask);
  CHECK(asks.ask_key == "verify");
  stranger.asked = {"verify"};
  CHECK(kind(stranger) == "hand off");
  TurnFacts reader = facts("question", "0.95");
  reader.customer = Json::object();
  CHECK(kind(reader) == "answer");
}

TEST_CASE("the queue: named in the rule, else the first route row that holds, else the intent's, else the last row") {
  TurnFacts asked = facts("refund", "0.1");
  asked.claims.emplace("amount", json_of(R"({"amount": "5.00", "currency": "USD"})"));
  CHECK(decide(program(), asked).queue == "billing");                            // the intent's
  asked.context = json_of(R"({"page": "/billing/7"})");
  asked.customer = json_of(R"({"id": "c_1", "verified": true, "plan": "pro"})");
  CHECK(decide(program(), asked).queue == "vip");                                // the first row
  asked.customer = json_of(R"({"id": "c_1", "verified": true, "plan": "free"})");
  asked.intent = "question";
  CHECK(queue_for(program(), asked) == "billing");                               // the second row beats the intent's support
  asked.context = Json::object();
  asked.intent = "fraud";
  CHECK(queue_for(program(), asked) == "support");                               // nobody names one: the last row
  asked.signals = {"first"};
  asked.customer = json_of(R"({"id": "c_1", "verified": true, "plan": "pro"})");
  CHECK(decide(program(), asked).queue == "billing");                            // named in the rule
}

TEST_CASE("a route row that cannot be decided does not match") {
  TurnFacts asked = facts("fraud", "0.1");
  asked.customer = json_of(R"({"id": "c_1", "verified": true})");
  CHECK(queue_for(program(), asked) == "support");
}

TEST_CASE("done is done only after something was answered") {
  TurnFacts done = facts("question", "0.9", {"says_done"});
  CHECK(!decide(program(), done).closes);
  done.answered = true;
  CHECK(decide(program(), done).closes);
}

TEST_CASE("an intent that the policy does not know is other") {
  CHECK(decide(program(), facts("nonsense", "0.99")).intent == "other");
}
