// table, rollout, goals, guarantee, list, and the clauses that read files or hold for a time: as they are read, checked and lowered.
#include "dsl/check/literals.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"
#include "tests/unit/dsl/parse_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

using Words = std::vector<std::string>;

const std::string table_of(const std::string& rows) { return "table t\n  mood | asked_before | confidence | then\n" + rows; }

std::string cell(const std::string& text) {
  const Read read("table t\n  amount | then\n  " + text + " | answer\n");
  if (read.only<TableBlock>().rows.empty()) return read.seen();
  const auto& cells = read.only<TableBlock>().rows.at(0).cells;
  return cells.at(0) ? written(*cells[0]) : "any";
}

Words codes(const std::string& text, std::vector<SourceFile> files = {}) { return codes_of(compile_text(text, std::move(files))); }

const std::string refunds =
    "role lead\n"
    "tool refund(order_id: optional text, email: optional text, amount: money)\n  moves money\n  at least one of order_id, email\n"
    "  needs customer is verified from 2026-12-01 until 2027-01-06 otherwise offer a person\n"
    "  limit amount to $300 per customer in 90 days from 2026-12-01 otherwise offer a person\n"
    "  approve by lead within 4 hours, otherwise hand off when amount is over $100\n  allow when amount is at most $100\n  otherwise deny because \"No\" then offer a person\n"
    "  after a crash send again with the same key\n"
    "intent dispute\n  examples \"wrong charge\"\n  class answerable\n  risk high\n";

}  // namespace

TEST_CASE("a cell is a condition on its column") {
  CHECK(cell("any") == "any");
  CHECK(cell("calm") == "(= amount calm)");
  CHECK(cell("\"a text\"") == "(= amount \"a text\")");
  CHECK(cell("not free") == "(!= amount free)");
  CHECK(cell("simple or hard or odd") == "(in amount (list simple hard odd))");
  CHECK(cell("not simple or hard") == "(not-in amount (list simple hard))");
  CHECK(cell("2 or more") == "(>= amount 2)");
  CHECK(cell("2 or less") == "(<= amount 2)");
  CHECK(cell("under 2") == "(< amount 2)");
  CHECK(cell("over $100 and at most $500") == "(and (> amount 100.00USD) (<= amount 500.00USD))");
  CHECK(cell("> 3 and <= 5") == "(and (> amount 3) (<= amount 5))");
  CHECK(cell("unknown") == "(unknown amount)");
  CHECK(cell("not unknown") == "(known amount)");
  CHECK(cell("known") == "(known amount)");
  CHECK(cell("yes") == "(= amount yes)");
}

TEST_CASE("a cell that is no condition is reported, and the rows beside it are read") {
  const Read read("table t\n  mood | then\n  under | over | answer\n  not 2 or more | answer\n  calm answer\n  calm | dance\n  angry | hand off\n  any other | hand off\n");
  CHECK(read.codes() == Words{"P0430", "P0105", "P0105", "P0218"});
  CHECK(read.only<TableBlock>().rows.size() == 3);
  CHECK(Read("table t\n  mood | asked_before\n  calm | 2 | answer\n").codes() == Words{"P0104"});
  CHECK(Read("table t\n").codes().empty());
}

TEST_CASE("cells are typed by their column") {
  CHECK(codes(table_of("  calm | 2 or more | over 50% | answer\n  any other | hand off\n")).empty());
  CHECK(codes(table_of("  clam | any | any | answer\n  any other | hand off\n")) == Words{"P0212"});
  CHECK(codes(table_of("  over 2 | any | any | answer\n  any other | hand off\n")) == Words{"P0302"});
  CHECK(codes(table_of("  any | $2 | any | answer\n  any other | hand off\n")) == Words{"P0302"});
  CHECK(codes("table t\n  moood | then\n  calm | answer\n  any other | hand off\n") == Words{"P0201"});
}

TEST_CASE("the last row stands last, holds always and leads to a person") {
  CHECK(codes("table t\n  mood | then\n  calm | answer\n") == Words{"P0431"});
  CHECK(codes("table t\n  mood | then\n") == Words{"P0431"});
  CHECK(codes("table t\n  mood | then\n  any other | draft\n") == Words{"P0432"});
  CHECK(codes("table t\n  mood | then\n  any other | ask \"What?\" once, then hand off\n") == Words{"P0432"});
  CHECK(codes("table t\n  mood | then\n  any other | offer a person\n  calm | answer\n  any other | hand off\n") == Words{"P0433", "P0433"});
  CHECK(codes("table t\n  mood | then\n  any other | hand off until 2999-01-01\n") == Words{"P0431"});
  CHECK(codes("table t\n  mood | then\n  calm | say \"Yes.\"\n  any other | hand off\n") == Words{"P0412"});
  CHECK(codes("table t\n  mood | then\n  calm | answer | answer\n  any other | hand off\n").size() == 1);
}

TEST_CASE("a table is lowered row by row, with what each row says and when it holds") {
  const Compiled compiled = compile_text(table_of("  calm | under 2 | any | answer\n  any | any | any | draft because \"x\" from 2026-12-01 until 2027-01-06\n  any other | hand off to support say \"So.\"\n"));
  REQUIRE(seen(compiled) == "");
  REQUIRE(compiled.program->tables.size() == 1);
  const Table& table = compiled.program->tables[0];
  CHECK(table.name == "t");
  CHECK(table.columns.size() == 3);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].cells[2] == no_expression);
  CHECK(compiled.program->nodes[table.rows[0].when].op == NodeOp::logical_and);
  CHECK(table.rows[0].then.action.kind == ActionKind::answer);
  CHECK(table.rows[1].when == no_expression);
  CHECK(table.rows[1].then.because == "x");
  CHECK(table.rows[1].rule.until == *parse_time("2027-01-06"));
  CHECK(table.rows[2].cells.empty());
  CHECK(table.rows[2].then.action.queue == 0);
  CHECK(table.rows[2].rule.text == "any other | hand off to support say \"So.\"");
}

TEST_CASE("a rollout says until when, for which intents and in which months") {
  const std::string intent = "intent dispute\n  examples \"wrong charge\"\n  class answerable\n  risk high\n";
  const Compiled compiled = compile_text(intent + "rollout \"First\"\n  a person checks every reply until 200 are reviewed and 95% were accurate\n  only for dispute, other\n  from 2026-12-01 until 2999-01-06\n");
  REQUIRE(seen(compiled) == "");
  const Rollout& rollout = compiled.program->rollouts.at(0);
  CHECK(rollout.reviewed == 200);
  CHECK(rollout.accurate.millionths == 950'000);
  CHECK_FALSE(rollout.per_intent);
  CHECK(rollout.intents == std::vector<std::uint32_t>{0, 1});
  CHECK(rollout.rule.from == *parse_time("2026-12-01"));
  CHECK(codes("rollout \"x\"\n  only for nothing\n") == Words{"P0210", "P0412"});
  CHECK(codes("rollout \"x\"\n  a person checks every reply until 0 are reviewed and 101% were accurate, per intent\n") == Words{"P0314", "P0314"});
}

TEST_CASE("a goal takes the value that its figure is measured in") {
  const Compiled compiled = compile_text("goals\n  resolved over 60%\n  reopened in 48 hours under 5%\n  first reply at most 30 seconds\n  satisfaction >= 4\n  cost per resolution < $0.50\n");
  REQUIRE(seen(compiled) == "");
  const auto& goals = compiled.program->goals;
  REQUIRE(goals.size() == 5);
  CHECK(goals[0].op == NodeOp::more);
  CHECK(goals[1].within == hours(48));
  CHECK(goals[2].op == NodeOp::at_most);
  CHECK(goals[3].value.as<Decimal>()->millionths == 4'000'000);
  CHECK(goals[4].value.as<Money>()->minor == 50);
  CHECK(codes("goals\n  resolved over $60\n") == Words{"P0313"});
  CHECK(codes("goals\n  resolved over 160%\n") == Words{"P0314"});
  CHECK(codes("goals\n  first reply under 5%\n") == Words{"P0313"});
  CHECK(codes("goals\n  satisfaction over 10 minutes\n") == Words{"P0313"});
  CHECK(codes("goals\n  cost per resolution under 1 EUR\n") == Words{"P0312"});
  CHECK(codes("goals\n  resolved over 60%\n  resolved over 70%\n") == Words{"P0203"});
  CHECK(codes("goals\n  happiness over 60%\n") == Words{"P0105"});
}

TEST_CASE("a guarantee is one claim per clause, in the scope of what it speaks of") {
  const std::string text = refunds +
                           "guarantee \"g\"\n  never refund when amount is over $100 without approval by lead\n  never refund\n  never send, draft when mood is angry\n"
                           "  always hand off to support when intent is dispute\n  every path of dispute reaches a person or a dated callback\n"
                           "  every conversation that asks for a person reaches a person or a dated callback\n";
  const Compiled compiled = compile_text(text);
  REQUIRE(compiled.program != nullptr);
  const auto& all = compiled.program->guarantees;
  REQUIRE(all.size() == 6);
  CHECK(all[0].kind == Guarantee::Kind::never_call);
  CHECK(all[0].without_approval);
  CHECK(all[0].role == 0);
  CHECK(all[0].rule.text == "never refund when amount is over $100 without approval by lead");
  CHECK(all[1].when == no_expression);
  CHECK_FALSE(all[1].without_approval);
  CHECK(all[2].what == Words{"send", "draft"});
  CHECK(all[3].queue == 0);
  CHECK(all[4].intent == compiled.program->find_intent("dispute"));
  CHECK_FALSE(all[5].intent);
  CHECK(codes(refunds + "guarantee \"g\"\n  never refund when mood is angry\n") == Words{"P0219"});
  CHECK(codes(refunds + "guarantee \"g\"\n  never refnd\n") == Words{"P0205"});
  CHECK(codes(refunds + "guarantee \"g\"\n  every path of nothing reaches a person or a dated callback\n") == Words{"P0210"});
  CHECK(codes(refunds + "guarantee \"g\"\n  always hand off to nobody when mood is angry\n") == Words{"P0206"});
  CHECK(codes("guarantee \"g\"\n") == Words{"P0412"});
}

TEST_CASE("clauses of a tool that hold for a time, and its choices, reach the program") {
  const Compiled compiled = compile_text(refunds);
  REQUIRE(compiled.program != nullptr);
  const Tool& tool = compiled.program->tools.at(0);
  CHECK(tool.needs.at(0).rule.from == *parse_time("2026-12-01"));
  CHECK(tool.needs.at(0).rule.until == *parse_time("2027-01-06"));
  CHECK(tool.limits.at(0).rule.from == *parse_time("2026-12-01"));
  CHECK(tool.one_of.at(0).at_least);
  CHECK(tool.one_of.at(0).parameters == std::vector<std::uint32_t>{0, 1});
  CHECK(codes("tool f(a: optional text)\n  reads\n  one of a\n") == Words{"P0434"});
  CHECK(codes("tool f(a: optional text, b: text)\n  reads\n  one of a, b\n") == Words{"P0434"});
  CHECK(codes("tool f(a: optional text, b: optional text)\n  reads\n  one of a, c\n") == Words{"P0201"});
}

TEST_CASE("a list has values of one type, written out or from a file") {
  const Compiled compiled = compile_text("list reasons\n  items late, \"too dear\"\n  items from \"more.txt\"\n", {{"more.txt", "# why\nbroken\n"}});
  CHECK(seen(compiled) == "");
  CHECK(codes("list amounts\n  items $1, $2\n").empty());
  CHECK(codes("list mixed\n  items 1, late\n") == Words{"P0232"});
  CHECK(codes("list numbers\n  items 1\n  items from \"more.txt\"\n", {{"more.txt", "x\n"}}) == Words{"P0232"});
  CHECK(codes("list fields\n  items customer.plan\n") == Words{"P0232"});
  CHECK(codes("list empty\n") == Words{"P0412"});
  CHECK(codes("list texts\n  items from \"none.txt\"\n") == Words{"P0213"});
  CHECK(codes("list mood\n  items calm\n") == Words{"P0204"});
}

TEST_CASE("a signal's phrases and patterns may stand in files, and records are kept as long as it says") {
  const Compiled compiled = compile_text("conversation\n  keep records for 400 days\nsignal wants\n  phrases \"human\" but not from \"not.txt\"\n  phrases from \"words.txt\"\n  patterns from \"re.txt\"\n",
                                         {{"words.txt", "boss\nmanager\n"}, {"re.txt", "speak to .*\n"}, {"not.txt", "human error\n"}});
  REQUIRE(seen(compiled) == "");
  const Signal& signal = compiled.program->signals.at(0);
  CHECK(signal.phrases == Words{"human", "boss", "manager"});
  CHECK(signal.patterns == Words{"speak to .*"});
  CHECK(signal.but_not == Words{"human error"});
  CHECK(compiled.program->episode.keep == days(400));
  CHECK(codes("signal s\n  phrases from \"none.txt\"\n") == Words{"P0213"});
  CHECK(codes("signal s\n  patterns from \"re.txt\"\n", {{"re.txt", "(\n"}}) == Words{"P0315"});
}

TEST_CASE("a route's row holds for its time") {
  const Compiled compiled = compile_text("route\n  to support when mood is angry from 2026-12-01 until 2999-01-06\n  otherwise to support\n");
  REQUIRE(seen(compiled) == "");
  CHECK(compiled.program->routes.at(0).rule.from == *parse_time("2026-12-01"));
  CHECK(codes("route\n  to support when mood is angry from 2027-12-01 until 2026-01-06\n  otherwise to support\n") == Words{"P0417"});
}
