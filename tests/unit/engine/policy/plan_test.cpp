// Tables and rollouts in a decision: what they tighten, what they cannot loosen.
#include "engine/policy/decide.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "customer\n  from find_account(customer.id)\n  plan free | pro\n"
    "record account\n  id text\n  plan free | pro\n"
    "tool find_account(customer_id: text) gives account\n  reads\n"
    "entity amount\n  is money\n"
    "intent question\n  topic simple\n  examples \"how\", \"what\"\n  class answerable\n  risk low\n"
    "intent puzzle\n  topic hard\n  examples \"why\", \"puzzle\"\n  class answerable\n  risk low\n"
    "intent refund\n  topic simple\n  examples \"refund\", \"money back\"\n  class needs account\n  risk low\n"
    "intent fraud\n  examples \"stolen\", \"fake\"\n  class unsafe\n  risk low\n  say \"No.\"\n"
    "queue support\n  name \"Our support team\"\n  promise within 4 hours\n  say \"{queue.name} will answer {queue.promise}.\"\n"
    "queue billing\n  name \"Our billing team\"\n  promise within 4 hours\n  say \"{queue.name} will answer {queue.promise}.\"\n";

const std::string with_table = desk +
    "table what_to_try\n"
    "  topic  | mood  | asked_before | amount                       | then\n"
    "  any    | any   | 2 or more    | any                          | hand off to billing say \"Let us get you {queue.name}.\" because \"asked too often\"\n"
    "  any    | angry | any          | any                          | offer a person\n"
    "  any    | any   | any          | over $100 and at most $500   | answer\n"
    "  any    | any   | any          | over $500                    | hand off\n"
    "  simple | calm  | under 2      | any                          | answer\n"
    "  hard   | any   | any          | any                          | ask \"Which part of it?\" once, then hand off\n"
    "  any other                     | offer a person\n";

TurnFacts facts(const std::string& intent, const std::string& confidence = "1") {
  TurnFacts made = facts_of(intent, confidence);
  made.claims.emplace("amount", json_of(R"({"amount": "5.00", "currency": "USD"})"));
  return made;
}

Decision decided(const std::string& policy, const TurnFacts& asked) { return decide(*bundle_of(policy)->program, asked); }
std::string kind(const std::string& policy, const TurnFacts& asked) {
  const Decision made = decided(policy, asked);
  return std::string(word_of(made.kind)) + (made.review ? " with review" : "");
}

}  // namespace

TEST_CASE("the first row that matches is the table's word, and the decision names it") {
  TurnFacts asked = facts("question");
  CHECK(kind(with_table, asked) == "answer");
  asked.mood = Mood::angry;
  CHECK(kind(with_table, asked) == "offer a person");
  asked.asked_before = 2;
  const Decision made = decided(with_table, asked);
  CHECK(made.kind == DecisionKind::hand_off);
  CHECK(made.queue == "billing");
  CHECK(made.because == "asked too often");
  CHECK(made.say.find("Let us get you") == 0);
  CHECK(made.rule.find("table what_to_try: any | any | 2 or more") == 0);
  CHECK(made.at == "test.policy:41");
  CHECK(kind(with_table, facts("puzzle")) == "ask");
  TurnFacts annoyed = facts("question");
  annoyed.mood = Mood::annoyed;
  CHECK(kind(with_table, annoyed) == "offer a person");
}

TEST_CASE("where a table and the band disagree the stricter stands") {
  CHECK(kind(with_table, facts("question", "0.5")) == "draft");
  CHECK(kind(with_table, facts("question", "0.1")) == "ask");
  TurnFacts angry = facts("question", "0.1");
  angry.mood = Mood::angry;
  CHECK(kind(with_table, angry) == "offer a person");
  angry.asked.push_back("at " + decided(with_table, facts("question", "0.1")).at);
  CHECK(kind(with_table, angry) == "hand off");
}

TEST_CASE("of several tables the strictest stands") {
  const std::string two = with_table + "table second\n  mood | then\n  calm | draft\n  angry | refuse say \"Not like this.\"\n  any other | offer a person\n";
  CHECK(kind(two, facts("question")) == "draft");
  TurnFacts asked = facts("question");
  asked.mood = Mood::angry;
  CHECK(kind(two, asked) == "refuse");
}

TEST_CASE("a row that cannot be decided matches only if it leads to a person") {
  TurnFacts asked = facts("question");
  asked.claims.clear();   // `over $100 and at most $500 | answer` is passed over, `over $500 | hand off` is not
  CHECK(kind(with_table, asked) == "hand off");
  const std::string lax = desk + "table t\n  amount | then\n  over $100 | answer\n  known | answer\n  any other | offer a person\n";
  CHECK(kind(lax, asked) == "offer a person");
  CHECK(kind(lax, facts("question")) == "answer");
}

TEST_CASE("a class and a trigger beat a table") {
  CHECK(kind(with_table, facts("fraud")) == "refuse");
  const std::string triggered = with_table + "trigger \"Angry\"\n  when angry\n  then hand off to support\n";
  TurnFacts asked = facts("question");
  asked.signals = {"angry"};
  CHECK(decided(triggered, asked).rule == "Angry");
}

TEST_CASE("who is not verified is verified first, unless the table already leads to a person") {
  TurnFacts asked = facts("refund");
  asked.customer = json_of(R"({"id": "c_1", "verified": false})");
  CHECK(decided(with_table, asked).ask_key == "verify");
  asked.mood = Mood::angry;
  CHECK(kind(with_table, asked) == "offer a person");
}

TEST_CASE("a row holds from its day until the other") {
  const std::string season = desk + "table t\n  mood | then\n  any | hand off from 2026-01-05 until 2026-01-06\n  calm | answer\n  any other | offer a person\n";
  TurnFacts asked = facts("question");
  for (const auto& [now, expected] : {std::pair("2026-01-04T23:59:59Z", "answer"), {"2026-01-05T00:00:00Z", "hand off"}, {"2026-01-05T23:59:59Z", "hand off"}, {"2026-01-06T00:00:00Z", "answer"}}) {
    asked.now = *parse_time(now);
    INFO(now);
    CHECK(kind(season, asked) == expected);
  }
}

TEST_CASE("a table row that answers lets the workflow start, one that drafts puts it under review") {
  const std::string policy = "workflow w from \"holidays.txt\"\nintent act_now\n  topic quick\n  examples \"do\"\n  class answerable\n  risk low\n  workflow w\n" + desk;
  CHECK(kind(policy + "table t\n  topic | then\n  quick | answer\n  any other | hand off\n", facts("act_now")) == "act");
  CHECK(kind(policy + "table t\n  topic | then\n  quick | draft\n  any other | hand off\n", facts("act_now")) == "act with review");
}

TEST_CASE("a rollout drafts until enough were reviewed and enough of them accurate") {
  const std::string policy = desk + "rollout \"First\"\n  a person checks every reply until 20 are reviewed and 95% were accurate, per intent\n";
  struct Row { std::int64_t reviewed, accurate; const char* kind; };
  for (const Row& row : {Row{0, 0, "draft"}, {19, 19, "draft"}, {20, 19, "answer"}, {20, 18, "draft"}, {40, 37, "draft"}, {40, 38, "answer"}}) {
    TurnFacts asked = facts("question");
    asked.reviewed = row.reviewed;
    asked.accurate = row.accurate;
    INFO(row.reviewed << " " << row.accurate);
    CHECK(kind(policy, asked) == row.kind);
  }
  TurnFacts others = facts("question");
  others.reviewed_all = others.accurate_all = 100;
  CHECK(kind(policy, others) == "draft");
  CHECK(decided(policy, others).rule == "rollout \"First\"");
  CHECK(kind(desk + "rollout \"First\"\n  a person checks every reply until 20 are reviewed and 95% were accurate\n", others) == "answer");
}

TEST_CASE("a rollout concerns the intents that it names, while it lasts, and never makes a decision laxer") {
  const std::string policy = desk + "rollout \"First\"\n  a person checks every reply until 20 are reviewed and 95% were accurate, per intent\n  only for puzzle\n  from 2026-01-05 until 2026-02-01\n";
  CHECK(kind(policy, facts("question")) == "answer");
  CHECK(kind(policy, facts("puzzle")) == "draft");
  TurnFacts later = facts("puzzle");
  later.now = *parse_time("2026-02-01");
  CHECK(kind(policy, later) == "answer");
  CHECK(kind(policy, facts("puzzle", "0.1")) == "ask");
  CHECK(kind(policy, facts("fraud")) == "refuse");
}

TEST_CASE("a workflow starts under review while the rollout lasts") {
  const std::string policy = "workflow w from \"holidays.txt\"\nintent act_now\n  examples \"do\"\n  class answerable\n  risk low\n  workflow w\n" + desk +
                             "rollout \"First\"\n  a person checks every reply until 1 are reviewed and 0% were accurate, per intent\n";
  TurnFacts asked = facts("act_now");
  CHECK(kind(policy, asked) == "act with review");
  asked.reviewed = 1;
  CHECK(kind(policy, asked) == "act");
}

TEST_CASE("a route's row is asked while it holds") {
  const std::string policy = desk + "route\n  to billing when mood is calm from 2026-01-05 until 2026-01-06\n  otherwise to support\n";
  TurnFacts asked = facts("question");
  CHECK(queue_for(*bundle_of(policy)->program, asked) == "billing");
  asked.now = *parse_time("2026-01-06");
  CHECK(queue_for(*bundle_of(policy)->program, asked) == "support");
}
