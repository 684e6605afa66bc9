// How conditions and blocks are read, written out with all their parentheses: one line, one form.
#include "tests/catch.hpp"
#include "tests/unit/dsl/parse_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

struct Reads { const char* text; const char* tree; };

std::string condition(const std::string& text) {
  const Read read("tool t(a: text)\n  writes\n  deny when " + text + "\n  otherwise deny\n");
  return read.found.empty() ? written(*read.only<ToolBlock>().denies.at(0).when) : read.seen();
}

void all_read(const std::vector<Reads>& rows) {
  for (const Reads& row : rows) {
    INFO(row.text);
    CHECK(condition(row.text) == row.tree);
  }
}

// "any, low risk -> hand off"
std::string written(const ActionNode& action) {
  static constexpr const char* words[] = {"none", "ask", "ask for", "verify", "offer a person", "hand off", "refuse", "answer", "draft"};
  std::string text = words[static_cast<int>(action.word)];
  if (action.ask_for) text += " " + action.ask_for->text;
  if (action.queue) text += " to " + action.queue->text;
  if (action.urgency) text += " with " + action.urgency->text;
  if (action.question) text += " \"" + action.question->text + "\"";
  if (action.once) text += " once";
  for (const ActionNode& next : action.afterwards) text += ", " + written(next);
  return text;
}
std::string written(const std::optional<ActivePeriod>& period) {
  if (!period) return "";
  return (period->from ? " from " + dsl::written(*period->from) : "") + (period->until ? " until " + dsl::written(*period->until) : "");
}
std::string one_line(const std::vector<Name>& names) {
  std::string text;
  for (const Name& name : names) text += (text.empty() ? "" : " ") + name.text;
  return text;
}

}  // namespace

TEST_CASE("lists: quantifiers, pairs, duplicates, membership") {
  all_read({
      {"any item in order.items has item.final_sale", "(any item order.items item.final_sale)"},
      {"none item in order.items has item.price over $10", "(none item order.items (> item.price 10.00USD))"},
      {"all old, new in pairs of old_ids and new_ids has old is new", "(all old,new (pairs old_ids new_ids) (= old new))"},
      {"count of old, new in pairs of old_ids and new_ids with old is new is 2", "(= (count old,new (pairs old_ids new_ids) (= old new)) 2)"},
      {"count of item in order.items is over 2", "(> (count item order.items) 2)"},
      {"sum of old.price for old, new in pairs of old_items and new_items is over $5", "(> (sum old,new (pairs old_items new_items) old.price) 5.00USD)"},
      {"any i in a has any j in i.b has j is i.c", "(any i a (any j i.b (= j i.c)))"},
      {"item_ids has duplicates", "(duplicates item_ids)"},
      {"item_ids has no duplicates", "(no-duplicates item_ids)"},
      {"id in account.orders", "(in id (list account.orders))"},
      {"reason not in cancel_reasons", "(not-in reason (list cancel_reasons))"},
      {"status is in [pending, \"on hold\"]", "(in status (list pending \"on hold\"))"},
  });
}

TEST_CASE("look-ups, maps and their fields") {
  all_read({
      {"get_flight(f.number, f.date).status is \"cancelled\"", "(= (field status (call get_flight f.number f.date)) \"cancelled\")"},
      {"any f in order.flights has get_flight(f.number, f.date).status is \"cancelled\"",
       "(any f order.flights (= (field status (call get_flight f.number f.date)) \"cancelled\"))"},
      {"is_open(a)", "(call is_open a)"},
      {"paid_with[method_id].kind is card", "(= (field kind (at paid_with method_id)) card)"},
      {"paid_with[\"m\"].balance.left at least amount", "(>= (field left (field balance (at paid_with \"m\"))) amount)"},
      {"get_user(id).methods[key].kind is card", "(= (field kind (at (field methods (call get_user id)) key)) card)"},
      {"method_id in paid_with", "(in method_id (list paid_with))"},
  });
}

TEST_CASE("what earlier calls add up to, and times") {
  all_read({
      {"count of refund per customer in 90 days is at least 3", "(>= (window refund per customer 90 days) 3)"},
      {"count of refund per conversation is over 1", "(> (window refund per conversation) 1)"},
      {"sum of refund.amount per customer in 30 days + amount is over $300", "(> (+ (window refund.amount per customer 30 days) amount) 300.00USD)"},
      {"due is within the next 2 days", "(and (>= due now) (<= due (+ now 2 days)))"},
      {"placed_at was within the last 30 days", "(and (>= placed_at (- now 30 days)) (<= placed_at now))"},
      {"placed_at was not within the last 30 days", "(not (and (>= placed_at (- now 30 days)) (<= placed_at now)))"},
      {"placed_at is at most 30 days ago", "(and (>= placed_at (- now 30 days)) (<= placed_at now))"},
      {"placed_at is more than 30 days ago", "(< placed_at (- now 30 days))"},
      {"placed_at is at least 30 days ago", "(<= placed_at (- now 30 days))"},
      {"due - 2 hours is after now", "(> (- due 2 hours) now)"},
  });
}

TEST_CASE("texts by a part or a pattern") {
  all_read({
      {"page starts with \"/billing\"", "(starts page \"/billing\")"},
      {"page ends with \".pdf\"", "(ends page \".pdf\")"},
      {"page contains \"a\" and page does not contain \"b\"", "(and (contains page \"a\") (not (contains page \"b\")))"},
      {"id matches \"[A-Z]{2}[0-9]+\"", "(matches id \"[A-Z]{2}[0-9]+\")"},
      {"id does not match \"W.*\"", "(not (matches id \"W.*\"))"},
  });
}

TEST_CASE("a table's columns, rows and last row") {
  const Read read("table t\n  topic | customer.plan | then\n  simple or hard | not free | answer from 2026-12-01\n  any | unknown | ask \"Which?\" once, then hand off\n  any other | hand off to vip\n");
  REQUIRE(read.seen() == "");
  const auto& table = read.only<TableBlock>();
  std::string rows;
  for (const TableBlock::Row& row : table.rows) {
    for (const auto& cell : row.cells) rows += (cell ? dsl::written(*cell) : "any") + " ";
    rows += (row.any_other ? "other " : "") + ("-> " + written(row.then.action)) + written(row.active) + "\n";
  }
  CHECK(dsl::written(table.columns.at(1)) == "customer.plan");
  CHECK(rows == "(in topic (list simple hard)) (!= customer.plan free) -> answer from 2026-12-01T00:00:00Z\n"
                "any (unknown customer.plan) -> ask \"Which?\" once, hand off\n"
                "other -> hand off to vip\n");
}

TEST_CASE("a named list, an include, an override") {
  const Read read("list reasons\n  items \"no longer needed\", delayed, 3\n  items from \"reasons.txt\"\n"
                  "include \"standard/escalation.policy\"\n  without trigger \"Long\"\n  without reply rules\n"
                  "override trigger \"Patience\"\n  when angry\n  then hand off\n");
  REQUIRE(read.seen() == "");
  const auto& list = read.only<ListBlock>();
  std::string items;
  for (const Expression& item : list.items) items += dsl::written(item) + " ";
  CHECK(list.name.text + ": " + items + list.files.at(0).text == "reasons: \"no longer needed\" \"delayed\" 3 reasons.txt");
  const auto& include = read.only<IncludeBlock>();
  CHECK(include.path.text == "standard/escalation.policy");
  REQUIRE(include.without.size() == 2);
  CHECK(include.without[0].kind.text + " " + include.without[0].name.text == "trigger Long");
  CHECK(include.without[1].kind.text == "reply rules");
  REQUIRE(read.tree.placements.size() == read.tree.blocks.size());
  CHECK_FALSE(read.tree.placements[1].overrides);
  CHECK(read.tree.placements[2].overrides);
}

TEST_CASE("rollout, goals and guarantees") {
  const Read read("rollout \"First month\"\n  from 2026-12-01\n  a person checks every reply until 200 are reviewed and 95% were accurate, per intent\n  only for refund_request, complaint\n"
                  "goals\n  resolved over 60%\n  reopened in 48 hours under 5%\n  first reply at most 30 seconds\n"
                  "guarantee \"G\"\n  never refund when amount is over $100 without approval by lead\n  never send, draft when risk is high\n"
                  "  always hand off to billing when intent is dispute\n  every path of refund_request reaches a person or a dated callback\n"
                  "  every conversation that asks for a person reaches a person or a dated callback\n");
  REQUIRE(read.seen() == "");
  const auto& rollout = read.only<RolloutBlock>();
  CHECK(rollout.name.text + ": " + dsl::written(*rollout.reviewed) + " " + dsl::written(*rollout.accurate) + (rollout.per_intent ? " per intent " : " ") +
            one_line(rollout.intents) + written(rollout.active) == "First month: 200 0.95% per intent refund_request complaint from 2026-12-01T00:00:00Z");
  std::string goals;
  for (const GoalsBlock::Goal& goal : read.only<GoalsBlock>().goals)
    goals += goal.metric.text + (goal.within ? " in " + dsl::written(*goal.within) : "") + " " + std::to_string(static_cast<int>(goal.op)) + " " + dsl::written(goal.value) + "; ";
  CHECK(goals == "resolved 4 0.6%; reopened in 2 days 2 0.05%; first reply 3 30 seconds; ");
  const auto& claims = read.only<GuaranteeBlock>().claims;
  REQUIRE(claims.size() == 5);
  const auto& call = std::get<GuaranteeBlock::NeverCall>(claims[0].what);
  CHECK(call.tool.text + " " + dsl::written(*call.when) + (call.without_approval ? " by " + call.by->text : "") == "refund (> amount 100.00USD) by lead");
  CHECK(one_line(std::get<GuaranteeBlock::NeverDo>(claims[1].what).what) == "send draft");
  CHECK(std::get<GuaranteeBlock::AlwaysHandOff>(claims[2].what).queue->text == "billing");
  CHECK(std::get<GuaranteeBlock::EveryPath>(claims[3].what).intent->text == "refund_request");
  CHECK_FALSE(std::get<GuaranteeBlock::EveryPath>(claims[4].what).intent);
}

TEST_CASE("a tool with alternatives, look-ups and limits") {
  const Read read("tool t(a: optional text, b: optional text, m: money)\n  moves money\n  at least one of a, b\n  let order is find(a)\n"
                  "  needs order looked up in the last 10 minutes\n  needs the customer's yes to this refund\n"
                  "  limit m to $300 per customer, order in 90 days, above that approve by lead from 2026-12-01 until 2027-01-06\n  limit once per conversation, otherwise offer a person\n"
                  "  otherwise deny because \"No\" then offer a person\n  after a crash ask check(key)\n");
  REQUIRE(read.seen() == "");
  const auto& tool = read.only<ToolBlock>();
  CHECK(one_line(tool.one_of.at(0).parameters) + (tool.one_of[0].at_least ? " at least" : "") == "a b at least");
  CHECK(dsl::written(std::get<LookedUp>(tool.needs.at(0).what).within) == "10 minutes");
  CHECK(std::holds_alternative<CustomersYes>(tool.needs.at(1).what));
  const LimitNode& amount = tool.limits.at(0);
  CHECK(amount.amount->text + " " + dsl::written(*amount.ceiling) + " per " + one_line(amount.per) + " in " + dsl::written(*amount.window) + " by " +
            amount.above_approve_by->text + written(amount.active) == "m 300.00USD per customer order in 90 days by lead from 2026-12-01T00:00:00Z until 2027-01-06T00:00:00Z");
  CHECK(dsl::written(*tool.limits.at(1).ceiling) == "1");
  CHECK(written(tool.limits.at(1).otherwise.action) == "offer a person");
  CHECK(tool.check->tool.text == "check");
}
