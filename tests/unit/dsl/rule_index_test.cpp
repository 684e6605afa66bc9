// The index over many rules says what evaluate() says of each, whatever the facts are.
#include "dsl/program/rule_index.hpp"

#include <random>

#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

struct Ruled {
  Compiled compiled;
  std::vector<ExpressionId> conditions;
  explicit Ruled(const std::vector<std::string>& whens) {
    std::string text = "tool act(amount: money, fee: money in EUR, count: whole number, share: percent, plan: text, at: time, sure: yes/no, tags: list of text)\n  writes\n";
    for (const std::string& when : whens) text += "  allow when " + when + "\n";
    compiled = compile_text(text + "  otherwise deny say \"No.\"\n");
    INFO(seen(compiled));
    REQUIRE(compiled.program != nullptr);
    for (const Allow& allow : compiled.program->tools[0].allows) conditions.push_back(allow.when);
  }
  const Tool& tool() const { return compiled.program->tools[0]; }
};

const std::vector<std::string> whens{
    "amount is over $10", "amount is at least $10", "amount is under $10", "amount is at most $10", "amount is over $20", "amount is $10", "amount is not $10",
    "amount is over $10 and at most $20", "not (amount is over $20)", "fee is under 5 EUR", "count is at least 3", "count is 3", "count is over 2 or count is under 1",
    "share is over 50%", "plan is \"pro\"", "plan is not \"pro\"", "plan is in [\"pro\", \"free\"]", "plan is not in [\"pro\", \"free\"]", "plan starts with \"p\"",
    "at is after 2026-01-01", "at is before 2026-06-01", "sure", "not sure", "amount is known", "amount is unknown and plan is \"pro\"",
    "(amount is over $10 or sure or count is 3) and (plan is \"pro\" or fee is under 5 EUR or share is over 50%)", "any tag in tags has tag is \"new\"", "plan is \"pro\" and (amount is over $10 or sure) and not (count is under 3)", "count * 2 is over 5",
};

Value one_of(std::mt19937& random, std::vector<Value> values) { return values[random() % values.size()]; }

Roots random_facts(std::mt19937& random) {
  const Currency usd = *Currency::parse("USD"), eur = *Currency::parse("EUR");
  const Value unknown{Unknown{}}, absent{Absent{}};
  return {{"amount", one_of(random, {Value(Money{999, usd}), Value(Money{1000, usd}), Value(Money{1001, usd}), Value(Money{2000, usd}), Value(Money{9000, eur}), unknown, absent})},
          {"fee", one_of(random, {Value(Money{499, eur}), Value(Money{500, eur}), Value(Money{1, usd}), unknown, absent})},
          {"count", one_of(random, {Value(0), Value(2), Value(3), Value(4), Value(Decimal{2'500'000}), unknown, absent})},
          {"share", one_of(random, {Value(Decimal{500'000}), Value(Decimal{500'001}), Value(1), unknown})},
          {"plan", one_of(random, {Value("pro"), Value("free"), Value("other"), Value(""), Value(3), unknown, absent})},
          {"at", one_of(random, {Value(*parse_time("2026-01-01T00:00:00Z")), Value(*parse_time("2026-03-01T00:00:00Z")), unknown, absent})},
          {"sure", one_of(random, {Value(true), Value(false), unknown, absent})},
          {"tags", one_of(random, {Value(ValueList{Value("new")}), Value(ValueList{}), unknown})}};
}

}  // namespace

TEST_CASE("the index answers as each condition does when it is asked alone, trace included") {
  const Ruled ruled(whens);
  const RuleIndex index(*ruled.compiled.program, ruled.conditions);
  REQUIRE(index.size() == whens.size());
  std::mt19937 random(20261121);
  RuleAnswers answers;
  for (int round = 0; round < 2000; ++round) {
    const Frame frame = dsl::bind(ruled.tool().scope, random_facts(random));
    index.ask(*ruled.compiled.program, frame, answers);
    for (std::size_t i = 0; i < whens.size(); ++i) {
      Trace read_off, asked;
      INFO("round " << round << ": " << whens[i]);
      REQUIRE(answers.rules[i] == evaluate(*ruled.compiled.program, ruled.conditions[i], frame, &asked));
      index.trace(*ruled.compiled.program, frame, answers, i, read_off);
      REQUIRE(read_off == asked);
    }
  }
}

TEST_CASE("few rules are read off leaf by leaf and many off their facts, and both say the same") {
  const Ruled ruled(whens);
  const dsl::Program& program = *ruled.compiled.program;
  std::vector<ExpressionId> often;
  for (int i = 0; i < 5; ++i) often.insert(often.end(), ruled.conditions.begin(), ruled.conditions.end());
  const RuleIndex many(program, often);
  std::vector<RuleIndex> single;
  for (const ExpressionId condition : ruled.conditions) single.emplace_back(program, std::vector<ExpressionId>{condition});
  std::mt19937 random(20261122);
  RuleAnswers all, one;
  for (int round = 0; round < 500; ++round) {
    const Frame frame = dsl::bind(ruled.tool().scope, random_facts(random));
    many.ask(program, frame, all);
    for (std::size_t i = 0; i < whens.size(); ++i) {
      INFO("round " << round << ": " << whens[i]);
      Trace indexed, plain;
      single[i].ask(program, frame, one);
      const Truth wanted = evaluate(program, ruled.conditions[i], frame, &plain);
      REQUIRE(one.rules == std::vector<Truth>{wanted});
      REQUIRE(all.rules[i] == wanted);
      REQUIRE(all.rules[i + 4 * whens.size()] == wanted);
      single[i].trace(program, frame, one, 0, indexed);
      REQUIRE(indexed == plain);
      indexed.clear();
      many.trace(program, frame, all, i + 3 * whens.size(), indexed);
      REQUIRE(indexed == plain);
    }
  }
}

TEST_CASE("a rule without a condition always holds") {
  const Ruled ruled({"sure"});
  const RuleIndex index(*ruled.compiled.program, {no_expression, ruled.conditions[0]});
  RuleAnswers answers;
  index.ask(*ruled.compiled.program, dsl::bind(ruled.tool().scope, {}), answers);
  CHECK(answers.rules == std::vector<Truth>{Truth::yes, Truth::unknown});
}
