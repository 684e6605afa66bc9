// One situation has one outcome: two rules that ask the same, in whatever order and spelling, and of which the second is never asked.
#include <algorithm>
#include <limits>
#include <map>

#include "dsl/check/canonical.hpp"

namespace handrail::dsl {

namespace {

// Rules of one kind in the order in which they are judged: what each asks, and what it then does.
class Seen {
 public:
  Seen(Checking& checking, std::string_view kind, std::string_view why) : checking_(checking), kind_(kind), why_(why) {}

  void rule(const std::optional<std::string>& asks, Span span, const std::string& does) {
    if (!asks) return;
    const auto [it, fresh] = first_.emplace(*asks, Rule{span, does});
    if (fresh) return;
    const bool same = it->second.does == does;
    checking_.report.warning("P0425", span, same ? "this " + std::string(kind_) + " says again what another one says" : "two outcomes for one situation")
        .note(std::string(why_)).label(it->second.span, "the same condition")
        .help(same ? "remove one of the two" : "remove one of the two, or let their conditions differ");
  }

 private:
  struct Rule { Span span; std::string does; };
  Checking& checking_;
  std::string_view kind_, why_;
  std::map<std::string, Rule> first_;
};

// What follows from a rule: its words as they stand in the text, without its condition. Equal words, equal outcome.
std::string done_by(const ActionNode& action) {
  std::string text = std::to_string(static_cast<int>(action.word)) + (action.once ? "once" : "");
  for (const auto* name : {&action.ask_for, &action.queue, &action.urgency}) text += " " + (*name ? (*name)->text : "");
  if (action.question) text += " " + action.question->text;
  for (const ActionNode& next : action.afterwards) text += ", " + done_by(next);
  return text;
}
std::string done_by(const OutcomeNode& outcome) {
  return done_by(outcome.action) + (outcome.say ? " say " + outcome.say->text : "") + (outcome.because ? " because " + outcome.because->text : "");
}

// The condition, when it stands in the text at all: a rule without one is told by another lint.
std::optional<std::string> asked_by(const Checking& checking, const std::optional<Expression>& when, const std::optional<Expression>& unless, const Scope& scope) {
  if (!when && !unless) return std::nullopt;
  return canonical(checking.out, when, unless, scope);
}

void lint_routes(Checking& checking) {
  if (checking.symbols.route == nullptr) return;
  Seen seen(checking, "row", "never asked: the first row that matches decides");
  for (const RouteRow& row : checking.symbols.route->rows)
    if (!row.active) seen.rule(asked_by(checking, row.when, std::nullopt, checking.out.turn.scope), row.span, row.queue.text);
}

int urgency_of(const TriggerBlock& trigger) {
  const std::vector<std::string> order{"immediate", "high", "medium", "low"};
  const auto found = std::ranges::find(order, trigger.urgency ? trigger.urgency->text : "medium");
  return static_cast<int>(found - order.begin());
}

void lint_triggers(Checking& checking) {
  Seen seen(checking, "trigger", "the most urgent one decides, among equals the first: this one never does");
  std::vector<const TriggerBlock*> judged(checking.symbols.triggers.begin(), checking.symbols.triggers.end());
  std::ranges::stable_sort(judged, {}, [](const TriggerBlock* trigger) { return urgency_of(*trigger); });
  for (const TriggerBlock* trigger : judged) {
    if (trigger->active || !trigger->then) continue;
    const std::string does = done_by(*trigger->then) + (trigger->say ? trigger->say->text : "");
    seen.rule(asked_by(checking, trigger->when, trigger->unless, checking.out.turn.scope), trigger->name.span, does);
  }
}

void lint_tables(Checking& checking) {
  for (const TableBlock* table : checking.symbols.tables) {
    Seen seen(checking, "row", "never asked: the first row that matches decides");
    for (const TableBlock::Row& row : table->rows) {
      if (row.any_other || row.active) continue;
      std::optional<std::string> asks = "";
      for (const auto& cell : row.cells) {
        const auto one = canonical(checking.out, cell, std::nullopt, checking.out.turn.scope);
        asks = asks && one ? std::optional(*asks + "|" + *one) : std::nullopt;
      }
      seen.rule(asks, row.span, done_by(row.then));
    }
  }
}

// What a limit counts, for whom, and what happens above it: limits that agree in this are compared.
std::string counted_by(const LimitNode& limit) {
  std::vector<std::string> per;
  for (const Name& name : limit.per) per.push_back(name.text);
  std::ranges::sort(per);
  return (limit.amount ? limit.amount->text : "calls") + " above " + (limit.above_approve_by ? limit.above_approve_by->text : "deny") + " per " + join(per, ",");
}

std::int64_t window_of(const LimitNode& limit) {   // without one: all the time there is
  const Duration* window = limit.window ? literal_as<Duration>(*limit.window) : nullptr;
  return window == nullptr ? std::numeric_limits<std::int64_t>::max() : window->ms;
}

std::optional<std::int64_t> ceiling_of(const LimitNode& limit) {
  if (!limit.ceiling) return std::nullopt;
  if (const auto* count = literal_as<std::int64_t>(*limit.ceiling)) return *count;
  const Money* money = literal_as<Money>(*limit.ceiling);
  return money == nullptr ? std::nullopt : std::optional(money->minor);
}

// Two limits of the same thing: over one span of time the lower one decides, and one that is no higher over a longer span leaves the other nothing.
void lint_limits(Checking& checking, const ToolBlock& tool) {
  std::vector<const LimitNode*> seen;
  for (const LimitNode& limit : tool.limits) {
    if (limit.active || limit.budget) continue;   // what is counted in a budget twice is an error
    for (const LimitNode* other : seen) {
      if (counted_by(*other) != counted_by(limit)) continue;
      const auto a = ceiling_of(*other), b = ceiling_of(limit);
      const std::int64_t first = window_of(*other), second = window_of(limit);
      if (first == second) {
        checking.report.warning("P0425", limit.span, "two limits for one situation").note("the lower one decides").label(other->span, "the same, counted the same way")
            .help("remove one of the two");
        break;
      }
      if (!a || !b) continue;
      const LimitNode* strict = *a <= *b && first > second ? other : *b <= *a && second > first ? &limit : nullptr;
      if (strict == nullptr) continue;
      checking.report.warning("P0425", (strict == other ? limit : *other).span, "another limit is reached before this one").note("it never decides")
          .label(strict->span, "no more than this, over a longer time").help("remove it, or let it allow less than the other one");
      break;
    }
    seen.push_back(&limit);
  }
}

void lint_tool(Checking& checking, std::uint32_t index) {
  const ToolBlock& tool = checking.symbols.tools[index];
  const Scope& scope = checking.out.tools[index].scope;
  Seen needs(checking, "need", "never asked: the first need that is not met decides");
  for (const NeedNode& need : tool.needs) {
    const auto* condition = std::get_if<Expression>(&need.what);
    const Resolved* resolved = condition == nullptr ? nullptr : checking.out.find(*condition);
    if (resolved != nullptr && resolved->valid && !need.active) needs.rule(canonical(*resolved, scope), need.span, done_by(need.otherwise));
  }
  Seen clauses(checking, "clause", "never asked: the other one is judged first");
  for (const DenyNode& deny : tool.denies)
    if (!deny.active) clauses.rule(asked_by(checking, deny.when, deny.unless, scope), deny.span, "deny " + done_by(deny.outcome));
  for (const ApproveNode& approve : tool.approves)
    if (!approve.active) clauses.rule(asked_by(checking, approve.when, approve.unless, scope), approve.span, "approve by " + approve.role.text + " " + done_by(approve.otherwise));
  for (const AllowNode& allow : tool.allows)
    if (!allow.active) clauses.rule(asked_by(checking, allow.when, allow.unless, scope), allow.span, "allow");
  lint_limits(checking, tool);
}

}  // namespace

void lint_same_situation(Checking& checking) {
  lint_routes(checking);
  lint_triggers(checking);
  lint_tables(checking);
  for (std::uint32_t i = 0; i < checking.symbols.tools.size(); ++i) lint_tool(checking, i);
}

}  // namespace handrail::dsl
