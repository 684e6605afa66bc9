// One asking of one condition, as evaluate.hpp and amounts_read.hpp have it done; nobody else needs it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "dsl/program/amounts_read.hpp"
#include "dsl/program/bind.hpp"
#include "dsl/program/compare.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/leaf_words.hpp"
#include "dsl/program/program.hpp"
#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl::evaluation {

inline const Value unknown_value{Unknown{}};
inline const Value absent_value{Absent{}};

inline Truth truth(bool yes) { return yes ? Truth::yes : Truth::no; }
inline Truth negated(Truth t) { return t == Truth::unknown ? t : truth(t == Truth::no); }

// A value as a condition: yes or no; known absence is no.
inline Truth truth_of(const Value& value) {
  if (const auto* yes = value.as<bool>()) return truth(*yes);
  return value.absent() ? Truth::no : Truth::unknown;
}

inline Value value_of(Truth t) { return t == Truth::unknown ? Value(Unknown{}) : Value(t == Truth::yes); }

// What may be larger than a value may: only a comparison asks for it.
inline bool calculates(NodeOp op) { return op == NodeOp::add || op == NodeOp::subtract || op == NodeOp::multiply || op == NodeOp::sum_of; }

inline bool is_condition(NodeOp op) {
  switch (op) {
    case NodeOp::constant: case NodeOp::slot: case NodeOp::local: case NodeOp::field: case NodeOp::count_of: case NodeOp::sum_of:
    case NodeOp::look_up: case NodeOp::index_of: case NodeOp::add: case NodeOp::subtract: case NodeOp::multiply: return false;
    default: return true;
  }
}

// The commonest condition, a fact beside a fixed value, needs nothing of an Evaluation; none for any other.
inline std::optional<Truth> at_once(const Program& program, const Node& node, const Frame& frame) {
  if (node.op < NodeOp::equal || node.op > NodeOp::at_least) return std::nullopt;
  const Node &left = program.nodes[node.a], &right = program.nodes[node.b];
  if (left.op != NodeOp::slot || right.op != NodeOp::constant) return std::nullopt;
  return compare(node.op, frame.slots[left.a], program.constants[right.a]);
}

inline Truth text_test(NodeOp op, const Value& a, const Value& b) {
  if (a.absent() || b.absent()) return Truth::no;
  const auto *text = a.as<std::string>(), *part = b.as<std::string>();
  if (text == nullptr || part == nullptr) return Truth::unknown;
  if (op == NodeOp::starts_with) return truth(text->starts_with(*part));
  if (op == NodeOp::ends_with) return truth(text->ends_with(*part));
  return truth(text->find(*part) != std::string::npos);
}

// Of a map, its keys.
template <class Same>
Truth in_value(const Value& needle, bool known, const Value& list, Same same_as) {
  if (needle.absent() || list.absent()) return Truth::no;
  if (const auto* map = list.as<ValueRecord>()) {
    const auto* key = needle.as<std::string>();
    return key == nullptr ? Truth::unknown : truth(map->find(*key) != nullptr);
  }
  const auto* items = list.as<ValueList>();
  if (items == nullptr || !known) return Truth::unknown;
  Truth answer = Truth::no;
  for (const Value& item : *items) {
    const Truth same = same_as(item);
    if (same == Truth::yes) return Truth::yes;
    if (same == Truth::unknown) answer = Truth::unknown;
  }
  return answer;
}

// Items in an order in which the same ones are neighbours; of one list all have one type. What has no order comes first.
inline bool sorts_before(const Value* a, const Value* b) {
  if (a->node().index() != b->node().index()) return a->node().index() < b->node().index();
  if (const auto* text = a->as<std::string>()) return *text < *b->as<std::string>();
  if (const auto* money = a->as<Money>()) {
    const auto* other = b->as<Money>();
    return money->currency == other->currency ? money->minor < other->minor : money->currency.code() < other->currency.code();
  }
  return compare(NodeOp::less, *a, *b) == Truth::yes || (a->as<bool>() != nullptr && !*a->as<bool>() && *b->as<bool>());
}

// Known absence is no duplicate of anything.
inline Truth has_duplicates(const Value& list) {
  if (list.absent()) return Truth::no;
  const auto* items = list.as<ValueList>();
  if (items == nullptr) return Truth::unknown;
  bool undecided = false;
  std::vector<const Value*> known;
  for (const Value& item : *items) {
    if (item.unknown()) undecided = true;
    else if (!item.absent()) known.push_back(&item);
  }
  std::ranges::sort(known, sorts_before);
  for (std::size_t i = 1; i < known.size(); ++i)
    if (compare(NodeOp::equal, *known[i - 1], *known[i]) == Truth::yes) return Truth::yes;
  return undecided && items->size() > 1 ? Truth::unknown : Truth::no;
}

// One asking of one condition. Values are passed by reference: slots, constants, locals and their fields are never copied; `scratch` holds
// what has to be calculated.
class Evaluation {
 public:
  Evaluation(const Program& program, const Frame& frame, Trace* trace) : program_(program), frame_(frame), trace_(trace) {}

  Truth condition(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (trace_ != nullptr && said_at_once(program_, id)) return told_at_once(id, node);
    switch (node.op) {
      case NodeOp::logical_not: return negated(condition(node.a));
      case NodeOp::logical_and: return all(node);
      case NodeOp::logical_or: return any(node);
      default: break;
    }
    const std::optional<Truth> plain = at_once(program_, node, frame_);
    const Truth answer = plain ? *plain : leaf(node);
    if (trace_ != nullptr) trace_->push_back({node.span, answer});
    return answer;
  }

  const Value& value(ExpressionId id, Value& scratch) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::constant: return program_.constants[node.a];
      case NodeOp::slot: return frame_.slots[node.a];
      case NodeOp::local: return *locals_[depth_ - 1 - node.a];
      case NodeOp::field: return field(node, scratch);
      case NodeOp::index_of: return entry(node, scratch);
      case NodeOp::look_up: scratch = look_up(node); return scratch;
      case NodeOp::count_of: scratch = count(node); return scratch;
      case NodeOp::sum_of: case NodeOp::add: case NodeOp::subtract: case NodeOp::multiply: scratch = value_of(quantity(id)); return scratch;
      default: scratch = value_of(condition(id)); return scratch;
    }
  }

  // Each amount that is read, whether or not it decides: every entry is gone through, and of what is calculated the parts are read as well. What is left of a
  // fixed amount ("$300 - sum of …") is a bound and no amount.
  void amounts(ExpressionId id, std::vector<AmountRead>& found) {
    const Node& node = program_.nodes[id];
    const auto list = [&](std::uint32_t begin) {
      for (std::uint32_t i = 0; i < node.count; ++i) amounts(program_.operands[begin + i], found);
    };
    switch (node.op) {
      case NodeOp::constant: return;
      case NodeOp::slot: case NodeOp::local: return add_amounts(id, found);
      case NodeOp::field: add_amounts(id, found); return amounts(node.a, found);
      case NodeOp::look_up: add_amounts(id, found); return list(node.b);
      case NodeOp::index_of: case NodeOp::add: case NodeOp::multiply: add_amounts(id, found); break;
      case NodeOp::subtract:
        if (program_.nodes[node.a].op != NodeOp::constant) add_amounts(id, found);
        break;
      case NodeOp::logical_not: case NodeOp::is_known: case NodeOp::is_unknown: case NodeOp::matches: case NodeOp::has_duplicates: return amounts(node.a, found);
      case NodeOp::logical_and: case NodeOp::logical_or: return list(node.a);
      case NodeOp::in_list: amounts(node.a, found); return list(node.b);
      case NodeOp::sum_of: add_amounts(id, found); return amounts_of_each(node, found);
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: case NodeOp::count_of: return amounts_of_each(node, found);
      default: break;
    }
    amounts(node.a, found);
    amounts(node.b, found);
  }

 private:
  void amounts_of_each(const Node& node, std::vector<AmountRead>& found) {
    amounts(node.a, found);
    Value scratch, other;
    const Range list = range(node.a, scratch, other);
    if (list.absent || !list.known) return;
    each(list, [&] { return amounts(node.b, found), true; });
  }

  // An amount, or those of a list.
  void add_amounts(ExpressionId id, std::vector<AmountRead>& found) {
    Value scratch;
    const Value& read = value(id, scratch);
    const auto add = [&](const Value& one) {
      if (const auto* money = one.as<Money>()) found.push_back({id, *money});
    };
    add(read);
    if (const auto* items = read.as<ValueList>()) std::ranges::for_each(*items, add);
  }

  // A value that is there already, or null where it has to be calculated.
  const Value* at_hand(ExpressionId id) const {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::slot) return &frame_.slots[node.a];
    if (node.op == NodeOp::constant) return &program_.constants[node.a];
    return node.op == NodeOp::local ? locals_[depth_ - 1 - node.a] : nullptr;
  }

  // What is written as one is one step.
  Truth told_at_once(ExpressionId id, const Node& node) {
    Trace* const trace = std::exchange(trace_, nullptr);
    const Truth answer = condition(id);
    trace_ = trace;
    trace_->push_back({node.span, answer});
    return answer;
  }

  Truth all(const Node& node) {
    Truth answer = Truth::yes;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Truth part = condition(program_.operands[node.a + i]);
      if (part == Truth::no) return Truth::no;
      if (part == Truth::unknown) answer = Truth::unknown;
    }
    return answer;
  }

  Truth any(const Node& node) {
    Truth answer = Truth::no;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Truth part = condition(program_.operands[node.a + i]);
      if (part == Truth::yes) return Truth::yes;
      if (part == Truth::unknown) answer = Truth::unknown;
    }
    return answer;
  }

  Truth leaf(const Node& node) {
    switch (node.op) {
      case NodeOp::equal: case NodeOp::not_equal: case NodeOp::less: case NodeOp::at_most: case NodeOp::more: case NodeOp::at_least:
        return comparison(node);
      case NodeOp::in_list: return in_list(node);
      case NodeOp::in_value: {
        Value scratch, other;
        const Value& needle = value(node.a, scratch);
        const Value& list = value(node.b, other);
        if (!calculates(program_.nodes[node.a].op))
          return in_value(needle, !needle.unknown(), list, [&](const Value& item) { return compare(NodeOp::equal, needle, item); });
        const Quantity exact = quantity(node.a);
        return in_value(needle, exact.kind != Quantity::Kind::unknown, list, [&](const Value& item) { return compare(NodeOp::equal, exact, quantity_of(item)); });
      }
      case NodeOp::contains: case NodeOp::starts_with: case NodeOp::ends_with: {
        Value a, b;
        return text_test(node.op, value(node.a, a), value(node.b, b));
      }
      case NodeOp::matches: {
        Value scratch;
        const Value& text = value(node.a, scratch);
        if (text.absent()) return Truth::no;
        return text.as<std::string>() == nullptr ? Truth::unknown : truth(program_.patterns[node.b]->matches(*text.as<std::string>()));
      }
      case NodeOp::has_duplicates: {
        Value scratch;
        return has_duplicates(value(node.a, scratch));
      }
      case NodeOp::look_up: return truth_of(look_up(node));
      case NodeOp::is_known: case NodeOp::is_unknown: {
        Value scratch;
        const Value& asked = value(node.a, scratch);
        const bool unknown = asked.unknown() && !beyond_values(node.a);
        return truth(!asked.absent() && unknown == (node.op == NodeOp::is_unknown));
      }
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of: return quantifier(node);
      default: {
        Value scratch;
        const Value* there = plain(node, scratch);
        return truth_of(*there);
      }
    }
  }

  const Value* plain(const Node& node, Value& scratch) {
    if (node.op == NodeOp::slot) return &frame_.slots[node.a];
    if (node.op == NodeOp::constant) return &program_.constants[node.a];
    if (node.op == NodeOp::local) return locals_[depth_ - 1 - node.a];
    if (node.op == NodeOp::field) return &field(node, scratch);
    if (node.op == NodeOp::index_of) return &entry(node, scratch);
    return &unknown_value;
  }

  Truth comparison(const Node& node) {
    const Value *a = at_hand(node.a), *b = at_hand(node.b);
    if (a != nullptr && b != nullptr) return compare(node.op, *a, *b);
    const Quiet quiet(*this);
    if (calculates(program_.nodes[node.a].op) || calculates(program_.nodes[node.b].op)) return compare(node.op, quantity(node.a), quantity(node.b));
    Value left, right;
    return compare(node.op, value(node.a, left), value(node.b, right));
  }

  Quantity quantity(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::sum_of) return sum(node);
    if (calculates(node.op)) return calculate(node.op, quantity(node.a), quantity(node.b));
    Value scratch;
    return quantity_of(value(id, scratch));
  }

  bool beyond_values(ExpressionId id) { return calculates(program_.nodes[id].op) && quantity(id).kind != Quantity::Kind::unknown; }

  Truth in_list(const Node& node) {
    Value scratch, other;
    const Value& needle = value(node.a, scratch);
    Truth answer = Truth::no;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const ExpressionId item = program_.operands[node.b + i];
      const bool exact = calculates(program_.nodes[node.a].op) || calculates(program_.nodes[item].op);
      const Truth same = exact ? compare(NodeOp::equal, quantity(node.a), quantity(item)) : compare(NodeOp::equal, needle, value(item, other));
      if (same == Truth::yes) return Truth::yes;
      if (same == Truth::unknown) answer = Truth::unknown;
    }
    return answer;
  }

  const Value& field(const Node& node, Value& scratch) {
    const Value& owner = value(node.a, scratch);
    const auto* record = owner.as<ValueRecord>();
    if (record == nullptr) return owner.absent() ? absent_value : unknown_value;
    const Value* found = record->find(program_.names[node.b]);
    return found == nullptr ? absent_value : *found;
  }

  // The entry of a map under a key: a missing one is known not to be there.
  const Value& entry(const Node& node, Value& scratch) {
    Value name;
    const Value& map = value(node.a, scratch);
    const Value& key = value(node.b, name);
    if (map.absent() || key.absent()) return absent_value;
    const auto* entries = map.as<ValueRecord>();
    const auto* text = key.as<std::string>();
    if (entries == nullptr || text == nullptr) return unknown_value;
    const Value* found = entries->find(*text);
    return found == nullptr ? absent_value : *found;
  }

  // Nobody asks a tool with an argument that nobody knows, or without one that it must have.
  Value look_up(const Node& node) {
    const Quiet quiet(*this);
    if (frame_.look_ups == nullptr) return Unknown{};
    ValueList arguments;
    arguments.reserve(node.count);
    for (std::uint32_t i = 0; i < node.count; ++i) {
      Value scratch;
      arguments.push_back(value(program_.operands[node.b + i], scratch));
      if (arguments.back().unknown() || (arguments.back().absent() && !program_.tools[node.a].parameters[i].type.optional)) return Unknown{};
    }
    return frame_.look_ups->answer(node.a, arguments);
  }

  // What a quantifier or a sum goes over: one list, or two of one length in pairs.
  struct Range {
    const Value* first = nullptr;
    const Value* second = nullptr;   // none: one list
    bool absent = false, known = false;
  };

  Range range(ExpressionId id, Value& scratch, Value& other) {
    const Node& node = program_.nodes[id];
    Range made;
    if (node.op != NodeOp::pairs_of) {
      made.first = &value(id, scratch);
      made.absent = made.first->absent();
      made.known = is_list(*made.first);
      return made;
    }
    made.first = &value(node.a, scratch);
    made.second = &value(node.b, other);
    made.absent = made.first->absent() || made.second->absent();
    const auto *a = made.first->as<ValueList>(), *b = made.second->as<ValueList>();
    made.known = a != nullptr && b != nullptr && a->size() == b->size();   // of another length: nobody knows which belong together
    return made;
  }

  // Calls `visit` with each item, or pair of items, bound to the innermost locals, until it returns false.
  template <class Visit>
  bool each(const Range& range, Visit visit) {
    const std::size_t bound = range.second == nullptr ? 1 : 2;
    HANDRAIL_ASSERT(depth_ + bound <= locals_.size(), "quantifiers are nested deeper than an expression may be");
    const std::size_t at = depth_;
    depth_ += bound;
    bool on = true;
    if (const auto* items = range.first->as<ValueList>()) {
      for (std::size_t i = 0; on && i < items->size(); ++i) {
        locals_[at] = &(*items)[i];
        if (range.second != nullptr) locals_[at + 1] = &(*range.second->as<ValueList>())[i];
        on = visit();
      }
    } else if (const auto* map = range.first->as<ValueRecord>()) {
      for (std::size_t i = 0; on && i < map->fields.size(); ++i) {
        locals_[at] = &map->fields[i].value;
        on = visit();
      }
    }
    depth_ = at;
    return on;
  }

  static bool is_list(const Value& value) { return value.as<ValueList>() != nullptr || value.as<ValueRecord>() != nullptr; }

  Truth quantifier(const Node& node) {
    const Quiet quiet(*this);
    Value scratch, other;
    const Range list = range(node.a, scratch, other);
    if (list.absent) return truth(node.op == NodeOp::none_of);
    if (!list.known) return Truth::unknown;
    const Truth decisive = node.op == NodeOp::all_of ? Truth::no : Truth::yes;
    bool undecided = false;
    const bool through = each(list, [&] {
      const Truth item = condition(node.b);
      undecided = undecided || item == Truth::unknown;
      return item != decisive;
    });
    if (!through) return truth(node.op == NodeOp::any_of);
    return undecided ? Truth::unknown : truth(node.op != NodeOp::any_of);
  }

  Value count(const Node& node) {
    const Quiet quiet(*this);
    Value scratch, other;
    const Range list = range(node.a, scratch, other);
    if (list.absent) return std::int64_t{0};
    if (!list.known) return Unknown{};
    std::int64_t yes = 0;
    const bool decided = each(list, [&] {
      const Truth item = condition(node.b);
      yes += item == Truth::yes ? 1 : 0;
      return item != Truth::unknown;
    });
    return decided ? Value(yes) : Value(Unknown{});
  }

  Value zero(TypeKind kind) const {
    switch (kind) {
      case TypeKind::money: return Money{0, program_.currency};
      case TypeKind::duration: return Duration{0};
      case TypeKind::whole_number: return std::int64_t{0};
      default: return Decimal{0};
    }
  }

  // An absent term adds nothing: there is nothing to add.
  Quantity sum(const Node& node) {
    const Quiet quiet(*this);
    Value scratch, other;
    const Range list = range(node.a, scratch, other);
    const Quantity nothing = quantity_of(zero(static_cast<TypeKind>(node.count)));
    if (list.absent) return nothing;
    if (!list.known) return {};
    Quantity total{Quantity::Kind::absent, 0, {}};
    each(list, [&] {
      const Quantity term = quantity(node.b);
      if (term.kind != Quantity::Kind::absent) total = total.kind == Quantity::Kind::absent ? term : calculate(NodeOp::add, total, term);
      return total.kind != Quantity::Kind::unknown;
    });
    return total.kind == Quantity::Kind::absent ? nothing : total;
  }

  // While the parts of a leaf are asked, only the leaf itself is a step.
  class Quiet {
   public:
    explicit Quiet(Evaluation& evaluation) : evaluation_(evaluation), trace_(evaluation.trace_) { evaluation.trace_ = nullptr; }
    ~Quiet() { evaluation_.trace_ = trace_; }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

   private:
    Evaluation& evaluation_;
    Trace* trace_;
  };

  const Program& program_;
  const Frame& frame_;
  Trace* trace_;
  std::size_t depth_ = 0;
  std::array<const Value*, 2 * limits::expression_depth> locals_;   // written before it is read, and left alone without quantifiers
};

}  // namespace handrail::dsl::evaluation
