// Conditions over lists, look-ups, maps, earlier calls and the time: what stands on more than the two sides of a comparison.
#include <algorithm>

#include "dsl/syntax/build.hpp"
#include "dsl/syntax/build_operands.hpp"

namespace handrail::dsl {

namespace {

Expression by_now(Span span, Arithmetic op, Expression duration) {
  Expression now{span, PathNode{{Name{"now", span}}}};
  return {span, ArithmeticNode{op, operands_of(std::move(now), std::move(duration))}};
}

Expression between(Span span, Expression fact, Comparison since, Expression from, Expression until) {
  AndNode chain;
  chain.operands.push_back({span, CompareNode{since, operands_of(fact, std::move(from))}});
  chain.operands.push_back({span, CompareNode{Comparison::at_most, operands_of(std::move(fact), std::move(until))}});
  return {span, std::move(chain)};
}

}  // namespace

// "within the last" and "less than … ago" are over: from that moment on, and not later than now. "more than … ago" has no earlier end.
Expression Builder::before_now(Expression left, const PartView& view) {
  const Span here = span(view);
  const Span both = over(left.span, here);
  const auto op = view.find(Part::op);
  const std::string_view word = op ? op->text() : "";
  Expression then = by_now(here, Arithmetic::subtract, literal(*view.find(Part::duration)));
  if (word == "more than" || word == "at least")
    return {both, CompareNode{word == "more than" ? Comparison::less : Comparison::at_most, operands_of(std::move(left), std::move(then))}};
  const Comparison since = word == "less than" ? Comparison::more : Comparison::at_least;
  Expression out = between(both, std::move(left), since, std::move(then), Expression{here, PathNode{{Name{"now", here}}}});
  return view.find(Part::not_equal_word) ? negated(std::move(out)) : out;
}

// From now on, and not later than that.
Expression Builder::after_now(Expression left, const PartView& view) {
  const Span here = span(view);
  const Span both = over(left.span, here);
  Expression until = by_now(here, Arithmetic::add, literal(*view.find(Part::duration)));
  Expression out = between(both, std::move(left), Comparison::at_least, Expression{here, PathNode{{Name{"now", here}}}}, std::move(until));
  return view.find(Part::not_equal_word) ? negated(std::move(out)) : out;
}

Expression Builder::duplicates(Expression left, const PartView& view) {
  const Span both = over(left.span, span(view));
  return {both, DuplicatesNode{operands_of(std::move(left)), view.find(Part::not_equal_word).has_value()}};
}

// The variables and the list, or the two lists whose items are taken in pairs.
template <class Node>
void Builder::over_list(Node& node, const PartView& view) {
  node.variable = name(*view.find(Part::name));
  const auto pairs = view.find(Part::pairs);
  if (const auto second = view.find(Part::second)) node.second = name(*second->find(Part::name));
  const PartView from = pairs ? *pairs : view;
  for (const PartView& list : from.all(Part::reference)) node.list.push_back(build(list));
}

namespace {

struct IsCondition {
  template <class Node>
  bool operator()(const Node&) const { return false; }
  bool operator()(const AndNode&) const { return true; }
  bool operator()(const OrNode&) const { return true; }
  bool operator()(const NotNode&) const { return true; }
  bool operator()(const CompareNode&) const { return true; }
  bool operator()(const InListNode&) const { return true; }
  bool operator()(const TextTestNode&) const { return true; }
  bool operator()(const KnownNode&) const { return true; }
  bool operator()(const DuplicatesNode&) const { return true; }
  bool operator()(const QuantifierNode& node) const { return node.quantifier != Quantifier::count; }
};

// A condition in parentheses is no number: what compares it compares the count that it belongs to. Where it stands in the comparison; null: it is none.
Expression* compared_condition(Expression& e) {
  if (auto* none = std::get_if<NotNode>(&e.node)) return none->operand[0].span == e.span ? compared_condition(none->operand[0]) : nullptr;   // "is not over 2"
  if (auto* listed = std::get_if<InListNode>(&e.node)) return std::visit(IsCondition(), listed->needle[0].node) ? &listed->needle[0] : nullptr;
  auto* compared = std::get_if<CompareNode>(&e.node);
  if (compared == nullptr || !std::visit(IsCondition(), compared->sides[0].node)) return nullptr;
  const auto* literal = std::get_if<LiteralNode>(&compared->sides[1].node);
  return literal == nullptr || literal->value.as<bool>() == nullptr ? &compared->sides[0] : nullptr;
}

// `count of item in L with (A) is at least 2 and at most 4`, where the comparisons were read as a part of what is counted: they compare the count.
Expression with_count_compared(Span span, Span counts, QuantifierNode counted) {
  Expression condition = std::move(counted.condition[0]);
  auto* chain = std::get_if<AndNode>(&condition.node);
  const bool all = chain != nullptr && std::ranges::all_of(chain->operands, [](Expression& one) { return compared_condition(one) != nullptr; });
  Expression* first = all ? compared_condition(chain->operands.front()) : compared_condition(condition);
  if (first == nullptr) {
    counted.condition[0] = std::move(condition);
    return {span, std::move(counted)};
  }
  counted.condition[0] = *first;
  const Expression count{counts, std::move(counted)};
  const auto compare = [&](Expression& one) {
    *compared_condition(one) = count;
    if (auto* none = std::get_if<NotNode>(&one.node)) none->operand[0].span.begin = span.begin;
    one.span.begin = span.begin;
  };
  if (!all) compare(condition);
  else for (Expression& one : chain->operands) compare(one);
  condition.span = span;
  return condition;
}

}  // namespace

Expression Builder::quantifier(const PartView& view) {
  if (const auto used = view.find(Part::used_window)) return window(view, *used, name(*view.find(Part::name)), std::nullopt);
  const auto word = view.find(Part::word);
  QuantifierNode node{Quantifier::count, {}, {}, {}};
  over_list(node, view);
  if (word) node.quantifier = word->text() == "any" ? Quantifier::any : word->text() == "all" ? Quantifier::all : Quantifier::none;
  if (const auto condition = view.find(Part::condition)) node.condition.push_back(build(*condition));
  if (!word && !node.condition.empty()) {
    PartView brackets = *view.find(Part::condition);
    while (brackets.part() != Part::paren && !brackets.inside().empty()) brackets = brackets.inside().front();
    return with_count_compared(span(view), over(Span{span(view).file, span(view).begin, span(view).begin}, span(brackets)), std::move(node));
  }
  return {span(view), std::move(node)};
}

Expression Builder::sum_of(const PartView& view) {
  Expression term = build(*view.find(Part::term));
  if (const auto used = view.find(Part::used_window)) {
    const auto* path = std::get_if<PathNode>(&term.node);
    if (path && path->parts.size() == 2) return window(view, *used, path->parts[0], path->parts[1]);
    report("P0105", "a sum over calls names a tool and one of its parameters", term.span, "not a tool's parameter",
           "write it like `sum of process_refund.amount per customer in 90 days`");
    return term;
  }
  SumNode node{{}, {}, operands_of(std::move(term))};
  over_list(node, view);
  return {span(view), std::move(node)};
}

Expression Builder::window(const PartView& view, const PartView& used, Name tool, std::optional<Name> parameter) {
  WindowNode node{std::move(tool), std::move(parameter), name(*used.find(Part::name)), {}};
  if (const auto duration = used.find(Part::duration)) node.window.push_back(literal(*duration));
  return {span(view), std::move(node)};
}

// From the left: a path or a look-up, then each key or field of what stands before it. A field of a plain path is part of the path.
Expression Builder::reference(const PartView& view) {
  const Parts parts = view.inside();
  Expression out = build(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Span both = over(out.span, span(parts[i]));
    if (parts[i].part() == Part::index) out = {both, IndexNode{operands_of(std::move(out), build(parts[i].inside().front()))}};
    else out = {both, MemberNode{operands_of(std::move(out)), name(parts[i].inside().front())}};
  }
  return out;
}

Expression Builder::look_up(const PartView& view) {
  LookUpNode node{name(*view.find(Part::name)), {}};
  for (const PartView& argument : view.all(Part::argument)) node.arguments.push_back(build(argument));
  return {span(view), std::move(node)};
}

}  // namespace handrail::dsl
