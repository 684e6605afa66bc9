// The parts of Conditions that put two values side by side: comparisons, membership, text tests and arithmetic.
#include <algorithm>
#include <bit>

#include "dsl/check/conditions.hpp"

namespace handrail::dsl {

namespace {

bool text_like(const Type& type) { return type.kind == TypeKind::text || type.kind == TypeKind::enumeration; }

NodeOp op_of(Comparison op) {
  switch (op) {
    case Comparison::equal: return NodeOp::equal;
    case Comparison::not_equal: return NodeOp::not_equal;
    case Comparison::less: return NodeOp::less;
    case Comparison::at_most: return NodeOp::at_most;
    case Comparison::more: return NodeOp::more;
    case Comparison::at_least: return NodeOp::at_least;
  }
  return NodeOp::equal;
}

constexpr int exact_bits = 106;           // 127 of a quantity, less a sign and those that make millionths of a whole number

// How large the term may be, as a power of two: a value has 64 bits with its sign, and no list a billion entries.
int bits_of(const Resolved& term) {
  const auto units_of = [](const Value& value) -> std::int64_t {
    if (const auto* whole = value.as<std::int64_t>()) return *whole;
    if (const auto* decimal = value.as<Decimal>()) return decimal->millionths;
    if (const auto* money = value.as<Money>()) return money->minor;
    return INT64_MAX;
  };
  const auto part = [&](std::size_t i) { return bits_of(term.operands[i]); };
  switch (term.op) {
    case NodeOp::constant: {
      const std::int64_t units = units_of(term.constant);
      return std::bit_width(units < 0 ? ~static_cast<std::uint64_t>(units) + 1 : static_cast<std::uint64_t>(units));
    }
    case NodeOp::multiply: return part(0) + part(1);
    case NodeOp::add: case NodeOp::subtract: {
      const bool mixed = (term.operands[0].type.kind == TypeKind::whole_number) != (term.operands[1].type.kind == TypeKind::whole_number);
      const auto scaled = [&](std::size_t i) { return part(i) + (mixed && term.operands[i].type.kind == TypeKind::whole_number ? 20 : 0); };
      return std::max(scaled(0), scaled(1)) + 1;
    }
    case NodeOp::sum_of: return bits_of(term.operands.back()) + 30;
    default: return 63;
  }
}

Resolved pair_of(NodeOp op, Resolved a, Resolved b, Span span) {
  Resolved made;
  made.op = op;
  made.type = {TypeKind::yes_no};
  made.span = span;
  made.valid = a.valid && b.valid;
  made.operands.push_back(std::move(a));
  made.operands.push_back(std::move(b));
  return made;
}

bool is_constant(const Resolved& value) {
  return value.op == NodeOp::constant || (!value.operands.empty() && std::ranges::all_of(value.operands, is_constant));
}

}  // namespace

bool is_number(const Type& type) {
  return type.kind == TypeKind::whole_number || type.kind == TypeKind::decimal || type.kind == TypeKind::percent;
}

bool ordered(const Type& type) {
  return is_number(type) || type.kind == TypeKind::money || type.kind == TypeKind::time || type.kind == TypeKind::duration;
}

bool comparable(const Type& a, const Type& b) {
  if (text_like(a) && text_like(b)) return a.kind != b.kind || a.kind == TypeKind::text || a.index == b.index;
  if (is_number(a) && is_number(b)) return a.kind == b.kind || a.kind == TypeKind::decimal || b.kind == TypeKind::decimal;
  return a.kind == b.kind && (ordered(a) || a.kind == TypeKind::yes_no);
}

bool assignable(const Type& from, const Type& to) {
  if (from.kind == TypeKind::whole_number && to.kind == TypeKind::decimal) return true;
  if (from.kind != to.kind) return from.kind == TypeKind::enumeration && to.kind == TypeKind::text;
  if (from.kind == TypeKind::list || from.kind == TypeKind::map) return assignable(from.element[0], to.element[0]);
  if (from.kind == TypeKind::record || from.kind == TypeKind::enumeration) return from.index == to.index;
  return true;
}

Resolved Conditions::at(const Expression& expression, const CompareNode& node) {
  Resolved left = term(node.sides[0]);
  const NodeOp op = op_of(node.op);
  Resolved field;
  if ((op == NodeOp::equal || op == NodeOp::not_equal) && is_yes_no_field(left, node.sides[1], field)) {
    Resolved yes;
    yes.type = {TypeKind::yes_no};
    yes.span = node.sides[1].span;
    yes.constant = true;
    return pair_of(op, std::move(field), std::move(yes), expression.span);
  }
  if (const auto* path = std::get_if<PathNode>(&node.sides[1].node);
      left.valid && left.type.kind == TypeKind::record && path != nullptr && path->parts.size() == 1 && !is_path_in_sight(node.sides[1]))
    return no_yes_no_field(left, path->parts[0]);
  Resolved right = against(left, node.sides[1]);
  Resolved made = pair_of(op, std::move(left), std::move(right), expression.span);
  if (made.valid) check_comparison(op, made.operands[0], made.operands[1], expression.span, made.valid);
  return made;
}

// `customer is verifed`: the right side is no name that is known, so one of the record's yes/no fields was meant.
Resolved Conditions::no_yes_no_field(const Resolved& left, const Name& word) {
  const RecordType& record = symbols_.records[left.type.index];
  std::vector<std::string> fields;
  for (const Field& field : record.fields)
    if (field.type.kind == TypeKind::yes_no) fields.push_back(field.name);
  report_.error("P0202", word.span, backticked(record.name) + " has no yes/no field " + backticked(word.text)).label(left.declared, "declared here")
      .help(did_you_mean(word.text, fields, fields.empty() ? "compare one of its fields: `… is …`" : "its yes/no fields are " + english_list(fields)));
  return invalid(word.span);
}

// `customer is verified`, `X is FIELD`: the right side is a yes/no field of the record on the left.
bool Conditions::is_yes_no_field(const Resolved& left, const Expression& right, Resolved& field) {
  const auto* path = std::get_if<PathNode>(&right.node);
  if (!left.valid || left.type.kind != TypeKind::record || path == nullptr || path->parts.size() != 1) return false;
  const Field* found = find_field(symbols_.records[left.type.index].fields, path->parts[0].text);
  if (found == nullptr || found->type.kind != TypeKind::yes_no) return false;
  field.type = left.type;
  field.declared = left.declared;
  field.span = right.span;
  if (!step(path->parts[0], "", field.type, field.declared)) return false;
  if (left.op != NodeOp::slot) {
    field.op = NodeOp::field;
    field.field = found->name;
    field.operands.push_back(left);
    return true;
  }
  std::vector<std::string> slot_path = names_.scope.slots[left.index].path;
  slot_path.push_back(found->name);
  const bool always = slot_path == std::vector<std::string>{"customer", "verified"};
  field.op = NodeOp::slot;
  field.index = names_.slot(slot_path, field.type, always);
  return true;
}

bool Conditions::is_path_in_sight(const Expression& expression) const {
  const auto* path = std::get_if<PathNode>(&expression.node);
  if (path == nullptr) return false;
  if (path->parts.size() == 1 && symbols_.lists.find(path->parts[0].text)) return true;
  return names_.roots.contains(path->parts[0].text) || std::ranges::find(locals_, path->parts[0].text, &Local::name) != locals_.end();
}

// What may name a whole list: a fact, or what a look-up or a map gives.
bool Conditions::may_be_list(const Expression& expression) const {
  return is_path_in_sight(expression) || std::holds_alternative<LookUpNode>(expression.node) || std::holds_alternative<IndexNode>(expression.node) ||
         std::holds_alternative<MemberNode>(expression.node);
}

Resolved Conditions::against(const Resolved& left, const Expression& right) {
  if (!left.valid) {   // what it is compared with may be a word of something that is not known
    Resolved silent;
    silent.span = right.span;
    silent.valid = false;
    return silent;
  }
  if (left.type.kind == TypeKind::text && !is_path_in_sight(right))
    if (const auto* path = std::get_if<PathNode>(&right.node); path != nullptr && path->parts.size() == 1)
      return unknown_name(path->parts[0], "if it is text, put it into quotes: `\"" + path->parts[0].text + "\"`");
  if (left.type.kind != TypeKind::enumeration) return term(right);
  if (const auto* path = std::get_if<PathNode>(&right.node); path != nullptr && path->parts.size() == 1) {
    const std::string& word = path->parts[0].text;
    if (find_word(symbols_.enumerations[left.type.index], word) || !is_path_in_sight(right)) return word_of(left.type, left.declared, word, right.span);
  }
  if (const auto* literal = std::get_if<LiteralNode>(&right.node))
    if (const auto* text = literal->value.as<std::string>()) return word_of(left.type, left.declared, *text, right.span);
  return term(right);
}

Resolved Conditions::word_of(const Type& enumeration, const std::optional<Span>& declared, std::string_view word, Span span) {
  Resolved made;
  made.type = enumeration;
  made.type.optional = false;
  made.span = span;
  const Enumeration& words = symbols_.enumerations[enumeration.index];
  if (auto found = find_word(words, word)) {
    made.constant = words.words[*found];
    return made;
  }
  made.valid = false;
  const std::string all = words.words.empty() ? "no intent names one" : "one of " + english_list(words.words, "or");
  report_.error("P0212", span, backticked(printable(word)) + " is not one of its words").label(declared, "declared here")
      .help(did_you_mean(word, words.words, words.words.empty() ? all : "write " + all));
  return made;
}

bool Conditions::as_words(const Type& enumeration, const std::optional<Span>& declared, Resolved& list) {
  ValueList words;
  for (const Value& item : *list.constant.as<ValueList>()) {
    const Resolved word = word_of(enumeration, declared, *item.as<std::string>(), list.span);
    if (!word.valid) return false;
    words.push_back(word.constant);
  }
  list.constant = std::move(words);
  return true;
}

// A plain number as the amount or the share that it was meant to be; empty for anything else.
std::string Conditions::written_as(const Type& wanted, const Resolved& given) const {
  const auto* number = given.op == NodeOp::constant ? given.constant.as<std::int64_t>() : nullptr;
  if (number != nullptr && wanted.kind == TypeKind::percent) return std::to_string(*number) + "%";
  if (number == nullptr || wanted.kind != TypeKind::money || symbols_.currency_of(wanted).code().empty()) return "";
  const auto amount = parse_money(std::to_string(*number), symbols_.currency_of(wanted));
  return amount ? std::to_string(*number) + " " + std::string(amount->currency.code()) : "";
}

void Conditions::check_comparison(NodeOp op, const Resolved& left, const Resolved& right, Span span, bool& valid) {
  valid = false;
  if (!comparable(left.type, right.type)) {
    Finding finding = report_.error("P0302", span, "comparing " + described(left) + " with " + described(right));
    finding.label(left.declared, "declared as " + described(left) + " here").label(right.declared, "declared as " + described(right) + " here");
    const std::string written = written_as(left.type, right);
    // `customer is angry`: what is yes or no says it all by itself.
    const bool by_itself = right.type.kind == TypeKind::yes_no && right.op != NodeOp::constant;
    finding.help(!written.empty() ? "write " + backticked(written) : by_itself ? "what is yes or no is a condition by itself: write it alone, without what stands before it"
                                                                    : "compare it with a value of type " + described(left));
    return;
  }
  if (op != NodeOp::equal && op != NodeOp::not_equal && !ordered(left.type)) {
    report_.error("P0303", span, described(left) + " has no order").note("one is neither more nor less than another").label(left.declared, "declared here").help("compare with `is` or `is not`");
    return;
  }
  valid = true;
  if (left.type.kind != TypeKind::money) return;
  const Currency a = symbols_.currency_of(left.type), b = symbols_.currency_of(right.type);
  if (a == b || a.code().empty() || b.code().empty()) return;
  valid = false;
  const std::string code_a = backticked(a.code()), code_b = backticked(b.code());
  const bool written = right.op == NodeOp::constant;
  Finding finding = report_.error("P0312", written ? right.span : span, "comparing " + code_a + " with " + code_b);
  if (written) finding.note("this amount is in " + code_b);
  finding.label(left.declared, "declared as money in " + code_a + " here").label(right.declared, "declared as money in " + code_b + " here");
  finding.help(written ? "write the amount in " + code_a : "compare amounts in one currency");
}

Resolved Conditions::at(const Expression& expression, const InListNode& node) {
  Resolved needle = term(node.needle[0]);
  std::vector<Resolved> items;
  bool valid = needle.valid;
  if (node.items.size() == 1 && may_be_list(node.items[0])) {
    Resolved list = term(node.items[0]);
    if (!list.valid) return invalid(expression.span);
    if (list.type.kind == TypeKind::list || list.type.kind == TypeKind::map) {
      Resolved made = pair_of(NodeOp::in_value, needle, std::move(list), expression.span);
      if (made.valid) {
        Resolved element;
        const bool keys = made.operands[1].type.kind == TypeKind::map;   // membership in a map is by key
        element.type = keys ? Type{TypeKind::text} : made.operands[1].type.element[0];
        element.span = made.operands[1].span;
        element.declared = made.operands[1].declared;
        element.op = NodeOp::local;
        check_comparison(NodeOp::equal, made.operands[0], element, expression.span, made.valid);
        if (made.valid && needle.type.kind == TypeKind::enumeration && element.type.kind == TypeKind::text && made.operands[1].op == NodeOp::constant)
          made.valid = as_words(needle.type, needle.declared, made.operands[1]);
      }
      if (!node.negated) return made;
      // Known absence is in no list and outside of none: X must be something, and then not in the list.
      Resolved there = pair_of(NodeOp::equal, needle, needle, expression.span);
      Resolved outside;
      outside.op = NodeOp::logical_not;
      outside.type = {TypeKind::yes_no};
      outside.span = expression.span;
      outside.operands.push_back(std::move(made));
      outside.valid = outside.operands[0].valid;
      return pair_of(NodeOp::logical_and, std::move(there), std::move(outside), expression.span);
    }
  }
  for (const Expression& item : node.items) {
    items.push_back(against(needle, item));
    if (needle.valid && items.back().valid) check_comparison(NodeOp::equal, needle, items.back(), item.span, items.back().valid);
    valid = valid && items.back().valid;
  }
  if (node.negated) {
    Resolved made = not_in(std::move(needle), std::move(items), expression.span);
    made.valid = valid;
    return made;
  }
  Resolved made;
  made.op = NodeOp::in_list;
  made.type = {TypeKind::yes_no};
  made.span = expression.span;
  made.valid = valid;
  made.operands.push_back(std::move(needle));
  for (Resolved& item : items) made.operands.push_back(std::move(item));
  return made;
}

// X not in [a, b]: X is neither, which for a known absence is no, as every comparison with it is.
Resolved Conditions::not_in(Resolved needle, std::vector<Resolved> items, Span span) {
  Resolved made;
  made.op = NodeOp::logical_and;
  made.type = {TypeKind::yes_no};
  made.span = span;
  for (Resolved& item : items) made.operands.push_back(pair_of(NodeOp::not_equal, needle, std::move(item), span));
  return made;
}

Resolved Conditions::at(const Expression& expression, const TextTestNode& node) {
  if (node.test == TextTest::matches) return pattern_test(expression, node);
  Resolved left = term(node.sides[0]);
  const bool map = left.valid && left.type.kind == TypeKind::map;
  const bool list = left.valid && node.test == TextTest::contains && (left.type.kind == TypeKind::list || map);
  Resolved element;
  if (list) {
    element.type = map ? Type{TypeKind::text} : left.type.element[0];
    element.declared = left.declared;
  }
  Resolved right = list ? against(element, node.sides[1]) : term(node.sides[1]);
  if (list) {
    Resolved made = pair_of(NodeOp::in_value, std::move(right), std::move(left), expression.span);
    if (made.valid) check_comparison(NodeOp::equal, element, made.operands[0], expression.span, made.valid);
    return made;
  }
  const NodeOp op = node.test == TextTest::contains ? NodeOp::contains : node.test == TextTest::starts_with ? NodeOp::starts_with : NodeOp::ends_with;
  Resolved made = pair_of(op, std::move(left), std::move(right), expression.span);
  if (!made.valid) return made;
  for (const Resolved& side : made.operands) {
    if (text_like(side.type)) continue;
    report_.error("P0308", side.span, "a text test on " + described(side)).label(side.declared, "declared here").help("compare it with `is` or in numbers");
    made.valid = false;
    break;
  }
  return made;
}

Resolved Conditions::at(const Expression& expression, const ArithmeticNode& node) {
  Resolved a = term(node.sides[0]), b = term(node.sides[1]);
  const NodeOp op = node.op == Arithmetic::add ? NodeOp::add : node.op == Arithmetic::subtract ? NodeOp::subtract : NodeOp::multiply;
  Resolved made = pair_of(op, std::move(a), std::move(b), expression.span);
  if (!made.valid) return made;
  std::tie(made.type, made.valid) = arithmetic_type(expression, node.op, made.operands[0], made.operands[1]);
  check_exact(made);
  return made;
}

void Conditions::check_exact(Resolved& calculated) {
  if (!calculated.valid || bits_of(calculated) <= exact_bits) return;
  report_.error("P0314", calculated.span, "this could be larger than can be calculated exactly").help("multiply by smaller numbers");
  calculated.valid = false;
}

std::pair<Type, bool> Conditions::arithmetic_type(const Expression& expression, Arithmetic op, const Resolved& a, const Resolved& b) {
  const TypeKind x = a.type.kind, y = b.type.kind;
  const auto number = [&] { return Type{x == y ? x : TypeKind::decimal}; };
  if (op == Arithmetic::multiply) {
    if (!is_constant(a) && !is_constant(b)) {
      report_.error("P0311", expression.span, "multiplying two facts").help("multiply a fact by a number that is written here");
      return {{}, false};
    }
    if (is_number(a.type) && is_number(b.type)) return {number(), true};
    const bool money = x == TypeKind::money || y == TypeKind::money;
    const Resolved& factor = is_number(a.type) ? a : b;
    const Resolved& quantity = is_number(a.type) ? b : a;
    if (money && is_number(factor.type) && factor.type.kind != TypeKind::whole_number) {
      report_.error("P0310", expression.span, "a share of an amount would have to be rounded").label(factor.span, "not a whole number")
          .help("multiply the other side by a whole number instead");
      return {{}, false};
    }
    if (factor.type.kind == TypeKind::whole_number && (quantity.type.kind == TypeKind::money || quantity.type.kind == TypeKind::duration)) {
      Type made = quantity.type;
      made.optional = false;
      return {made, true};
    }
  } else {
    const bool subtract = op == Arithmetic::subtract;
    if (is_number(a.type) && is_number(b.type)) return {number(), true};
    if (x == TypeKind::money && y == TypeKind::money) {
      bool valid = true;
      check_comparison(NodeOp::equal, a, b, expression.span, valid);
      return {{TypeKind::money, false, 0, {}, symbols_.currency_of(a.type)}, valid};
    }
    if (x == TypeKind::duration && y == TypeKind::duration) return {{TypeKind::duration}, true};
    if (subtract && x == TypeKind::time && y == TypeKind::time) return {{TypeKind::duration}, true};
    if (x == TypeKind::time && y == TypeKind::duration) return {{TypeKind::time}, true};
    if (!subtract && x == TypeKind::duration && y == TypeKind::time) return {{TypeKind::time}, true};
  }
  const std::string how = op == Arithmetic::add ? "adding " : op == Arithmetic::subtract ? "subtracting " : "multiplying ";
  const std::string pair = op == Arithmetic::subtract ? described(b) + " from " + described(a)
                           : described(a) + (op == Arithmetic::add ? " and " : " by ") + described(b);
  report_.error("P0309", expression.span, how + pair).label(a.declared, "declared here").label(b.declared, "declared here")
      .help("add numbers to numbers, money to money, durations to times");
  return {{}, false};
}

}  // namespace handrail::dsl
