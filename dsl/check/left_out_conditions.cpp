#include "dsl/check/left_out_conditions.hpp"

#include <algorithm>
#include <utility>

namespace handrail::dsl {

namespace {

Settled negated(Settled value) { return value == Settled::yes ? Settled::no : value == Settled::no ? Settled::yes : Settled::unknown; }
Settled known_as(bool yes) { return yes ? Settled::yes : Settled::no; }

const std::string* one_word(const Expression& expression) {
  const auto* path = std::get_if<PathNode>(&expression.node);
  return path && path->parts.size() == 1 ? &path->parts[0].text : nullptr;
}

template <class Number>
bool compared(Comparison op, const Number& a, const Number& b) {
  switch (op) {
    case Comparison::equal: return a == b;
    case Comparison::not_equal: return a != b;
    case Comparison::less: return a < b;
    case Comparison::at_most: return a <= b;
    case Comparison::more: return a > b;
    case Comparison::at_least: return a >= b;
  }
  return false;
}

class Settling {
 public:
  Settling(const LeftOut& gone, const std::set<std::string>* local) : gone_(gone), local_(local) {}

  std::optional<Settled> condition(Expression& expression) {
    return std::visit([&](auto& node) { return of(node, expression); }, expression.node);
  }

  bool names(const Expression& expression) const {
    return std::visit([&](const auto& node) { return named_in(node); }, expression.node);
  }

 private:
  // --- what is named ---

  bool all_of_them(const Operands& operands) const {
    return std::ranges::any_of(operands, [&](const Expression& one) { return names(one); });
  }
  bool named_in(const LiteralNode&) const { return false; }
  bool named_in(const PathNode& path) const {
    const std::string& root = path.parts.front().text;
    if (root == "customer" && path.parts.size() > 1) return gone_.customer_fields.contains(path.parts[1].text);
    if (local_) return !local_->contains(root) && gone_.context_fields.contains(root);
    return gone_.signals.contains(root) || gone_.entities.contains(root) || gone_.context_fields.contains(root);
  }
  bool named_in(const LookUpNode& node) const { return gone_.tools.contains(node.tool.text) || all_of_them(node.arguments); }
  bool named_in(const WindowNode& node) const { return gone_.tools.contains(node.tool.text); }
  bool named_in(const RunningNode& node) const { return gone_.signals.contains(node.signal.text); }
  bool named_in(const NotNode& node) const { return all_of_them(node.operand); }
  bool named_in(const AndNode& node) const { return all_of_them(node.operands); }
  bool named_in(const OrNode& node) const { return all_of_them(node.operands); }
  bool named_in(const CompareNode& node) const { return all_of_them(node.sides); }
  bool named_in(const InListNode& node) const { return all_of_them(node.needle) || all_of_them(node.items) || items_gone(node) > 0; }
  bool named_in(const TextTestNode& node) const { return all_of_them(node.sides); }
  bool named_in(const KnownNode& node) const { return all_of_them(node.operand); }
  bool named_in(const QuantifierNode& node) const { return all_of_them(node.list) || all_of_them(node.condition); }
  bool named_in(const SumNode& node) const { return all_of_them(node.list) || all_of_them(node.term); }
  bool named_in(const DuplicatesNode& node) const { return all_of_them(node.list); }
  bool named_in(const IndexNode& node) const { return all_of_them(node.sides); }
  bool named_in(const MemberNode& node) const { return all_of_them(node.owner); }
  bool named_in(const ArithmeticNode& node) const { return all_of_them(node.sides); }

  // The words of `intent` and `topic` that are left out, where that is what is asked.
  const LeftOut::Names* words_of(const Expression& asked) const {
    const std::string* word = local_ ? nullptr : one_word(asked);
    if (!word) return nullptr;
    return *word == "intent" ? &gone_.intents : *word == "topic" ? &gone_.topics : nullptr;
  }
  bool item_gone(const InListNode& node, const Expression& item) const {
    const std::string* word = one_word(item);
    if (!word) return false;
    const LeftOut::Names* words = words_of(node.needle.front());
    return (words && words->contains(*word)) || (node.items.size() == 1 && gone_.lists.contains(*word));
  }
  std::ptrdiff_t items_gone(const InListNode& node) const {
    return std::ranges::count_if(node.items, [&](const Expression& item) { return item_gone(node, item); });
  }

  // --- what is settled by it ---

  template <class Node>
  std::optional<Settled> of(Node& node, const Expression&) const {
    return named_in(node) ? std::optional(Settled::unknown) : std::nullopt;
  }
  std::optional<Settled> of(PathNode& path, const Expression&) const {
    if (!named_in(path)) return std::nullopt;
    return !local_ && gone_.signals.contains(path.parts.front().text) ? Settled::no : Settled::unknown;
  }
  std::optional<Settled> of(RunningNode& node, const Expression&) const { return named_in(node) ? std::optional(Settled::no) : std::nullopt; }
  std::optional<Settled> of(KnownNode& node, const Expression&) const { return named_in(node) ? std::optional(known_as(!node.known)) : std::nullopt; }
  std::optional<Settled> of(CompareNode& node, const Expression&) const {
    if (const LeftOut::Names* words = words_of(node.sides[0]))
      if (const std::string* word = one_word(node.sides[1]); word && words->contains(*word)) return known_as(node.op == Comparison::not_equal);
    if (const auto* window = std::get_if<WindowNode>(&node.sides[0].node); window && named_in(*window))
      if (const auto* literal = std::get_if<LiteralNode>(&node.sides[1].node)) {   // a tool that there is none of was never called
        if (const auto* number = literal->value.as<std::int64_t>()) return known_as(compared(node.op, std::int64_t{0}, *number));
        if (const auto* money = literal->value.as<Money>()) return known_as(compared(node.op, std::int64_t{0}, money->minor));
      }
    return named_in(node) ? std::optional(Settled::unknown) : std::nullopt;
  }
  std::optional<Settled> of(InListNode& node, const Expression&) const {
    if (all_of_them(node.needle)) return Settled::unknown;
    std::erase_if(node.items, [&](const Expression& item) { return item_gone(node, item); });
    return node.items.empty() ? std::optional(known_as(node.negated)) : std::nullopt;
  }
  std::optional<Settled> of(NotNode& node, const Expression&) {
    const auto inner = condition(node.operand.front());
    return inner ? std::optional(negated(*inner)) : std::nullopt;
  }
  std::optional<Settled> of(AndNode& node, Expression& whole) { return joined(node.operands, Settled::no, whole); }
  std::optional<Settled> of(OrNode& node, Expression& whole) { return joined(node.operands, Settled::yes, whole); }

  // `decides`: the one that settles the whole by itself. An unknown part stays unknown beside parts that depend on facts: of an `or` it goes, since the whole
  // can be yes without it and never because of it; an `and` with it can never be yes.
  std::optional<Settled> joined(Operands& operands, Settled decides, Expression& whole) {
    Operands left;
    bool unknown = false;
    for (Expression& operand : operands) {
      const auto settled = condition(operand);
      if (!settled) left.push_back(std::move(operand));
      else if (*settled == decides) return decides;
      else unknown = unknown || *settled == Settled::unknown;
    }
    if (left.empty()) return unknown ? Settled::unknown : negated(decides);
    if (unknown && decides == Settled::no) return Settled::unknown;
    if (left.size() > 1) {
      operands = std::move(left);
      return std::nullopt;
    }
    Expression only = std::move(left.front());
    whole = std::move(only);
    return std::nullopt;
  }

  const LeftOut& gone_;
  const std::set<std::string>* local_;
};

}  // namespace

const std::vector<LeftOut::Names LeftOut::*> LeftOut::kinds{&LeftOut::intents, &LeftOut::topics, &LeftOut::signals, &LeftOut::entities, &LeftOut::context_fields,
                                                           &LeftOut::customer_fields, &LeftOut::tools, &LeftOut::workflows, &LeftOut::queues, &LeftOut::roles,
                                                           &LeftOut::lists};

bool LeftOut::empty() const {
  return std::ranges::all_of(kinds, [&](const auto kind) { return (this->*kind).empty(); });
}

std::optional<Settled> settle(Expression& condition, const LeftOut& gone, const std::set<std::string>* local) {
  return Settling(gone, local).condition(condition);
}

bool names_left_out(const Expression& expression, const LeftOut& gone, const std::set<std::string>* local) { return Settling(gone, local).names(expression); }

}  // namespace handrail::dsl
