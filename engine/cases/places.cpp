#include "engine/cases/places.hpp"

#include <algorithm>
#include <utility>

#include "dsl/check/node_kinds.hpp"
#include "dsl/program/compare.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/typical.hpp"
#include "engine/base/limits.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {
namespace {

using dsl::ExpressionId;
using dsl::Node;
using dsl::NodeOp;
using dsl::Program;
using dsl::TypeKind;

constexpr std::size_t items_offered = 3;          // of a list that a fact is to be in
constexpr std::size_t entries_offered = 2;        // to be added to a list
constexpr std::size_t fields_tried = 12;          // of an entry that is made

class Trying {
 public:
  Trying(const Program& program, const dsl::Scope& scope, const dsl::Frame& frame, std::size_t most) : program_(program), scope_(scope), frame_(frame), most_(most) {}

  void condition(ExpressionId id) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::logical_not: return condition(node.a);
      case NodeOp::logical_and: case NodeOp::logical_or:
        for (std::uint32_t i = 0; i < node.count; ++i) condition(program_.operands[node.a + i]);
        return;
      case NodeOp::any_of: case NodeOp::all_of: case NodeOp::none_of:
        over(id, [&] { condition(node.b); });
        return one_more(id);
      default: break;
    }
    const ExpressionId outer = leaf_;
    leaf_ = id;
    this->leaf(id, node);
    leaf_ = outer;
  }

  std::vector<PlacedValue> found;

 private:
  void leaf(ExpressionId id, const Node& node) {
    if (dsl::is_comparison(node.op)) return comparison(node);
    if (dsl::looks_into_text(node.op)) return text_test(node);
    switch (node.op) {
      case NodeOp::in_list:
        for (std::uint32_t i = 0; i < node.count; ++i) equal(node.a, program_.operands[node.b + i]);
        return;
      case NodeOp::in_value: return in_value(node);
      case NodeOp::matches: return another(node.a);
      case NodeOp::is_known: case NodeOp::is_unknown: return known(node.a);
      case NodeOp::has_duplicates: return duplicates(node.a);
      default:
        for (const bool yes : {true, false}) target(id, Value(yes));
    }
  }

  // --- what is asked ------------------------------------------------------------------------------------------------------------------

  // A value for the one side is taken from the other.
  void comparison(const Node& node) {
    for (const auto& [mine, other] : {std::pair(node.a, node.b), std::pair(node.b, node.a)}) {
      const Value value = this->value(other);
      if (value.unknown() || value.absent()) continue;
      if (!moved(value, 0)) target(mine, value), another(mine);
      for (const std::int64_t steps : {0, 1, -1})
        if (const auto near = moved(value, steps)) target(mine, *near);
    }
    for (const ExpressionId side : {node.a, node.b}) within(side);
  }

  void equal(ExpressionId mine, ExpressionId other) {
    const Value a = value(mine), b = value(other);
    if (!b.unknown() && !b.absent()) target(mine, b);
    if (!a.unknown() && !a.absent()) target(other, a);
    another(mine);
  }

  // With what it is to begin with before it, with what it is to contain or to end with behind it; or no such text.
  void text_test(const Node& node) {
    const Value text = value(node.a), part = value(node.b);
    const auto *now = text.as<std::string>(), *asked = part.as<std::string>();
    if (asked) target(node.a, part);
    if (now && asked) target(node.a, Value(node.op == NodeOp::starts_with ? *asked + " " + *now : *now + " " + *asked));
    if (now) target(node.b, text);
    another(node.a), another(node.b);
  }

  void in_value(const Node& node) {
    const Value needle = value(node.a), list = value(node.b);
    another(node.a);
    if (const auto* items = list.as<ValueList>()) {
      for (std::size_t i = 0; i < std::min(items->size(), items_offered); ++i) target(node.a, (*items)[i]);
      if (needle.unknown() || needle.absent()) return;
      ValueList with = *items, without;
      with.push_back(needle);
      std::ranges::copy_if(*items, std::back_inserter(without), [&](const Value& item) { return item != needle; });
      target(node.b, std::ranges::find(*items, needle) == items->end() ? Value(std::move(with)) : Value(std::move(without)));
    }
    const auto* map = list.as<ValueRecord>();
    if (map == nullptr) return;
    for (std::size_t i = 0; i < std::min(map->fields.size(), items_offered); ++i) target(node.a, Value(map->fields[i].name));
    const auto there = place(node.b);
    if (!there || !needle.as<std::string>() || there->type.kind != TypeKind::map) return;
    ValueRecord with = *map, without;
    with.set(*needle.as<std::string>(), dsl::typical(program_, there->type.element.front()));
    for (const ValueField& field : map->fields)
      if (field.name != *needle.as<std::string>()) without.set(field.name, field.value);
    target(node.b, map->find(*needle.as<std::string>()) ? Value(std::move(without)) : Value(std::move(with)));
  }

  void known(ExpressionId id) {
    const auto there = place(id);
    if (!there) return;
    const Value now = value_at(frame_, *there);
    if (now.unknown() || now.absent()) put(*there, dsl::typical(program_, there->type));
    else if (there->type.optional) put(*there, Value(Absent{}));
  }

  void duplicates(ExpressionId id) {
    const Value list = value(id);
    const auto* items = list.as<ValueList>();
    if (items == nullptr) return;
    ValueList once, twice = *items;
    for (const Value& item : *items)
      if (std::ranges::find(once, item) == once.end()) once.push_back(item);
    if (!items->empty()) twice.push_back(items->front());
    target(id, Value(std::move(once)));
    target(id, Value(std::move(twice)));
  }

  // --- lists and maps -----------------------------------------------------------------------------------------------------------------

  // What a count or a sum in a comparison goes over, and under which other keys a map has an entry.
  void within(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::field) return within(node.a);
    if (node.op == NodeOp::index_of) {
      const Value map = value(node.a);
      const auto* entries = map.as<ValueRecord>();
      for (std::size_t i = 0; entries && i < std::min(entries->fields.size(), items_offered); ++i) target(node.b, Value(entries->fields[i].name));
      return;
    }
    if (node.op == NodeOp::count_of) return over(id, [&] { condition(node.b); }), one_more(id);
    if (node.op == NodeOp::sum_of) return over(id, [&] { zero(node.b); });
    if (node.op == NodeOp::add || node.op == NodeOp::subtract || node.op == NodeOp::multiply) within(node.a), within(node.b);
  }

  // So that it adds nothing.
  void zero(ExpressionId term) {
    const auto there = place(term);
    const Value now = there ? value_at(frame_, *there) : Value();
    if (const auto* money = now.as<Money>()) put(*there, Value(Money{0, money->currency}));
    if (now.as<std::int64_t>()) put(*there, Value(std::int64_t{0}));
  }

  // Calls `visit` for each of the first items, or pairs of them, with the locals standing for their places.
  template <class Visit>
  void over(ExpressionId quantifier, const Visit& visit) {
    const Node& list = program_.nodes[program_.nodes[quantifier].a];
    const bool two = list.op == NodeOp::pairs_of;
    const auto first = place(two ? list.a : program_.nodes[quantifier].a);
    const auto second = two ? place(list.b) : std::nullopt;
    const std::size_t before = locals_.size();
    const auto item = [&](const std::optional<Place>& of, std::size_t index) {
      locals_.emplace_back(of);
      if (!of) return;
      Place& made = *locals_.back();
      const Value now = value_at(frame_, *of);
      if (const auto* map = now.as<ValueRecord>()) made.steps.emplace_back(map->fields[index].name);
      else made.steps.emplace_back(index);
      const dsl::Type element = of->type.element.front();
      made.type = element;
    };
    for (std::size_t i = 0; i < std::min(items_in(first), limits::turning_items); ++i) {
      if (two && i >= items_in(second)) break;
      item(first, i);
      if (two) item(second, i);
      visit();
      locals_.resize(before);
    }
  }

  // An entry more that decides a quantifier or counts: like one that is there, or a plain one with what is asked of it, a field or two.
  void one_more(ExpressionId quantifier) {
    const Node& list = program_.nodes[program_.nodes[quantifier].a];
    const auto* items = list.op == NodeOp::slot && locals_.empty() && !tries_one_ ? frame_.slots[list.a].as<ValueList>() : nullptr;
    if (items == nullptr || scope_.slots[list.a].type.kind != TypeKind::list) return;
    const dsl::Type& element = scope_.slots[list.a].type.element.front();
    std::vector<Value> offered;
    const auto offer = [&](const Value& item) {
      if (offered.size() < entries_offered && std::ranges::find(offered, item) == offered.end() && decided_by(quantifier, list.a, item)) offered.push_back(item);
    };
    for (std::size_t i = 0; i < std::min(items->size(), limits::turning_items); ++i) offer((*items)[i]);
    const Value plain{ValueList{dsl::typical(program_, element)}};
    dsl::Frame with = frame_;
    with.slots[list.a] = plain;
    Trying alone(program_, scope_, with, fields_tried);
    alone.tries_one_ = true;
    if (program_.nodes[quantifier].op == NodeOp::count_of) alone.within(quantifier);
    else alone.condition(quantifier);
    std::erase_if(alone.found, [&](const PlacedValue& one) { return one.place.slot != list.a || one.place.steps.empty(); });
    offer(plain.as<ValueList>()->front());
    const auto item = [](const Value& of) { return of.as<ValueList>()->front(); };
    for (const PlacedValue& one : alone.found) offer(item(with_value_at(plain, one.place, one.value)));
    for (const PlacedValue& one : alone.found)
      for (const PlacedValue& other : alone.found)
        if (one.place.steps != other.place.steps) offer(item(with_value_at(with_value_at(plain, one.place, one.value), other.place, other.value)));
    const ExpressionId outer = std::exchange(leaf_, leaf_ == dsl::no_expression ? quantifier : leaf_);
    for (const Value& one : offered) add({list.a, {items->size()}, element, true}, one);
    leaf_ = outer;
  }

  [[nodiscard]] bool decided_by(ExpressionId quantifier, std::uint32_t slot, const Value& item) const {
    dsl::Frame with = frame_;
    with.slots[slot] = Value(ValueList{item});
    const NodeOp op = program_.nodes[quantifier].op;
    if (op == NodeOp::count_of) return dsl::evaluate_value(program_, quantifier, with) == Value(std::int64_t{1});
    return dsl::evaluate(program_, quantifier, with) == (op == NodeOp::any_of ? Truth::yes : Truth::no);
  }

  std::size_t items_in(const std::optional<Place>& list) const {
    const Value now = list && (list->type.kind == TypeKind::list || list->type.kind == TypeKind::map) ? value_at(frame_, *list) : Value();
    if (const auto* items = now.as<ValueList>()) return items->size();
    const auto* map = now.as<ValueRecord>();
    return map ? map->fields.size() : 0;
  }

  // --- places and values --------------------------------------------------------------------------------------------------------------

  std::optional<Place> place(ExpressionId id) const {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::slot) return Place{node.a, {}, scope_.slots[node.a].type};
    if (node.op == NodeOp::local) return locals_.size() > node.a ? locals_[locals_.size() - 1 - node.a] : std::nullopt;
    if (node.op != NodeOp::field && node.op != NodeOp::index_of) return std::nullopt;
    auto owner = place(node.a);
    if (!owner) return std::nullopt;
    if (node.op == NodeOp::field) {
      const dsl::Field* field = owner->type.kind == TypeKind::record ? dsl::find_field(program_.records[owner->type.index].fields, program_.names[node.b]) : nullptr;
      if (field == nullptr) return std::nullopt;
      owner->steps.emplace_back(field->name);
      const dsl::Type type = field->type;
      owner->type = type;
      return owner;
    }
    const Value key = value(node.b);
    if (!key.as<std::string>() || owner->type.kind != TypeKind::map) return std::nullopt;
    owner->steps.emplace_back(*key.as<std::string>());
    const dsl::Type type = owner->type.element.front();
    owner->type = type;
    return owner;
  }

  // Unknown where it is not settled by what is there: a look-up within `has (…)`.
  Value value(ExpressionId id) const {
    const Node& node = program_.nodes[id];
    if (const auto there = place(id)) return value_at(frame_, *there);
    if (node.op == NodeOp::constant) return program_.constants[node.a];
    if (node.op == NodeOp::add || node.op == NodeOp::subtract || node.op == NodeOp::multiply) return dsl::calculate(node.op, value(node.a), value(node.b));
    return locals_.empty() ? dsl::evaluate_value(program_, id, frame_) : Value();
  }

  // What would make the term have the value: of a fact the value, of a fact times or plus something what it would have to be.
  void target(ExpressionId id, const Value& wanted) {
    if (const auto there = place(id)) return put(*there, wanted);
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::add || node.op == NodeOp::subtract) {
      const Value a = value(node.a), b = value(node.b);
      const NodeOp back = node.op == NodeOp::add ? NodeOp::subtract : NodeOp::add;
      reach(node.a, dsl::calculate(back, wanted, b));
      reach(node.b, node.op == NodeOp::add ? dsl::calculate(NodeOp::subtract, wanted, a) : dsl::calculate(NodeOp::subtract, a, wanted));
    }
    if (node.op != NodeOp::multiply) return;
    for (const auto& [fact, factor] : {std::pair(node.a, node.b), std::pair(node.b, node.a)}) {
      const Value by = value(factor);
      const auto* times = by.as<std::int64_t>();
      const auto* money = wanted.as<Money>();
      const auto* number = wanted.as<std::int64_t>();
      if (times && *times > 0 && money) reach(fact, Value(Money{money->minor / *times, money->currency}));
      if (times && *times > 0 && number) reach(fact, Value(*number / *times));
    }
  }
  void reach(ExpressionId id, const Value& wanted) {
    if (!wanted.unknown() && !wanted.absent()) target(id, wanted);
  }

  void another(ExpressionId id) {
    const auto there = place(id);
    if (there && there->type.kind == TypeKind::text) put(*there, Value(value_at(frame_, *there) == Value("another") ? "something else" : "another"));
  }

  void put(const Place& there, const Value& value) {
    if (there.type.kind == TypeKind::enumeration) {
      for (const std::string& word : program_.enumerations[there.type.index].words) add(there, Value(word));
      return;
    }
    if (there.type.kind == TypeKind::yes_no) return add(there, Value(true)), add(there, Value(false));
    add(there, value);
  }

  void add(const Place& there, const Value& value) {
    if (found.size() < most_ && value != value_at(frame_, there)) found.push_back({there, value, leaf_});
  }

  const Program& program_;
  const dsl::Scope& scope_;
  const dsl::Frame& frame_;
  std::size_t most_;
  std::vector<std::optional<Place>> locals_;   // innermost last; none: of a list that is no fact
  ExpressionId leaf_ = dsl::no_expression;
  bool tries_one_ = false;                     // of a list with one entry alone: none is added to it
};

Value within_value(const Value& value, const Place& place, std::size_t from, const Value& put) {
  if (from == place.steps.size()) return put;
  if (const auto* index = std::get_if<std::size_t>(&place.steps[from])) {
    ValueList items = value.as<ValueList>() ? *value.as<ValueList>() : ValueList{};
    if (*index < items.size()) items[*index] = within_value(items[*index], place, from + 1, put);
    else if (place.one_more && *index == items.size()) items.push_back(put);
    return items;
  }
  const std::string& name = std::get<std::string>(place.steps[from]);
  ValueRecord record = value.as<ValueRecord>() ? *value.as<ValueRecord>() : ValueRecord{};
  const Value* there = record.find(name);
  record.set(name, within_value(there ? *there : Value(Absent{}), place, from + 1, put));
  return record;
}

}  // namespace

std::vector<PlacedValue> values_worth_trying(const Program& program, const dsl::Scope& scope, const dsl::Frame& frame, const std::vector<ExpressionId>& conditions,
                                             std::size_t most) {
  Trying trying(program, scope, frame, most);
  for (const ExpressionId id : conditions)
    if (id != dsl::no_expression) trying.condition(id);
  return std::move(trying.found);
}

Value value_at(const dsl::Frame& frame, const Place& place) {
  const Value* value = &frame.slots[place.slot];
  for (const auto& step : place.steps) {
    const auto* index = std::get_if<std::size_t>(&step);
    const auto* items = value->as<ValueList>();
    const auto* record = value->as<ValueRecord>();
    if (index ? items == nullptr : record == nullptr) return value->absent() ? Value(Absent{}) : Value();
    if (index && *index >= items->size()) return Absent{};
    value = index ? &(*items)[*index] : record->find(std::get<std::string>(step));
    if (value == nullptr) return Absent{};
  }
  return *value;
}

Value with_value_at(const Value& fact, const Place& place, const Value& value) { return within_value(fact, place, 0, value); }

std::string words_of(const Program& program, const dsl::Scope& scope, const Place& place) {
  std::string words = path_text(scope.slots[place.slot].path);
  dsl::Type type = scope.slots[place.slot].type;
  for (const auto& step : place.steps) {
    const auto* index = std::get_if<std::size_t>(&step);
    const auto* name = std::get_if<std::string>(&step);
    const dsl::Field* field = name && type.kind == TypeKind::record ? dsl::find_field(program.records[type.index].fields, *name) : nullptr;
    words = (index && place.one_more ? "one more entry" : index ? "item " + std::to_string(*index + 1) : field ? *name : "entry `" + *name + "`") + " of " + words;
    const dsl::Type inner = field ? field->type : type.element.empty() ? dsl::Type{} : type.element.front();
    type = inner;
  }
  return words;
}

std::optional<Value> moved(const Value& value, std::int64_t steps) {
  const auto by = [&](std::int64_t from, std::int64_t unit) -> std::optional<std::int64_t> {
    std::int64_t step = 0, sum = 0;
    if (__builtin_mul_overflow(steps, unit, &step) || __builtin_add_overflow(from, step, &sum)) return std::nullopt;
    return sum;
  };
  if (const auto* money = value.as<Money>()) {
    const auto minor = by(money->minor, 1);
    return minor && *minor >= 0 ? std::optional(Value(Money{*minor, money->currency})) : std::nullopt;
  }
  const auto made = [](const auto& number, auto make) { return number ? std::optional(Value(make(*number))) : std::nullopt; };
  if (const auto* number = value.as<std::int64_t>()) return made(by(*number, 1), [](std::int64_t n) { return n; });
  if (const auto* decimal = value.as<Decimal>()) return made(by(decimal->millionths, 10'000), [](std::int64_t n) { return Decimal{n}; });
  if (const auto* time = value.as<Instant>()) return made(by(time->ms, 1000), [](std::int64_t n) { return Instant{n}; });
  if (const auto* duration = value.as<Duration>()) return made(by(duration->ms, 1000), [](std::int64_t n) { return Duration{n}; });
  return std::nullopt;
}

}  // namespace handrail
