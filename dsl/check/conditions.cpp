#include "dsl/check/conditions.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"

namespace handrail::dsl {

namespace {

Type type_of_literal(const LiteralNode& node) {
  if (node.value.as<bool>()) return {TypeKind::yes_no};
  if (node.value.as<std::int64_t>()) return {TypeKind::whole_number};
  if (node.value.as<Decimal>()) return {node.percent ? TypeKind::percent : TypeKind::decimal};
  if (const auto* money = node.value.as<Money>()) return {TypeKind::money, false, 0, {}, money->currency};
  if (node.value.as<Instant>()) return {TypeKind::time};
  if (node.value.as<Duration>()) return {TypeKind::duration};
  return {TypeKind::text};
}

std::vector<std::string> texts(const std::vector<Name>& parts) {
  std::vector<std::string> path;
  for (const Name& part : parts) path.push_back(part.text);
  return path;
}

}  // namespace

Resolved Conditions::invalid(Span span) {
  Resolved made;
  made.type = {TypeKind::yes_no};
  made.span = span;
  made.valid = false;
  return made;
}

Resolved Conditions::condition(const Expression& expression) {
  Resolved made = term(expression);
  if (!made.valid || made.type.kind == TypeKind::yes_no) return made;
  report_.error("P0301", expression.span, "a condition is yes or no, and this is " + described(made)).label(made.declared, "declared here")
      .help("compare it with something: `is`, `over`, `at most`, …");
  made.valid = false;
  return made;
}

Resolved Conditions::term(const Expression& expression) {
  return std::visit([&](const auto& node) { return at(expression, node); }, expression.node);
}

Resolved Conditions::term_as(const Expression& expression, const Type& expected, std::string_view wanted_by, std::optional<Span> declared) {
  Resolved like;
  like.type = expected;
  like.declared = declared;
  Resolved made = against(like, expression);
  if (!made.valid || assignable(made.type, expected)) return made;
  report_.error("P0305", expression.span, std::string(wanted_by) + " takes " + backticked(symbols_.describe(expected)) + ", and this is " + described(made))
      .label(declared, "declared here").help("give it a value of type " + backticked(symbols_.describe(expected)));
  made.valid = false;
  return made;
}

Resolved Conditions::at(const Expression& expression, const LiteralNode& node) {
  Resolved made;
  made.type = type_of_literal(node);
  made.span = expression.span;
  made.constant = node.value;
  return made;
}

// --- names --------------------------------------------------------------------------------------------------------------------------

Resolved Conditions::at(const Expression& expression, const PathNode& node) {
  for (std::size_t i = locals_.size(); i-- > 0;)
    if (locals_[i].name == node.parts[0].text) {
      Resolved made = local_path(static_cast<std::uint32_t>(locals_.size() - 1 - i), node.parts);
      made.span = expression.span;
      return made;
    }
  const auto root = names_.roots.find(node.parts[0].text);
  if (const auto list = symbols_.lists.find(node.parts[0].text); list && root == names_.roots.end() && node.parts.size() == 1) return named_list(*list, expression.span);
  Resolved made = root == names_.roots.end() ? unknown_name(node.parts[0]) : root_path(root->second, node.parts);
  made.span = expression.span;
  return made;
}

Resolved Conditions::named_list(std::uint32_t list, Span span) const {
  Resolved made;
  made.type = {TypeKind::list};
  made.type.element.push_back(symbols_.list_types[list]);
  made.span = span;
  made.declared = symbols_.lists[list].name.span;
  made.constant = symbols_.list_values[list];
  return made;
}

Resolved Conditions::local_path(std::uint32_t depth, const std::vector<Name>& parts) {
  Resolved made;
  made.op = NodeOp::local;
  made.index = depth;
  made.span = parts[0].span;
  made.type = locals_[locals_.size() - 1 - depth].type;
  std::string owner = parts[0].text;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    Resolved field;
    field.op = NodeOp::field;
    field.field = parts[i].text;
    field.span = parts[i].span;
    field.type = made.type;
    field.declared = made.declared;
    if (!step(parts[i], owner, field.type, field.declared)) return invalid(parts[i].span);
    owner += "." + parts[i].text;
    field.operands.push_back(std::move(made));
    made = std::move(field);
  }
  return made;
}

Resolved Conditions::root_path(const Root& root, const std::vector<Name>& parts) {
  Resolved made;
  made.op = NodeOp::slot;
  made.type = root.type;
  made.declared = root.declared;
  std::string owner = parts[0].text;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!step(parts[i], owner, made.type, made.declared)) return invalid(parts[i].span);
    owner += "." + parts[i].text;
  }
  const bool always = parts.size() == 1 ? root.always_set : owner == "customer.verified";
  made.index = names_.slot(texts(parts), made.type, always);
  return made;
}

bool Conditions::step(const Name& part, const std::string& owner, Type& type, std::optional<Span>& declared) {
  if (type.kind == TypeKind::map) {
    Type element = type.element[0];
    element.optional = true;
    type = std::move(element);
    return true;
  }
  if (type.kind != TypeKind::record) {
    report_.error("P0306", part.span, backticked(owner) + " is " + backticked(symbols_.describe(type)) + " and has no fields").label(declared, "declared here")
        .help(type.kind == TypeKind::list ? "ask about its items: `any item in " + owner + " has item." + part.text + " …`" : "remove `." + part.text + "`");
    return false;
  }
  const RecordType& record = symbols_.records[type.index];
  const auto field = std::ranges::find(record.fields, part.text, &Field::name);
  if (field == record.fields.end()) {
    std::vector<std::string> candidates;
    for (const Field& one : record.fields) candidates.push_back(one.name);
    report_.error("P0202", part.span, backticked(record.name) + " has no field " + backticked(part.text)).label(declared, backticked(owner) + " is declared here")
        .help(did_you_mean(part.text, candidates, "its fields are " + english_list(candidates)));
    return false;
  }
  const Span place = symbols_.record_spans[type.index][static_cast<std::size_t>(field - record.fields.begin())];
  declared = place == Span{} ? std::nullopt : std::optional(place);
  const bool optional = type.optional || field->type.optional;
  type = Type(field->type);
  type.optional = optional;
  return true;
}

// "write `order.status`": for a field whose record was left out.
std::string Conditions::records_with(const std::string& field) const {
  std::string help;
  for (const auto& [root, fact] : names_.roots)
    if (fact.type.kind == TypeKind::record && find_field(symbols_.records[fact.type.index].fields, field))
      help += (help.empty() ? "write " : " or ") + backticked(root + "." + field);
  return help;
}

Resolved Conditions::unknown_name(const Name& name, std::string help) {
  if (names_.place == Place::tool && is_claim(symbols_, name.text)) {
    report_.error("P0219", name.span, backticked(name.text) + " is a claim, and claims do not reach the gate")
        .note("what a customer or a model says proves nothing here").help("make it a parameter of the tool, or ask about it in a trigger");
    return invalid(name.span);
  }
  using Ended = std::pair<std::string, std::string>;
  if (const auto ended = std::ranges::find(ended_, name.text, &Ended::first); ended != ended_.end()) {
    report_.error("P0201", name.span, backticked(name.text) + " is known only behind its " + (ended->second.starts_with("count") ? "`with`" : "`has`"))
        .note("not known here").help("put everything that is asked of it into brackets: " + backticked(ended->second));
    return invalid(name.span);
  }
  std::vector<std::string> candidates = names_.candidates();
  for (const Local& local : locals_) candidates.push_back(local.name);
  for (std::string& list : symbols_.lists.names()) candidates.push_back(std::move(list));
  if (std::string fields = help.empty() ? records_with(name.text) : ""; !fields.empty()) {
    candidates.clear();
    help = std::move(fields);
  }
  if (name.text == "true" || name.text == "false") help = "write " + backticked(name.text == "true" ? "yes" : "no");
  if (help.empty())
    help = names_.place == Place::tool ? "declare it as a parameter or with `let`, or put it into quotes if it is text"
                                       : "declare it as a `signal`, an `entity` or under `context`, or put it into quotes if it is text";
  report_.error("P0201", name.span, backticked(name.text) + " is not declared").note("not known here").help(did_you_mean(name.text, candidates, std::move(help)));
  return invalid(name.span);
}

// --- logic --------------------------------------------------------------------------------------------------------------------------

Resolved Conditions::at(const Expression& expression, const NotNode& node) { return logical(expression, NodeOp::logical_not, node.operand); }

// "status is pending or delivered": what stands behind the `or` is a word of the fact before it. None, where it is a condition of its own.
std::optional<std::string> Conditions::list_meant(const Expression& before, const Expression& word) const {
  const auto* compared = std::get_if<CompareNode>(&before.node);
  const auto* name = std::get_if<PathNode>(&word.node);
  if (compared == nullptr || compared->op != Comparison::equal || name == nullptr || name->parts.size() != 1 || is_path_in_sight(word)) return std::nullopt;
  const auto *fact = std::get_if<PathNode>(&compared->sides[0].node), *first = std::get_if<PathNode>(&compared->sides[1].node);
  if (fact == nullptr || first == nullptr || first->parts.size() != 1) return std::nullopt;
  const bool is_word = std::ranges::any_of(symbols_.enumerations, [&](const Enumeration& words) {
    return find_word(words, first->parts[0].text) && find_word(words, name->parts[0].text);
  });
  if (!is_word) return std::nullopt;
  return "write " + backticked(join(texts(fact->parts), ".") + " is in [" + first->parts[0].text + ", " + name->parts[0].text + "]");
}

Resolved Conditions::logical(const Expression& expression, NodeOp op, const Operands& operands) {
  Resolved made;
  made.op = op;
  made.type = {TypeKind::yes_no};
  made.span = expression.span;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const auto list = op == NodeOp::logical_or && i > 0 ? list_meant(operands[i - 1], operands[i]) : std::nullopt;
    made.operands.push_back(list ? unknown_name(std::get<PathNode>(operands[i].node).parts[0], *list) : condition(operands[i]));
    made.valid = made.valid && made.operands.back().valid;
  }
  return made;
}

Resolved Conditions::at(const Expression& expression, const KnownNode& node) {
  Resolved made;
  made.op = node.known ? NodeOp::is_known : NodeOp::is_unknown;
  made.type = {TypeKind::yes_no};
  made.span = expression.span;
  made.operands.push_back(term(node.operand[0]));
  made.valid = made.operands[0].valid;
  return made;
}

Resolved Conditions::at(const Expression& expression, const RunningNode& node) {
  const auto root = names_.roots.find(node.signal.text);
  if (names_.place == Place::tool || root == names_.roots.end() || root->second.type.kind != TypeKind::yes_no) {
    std::vector<std::string> candidates = symbols_.signals.names();
    for (const Builtin& builtin : builtins())
      if (builtin.type == "yes/no" && builtin.path != "customer.verified") candidates.emplace_back(builtin.path);
    report_.error("P0211", node.signal.span, "there is no signal " + backticked(node.signal.text)).note("only signals run over messages")
        .help(did_you_mean(node.signal.text, candidates, "declare it: `signal " + node.signal.text + "`"));
    return invalid(expression.span);
  }
  if (node.count < 1) {
    report_.error("P0314", expression.span, "a signal runs over at least one message").help("write `in 2 messages running`");
    return invalid(expression.span);
  }
  if (node.signal.text == articles_answer) {
    report_.error("P0211", node.signal.span, backticked(node.signal.text) + " is asked of the last message alone").note("the articles are not searched again for earlier ones")
        .help("write " + backticked(node.signal.text) + " by itself");
    return invalid(expression.span);
  }
  Resolved running;
  running.op = NodeOp::slot;
  running.type = {TypeKind::whole_number};
  running.span = expression.span;
  running.index = names_.slot({"running", node.signal.text}, running.type, true);
  Resolved times;
  times.type = {TypeKind::whole_number};
  times.span = expression.span;
  times.constant = node.count;
  Resolved made;
  made.op = NodeOp::at_least;
  made.type = {TypeKind::yes_no};
  made.span = expression.span;
  made.operands = {std::move(running), std::move(times)};
  return made;
}

}  // namespace handrail::dsl
