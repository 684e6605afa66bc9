// Policies of many rules: what is told apart without the solver is what the solver says, and the whole has an end.
#include <algorithm>
#include <set>

#include "dsl/prove/message_guarantees.hpp"
#include "dsl/prove/prove.hpp"
#include "dsl/source/diagnostic.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"
#ifdef HANDRAIL_PROOF
#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/message_facts.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "currency USD\nrecord account\n  id text\n  plan free | pro | enterprise\n  credit money\ntool account_of(id: text) gives account\n  reads\n  allow\n"
    "customer\n  from account_of(customer.id)\n  plan free | pro | enterprise\n  credit money\ncontext\n  page optional text\n"
    "signal shouting\n  phrases \"now!\"\nsignal wants_person\n  phrases \"human\"\n";

std::shared_ptr<const dsl::Program> compiled(const std::string& text) {
  dsl::Compiled made = dsl::compile(dsl::whole_bundle(desk + text));
  INFO(dsl::render_pretty(made.sources, made.diagnostics, false).substr(0, 2000));
  REQUIRE(made.program);
  return made.program;
}

std::string trigger(const std::string& name, const std::string& when, const std::string& then = "hand off to support", const std::string& urgency = "high") {
  std::string text = "trigger \"" + name + "\"\n  when " + when + "\n";
  for (const char* fact : {"customer.credit", "customer.plan"})
    if (when.find(fact) != std::string::npos) text += std::string("  if ") + fact + " is unknown offer a person\n";
  return text + "  urgency " + urgency + "\n  then " + then + "\n  say \"A person answers.\"\n";
}

// Two or three parts each, of kinds that a box follows and of kinds that it does not.
std::string random_condition(std::uint32_t& seed) {
  const auto draw = [&](std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 12) % below;
  };
  const auto part = [&]() -> std::string {
    switch (draw(8)) {
      case 0: return "customer.credit is over $" + std::to_string(draw(5) * 100);
      case 1: return "customer.credit is at most $" + std::to_string(draw(5) * 100);
      case 2: return std::string("customer.plan is ") + (draw(2) ? "free" : "pro");
      case 3: return "customer.plan is in [pro, enterprise]";
      case 4: return "messages is at least " + std::to_string(draw(4) + 1);
      case 5: return std::string(draw(2) ? "not " : "") + "shouting";
      case 6: return std::string("page starts with \"/") + (draw(2) ? "a" : "b") + "\"";
      default: return "(shouting or messages is under " + std::to_string(draw(4) + 1) + ")";
    }
  };
  std::string all = part();
  for (std::uint32_t more = draw(2); more > 0; --more) all += " and " + part();
  return all;
}

// What the solver says of each trigger when it is told of all earlier ones at once.
std::set<std::uint32_t> hidden_or_impossible(const dsl::Program& program) {
  z3::context context;
  dsl::Asking asking(context, limits::proof_budget);
  dsl::MessageFacts turn(context, asking, program, "turn");
  std::set<std::uint32_t> found;
  std::vector<z3::expr> passed;
  for (const dsl::Trigger& one : program.triggers) {
    const z3::expr yes = turn.holds(one.when, one.unless).yes;
    std::vector<z3::expr> assumed = passed;
    assumed.push_back(asking.named(yes));
    if (asking.ask(assumed) == dsl::Satisfiable::no) found.insert(one.rule.span.begin);
    passed.push_back(asking.named(!yes));
  }
  return found;
}

}  // namespace

TEST_CASE("what hides what is the same with and without the shortcuts") {
  std::size_t hidden = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    std::uint32_t state = seed * 7919;
    std::string text;
    for (int i = 0; i < 25; ++i) text += trigger("t" + std::to_string(i), random_condition(state));
    const auto program = compiled(text);
    std::set<std::uint32_t> told;
    for (const dsl::Diagnostic& one : dsl::prove(*program).findings)
      if (one.code == "P0702" || one.code == "P0703") told.insert(one.span.begin);
    INFO("seed " << seed << "\n" << text);
    CHECK(told == hidden_or_impossible(*program));
    hidden += told.size();
  }
  CHECK(hidden > 20);
}

TEST_CASE("a policy of four hundred triggers that have nothing to do with each other is proved") {
  std::string text = trigger("person", "wants_person", "hand off to support", "immediate") +
                     "guarantee \"person\"\n  every conversation that asks for a person reaches a person or a dated callback\n";
  for (int i = 0; i < 400; ++i)
    text += trigger("t" + std::to_string(i), "customer.credit is over $" + std::to_string(100 + 10 * i) + " and customer.credit is at most $" + std::to_string(110 + 10 * i));
  const auto program = compiled(text);
  const dsl::Proof proof = dsl::prove(*program);
  CHECK(proof.findings.empty());
  CHECK(proof.sampled.empty());
  CHECK(proof.undecided == 0);
  const dsl::MessageProof messages = dsl::prove_messages(*program);
  REQUIRE(messages.guarantees.size() == 1);
  CHECK(messages.guarantees[0].kind == dsl::GuaranteeAnswer::Kind::proved);
}

TEST_CASE("a thousand rules that let calls through by a key are told apart without the solver, and quickly") {
  for (const std::string& key : {std::string("order.id is \"S"), std::string("order.pieces is ")}) {
    std::string text = "record order\n  id text\n  pieces whole number\ntool look(order_id: text) gives order\n  reads\n  allow\n"
                       "tool pay(order_id: text, amount: money)\n  moves money\n  let order is look(order_id)\n";
    for (int i = 0; i < 1000; ++i) text += "  allow when " + key + std::to_string(i) + (key.back() == 'S' ? "\"" : "") + " and amount is at most $" + std::to_string(i + 1) + "\n";
    text += "  otherwise deny because \"no\" then hand off to support\n  after a crash stop and ask a person\n  if it fails hand off to support because \"It failed\"\n";
    std::uint64_t left = 40'000'000;       // of the solver's steps, for all questions: some seconds
    const dsl::Proof proof = dsl::prove(*compiled(text), {.left = &left});
    CHECK(proof.findings.empty());
    CHECK(proof.undecided == 0);
  }
}

namespace {

std::string paying(const std::string& rules) {
  return "role lead\ntool pay(amount: money, reason: text)\n  moves money\n" + rules +
         "  otherwise deny because \"no\" then hand off to support\n  after a crash stop and ask a person\n  if it fails hand off to support because \"It failed\"\n";
}

}  // namespace

TEST_CASE("fifty gaps among a hundred rules are told in the words of their own rules, in few of the solver's steps") {
  std::string rules;
  for (int i = 0; i < 50; ++i) {
    const std::string reason = "reason is \"x" + std::to_string(i) + "\" and amount is ", most = std::to_string(10 * i + 10);
    rules += "  allow when " + reason + "at most $" + most + "\n  approve by lead when " + reason + "over $" + std::to_string(10 * i + 15) + "\n";
  }
  std::uint64_t left = 20'000'000;
  const dsl::Proof proof = dsl::prove(*compiled(paying(rules)), {.left = &left});
  CHECK(proof.undecided == 0);
  REQUIRE(proof.sampled.size() == 50);
  for (int i = 0; i < 50; ++i) {
    const std::string of = "`reason is \"x" + std::to_string(i) + "\" and amount is over $" + std::to_string(10 * i + 10) + " and at most $" + std::to_string(10 * i + 15) + "`";
    const bool told = std::ranges::any_of(proof.sampled, [&](const dsl::SampledFinding& one) { return one.found.message.find(of) != std::string::npos; });
    INFO(of);
    CHECK(told);
  }
}

TEST_CASE("a thousand rules whose words come back leave what is between two of one word, and no more") {
  std::string rules;
  for (int i = 0; i < 1000; ++i) {
    const std::string low = std::to_string(i * 7 % 997 + 1), high = std::to_string(i * 7 % 997 + 26);
    rules += std::string(i < 800 ? "  approve by lead" : "  allow");
    rules += " when reason is \"x" + std::to_string(i % 500) + "\" and amount is over $" + low + " and at most $" + high + "\n";
  }
  std::uint64_t left = 4 * 10'000'000;       // of which a question of one tool may take a quarter: the calls on either side of a gap are evaluated, and not asked about
  const dsl::Proof proof = dsl::prove(*compiled(paying(rules)), {.left = &left});
  CHECK(proof.undecided == 0);
  CHECK(proof.sampled.size() == limits::proof_regions);
  for (const dsl::SampledFinding& one : proof.sampled) CHECK(one.found.message.find("when `reason is \"x") != std::string::npos);
}

TEST_CASE("after two hundred findings of a kind no more are looked for") {
  std::string text;
  for (int i = 0; i < 260; ++i) text += trigger("t" + std::to_string(i), "customer.credit is over $" + std::to_string(100 + i));
  const dsl::Proof proof = dsl::prove(*compiled(text));
  CHECK(proof.findings.size() == limits::diagnostics);
}
#endif
