// Conditions: from the parts that the grammar left, level by level, to expressions.
#include "dsl/syntax/build.hpp"
#include "dsl/syntax/build_operands.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t terms_max = limits::expression_depth;  // of one sum: its tree leans to the left, one level a term
constexpr std::size_t chain_max = 4;                         // "over $100 and at most $1,000" has two; each repeats the left side,
constexpr std::size_t chain_left_max = 64;                   // which therefore has no more than so many parts

Comparison comparison_of(std::string_view op) {
  if (op == "!=") return Comparison::not_equal;
  if (op == "<" || op == "under" || op == "below" || op == "before" || op == "less than") return Comparison::less;
  if (op == "<=" || op == "at most") return Comparison::at_most;
  if (op == ">" || op == "over" || op == "above" || op == "after" || op == "more than") return Comparison::more;
  if (op == ">=" || op == "at least") return Comparison::at_least;
  return Comparison::equal;
}

struct Size {
  int height = 0;
  std::size_t nodes = 0;
  Size& operator+=(Size other) {
    height = std::max(height, other.height);
    nodes += other.nodes;
    return *this;
  }
};
Size size_of(const Operands& operands);
struct SizeInside {
  Size operator()(const LiteralNode&) const { return {}; }
  Size operator()(const PathNode&) const { return {}; }
  Size operator()(const RunningNode&) const { return {}; }
  Size operator()(const NotNode& n) const { return size_of(n.operand); }
  Size operator()(const AndNode& n) const { return size_of(n.operands); }
  Size operator()(const OrNode& n) const { return size_of(n.operands); }
  Size operator()(const CompareNode& n) const { return size_of(n.sides); }
  Size operator()(const InListNode& n) const { return size_of(n.needle) += size_of(n.items); }
  Size operator()(const TextTestNode& n) const { return size_of(n.sides); }
  Size operator()(const KnownNode& n) const { return size_of(n.operand); }
  Size operator()(const QuantifierNode& n) const { return size_of(n.list) += size_of(n.condition); }
  Size operator()(const SumNode& n) const { return size_of(n.list) += size_of(n.term); }
  Size operator()(const DuplicatesNode& n) const { return size_of(n.list); }
  Size operator()(const LookUpNode& n) const { return size_of(n.arguments); }
  Size operator()(const IndexNode& n) const { return size_of(n.sides); }
  Size operator()(const MemberNode& n) const { return size_of(n.owner); }
  Size operator()(const WindowNode& n) const { return size_of(n.window); }
  Size operator()(const ArithmeticNode& n) const { return size_of(n.sides); }
};
Size size_of(const Expression& expression) {
  const Size inside = std::visit(SizeInside{}, expression.node);
  return {inside.height + 1, inside.nodes + 1};
}
Size size_of(const Operands& operands) {
  Size size;
  for (const Expression& operand : operands) size += size_of(operand);
  return size;
}

}  // namespace

Expression Builder::expression(const PartView& view) {
  Expression out = build(view);
  // Parentheses bound the grammar; sums within sums can still pile up. What walks the tree relies on its height.
  if (size_of(out).height <= limits::expression_depth) return out;
  report("P0107", "this condition is nested more than " + std::to_string(limits::expression_depth) + " deep", span(view), "", "split it into several clauses");
  return {span(view), LiteralNode{Value(false)}};
}

Expression Builder::build(const PartView& view) {
  switch (view.part()) {
    case Part::any_of: return joined<OrNode>(view);
    case Part::all_of: return joined<AndNode>(view);
    case Part::negation: {
      Expression out = negated(build(view.inside().front()));
      out.span = span(view);
      return out;
    }
    case Part::comparison: return comparison(view);
    case Part::sum_rest:
    case Part::product_rest: return arithmetic(view);
    case Part::paren:
    case Part::list_item:
    case Part::term:
    case Part::condition: return build(view.inside().front());
    case Part::quantifier:
    case Part::count_of: return quantifier(view);
    case Part::sum_of: return sum_of(view);
    case Part::path: return path(view);
    case Part::reference: return reference(view);
    case Part::look_up: return look_up(view);
    case Part::argument: return build(view.inside().front());
    default: return literal(view);
  }
}

template <class Joined>
Expression Builder::joined(const PartView& view) {
  const Parts parts = view.inside();
  if (parts.size() == 1) return build(parts.front());
  Joined node;
  node.operands.reserve(parts.size());
  for (const PartView& part : parts) node.operands.push_back(build(part));
  return {span(view), std::move(node)};
}

Name Builder::path_name(const PartView& view) const {
  Name out{{}, span(view)};
  for (const char c : view.text())
    if (c != ' ') out.text += c;
  return out;
}

Expression Builder::path(const PartView& view) const {
  PathNode node;
  for (const PartView& part : view.inside()) node.parts.push_back(name(part));
  return {span(view), std::move(node)};
}

Expression Builder::arithmetic(const PartView& view) {
  const Parts parts = view.inside();
  Expression left = build(parts.front());
  std::size_t terms = 1;
  Arithmetic op = Arithmetic::multiply;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].part() == Part::op) {
      op = parts[i].text() == "+" ? Arithmetic::add : Arithmetic::subtract;
      continue;
    }
    if (++terms > terms_max) {
      report("P0108", "this sum has more than " + std::to_string(terms_max) + " terms", span(parts[i]), "one too many", "use `sum of` over a list");
      break;
    }
    Expression right = build(parts[i]);
    const Span both = over(left.span, right.span);
    left = {both, ArithmeticNode{op, operands_of(std::move(left), std::move(right))}};
  }
  return left;
}

Expression Builder::comparison(const PartView& view) {
  const Parts parts = view.inside();
  Expression left = build(parts.front());
  if (parts.size() == 1) return left;
  if (parts.size() == 2) return tail(std::move(left), parts[1]);
  AndNode chain;
  if (parts.size() > chain_max + 1) {
    report("P0108", "more than " + std::to_string(chain_max) + " comparisons share one left side", span(parts[chain_max + 1]), "one too many", "name the left side again, with `and`");
    return left;
  }
  if (size_of(left).nodes > chain_left_max) {
    report("P0108", "the left side of these comparisons has more than " + std::to_string(chain_left_max) + " parts", left.span, "too long to be said once for several", "name the left side again, with `and`");
    return left;
  }
  const Expression shared = left;
  chain.operands.push_back(tail(std::move(left), parts[1]));
  for (std::size_t i = 2; i < parts.size(); ++i) chain.operands.push_back(compared(shared, parts[i]));
  return {span(view), std::move(chain)};
}

Expression Builder::tail(Expression left, const PartView& view) {
  switch (view.part()) {
    case Part::running: return running(std::move(left), view);
    case Part::in_list: return in_list(std::move(left), view);
    case Part::text_test: return text_test(std::move(left), view);
    case Part::known: return known(std::move(left), view);
    case Part::duplicates: return duplicates(std::move(left), view);
    case Part::within_next: return after_now(std::move(left), view);
    case Part::within_last:
    case Part::ago: return before_now(std::move(left), view);
    default: return compared(std::move(left), view);
  }
}

Expression Builder::compared(Expression left, const PartView& view) {
  const auto op = view.find(Part::op);
  const bool is_not = view.find(Part::not_equal_word).has_value();
  Expression right = build(view.inside().back());
  const Span both = over(left.span, span(view));
  // `customer is verified` asks for the field of that name.
  auto* subject = std::get_if<PathNode>(&left.node);
  const auto* word = std::get_if<PathNode>(&right.node);
  if (!op && subject && word && subject->parts.size() == 1 && subject->parts[0].text == "customer" && word->parts.size() == 1 && word->parts[0].text == "verified") {
    subject->parts.push_back(word->parts[0]);
    left.span = both;
    right = {right.span, LiteralNode{Value(true)}};
  }
  const Comparison comparison = op ? comparison_of(op->text()) : is_not ? Comparison::not_equal : Comparison::equal;
  Expression out{both, CompareNode{comparison, operands_of(std::move(left), std::move(right))}};
  return op && is_not ? negated(std::move(out)) : out;
}

Expression Builder::in_list(Expression left, const PartView& view) {
  const Span both = over(left.span, span(view));
  InListNode node{operands_of(std::move(left)), {}, view.find(Part::not_equal_word).has_value()};
  for (const PartView& item : view.all(Part::list_item)) node.items.push_back(build(item));
  return {both, std::move(node)};
}

Expression Builder::text_test(Expression left, const PartView& view) {
  const std::string_view word = view.find(Part::word)->text();
  const TextTest test = word.starts_with("contain") ? TextTest::contains : word.starts_with("start") ? TextTest::starts_with
                        : word.starts_with("match") ? TextTest::matches : TextTest::ends_with;
  const Span both = over(left.span, span(view));
  Expression out{both, TextTestNode{test, operands_of(std::move(left), build(view.inside().back()))}};
  return view.find(Part::does_not) ? negated(std::move(out)) : out;
}

Expression Builder::known(Expression left, const PartView& view) {
  const bool is_known = view.find(Part::word)->text() == "known";
  const Span both = over(left.span, span(view));
  return {both, KnownNode{operands_of(std::move(left)), is_known != view.find(Part::not_equal_word).has_value()}};
}

Expression Builder::running(Expression left, const PartView& view) {
  const Span both = over(left.span, span(view));
  const auto* signal = std::get_if<PathNode>(&left.node);
  if (!signal || signal->parts.size() != 1) {
    report("P0105", "only a signal can hold in several messages running", left.span, "not a signal's name", "write it like `angry in 2 messages running`");
    return left;
  }
  const PartView count_part = *view.find(Part::number);
  const Value count = number(count_part);
  const auto* whole = count.as<std::int64_t>();
  const bool fits = whole && *whole >= 1 && *whole <= 1000;
  if (!fits)
    report("P0110", in_backticks(count_part.text()) + " is no count of messages", span(count_part), "", "write a whole number from 1 to 1000");
  return {both, RunningNode{signal->parts[0], fits ? *whole : 2}};
}

}  // namespace handrail::dsl
