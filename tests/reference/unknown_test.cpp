// Unknown is never yes: each kind of clause with a fact that is yes, no, not known, and known not to be there, and what comes of it.
#include <algorithm>

#include "engine/policy/decide.hpp"
#include "engine/policy/gate.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::vector<std::string> states{"yes", "no", "unknown", "absent"};

struct Row {
  const char* clause;
  std::vector<std::string> outcomes;   // as `states`
};

std::string with_fact(std::string text, const std::string& fact) {
  for (std::size_t at = text.find("FACT"); at != std::string::npos; at = text.find("FACT")) text.replace(at, 4, fact);
  return text;
}

// --- the gate: the fact is read by a look-up, that failed (unknown) or found no such record (absent) --------------------------------------

Verdict judged(const std::string& clauses, const std::string& state) {
  const auto bundle = bundle_of("role lead\nrecord thing\n  flag yes/no\ntool find(id: text) gives thing\n  reads\ntool act(id: text, amount: money)\n  writes\n  after a crash  stop and ask a person\n"
                                "  let thing is find(id)\n" + with_fact(clauses, "thing.flag"));
  Json lookup = json_of(R"({"tool": "find", "arguments": {"id": "a"}, "at": "2026-11-21T11:59:00Z"})");
  lookup.set(state == "unknown" ? "error" : "result", state == "unknown" ? Json("it failed") : state == "absent" ? Json() : Json::object({{"flag", state == "yes"}}));
  Json line = json_of(R"({"tool": "act", "arguments": {"id": "a", "amount": "5.00"}, "now": "2026-11-21T12:00:00Z", "customer": {"id": "c", "verified": true}})");
  line.set("lookups", Json::array({lookup}));
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(line, issues);
  REQUIRE(issues.empty());
  const Verdict made = judge(*bundle->program, bundle->hash, call);
  CHECK((made.kind != VerdictKind::deny || !made.remedy.empty()));
  return made;
}
std::string verdict_of(const std::string& clauses, const std::string& state) {
  const Verdict made = judged(clauses, state);
  return std::string(word_of(made.kind)) + " by " + std::string(word_of(made.clause));
}

std::vector<std::string> unknown_in(const std::string& clauses) { return judged(clauses, "unknown").unknown; }

const std::string allow_rest = "  otherwise allow\n", deny_rest = "  otherwise deny because \"no\" then offer a person\n", person = " because \"no\" then offer a person\n";

// --- a message: the fact is what the channel supplied, or did not ------------------------------------------------------------------------

struct Asked { std::shared_ptr<const Bundle> bundle; TurnFacts facts; };
Asked asked(const std::string& blocks, const std::string& state) {
  const std::string fact = state == "absent" ? "maybe" : "flag";
  const std::string if_unknown = state == "absent" ? "" : "  if flag is unknown  offer a person\n";
  std::string text = blocks;
  if (const std::size_t at = text.find("IF_UNKNOWN"); at != std::string::npos) text.replace(at, 10, if_unknown);
  if (const std::size_t at = text.find("ELSE"); at != std::string::npos)
    state == "absent" ? text.erase(at, text.find('\n', at) + 1 - at) : text.replace(at, 4, "  if flag is unknown ");
  const auto bundle = bundle_of("context\n  flag yes/no\n  maybe optional yes/no\nsignal here\n  phrases \"here\"\n"
                                "intent question\n  means \"A question\"\n  examples \"how\", \"what\"\n  class answerable\n  risk low\n"
                                "queue support\n  name \"S\"\n  promise within 4 hours\n  say \"{queue.name} {queue.promise}\"\n"
                                "queue vip\n  name \"V\"\n  promise within 4 hours\n  say \"{queue.name} {queue.promise}\"\n" +
                                with_fact(text, fact));
  TurnFacts facts;
  facts.now = *parse_time("2026-11-21T12:00:00Z");
  facts.customer = Json::object();
  facts.context = Json::object();
  if (state == "yes" || state == "no") facts.context.set("flag", state == "yes");
  facts.intent = "question";
  facts.confidence = *parse_decimal("0.9");
  facts.signals = {"here"};
  return {bundle, facts};
}
std::string decision_of(const std::string& blocks, const std::string& state, DecisionStage stage = DecisionStage::full) {
  Asked message = asked(blocks, state);
  message.facts.stage = stage;
  const Decision made = decide(*message.bundle->program, message.facts);
  const bool undecided = std::ranges::any_of(made.triggers, &FiredTrigger::undecided);
  return std::string(word_of(made.kind)) + (made.queue.empty() ? "" : " to " + made.queue) + (undecided ? ", undecided" : "");
}

const std::string say = "  urgency high\n  then hand off to vip\n  say \"Well.\"\n";

}  // namespace

TEST_CASE("each clause of a tool with a fact that is yes, no, unknown, absent") {
  const std::string needs = "deny by needs", deny = "deny by deny", rest = "allow by otherwise", denied = "deny by otherwise", asks = "approve by approve", allow = "allow by allow";
  const std::vector<std::pair<std::string, std::vector<std::string>>> rows{
      {"  needs FACT otherwise offer a person\n" + allow_rest, {rest, needs, needs, needs}},
      {"  needs not FACT otherwise offer a person\n" + allow_rest, {needs, rest, needs, rest}},
      {"  deny when FACT" + person + allow_rest, {deny, rest, deny, rest}},
      {"  deny when amount over $1 unless FACT" + person + allow_rest, {rest, deny, deny, deny}},
      {"  approve by lead, otherwise offer a person when FACT\n" + allow_rest, {asks, rest, asks, rest}},
      {"  approve by lead, otherwise offer a person when amount over $1 unless FACT\n" + allow_rest, {rest, asks, asks, asks}},
      {"  allow when FACT\n" + deny_rest, {allow, denied, denied, denied}},
      {"  allow when amount over $1 unless FACT\n" + deny_rest, {denied, allow, denied, allow}},
      {"  needs thing looked up in the last 10 minutes otherwise offer a person\n" + allow_rest, {rest, rest, needs, rest}},
      // A limit that only asks for an approval turns an allow into one; what is not allowed it does not touch.
      {"  limit amount to $1 per customer, above that approve by lead\n  allow when FACT\n" + deny_rest, {"approve by limit", denied, denied, denied}},
      // An approval comes before an allow, however sure the allow is; a deny before both.
      {"  approve by lead, otherwise offer a person when FACT\n  allow when amount over $1\n" + deny_rest, {asks, allow, asks, allow}},
      {"  deny when FACT" + person + "  approve by lead, otherwise offer a person when amount over $1\n" + deny_rest, {deny, asks, deny, asks}},
      // Together with what is known: an unknown counts only where it could decide.
      {"  deny when FACT and amount over $9" + person + allow_rest, {rest, rest, rest, rest}},
      {"  allow when FACT or amount over $1\n" + deny_rest, {allow, allow, allow, allow}},
      {"  allow when FACT is known\n" + deny_rest, {allow, allow, denied, denied}},
      {"  allow when FACT is unknown\n" + deny_rest, {denied, denied, allow, denied}},
  };
  for (const auto& [clauses, outcomes] : rows)
    for (std::size_t i = 0; i < states.size(); ++i) {
      INFO(clauses << states[i]);
      CHECK(verdict_of(clauses, states[i]) == outcomes[i]);
    }
}

TEST_CASE("with an unknown, what blocks says how it could be found out") {
  // The verdict names the fact, and the remedy is a look-up, a question or a person: never nothing.
  for (const char* clauses : {"  needs thing.flag otherwise offer a person\n  otherwise allow\n", "  deny when thing.flag because \"no\" then offer a person\n  otherwise allow\n",
                              "  allow when thing.flag\n  otherwise deny because \"no\" then offer a person\n"}) {
    INFO(clauses);
    CHECK(unknown_in(clauses) == std::vector<std::string>{"thing.flag"});
  }
}

TEST_CASE("a limit whose key or amount nobody knows blocks, and one that only asks for an approval asks") {
  const auto judged = [](const std::string& limit, const std::string& customer) {
    const auto bundle = bundle_of("role lead\ntool act(amount: money)\n  writes\n  after a crash  stop and ask a person\n  " + limit + "\n" + allow_rest);
    std::vector<JsonIssue> issues;
    const GateCall call = read_gate_call(json_of(R"({"tool": "act", "arguments": {"amount": "5.00"}, "now": "2026-11-21T12:00:00Z", "customer": )" + customer +
                                                 R"(, "used": [{"limit": "act#1", "key": "used_up", "amount": null, "at": "2026-11-21T11:00:00Z"}]})"), issues);
    REQUIRE(issues.empty());
    const Verdict made = judge(*bundle->program, bundle->hash, call);
    return std::string(word_of(made.kind)) + " by " + std::string(word_of(made.clause));
  };
  struct { const char *customer, *blocks, *asks; } rows[] = {{R"({"id": "used_up", "verified": true})", "deny by limit", "approve by limit"},
                                                            {R"({"id": "other", "verified": true})", "allow by otherwise", "allow by otherwise"},
                                                            {"{}", "deny by limit", "approve by limit"}};
  for (const auto& row : rows) {
    INFO(row.customer);
    CHECK(judged("limit once per customer, otherwise offer a person", row.customer) == row.blocks);
    CHECK(judged("limit once per customer, above that approve by lead", row.customer) == row.asks);
  }
}

TEST_CASE("each rule about messages with a fact that is yes, no, unknown, absent") {
  const std::string hands = "hand off to vip", answer = "answer", offer = "offer a person";
  const std::vector<std::pair<std::string, std::vector<std::string>>> rows{
      {"trigger \"T\"\n  when FACT\nIF_UNKNOWN" + say, {hands, answer, offer + ", undecided", answer}},
      {"trigger \"T\"\n  when here\n  unless FACT\nIF_UNKNOWN" + say, {answer, hands, offer + ", undecided", hands}},
      // With nothing asked about it, and nothing else to do: recorded, and the rest decides.
      {"trigger \"T\"\n  when here and (FACT is known or not here) and FACT\n" + say, {hands, answer, answer, answer}},
      {"trigger \"T\"\n  when here\n  urgency high\n  then hand off\n  say \"Well.\"\nroute\n  to vip when FACT\n  otherwise to support\n",
       {hands, "hand off to support", "hand off to support", "hand off to support"}},
      // What to do about it is the author's: a question, a queue.
      {"trigger \"T\"\n  when FACT\nELSE ask \"Is it?\" once, then hand off\n" + say, {hands, answer, "ask, undecided", answer}},
      {"trigger \"T\"\n  when FACT\nELSE hand off to vip\n" + say, {hands, answer, hands + ", undecided", answer}},
      // A row that cannot be decided matches only if it leads to a person.
      {"table t\n  FACT | then\n  yes | offer a person\n  any | answer\n  any other | hand off to vip\n", {offer, answer, offer, answer}},
      {"table t\n  FACT | then\n  yes | draft\n  any other | hand off to vip\n", {"draft", hands, hands, hands}},
      {"table t\n  FACT | then\n  yes | answer\n  any other | offer a person\n", {answer, offer, offer, offer}},
      {"table t\n  FACT | then\n  yes | hand off to vip\n  any | answer\n  any other | offer a person\n", {hands, answer, hands, answer}},
      {"table t\n  FACT | then\n  unknown | draft\n  any | answer\n  any other | offer a person\n", {answer, answer, "draft", answer}},
      {"table t\n  FACT | then\n  yes | ask \"Is it?\" once, then hand off\n  any | answer\n  any other | offer a person\n", {"ask", answer, answer, answer}},
  };
  for (const auto& [blocks, outcomes] : rows)
    for (std::size_t i = 0; i < states.size(); ++i) {
      INFO(blocks << states[i]);
      CHECK(decision_of(blocks, states[i]) == outcomes[i]);
    }
}

TEST_CASE("before any model is asked, an immediate trigger that cannot be decided does nothing yet") {
  const std::string text = "trigger \"T\"\n  when FACT\nIF_UNKNOWN  urgency immediate\n  then hand off to vip\n  say \"Well.\"\n";
  const std::vector<std::string> outcomes{"hand off to vip", "none", "none", "none"};
  for (std::size_t i = 0; i < states.size(); ++i) {
    INFO(states[i]);
    CHECK(decision_of(text, states[i], DecisionStage::signals).starts_with(outcomes[i]));
  }
}

TEST_CASE("a tone and the customer's last word need a yes") {
  const std::string text = "reply rules\n  tone formal when FACT\nconversation\n  resolved when FACT\n";
  for (const std::string& state : states) {
    INFO(state);
    const Asked message = asked(text, state);
    CHECK(tone_for(*message.bundle->program, message.facts) == (state == "yes" ? "formal" : ""));
    CHECK(says_resolved(*message.bundle->program, message.facts) == (state == "yes"));
  }
}

TEST_CASE("a confidence reaches what it reaches: each band, and the line between two") {
  struct { const char *confidence, *decision; } rows[] = {{"0.8", "answer"}, {"0.75", "answer"}, {"0.74", "draft"}, {"0.4", "draft"}, {"0.39", "ask"}, {"0", "ask"}};
  for (const auto& row : rows) {
    INFO(row.confidence);
    Asked message = asked("", "yes");
    message.facts.confidence = *parse_decimal(row.confidence);
    CHECK(word_of(decide(*message.bundle->program, message.facts).kind) == std::string_view(row.decision));
  }
}

TEST_CASE("an intent that nobody could read is sure of nothing: its band gives the least") {
  const auto bundle = bundle_of("currency USD\n");
  TurnFacts facts;
  facts.now = *parse_time("2026-11-21T12:00:00Z");
  facts.customer = facts.context = Json::object();
  CHECK(decide(*bundle->program, facts).kind == DecisionKind::ask);
  facts.asked = {decide(*bundle->program, facts).ask_key};
  CHECK(decide(*bundle->program, facts).kind == DecisionKind::hand_off);
}
