// Who may approve: every role is asked for something, and is asked for no more than it may give. Amounts that stand in the text only.
#include <algorithm>
#include <set>

#include "dsl/check/amounts.hpp"
#include "dsl/check/checking.hpp"
#include "dsl/check/decides.hpp"
#include "dsl/check/node_kinds.hpp"

namespace handrail::dsl {

namespace {

// The fixed amounts that a condition holds one parameter between, as far as they are joined by `and`.
struct Bounds {
  std::optional<Money> above, below;
  bool above_included = false;   // `at least`
};

void narrow(Bounds& bounds, NodeOp op, const Money& amount) {
  if (op == NodeOp::more || op == NodeOp::at_least) {
    if (bounds.above && bounds.above->minor >= amount.minor) return;
    bounds.above = amount;
    bounds.above_included = op == NodeOp::at_least;
  } else if (!bounds.below || bounds.below->minor > amount.minor) {
    bounds.below = amount;
  }
}

void collect(const Resolved& condition, const Scope& scope, std::string_view parameter, Bounds& bounds) {
  if (condition.op == NodeOp::logical_and)
    for (const Resolved& part : condition.operands) collect(part, scope, parameter, bounds);
  if (condition.op != NodeOp::less && condition.op != NodeOp::at_most && condition.op != NodeOp::more && condition.op != NodeOp::at_least) return;
  for (const std::size_t side : {0u, 1u}) {
    const Resolved &fact = condition.operands[side], &fixed = condition.operands[1 - side];
    const Money* amount = fixed.op == NodeOp::constant ? fixed.constant.as<Money>() : nullptr;
    if (amount == nullptr || fact.op != NodeOp::slot || scope.slots[fact.index].path != std::vector<std::string>{std::string(parameter)}) continue;
    narrow(bounds, side == 0 ? condition.op : turned(condition.op), *amount);
  }
}

Bounds bounds_of(const Checking& checking, std::uint32_t tool, const std::optional<Expression>& when, std::string_view parameter) {
  Bounds bounds;
  const Resolved* resolved = when ? checking.out.find(*when) : nullptr;
  if (resolved != nullptr && resolved->valid) collect(*resolved, checking.out.tools[tool].scope, parameter, bounds);
  return bounds;
}

// Is whatever is above the amount denied before anybody is asked?
bool denied_above(const Checking& checking, std::uint32_t tool, std::string_view parameter, const Money& amount) {
  return std::ranges::any_of(checking.symbols.tools[tool].denies, [&](const DenyNode& deny) {
    const Bounds bounds = bounds_of(checking, tool, deny.when, parameter);
    return bounds.above && !bounds.below && bounds.above->minor <= amount.minor;
  });
}

// What a condition surely reads above a role's limit, wherever the limit looks: among the arguments at any depth, or, of a tool whose arguments hold no amount, in
// whatever the condition goes over and calculates. Bare parameters and facts are told elsewhere.
class ReadAbove {
 public:
  ReadAbove(const Checking& checking, std::uint32_t tool, const Money& limit)
      : checking_(checking), scope_(checking.out.tools[tool].scope), parameters_(checking.symbols.tool_types[tool].parameters.fields), limit_(limit) {
    std::set<std::uint32_t> seen;
    named_ = std::ranges::any_of(parameters_, [&](const Field& one) { return holds_amounts(one.type, seen); });
  }

  // The part that says so; null: none does.
  const Resolved* part(const Resolved& condition) {
    if (condition.op == NodeOp::logical_and)
      for (const Resolved& one : condition.operands)
        if (const Resolved* found = part(one)) return found;
    if (condition.op == NodeOp::any_of) return in_an_entry(condition);
    const bool compares = condition.op == NodeOp::more || condition.op == NodeOp::at_least || condition.op == NodeOp::less || condition.op == NodeOp::at_most ||
                          condition.op == NodeOp::equal;
    if (!compares) return nullptr;
    for (const std::size_t side : {0u, 1u}) {
      const Resolved &fact = condition.operands[side], &fixed = condition.operands[1 - side];
      const Money* amount = fixed.op == NodeOp::constant ? fixed.constant.as<Money>() : nullptr;
      if (amount == nullptr || amount->currency != limit_.currency || !counts(fact)) continue;
      const NodeOp op = side == 0 ? condition.op : turned(condition.op);
      if (op == NodeOp::more ? amount->minor >= limit_.minor : (op == NodeOp::at_least || op == NodeOp::equal) && amount->minor > limit_.minor) return &condition;
    }
    return nullptr;
  }

 private:
  const Resolved* in_an_entry(const Resolved& quantifier) {
    const Resolved& list = quantifier.operands[0];
    const std::size_t before = lists_.size();
    if (list.op == NodeOp::pairs_of) lists_.insert(lists_.end(), {&list.operands[0], &list.operands[1]});
    else lists_.push_back(&list);
    const Resolved* found = part(quantifier.operands[1]);
    lists_.resize(before);
    return found;
  }

  bool counts(const Resolved& fact) const {
    if (fact.op == NodeOp::slot) return named_ && is_an_argument(fact) && scope_.slots[fact.index].path.size() > 1;
    if (named_) return is_an_argument(fact);
    return !(fact.op == NodeOp::subtract && fact.operands[0].op == NodeOp::constant);   // what is left of a fixed amount is a bound
  }

  bool is_an_argument(const Resolved& fact) const { return is_an_argument(fact, lists_.size()); }
  // `depth`: how many quantifiers stand around it. A list stands within those that were there before its own.
  bool is_an_argument(const Resolved& fact, std::size_t depth) const {
    if (fact.op == NodeOp::slot) return find_field(parameters_, scope_.slots[fact.index].path.front()) != nullptr;
    if (fact.op == NodeOp::field || fact.op == NodeOp::index_of) return is_an_argument(fact.operands[0], depth);
    if (fact.op != NodeOp::local || fact.index >= depth) return false;
    const std::size_t list = depth - 1 - fact.index;
    return is_an_argument(*lists_[list], list);
  }

  bool holds_amounts(const Type& type, std::set<std::uint32_t>& seen) const {
    if (type.kind == TypeKind::money) return true;
    if (type.kind == TypeKind::list || type.kind == TypeKind::map) return holds_amounts(type.element.front(), seen);
    if (type.kind != TypeKind::record || !seen.insert(type.index).second) return false;
    const auto& fields = checking_.symbols.records[type.index].fields;
    return std::ranges::any_of(fields, [&](const Field& field) { return holds_amounts(field.type, seen); });
  }

  const Checking& checking_;
  const Scope& scope_;
  const std::vector<Field>& parameters_;
  const Money limit_;
  bool named_ = false;                      // amounts stand among the arguments
  std::vector<const Resolved*> lists_;      // that the quantifiers around go over, the innermost last
};

// True: told.
bool lint_read_above(Checking& checking, std::uint32_t tool, const ApproveNode& approve, const RoleBlock& role, const Money& limit) {
  const Resolved* when = approve.when ? checking.out.find(*approve.when) : nullptr;
  if (when == nullptr || !when->valid) return false;
  ReadAbove reading(checking, tool, limit);
  const Resolved* part = reading.part(*when);
  if (part == nullptr) return false;
  checking.report.warning("P0429", approve.span, backticked(role.name.text) + " may approve up to " + amount_in_words(limit) + ", and is asked for more")
      .note("nobody could give this approval").label(role.limit->span, "declared here").label(part->span, "this is above it")
      .help("raise what the role may approve, or name another role");
  return true;
}

void lint_approve(Checking& checking, std::uint32_t tool, const ApproveNode& approve) {
  const auto found = checking.symbols.roles.find(approve.role.text);
  if (!found) return;
  const RoleBlock& role = checking.symbols.roles[*found];
  const Money* limit = role.limit ? literal_as<Money>(*role.limit) : nullptr;
  if (limit == nullptr || limit->minor <= 0) return;   // of a role that may nothing, that is told
  if (lint_read_above(checking, tool, approve, role, *limit)) return;
  for (const Field& field : checking.symbols.tool_types[tool].parameters.fields) {
    if (field.type.kind != TypeKind::money || checking.symbols.currency_of(field.type) != limit->currency) continue;
    const Bounds bounds = bounds_of(checking, tool, approve.when, field.name);
    const bool all_above = bounds.above && (bounds.above_included ? bounds.above->minor > limit->minor : bounds.above->minor >= limit->minor);
    const bool some_above = bounds.below && bounds.below->minor > limit->minor && !denied_above(checking, tool, field.name, *limit);
    if (!all_above && !some_above) continue;
    checking.report.warning("P0429", approve.span, backticked(role.name.text) + " may approve up to " + amount_in_words(*limit) + ", and is asked for " +
                                                            (all_above ? "more" : "up to " + amount_in_words(*bounds.below)))
        .note("nobody could give this approval").label(role.limit->span, "declared here")
        .help(all_above ? "raise what the role may approve, or name another role"
                        : "raise what the role may approve, name another role, or narrow this clause to " + backticked(field.name + " is at most " + amount_in_words(*limit)));
  }
}

// A misspelt role is the one that is near it: that mistake has its own finding.
std::set<std::string, std::less<>> roles_in_use(const Checking& checking) {
  std::set<std::string, std::less<>> used;
  const auto add = [&](const Name& role) {
    const auto near = checking.symbols.roles.find(role.text) ? std::nullopt : nearest(role.text, checking.symbols.roles.names());
    used.insert(near.value_or(role.text));
  };
  for (const ToolBlock* tool : checking.symbols.tools) {
    for (const ApproveNode& approve : tool->approves) add(approve.role);
    for (const LimitNode& limit : tool->limits)
      if (limit.above_approve_by) add(*limit.above_approve_by);
  }
  return used;
}

}  // namespace

void lint_roles(Checking& checking) {
  const auto used = roles_in_use(checking);
  for (const RoleBlock* role : checking.symbols.roles) {
    const bool to_choose_from = checking.sources.file(role->name.span.file).path.starts_with("standard/");
    if (!used.contains(role->name.text) && something_decides(checking.symbols) && !to_choose_from)
      checking.report.warning("P0428", role->name.span, "no tool asks role " + backticked(role->name.text) + " for an approval")
          .note("declared, and never enforced").help("add `approve  by " + role->name.text + " when …` to a tool, or remove the role");
    const Money* limit = role->limit ? literal_as<Money>(*role->limit) : nullptr;
    if (limit != nullptr && limit->minor <= 0)
      checking.report.warning("P0429", role->limit->span, "role " + backticked(role->name.text) + " may approve nothing").note("every approval that it is asked for is refused")
          .help("write the highest amount that it may approve, or remove the line");
  }
  for (std::uint32_t i = 0; i < checking.symbols.tools.size(); ++i)
    for (const ApproveNode& approve : checking.symbols.tools[i].approves) lint_approve(checking, i, approve);
}

}  // namespace handrail::dsl
