// Tools: their contract, and their clauses in the order in which the gate judges them.
#include <algorithm>

#include "dsl/check/budgets.hpp"
#include "dsl/program/lowering.hpp"

namespace handrail::dsl {

namespace {

class ToolLowering {
 public:
  ToolLowering(Lowering& lowering, std::uint32_t index)
      : lowering_(lowering), block_(lowering.symbols.tools[index]), types_(lowering.symbols.tool_types[index]) {
    tool_.scope = lowering.checked.tools[index].scope;
  }

  Tool run() {
    head();
    for (const auto& [name, call] : block_.lets) let(name, call);
    for (const ToolBlock::OneOf& one : block_.one_of) tool_.one_of.push_back(lower(one));
    for (const NeedNode& need : block_.needs) tool_.needs.push_back(lower(need));
    for (const DenyNode& deny : block_.denies)
      tool_.denies.push_back({lowering_.condition(deny.when), lowering_.condition(deny.unless), lowering_.consequence(deny.outcome),
                              lowering_.clause(deny.span, deny.active)});
    for (const LimitNode& limit : block_.limits) tool_.limits.push_back(lower(limit));
    for (const ApproveNode& approve : block_.approves)
      tool_.approves.push_back({lowering_.role(approve.role), urgency_of(approve.urgency, Urgency::medium), fixed<Duration>(approve.within),
                                lowering_.consequence(approve.otherwise),
                                lowering_.condition(approve.when), lowering_.condition(approve.unless), lowering_.clause(approve.span, approve.active)});
    for (const AllowNode& allow : block_.allows)
      tool_.allows.push_back({lowering_.condition(allow.when), lowering_.condition(allow.unless), lowering_.clause(allow.span, allow.active)});
    if (block_.otherwise)
      tool_.otherwise = Otherwise{block_.otherwise->allow, lowering_.consequence(block_.otherwise->outcome), lowering_.clause(block_.otherwise->span)};
    for (const ExampleNode& example : block_.examples) tool_.examples.push_back(lower(example));
    return std::move(tool_);
  }

 private:
  void head() {
    tool_.name = block_.name.text;
    tool_.parameters = types_.parameters.fields;
    tool_.gives = types_.gives;
    if (block_.effect) tool_.effect = block_.effect->text == "reads" ? Effect::reads : block_.effect->text == "writes" ? Effect::writes : Effect::moves_money;
    tool_.verifies_customer = block_.verifies_customer;
    if (block_.after_crash)
      tool_.after_crash = *block_.after_crash == AfterCrashWord::send_again ? AfterCrash::send_again
                          : *block_.after_crash == AfterCrashWord::ask_tool ? AfterCrash::ask_tool : AfterCrash::stop_and_ask;
    if (block_.check) tool_.check = lowering_.tool(block_.check->tool);
    if (block_.if_it_fails) tool_.if_it_fails = lowering_.consequence(*block_.if_it_fails);
    tool_.say_when_done = lowering_.words(block_.say_when_done);
    tool_.say_when_waiting = lowering_.words(block_.say_when_waiting);
    tool_.say_to_confirm = lowering_.words(block_.say_to_confirm);
    tool_.rule = lowering_.block(block_.span);
  }

  Tool::OneOf lower(const ToolBlock::OneOf& node) {
    Tool::OneOf made{{}, node.at_least, lowering_.clause(node.span)};
    for (const Name& name : node.parameters) made.parameters.push_back(parameter(name.text).value());
    return made;
  }

  void let(const Name& name, const CallNode& call) {
    Let let;
    let.name = name.text;
    let.tool = lowering_.tool(call.tool);
    let.arguments = lowering_.call(call);
    let.type = lowering_.symbols.tool_types[let.tool].gives.value();
    let.rule = lowering_.clause({call.span.file, std::min(name.span.begin, call.span.begin), call.span.end});
    let.rule.text = "let " + let.rule.text;
    tool_.lets.push_back(std::move(let));
  }

  std::optional<std::uint32_t> find_let(std::string_view name) const {
    const auto found = std::ranges::find(tool_.lets, name, &Let::name);
    return found == tool_.lets.end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(found - tool_.lets.begin()));
  }

  Need lower(const NeedNode& node) {
    Need need;
    if (const auto* condition = std::get_if<Expression>(&node.what)) need.what = Need::Condition{lowering_.expression(*condition)};
    else if (const auto* looked_up = std::get_if<LookedUp>(&node.what))
      need.what = Need::LookedUp{find_let(looked_up->what.text).value(), fixed_duration(looked_up->within)};
    else need.what = Need::CustomersYes{};
    need.otherwise = lowering_.consequence(node.otherwise);
    need.rule = lowering_.clause(node.span, node.active);
    return need;
  }

  static Duration fixed_duration(const Expression& expression) {
    const auto* duration = literal_as<Duration>(expression);
    return duration == nullptr ? Duration{} : *duration;
  }

  // What is counted in a budget is kept under the budget's name, whichever tool it was.
  Limit lower(const LimitNode& written) {
    const LimitNode node = written_out(lowering_.symbols, written);
    Limit limit;
    limit.id = node.budget ? "budget " + node.budget->text : tool_.name + "#" + std::to_string(tool_.limits.size() + 1);
    if (node.amount) limit.amount = parameter(node.amount->text);
    if (node.ceiling) limit.ceiling = literal_as<Money>(*node.ceiling) ? Value(*literal_as<Money>(*node.ceiling)) : Value(*literal_as<std::int64_t>(*node.ceiling));
    for (const Name& key : node.per) this->key(key, limit);
    limit.window = fixed<Duration>(node.window);
    if (node.above_approve_by) limit.above_approve_by = lowering_.role(*node.above_approve_by);
    limit.above_urgency = urgency_of(node.above_urgency, Urgency::medium);
    limit.otherwise = lowering_.consequence(node.otherwise);
    limit.rule = lowering_.clause(node.span, node.active);
    if (node.budget) limit.rule.text += "  # " + lowering_.clause(lowering_.symbols.budgets[lowering_.symbols.budgets.find(node.budget->text).value()].at_most).text;
    return limit;
  }

  void key(const Name& name, Limit& limit) {
    if (name.text == "customer") limit.per_customer = true;
    else if (name.text == "conversation") limit.per_conversation = true;
    else if (auto index = find_let(name.text)) this->record(tool_.lets[*index], name.span, limit);
    else limit.per.push_back(lowering_.slot_node(slot({name.text}, tool_.parameters[*parameter(name.text)].type), name.span));
  }

  // What was looked up, not how somebody spelled what it is looked up by: "#W1001" and "w1001" are one order. A record is its `id`, else its fields that are
  // called like what it is looked up by; where it has none of them it is known by nothing but that. (Its other fields change: a cancelled order is the same one.)
  void record(const Let& let, Span span, Limit& limit) {
    if (let.type.kind != TypeKind::record) {
      if (let.type.kind == TypeKind::text) return limit.per.push_back(lowering_.slot_node(slot({let.name}, let.type), span));
      for (const auto& argument : let.arguments) limit.per.push_back(argument.second);
      return;
    }
    const std::vector<Field>& fields = lowering_.symbols.records[let.type.index].fields;
    const auto in_record = [&](std::string_view name) {
      const Field* field = find_field(fields, name);
      if (!field || (field->type.kind != TypeKind::text && field->type.kind != TypeKind::whole_number)) return false;
      limit.per.push_back(lowering_.slot_node(slot({let.name, field->name}, field->type), span));
      return true;
    };
    if (in_record("id")) return;
    for (const auto& [parameter, term] : let.arguments)
      if (!in_record(parameter)) limit.per.push_back(term);
  }

  std::optional<std::uint32_t> parameter(std::string_view name) const {
    const auto found = std::ranges::find(tool_.parameters, name, &Field::name);
    return static_cast<std::uint32_t>(found - tool_.parameters.begin());
  }

  // The slot of what a limit counts by, which no condition need have read.
  std::uint32_t slot(std::vector<std::string> path, const Type& type) {
    const auto found = std::ranges::find(tool_.scope.slots, path, &Slot::path);
    if (found != tool_.scope.slots.end()) return static_cast<std::uint32_t>(found - tool_.scope.slots.begin());
    tool_.scope.slots.push_back({std::move(path), type, false});
    return static_cast<std::uint32_t>(tool_.scope.slots.size() - 1);
  }

  Tool::Example lower(const ExampleNode& node) {
    Tool::Example example;
    for (const auto& [name, value] : node.facts) example.facts.emplace_back(name.text, value ? lowering_.checked.find(*value)->constant : Value());
    example.verdict = node.verdict.text;
    if (node.role) example.role = node.role->text;
    if (node.asks) example.asks = node.asks->text;
    example.rule = lowering_.clause(node.span);
    return example;
  }

  Lowering& lowering_;
  const ToolBlock& block_;
  const ToolTypes& types_;
  Tool tool_;
};

}  // namespace

void lower_tools(Lowering& lowering) {
  for (std::uint32_t i = 0; i < lowering.symbols.tools.size(); ++i) lowering.program.tools.push_back(ToolLowering(lowering, i).run());
}

}  // namespace handrail::dsl
