// The parts of Conditions that ask over lists, pairs, maps, look-ups and earlier calls.
#include <algorithm>

#include "dsl/check/conditions.hpp"
#include "dsl/check/pattern.hpp"

namespace handrail::dsl {

namespace {

// `count of item in order.items`: without a condition, each of them.
Resolved every_item(Span span) {
  Resolved made;
  made.type = {TypeKind::yes_no};
  made.span = span;
  made.constant = true;
  return made;
}

NodeOp op_of(Quantifier quantifier) {
  switch (quantifier) {
    case Quantifier::any: return NodeOp::any_of;
    case Quantifier::all: return NodeOp::all_of;
    case Quantifier::none: return NodeOp::none_of;
    case Quantifier::count: return NodeOp::count_of;
  }
  return NodeOp::any_of;
}

// "any item in … has (… and …)": how a quantifier is written that asks more than one thing.
std::string with_brackets(const QuantifierNode& node) {
  const bool counts = node.quantifier == Quantifier::count;
  const std::string variables = node.variable.text + (node.second ? ", " + node.second->text + " in pairs of …" : " in …");
  const std::string word = counts ? "count of " : node.quantifier == Quantifier::any ? "any " : node.quantifier == Quantifier::all ? "all " : "none ";
  return word + variables + (counts ? " with" : " has") + " (… and …)";
}

}  // namespace

Resolved Conditions::list_of(const Operands& lists, std::string_view help, bool maps_too) {
  std::vector<Resolved> made;
  bool valid = true;
  for (const Expression& one : lists) {
    Resolved list = term(one);
    const bool is_list = list.type.kind == TypeKind::list || (maps_too && lists.size() == 1 && list.type.kind == TypeKind::map);
    if (list.valid && !is_list) {
      report_.error("P0307", list.span, "this is " + described(list) + ", not a list").label(list.declared, "declared here").help(std::string(help));
      list.valid = false;
    }
    valid = valid && list.valid;
    made.push_back(std::move(list));
  }
  if (!valid) return invalid(lists.front().span);
  if (made.size() == 1) return std::move(made.front());
  Resolved pairs;
  pairs.op = NodeOp::pairs_of;
  pairs.span = {lists[0].span.file, lists[0].span.begin, lists[1].span.end};
  pairs.type = made.front().type;
  pairs.operands = std::move(made);
  return pairs;
}

std::size_t Conditions::bind(const Resolved& list, const Name& variable, const std::optional<Name>& second) {
  if (list.op != NodeOp::pairs_of) {
    locals_.push_back({variable.text, list.type.element[0]});
    return 1;
  }
  locals_.push_back({variable.text, list.operands[0].type.element[0]});
  locals_.push_back({second->text, list.operands[1].type.element[0]});
  return 2;
}

Resolved Conditions::at(const Expression& expression, const QuantifierNode& node) {
  Resolved list = list_of(node.list, "ask about it directly, without `any`, `all`, `none` or `count`");
  Resolved made;
  made.op = op_of(node.quantifier);
  made.type = {made.op == NodeOp::count_of ? TypeKind::whole_number : TypeKind::yes_no};
  made.span = expression.span;
  made.valid = list.valid;
  const auto end = [&] {
    ended_.emplace_back(node.variable.text, with_brackets(node));
    if (node.second) ended_.emplace_back(node.second->text, with_brackets(node));
  };
  if (!list.valid) return end(), made;
  const std::size_t bound = bind(list, node.variable, node.second);
  made.operands.push_back(std::move(list));
  made.operands.push_back(node.condition.empty() ? every_item(expression.span) : condition(node.condition[0]));
  locals_.resize(locals_.size() - bound);
  end();
  made.valid = made.operands[1].valid;
  return made;
}

Resolved Conditions::at(const Expression& expression, const SumNode& node) {
  Resolved list = list_of(node.list, "use it without `sum of`");
  if (!list.valid) return invalid(expression.span);
  Resolved made;
  made.op = NodeOp::sum_of;
  made.span = expression.span;
  const std::size_t bound = bind(list, node.variable, node.second);
  made.operands.push_back(std::move(list));
  made.operands.push_back(term(node.term[0]));
  locals_.resize(locals_.size() - bound);
  const Resolved& item = made.operands[1];
  made.type = item.type;
  made.type.optional = false;
  made.valid = item.valid;
  if (item.valid && !is_number(item.type) && item.type.kind != TypeKind::money && item.type.kind != TypeKind::duration) {
    report_.error("P0309", item.span, described(item) + " cannot be added up").label(item.declared, "declared here")
        .help("sum numbers, amounts of money or durations");
    made.valid = false;
  }
  check_exact(made);
  return made;
}

Resolved Conditions::at(const Expression& expression, const DuplicatesNode& node) {
  Resolved list = list_of(node.list, "only a list has duplicates", false);
  if (!list.valid) return invalid(expression.span);
  const Type element = list.type.element[0];
  if (!comparable(element, element)) {
    report_.error("P0320", list.span, "two of " + backticked(symbols_.describe(element)) + " are neither the same nor different").label(list.declared, "declared here")
        .help("ask about a list of texts, numbers or amounts");
    return invalid(expression.span);
  }
  Resolved made;
  made.op = NodeOp::has_duplicates;
  made.type = {TypeKind::yes_no};
  made.span = expression.span;
  made.operands.push_back(std::move(list));
  if (!node.negated) return made;
  Resolved none;
  none.op = NodeOp::logical_not;
  none.type = {TypeKind::yes_no};
  none.span = expression.span;
  none.operands.push_back(std::move(made));
  return none;
}

// --- look-ups, keys and fields -----------------------------------------------------------------------------------------------------------

bool check_arguments(const FieldTable& parameters, const Name& tool, std::size_t given, Span span, Span declared, Report& report) {
  const std::size_t most = parameters.fields.size();
  std::size_t needed = most;
  while (needed > 0 && parameters.fields[needed - 1].type.optional) --needed;
  if (given >= needed && given <= most) return true;
  const std::string count = (needed == most ? "" : std::to_string(needed) + " to ") + std::to_string(most) + (most == 1 ? " argument" : " arguments");
  report.error("P0304", span, backticked(tool.text) + " takes " + count + ", and " + std::to_string(given) + " stand here").label(declared, "declared here")
      .help("give one value for each parameter, in their order");
  return false;
}

bool Conditions::check_look_up(const LookUpNode& node, std::uint32_t tool, Span span) {
  const ToolBlock& block = symbols_.tools[tool];
  const ToolTypes& types = symbols_.tool_types[tool];
  bool valid = true;
  if (names_.place != Place::tool) {
    report_.error("P0223", span, "a look-up stands only in the clauses of a tool").note("nothing is looked up here")
        .help("declare the fact under `customer`, which is looked up once, or ask in a tool's clause");
    valid = false;
  }
  if (block.effect && block.effect->text != "reads") {
    report_.error("P0410", node.tool.span, backticked(block.name.text) + " does not only read").label(block.effect->span, "declared here")
        .help("a condition looks something up: name a tool that `reads`");
    valid = false;
  }
  if (!types.gives) {
    report_.error("P0316", node.tool.span, backticked(block.name.text) + " gives nothing").label(block.name.span, "declared here")
        .help("say what it gives: `tool " + block.name.text + "(…) gives …`");
    valid = false;
  }
  return check_arguments(types.parameters, node.tool, node.arguments.size(), span, block.name.span, report_) && valid;
}

Resolved Conditions::at(const Expression& expression, const LookUpNode& node) {
  const auto tool = symbols_.tools.find(node.tool.text);
  if (!tool) {
    report_.error("P0205", node.tool.span, "there is no tool " + backticked(node.tool.text))
        .help(did_you_mean(node.tool.text, symbols_.tools.names(), "declare it: `tool " + node.tool.text + "`"));
    return invalid(expression.span);
  }
  if (!check_look_up(node, *tool, expression.span)) return invalid(expression.span);
  const ToolTypes& types = symbols_.tool_types[*tool];
  Resolved made;
  made.op = NodeOp::look_up;
  made.index = *tool;
  made.span = expression.span;
  made.type = *types.gives;
  made.type.optional = true;   // there may be no such record
  made.declared = symbols_.tools[*tool].name.span;
  for (std::size_t i = 0; i < node.arguments.size(); ++i) {
    const Field& parameter = types.parameters.fields[i];
    made.operands.push_back(term_as(node.arguments[i], parameter.type, "parameter " + backticked(parameter.name), types.parameters.spans[i]));
    made.valid = made.valid && made.operands.back().valid;
  }
  for (std::size_t i = node.arguments.size(); i < types.parameters.fields.size(); ++i)   // left out: known not to be there
    made.operands.push_back({.type = types.parameters.fields[i].type, .span = expression.span, .constant = Absent{}});
  return made;
}

Resolved Conditions::at(const Expression& expression, const IndexNode& node) {
  Resolved map = term(node.sides[0]);
  if (map.valid && map.type.kind != TypeKind::map) {
    report_.error("P0321", node.sides[0].span, "this is " + described(map) + ", and only a map has keys").label(map.declared, "declared here")
        .help(map.type.kind == TypeKind::list ? "ask about its items: `any item in … has …`" : "remove the brackets");
    map.valid = false;
  }
  if (!map.valid) return invalid(expression.span);
  Resolved made;
  made.op = NodeOp::index_of;
  made.span = expression.span;
  made.type = map.type.element[0];
  made.type.optional = true;
  made.declared = map.declared;
  made.operands.push_back(std::move(map));
  made.operands.push_back(term_as(node.sides[1], {TypeKind::text}, "the key of a map", std::nullopt));
  made.valid = made.operands[1].valid;
  return made;
}

Resolved Conditions::at(const Expression& expression, const MemberNode& node) {
  Resolved owner = term(node.owner[0]);
  if (!owner.valid) return invalid(expression.span);
  Resolved made;
  made.op = NodeOp::field;
  made.field = node.field.text;
  made.span = expression.span;
  made.type = owner.type;
  made.declared = owner.declared;
  if (!step(node.field, "this", made.type, made.declared)) return invalid(expression.span);
  made.operands.push_back(std::move(owner));
  return made;
}

// --- patterns ---------------------------------------------------------------------------------------------------------------------------

Resolved Conditions::pattern_test(const Expression& expression, const TextTestNode& node) {
  Resolved text = term(node.sides[0]);
  if (!text.valid) return invalid(expression.span);
  if (text.type.kind != TypeKind::text && text.type.kind != TypeKind::enumeration) {
    report_.error("P0308", text.span, "a text test on " + described(text)).label(text.declared, "declared here").help("compare it with `is` or in numbers");
    return invalid(expression.span);
  }
  const auto* literal = std::get_if<LiteralNode>(&node.sides[1].node);
  const auto* pattern = literal == nullptr ? nullptr : literal->value.as<std::string>();
  if (pattern == nullptr) {
    report_.error("P0313", node.sides[1].span, "`matches` takes a pattern that is written here").help("write it in quotes, like `\"[A-Z]{2}[0-9]+\"`");
    return invalid(expression.span);
  }
  if (const auto compiled = Pattern::compile(*pattern); !compiled) {
    report_.error("P0315", node.sides[1].span, "this pattern cannot be read: " + printable(compiled.error().message))
        .help("patterns are RE2's; `\\\\d` stands for a digit, `.*` for anything");
    return invalid(expression.span);
  }
  Resolved made;
  made.op = NodeOp::matches;
  made.type = {TypeKind::yes_no};
  made.span = expression.span;
  made.constant = *pattern;
  made.operands.push_back(std::move(text));
  return made;
}

// --- earlier calls ------------------------------------------------------------------------------------------------------------------------

bool Conditions::check_meter(const WindowNode& node, std::uint32_t tool, MeterUse& meter) {
  const ToolBlock& block = symbols_.tools[tool];
  const FieldTable& parameters = symbols_.tool_types[tool].parameters;
  if (block.effect && block.effect->text == "reads") {
    report_.error("P0322", node.tool.span, "calls of a tool that only reads are not counted").label(block.effect->span, "declared here")
        .help("name a tool that `writes` or `moves money`");
    return false;
  }
  if (node.parameter) {
    const auto found = std::ranges::find(parameters.fields, node.parameter->text, &Field::name);
    if (found == parameters.fields.end()) {
      std::vector<std::string> names;
      for (const Field& field : parameters.fields) names.push_back(field.name);
      report_.error("P0217", node.parameter->span, backticked(block.name.text) + " has no parameter " + backticked(node.parameter->text))
          .label(block.name.span, "declared here").help(did_you_mean(node.parameter->text, names, "name the parameter that holds the amount"));
      return false;
    }
    meter.amount = static_cast<std::uint32_t>(found - parameters.fields.begin());
    meter.currency = symbols_.currency_of(found->type);
    if (found->type.kind != TypeKind::money) {
      report_.error("P0313", node.parameter->span, "a sum over calls adds up money, and " + backticked(found->name) + " is " + backticked(symbols_.describe(found->type)))
          .label(parameters.spans[*meter.amount], "declared here").help("name a parameter of type `money`, or count calls: `count of " + block.name.text + " per …`");
      return false;
    }
  }
  if (node.per.text != "customer" && node.per.text != "conversation") {
    report_.error("P0217", node.per.span, "calls are counted per customer or per conversation")
        .help(did_you_mean(node.per.text, {"customer", "conversation"}, "write `per customer`"));
    return false;
  }
  meter.per_customer = node.per.text == "customer";
  if (node.window.empty()) return true;
  const auto* literal = std::get_if<LiteralNode>(&node.window[0].node);
  const auto* window = literal == nullptr ? nullptr : literal->value.as<Duration>();
  if (window == nullptr || window->ms <= 0) {
    report_.error("P0314", node.window[0].span, "calls are counted over a time longer than nothing").help("write a number and a unit, like `90 days`");
    return false;
  }
  meter.window = *window;
  return true;
}

Resolved Conditions::at(const Expression& expression, const WindowNode& node) {
  const auto tool = symbols_.tools.find(node.tool.text);
  if (!tool) {
    report_.error("P0205", node.tool.span, "there is no tool " + backticked(node.tool.text))
        .help(did_you_mean(node.tool.text, symbols_.tools.names(), "declare it: `tool " + node.tool.text + "`"));
    return invalid(expression.span);
  }
  MeterUse meter;
  meter.tool = *tool;
  if (!check_meter(node, *tool, meter)) return invalid(expression.span);
  meter.id = (node.parameter ? "sum " + node.tool.text + "." + node.parameter->text : "count " + node.tool.text) + " per " + node.per.text +
             (meter.window ? " in " + format_duration(*meter.window) : "");
  Resolved made;
  made.op = NodeOp::slot;
  made.span = expression.span;
  made.type = node.parameter ? Type{TypeKind::money, false, 0, {}, meter.currency} : Type{TypeKind::whole_number};
  made.index = names_.slot({"used", meter.id}, made.type, false);
  if (std::ranges::find(names_.meters, meter.id, &MeterUse::id) == names_.meters.end()) names_.meters.push_back(std::move(meter));
  return made;
}

}  // namespace handrail::dsl
