#include "engine/cases/coverage.hpp"

#include <algorithm>

#include "dsl/program/leaf_words.hpp"
#include "engine/policy/turn_rules.hpp"

namespace handrail {
namespace {

using dsl::NodeOp;
using dsl::Program;

// Whether nobody may know the fact: not a parameter (without one the call is not judged), nor what is always set.
bool may_be_unknown(const Program& program, const dsl::Scope& scope, const dsl::Tool* tool, dsl::ExpressionId leaf) {
  if (program.nodes[leaf].op == NodeOp::is_known || program.nodes[leaf].op == NodeOp::is_unknown) return false;
  if (!dsl::look_ups_of(program, leaf).empty()) return true;
  return std::ranges::any_of(dsl::slots_of(program, leaf), [&](std::uint32_t index) {
    const dsl::Slot& slot = scope.slots[index];
    const std::string& root = slot.path.front();
    const bool verified = root == "customer" && slot.path.size() == 2 && slot.path[1] == "verified";
    if (slot.always_set || root == "now" || root == "used" || root == "running" || verified) return false;
    if (const dsl::Field* field = dsl::find_field(program.context, root); field && field->type.optional) return false;
    return tool == nullptr || dsl::find_field(tool->parameters, root) == nullptr;
  });
}

void leaves_of(const Program& program, dsl::ExpressionId id, std::vector<dsl::ExpressionId>& found) {
  if (id == dsl::no_expression) return;
  const dsl::Node& node = program.nodes[id];
  if (dsl::said_at_once(program, id)) return found.push_back(id);
  if (node.op == NodeOp::logical_not) return leaves_of(program, node.a, found);
  if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return found.push_back(id);
  for (std::uint32_t i = 0; i < node.count; ++i) leaves_of(program, program.operands[node.a + i], found);
}

std::string key_of(const std::string& part, const std::string& kind, const std::string& at) { return part + "|" + kind + "|" + at; }

bool is_of_gate(const std::string& kind) { return kind == "needs" || kind == "deny" || kind == "limit"; }

// The list of all rules, each with its leaves.
class Listing {
 public:
  Listing(const Program& program, std::vector<CoveredRule>& rules) : program_(program), rules_(rules) {}

  void part(std::string name, const dsl::Scope& scope, const dsl::Tool* tool) {
    part_ = std::move(name);
    scope_ = &scope;
    tool_ = tool;
  }

  CoveredRule& rule(std::string kind, const dsl::Rule& rule, dsl::ExpressionId when = dsl::no_expression, dsl::ExpressionId unless = dsl::no_expression) {
    rules_.push_back({part_, std::move(kind), on_one_line(rule.text), program_.where(rule), false, {}});
    std::vector<dsl::ExpressionId> leaves;
    leaves_of(program_, when, leaves);
    leaves_of(program_, unless, leaves);
    for (const dsl::ExpressionId leaf : leaves) {
      const dsl::Span span = program_.nodes[leaf].span;
      add_leaf({on_one_line(program_.sources.text(span)), program_.sources.where(span), may_be_unknown(program_, *scope_, tool_, leaf)});
    }
    return rules_.back();
  }

  // A clause without a condition of its own: a fresh look-up, the customer's yes, a limit.
  void whole(std::string kind, const dsl::Rule& one) {
    rule(std::move(kind), one);
    add_leaf({rules_.back().rule, rules_.back().at});
  }
  void add_leaf(CoveredLeaf leaf) {
    auto& leaves = rules_.back().leaves;
    if (std::ranges::find(leaves, leaf.text, &CoveredLeaf::text) == leaves.end()) leaves.push_back(std::move(leaf));
  }

 private:
  const Program& program_;
  std::vector<CoveredRule>& rules_;
  std::string part_;
  const dsl::Scope* scope_ = nullptr;
  const dsl::Tool* tool_ = nullptr;
};

}  // namespace

Coverage::Coverage(const Program& program) {
  for (const dsl::Tool& tool : program.tools) this->tool(program, tool);
  messages(program);
  for (std::size_t i = 0; i < rules_.size(); ++i) by_place_.emplace(key_of(rules_[i].part, rules_[i].kind, rules_[i].at), i);
}

void Coverage::tool(const Program& program, const dsl::Tool& tool) {
  Listing list(program, rules_);
  list.part("tool " + tool.name, tool.scope, &tool);
  for (const dsl::Need& need : tool.needs) {
    if (const auto* condition = std::get_if<dsl::NeededCondition>(&need.what)) list.rule("needs", need.rule, condition->when);
    else list.whole("needs", need.rule);
  }
  for (const dsl::Deny& deny : tool.denies) list.rule("deny", deny.rule, deny.when, deny.unless);
  for (const dsl::Limit& limit : tool.limits) list.whole("limit", limit.rule);
  for (const dsl::Approve& approve : tool.approves) list.rule("approve", approve.rule, approve.when, approve.unless);
  for (const dsl::Allow& allow : tool.allows) list.rule("allow", allow.rule, allow.when, allow.unless);
  if (tool.otherwise) list.rule("otherwise", tool.otherwise->rule);
}

void Coverage::messages(const Program& program) {
  Listing list(program, rules_);
  list.part("triggers", program.turn_scope, nullptr);
  for (const dsl::Trigger& trigger : program.triggers) {
    list.rule("trigger", trigger.rule, trigger.when, trigger.unless).rule = trigger.name;
    for (const auto& clause : trigger.if_unknown) list.rule("if unknown", clause.rule);
  }
  list.part("classes", program.turn_scope, nullptr);
  for (const dsl::Intent& intent : program.intents) {
    list.rule("class", intent.rule).rule = class_text(intent);
    if (intent.request_class == dsl::RequestClass::needs_account) list.add_leaf({std::string(account_text), program.where(intent.rule)});
  }
  list.part("confidence", program.turn_scope, nullptr);
  for (const dsl::Band& row : program.bands) {
    list.rule("band", row.rule);
    for (const std::string& step : steps_of(row)) list.add_leaf({step, program.where(row.rule)});
  }
  for (const dsl::Table& table : program.tables) {
    list.part("table " + table.name, program.turn_scope, nullptr);
    for (const dsl::Table::Row& row : table.rows) {
      CoveredRule& made = list.rule("table row", row.rule, row.when);
      std::vector<dsl::ExpressionId> leaves;
      leaves_of(program, row.when, leaves);
      for (std::size_t i = 0; i < made.leaves.size() && i < leaves.size(); ++i) made.leaves[i].text = cell_text(program, table, row, program.nodes[leaves[i]].span);
    }
  }
  list.part("rollout", program.turn_scope, nullptr);
  for (const dsl::Rollout& rollout : program.rollouts) {
    list.rule("rollout", rollout.rule);
    list.add_leaf({rollout_text(rollout), program.where(rollout.rule)});
  }
  list.part("route", program.turn_scope, nullptr);
  for (const dsl::Route& row : program.routes) list.rule("route", row.rule, row.when);
}

void Coverage::touch(const ExplainedClause& clause, const std::string& part, const JudgeOptions& options) {
  const auto place = by_place_.find(key_of(part, clause.kind, clause.at));
  if (place == by_place_.end() || !clause.reached) return;
  CoveredRule& rule = rules_[place->second];
  const bool by_being_there = clause.kind == "class" || clause.kind == "band";
  const bool by_holding = clause.kind == "table row" || clause.kind == "rollout" || clause.kind == "route";
  rule.tried = rule.tried || clause.wins || by_being_there || (by_holding && clause.truth == Truth::yes);
  for (const ExplainedLeaf& leaf : clause.leaves) {
    const auto found = std::ranges::find(rule.leaves, leaf.text, &CoveredLeaf::text);
    const bool taken_as_given = leaf.truth == Truth::unknown && options.assume_rest && is_of_gate(clause.kind) && !clause.wins;
    if (found == rule.leaves.end() || taken_as_given) continue;
    (leaf.truth == Truth::yes ? found->yes : leaf.truth == Truth::no ? found->no : found->unknown) = true;
  }
}

void Coverage::add(const Program& program, const BundleHash& bundle, const Situation& situation) {
  const Explanation explanation =
      situation.is_call ? explain(program, bundle, situation.call, situation.options) : explain(program, situation.turn);
  std::string table;
  for (const ExplainedClause& clause : explanation.clauses) {
    if (situation.is_call) {
      touch(clause, "tool " + situation.call.tool, situation.options);
      continue;
    }
    for (const char* part : {"triggers", "classes", "confidence", "rollout", "route"}) touch(clause, part, {});
    if (clause.kind != "table row") continue;
    for (const dsl::Table& one : program.tables) touch(clause, "table " + one.name, {});
  }
}

void Coverage::add_examples(const Program& program, const BundleHash& bundle) {
  for (const dsl::Tool& tool : program.tools)
    for (const dsl::Tool::Example& example : tool.examples) add(program, bundle, situation_of(program, tool, example));
}

std::vector<Untried> Coverage::untried() const {
  std::vector<Untried> all;
  for (const CoveredRule& rule : rules_) {
    if (!rule.tried) all.push_back({rule.part, rule.kind, rule.rule, rule.at, "", Point::tried});
    for (const CoveredLeaf& leaf : rule.leaves) {
      if (!leaf.yes) all.push_back({rule.part, rule.kind, rule.rule, leaf.at, leaf.text, Point::yes});
      if (!leaf.no) all.push_back({rule.part, rule.kind, rule.rule, leaf.at, leaf.text, Point::no});
      if (!leaf.unknown && leaf.may_be_unknown) all.push_back({rule.part, rule.kind, rule.rule, leaf.at, leaf.text, Point::unknown});
    }
  }
  return all;
}

std::vector<CoverageSum> Coverage::sums() const {
  std::vector<CoverageSum> sums;
  CoverageSum all{"all"};
  const auto count = [](CoverageSum& sum, const CoveredRule& rule) {
    ++sum.rules;
    sum.rules_tried += rule.tried ? 1 : 0;
    for (const CoveredLeaf& leaf : rule.leaves) {
      sum.answers += leaf.may_be_unknown ? 3 : 2;
      sum.answers_seen += (leaf.yes ? 1 : 0) + (leaf.no ? 1 : 0) + (leaf.may_be_unknown && leaf.unknown ? 1 : 0);
    }
  };
  for (const CoveredRule& rule : rules_) {
    if (sums.empty() || sums.back().part != rule.part) sums.push_back({rule.part});
    count(sums.back(), rule);
    count(all, rule);
  }
  sums.push_back(all);
  return sums;
}

std::size_t percent(const CoverageSum& sum) {
  const std::size_t all = sum.rules + sum.answers;
  return all == 0 ? 100 : (sum.rules_tried + sum.answers_seen) * 100 / all;
}

}  // namespace handrail
