// What is said of guarantees about messages: proved, broken with the conversation that breaks them, or not proven. Each row is a policy and what is told.
#include "engine/proof/proof.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const bool skip = !dsl::solver_built_in();

// Every Monday for more than a year.
std::vector<dsl::SourceFile> mondays() {
  std::string text;
  for (int week = 0; week < 60; ++week) text += format_time(*parse_time("2026-11-16") + days(7 * week)).substr(0, 10) + "\n";
  return {{"mondays.txt", text}};
}

// "proved", or per finding its code, its region and its lines in their order.
std::string told(const std::string& policy, dsl::ProofOptions options = {}) {
  const auto bundle = bundle_of(policy, mondays());
  const BundleProof proof = prove_bundle(*bundle->program, options);
  std::string text;
  for (const auto& found : proof.diagnostics) {
    if (!found.code.starts_with("P071")) continue;
    const auto region = found.message.find(": `");
    text += (text.empty() ? "" : "\n") + found.code + (region == std::string::npos ? "" : " " + found.message.substr(region + 2)) + " | " + found.note;
    for (const auto& label : found.labels) text += " | " + label.text;
  }
  for (std::size_t i = 0; i < proof.guarantees_proved; ++i) text += (text.empty() ? "" : "\n") + std::string("proved");
  return text;
}

const std::string angry = "trigger \"angry\"\n  when angry\n  urgency high\n  then hand off\n  say \"A person answers.\"\n";
const std::string wants = "signal wants_person\n  phrases \"human\"\ntrigger \"person\"\n  when wants_person\n  urgency high\n  then hand off\n  say \"A person answers.\"\n";
const std::string reaches = "guarantee \"a person\"\n  every conversation that asks for a person reaches a person or a dated callback\n";
const std::string never_opens =
    "queue never\n  name \"Never\"\n  open mon 10:00 to 12:00 \"Europe/Berlin\", closed on \"mondays.txt\"\n"
    "  promise within 2 open hours\n  say \"{queue.name} answers.\"\n";
const std::string pay =
    "tool pay(amount: money)\n  moves money\n  deny when amount is over $100 because \"Too much\" then hand off to never\n  allow\n"
    "  otherwise deny because \"No rule\" then hand off to support\n"
    "  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n";

std::string intent(const std::string& name, const std::string& clauses) {
  return "intent " + name + "\n  means \"" + name + "\"\n  examples \"" + name + " a\", \"" + name + " b\"\n" + clauses;
}
std::string path(const std::string& name) { return "guarantee \"paths\"\n  every path of " + name + " reaches a person or a dated callback\n"; }

struct Row { const char* says; std::string policy, told; };

void check(const std::vector<Row>& rows) {
  if (skip) return;
  for (const Row& row : rows) {
    INFO(row.says << "\n" << row.policy);
    CHECK(told(row.policy) == row.told);
  }
}

}  // namespace

TEST_CASE("what no decision does is proved, whatever decides instead") {
  check({{"a trigger", angry + "guarantee \"g\"\n  never send, draft, answer, act, ask, refuse when angry\n", "proved"},
         {"a trigger's queue by the route", angry + "guarantee \"g\"\n  always hand off to support when angry\n", "proved"},
         {"a band", intent("question", "  class answerable\n  risk low\n") + "guarantee \"g\"\n  never answer when confidence is under 75%\n", "proved"},
         {"a class", intent("contract", "  class needs human\n  risk low\n") + "guarantee \"g\"\n  never answer, draft when intent is contract\n", "proved"},
         {"a table", "table t\n  mood | then\n  calm | answer\n  any other | offer a person\nguarantee \"g\"\n  never answer when mood is annoyed\n", "proved"},
         {"a rollout that cannot end", "rollout \"r\"\n  a person checks every reply until 20 are reviewed and 100% were accurate\nguarantee \"g\"\n  never refuse\n", "proved"}});
}

TEST_CASE("what a decision does is told as the conversation in which it does") {
  check({{"nothing keeps it", "guarantee \"g\"\n  never send when angry\n",
          "P0710 `angry and confidence is at least 75%` | 1. the customer writes about `other` (90% sure), with `angry` | 2. Handrail answers by itself"},
         {"an offer outranks",
          angry + "trigger \"offer\"\n  when asks_again\n  urgency immediate\n  then offer a person\n  say \"A person?\"\nguarantee \"g\"\n  always hand off when angry\n",
          "P0710 `angry and asks_again` | 1. the customer writes, with `angry`, `asks_again` | 2. Handrail offers a person"},
         {"another queue", angry + "queue vip\n  name \"Vip\"\n  promise within 1 hour\n  say \"{queue.name} answers.\"\nguarantee \"g\"\n  always hand off to vip when angry\n",
          "P0710 `angry` | 1. the customer writes about `other` (90% sure), with `angry` | 2. Handrail hands off to `support`"},
         {"a draft", intent("question", "  class answerable\n  risk low\n") + "guarantee \"g\"\n  never draft when intent is question\n",
          "P0710 `intent is question and confidence is at least 40% and confidence is under 75%` | 1. the customer writes about `question` (40% sure) | "
          "2. Handrail drafts an answer for a person to check"},
         {"a question about what nobody knows",
          "entity amount\n  is money\n"
          "trigger \"big\"\n  when amount is over $500\n  if amount is unknown ask \"How much?\" once, then hand off\n"
          "  then hand off\n  say \"x\"\nguarantee \"g\"\n  never ask when angry\n",
          "P0710 `angry and nobody knows whether amount is over $500` | 1. the customer writes about `other` (90% sure), with `angry`, amount unknown | 2. Handrail asks a question"},
         {"asked to sign in", intent("mine", "  class needs account\n  risk low\n") + "guarantee \"g\"\n  always hand off when intent is mine and customer.verified is no\n",
          "P0710 `intent is mine and customer.verified is no` | 1. the customer writes about `mine` (90% sure), with customer.verified no | "
          "2. Handrail asks the customer to sign in"}});
}

TEST_CASE("who asks for a person reaches one") {
  check({{"by a trigger", wants + reaches, "proved"},
         {"nobody hears it", reaches,
          "P0710 | no signal `wants_person` is declared, so nobody who asks for a person is heard"},
         {"an offer comes first", wants + "trigger \"offer\"\n  when angry\n  urgency immediate\n  then offer a person\n  say \"A person?\"\n" + reaches,
          "P0710 `angry and wants_person` | 1. the customer writes, with `angry`, `wants_person` | 2. Handrail offers a person"},
         {"into a queue that never opens", wants + never_opens + "route\n  to never when angry\n  otherwise to support\n" + reaches,
          "P0710 `angry and wants_person` | 1. the customer writes about `other` (90% sure), with `angry`, `wants_person` | 2. Handrail hands off to `never` | "
          "3. nobody answers in `never`: it does not open again and passes on to nobody"},
         {"into one that passes on", wants + never_opens + "  if nobody comes hand off to support\nroute\n  to never when angry\n  otherwise to support\n" + reaches, "proved"}});
}

TEST_CASE("every path of an intent ends with a person") {
  check({{"answers and questions go on", intent("question", "  class answerable\n  risk low\n") + path("question"), "proved"},
         {"a class that refuses is meant to", intent("fraud", "  class unsafe\n  risk low\n  say \"No.\"\n") + path("fraud"), "proved"},
         {"a table that refuses is not", intent("fraud", "  topic bad\n  class answerable\n  risk low\n") +
              "table t\n  topic | then\n  bad | refuse\n  any other | offer a person\n" + path("fraud"),
          "P0710 `intent is fraud` | 1. the customer writes about `fraud` (90% sure) | 2. Handrail refuses"},
         {"the intent's queue never opens", never_opens + intent("contract", "  class needs human\n  risk low\n  queue never\n") + path("contract"),
          "P0710 `intent is contract` | 1. the customer writes about `contract` (90% sure) | 2. Handrail hands off to `never` | "
          "3. nobody answers in `never`: it does not open again and passes on to nobody"},
         {"a denied call ends there", never_opens + pay + intent("refund", "  class answerable\n  risk low\n  tools pay\n") + path("refund"),
          "P0710 | 1. the assistant calls `pay` (amount $100.01) | 2. Handrail denies it and hands off to `never` | "
          "3. nobody answers in `never`: it does not open again and passes on to nobody"},
         {"a call of another intent does not", never_opens + pay + intent("refund", "  class answerable\n  risk low\n  tools pay\n") +
              intent("question", "  class answerable\n  risk low\n") + path("question"), "proved"}});
}

TEST_CASE("what the solver follows only in part is not proven, and nothing is told that the real decision does not do") {
  check({{"something in a list", "context\n  tags list of text\nguarantee \"g\"\n  never answer when any t in tags has t is \"gold\"\n",
          "P0710 `any t in tags has t is \"gold\" and confidence is at least 75%` | 1. the customer writes about `other` (90% sure), with tags [gold] | "
          "2. Handrail answers by itself"},
         {"something in a list that no list can have", "context\n  tags list of text\ntrigger \"a\"\n  when any t in tags has t starts with \"go\"\n"
          "  if tags is unknown hand off\n  urgency immediate\n  then hand off\nguarantee \"g\"\n  never answer when any t in tags has t is \"gold\"\n",
          "P0711 | neither shown to hold nor shown to fail: it hangs on `any t in tags has t is \"gold\"`, and no example was found in which that and all else is so: what stands "
          "in `tags` is tried out, and not followed | what stands in `tags` is not followed"}});
  if (skip) return;
  const std::string policy = angry + "guarantee \"g\"\n  never send when angry\n";
  CHECK(told(policy, {.budget = 1}) == "P0711 | neither shown to hold nor shown to fail: the budget of 1 step for one question did not suffice");
}

TEST_CASE("a guarantee about messages is told the same each time") {
  if (skip) return;
  const std::string policy = intent("question", "  class answerable\n  risk low\n") + "guarantee \"g\"\n  never send when intent is question\n";
  CHECK(told(policy) == told(policy));
}

TEST_CASE("who is pleased is neither angry nor frustrated, to the proof as to the reading") {
  if (skip) return;
  for (const char* mood : {"angry", "frustrated", "mood is annoyed", "angry in 2 messages running"}) {
    INFO(mood);
    CHECK(told("guarantee \"g\"\n  never send when pleased and " + std::string(mood) + "\n").starts_with("P0716"));
  }
  CHECK(told("guarantee \"g\"\n  never send when pleased and mood is calm\n").starts_with("P0710"));
}
