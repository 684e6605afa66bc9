#include "dsl/formulas/sample_values.hpp"

#include <algorithm>

#include "dsl/check/node_kinds.hpp"
#include "dsl/formulas/pattern_texts.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {
namespace {

constexpr std::size_t copies_max = 6;
constexpr std::int64_t items_max = 60;            // of a list that is counted; a person reads it
constexpr std::size_t fitting_texts = 40;         // of one pattern
constexpr std::size_t middles_max = 4;
constexpr int depth_max = 3;                      // lists and records within an item

// At the end of what a value can be it is its own neighbour.
std::int64_t plus(std::int64_t value, std::int64_t more) {
  std::int64_t sum = 0;
  return __builtin_add_overflow(value, more, &sum) ? value : sum;
}

// The value itself, and its neighbours.
std::vector<Value> around(const Value& value) {
  if (const auto* money = value.as<Money>())
    return {value, Money{plus(money->minor, 1), money->currency}, Money{std::max<std::int64_t>(plus(money->minor, -1), 0), money->currency}};
  if (const auto* number = value.as<std::int64_t>()) return {value, Value(plus(*number, 1)), Value(plus(*number, -1))};
  if (const auto* decimal = value.as<Decimal>()) return {value, Decimal{plus(decimal->millionths, 10'000)}, Decimal{plus(decimal->millionths, -10'000)}};
  if (const auto* time = value.as<Instant>()) return {value, Instant{plus(time->ms, 1000)}, Instant{plus(time->ms, -1000)}};
  if (const auto* length = value.as<Duration>()) return {value, Duration{plus(length->ms, 1000)}, Duration{std::max<std::int64_t>(plus(length->ms, -1000), 0)}};
  if (const auto* text = value.as<std::string>()) return {value, Value(*text + " too"), Value("another")};
  if (const auto* yes = value.as<bool>()) return {value, Value(!*yes)};
  return {value};
}

void add_new(std::vector<std::string>& texts, const std::string& text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
}

// Texts in which none of the parts stands: a letter, a capital, a digit and a sign, as far as there is one in none of them, and none
// that stands in the "text 7" of the solver's model.
std::vector<std::string> texts_without(const std::vector<std::string>& parts) {
  std::vector<std::string> texts;
  for (const std::string_view kind : {"zyqjkvwgbmpucfdlnoshiar", "ZYQJKVWGBMPUCFDLNOSHIAR", "7890123456", "-+#/_."})
    for (const char one : kind) {
      if (std::ranges::any_of(parts, [&](const std::string& part) { return part.find(one) != std::string::npos; })) continue;
      texts.emplace_back(1, one);
      break;
    }
  return texts;
}

// A value of the type that is not the plain one: what tells two items apart.
Value other_than(const Value& plain) {
  if (const auto* text = plain.as<std::string>()) return Value(*text == "another" ? "any" : "another");
  return around(plain).back();
}

}  // namespace

bool is_so(const Program& program, const Value& value, TermAnswer::Is wanted) {
  using Is = TermAnswer::Is;
  const auto* money = value.as<Money>();
  return wanted == (value.absent() ? Is::absent : value.unknown() ? Is::unknown : money && money->currency != program.currency ? Is::in_another_currency : Is::known);
}

bool settled(const Program& program, ExpressionId id) {
  const Node& node = program.nodes[id];
  const auto all = [&](std::uint32_t from) {
    for (std::uint32_t i = 0; i < node.count; ++i)
      if (!settled(program, program.operands[from + i])) return false;
    return true;
  };
  switch (node.op) {
    case NodeOp::constant: case NodeOp::slot: return true;
    case NodeOp::local: return false;
    case NodeOp::look_up: return all(node.b);
    case NodeOp::field: return settled(program, node.a);
    case NodeOp::add: case NodeOp::subtract: case NodeOp::multiply: return settled(program, node.a) && settled(program, node.b);
    default: return false;
  }
}

void Mentioned::add(const Value& value) {
  if (!value.unknown() && !value.absent() && std::ranges::find(constants_, value) == constants_.end()) constants_.push_back(value);
}

bool Mentioned::field(const std::string& name) const { return std::ranges::find(fields_, name) != fields_.end(); }

void Mentioned::look(const Program& program, const Frame& frame, ExpressionId id) {
  const Node& node = program.nodes[id];
  const auto part = [&](ExpressionId inner) { look(program, frame, inner); };
  const auto parts = [&](std::uint32_t from) {
    for (std::uint32_t i = 0; i < node.count; ++i) part(program.operands[from + i]);
  };
  switch (node.op) {
    case NodeOp::constant:
      if (const auto* list = program.constants[node.a].as<ValueList>())
        for (const Value& item : *list) add(item);
      else
        for (const Value& value : around(program.constants[node.a])) add(value);
      return;
    case NodeOp::slot:
      if (node.a < frame.slots.size())
        for (const Value& value : around(frame.slots[node.a])) add(value);
      return;
    case NodeOp::local: return;
    case NodeOp::logical_and: case NodeOp::logical_or: return parts(node.a);
    case NodeOp::in_list:
      part(node.a);
      return parts(node.b);
    case NodeOp::field:
      fields_.push_back(program.names[node.b]);
      return part(node.a);
    case NodeOp::matches:
      for (const std::string& text : texts_that_fit(*program.patterns[node.b], {}, middles_max)) add(Value(text));
      for (const std::string& text : texts_without({})) add(Value(text));
      return part(node.a);
    case NodeOp::is_known: case NodeOp::is_unknown:
      asks_known_ = true;
      return part(node.a);
    case NodeOp::logical_not: case NodeOp::has_duplicates: return part(node.a);
    case NodeOp::look_up: return parts(node.b);
    case NodeOp::add: case NodeOp::subtract: case NodeOp::multiply:
      if (settled(program, id))
        for (const Value& value : around(evaluate_value(program, id, frame))) add(value);
      break;
    default: break;
  }
  if (looks_into_text(node.op)) look_at_text(program, frame, node);
  part(node.a);
  part(node.b);
}

// Several tests of one text: they may all be passed by one that has all that they ask for.
void Mentioned::look_at_text(const Program& program, const Frame& frame, const Node& node) {
  if (!settled(program, node.b)) return;
  const Value asked = evaluate_value(program, node.b, frame);
  const auto* text = asked.as<std::string>();
  if (text == nullptr) return;
  add_new(node.op == NodeOp::starts_with ? fronts_ : node.op == NodeOp::ends_with ? backs_ : middles_, *text);
  std::vector<std::string> parts = fronts_;
  for (const auto* more : {&middles_, &backs_}) parts.insert(parts.end(), more->begin(), more->end());
  if (const auto without = texts_without(parts); !without.empty()) add(Value(without.front()));
  if (fronts_.size() > middles_max || middles_.size() > middles_max || backs_.size() > middles_max) return;
  for (const std::string& together : texts_for({fronts_, middles_, backs_, {}})) add(Value(together));
}

std::vector<Value> Mentioned::of_type(const Program& program, const Type& type, int depth) const {
  const Value plain = typical(program, type);
  std::vector<Value> values;
  if (type.kind == TypeKind::yes_no) return {Value(true), Value(false)};
  if (type.kind == TypeKind::enumeration) {
    for (const std::string& word : program.enumerations[type.index].words) values.emplace_back(word);
    return values;
  }
  if (type.kind == TypeKind::record) return records(program, type, depth);
  if (type.kind == TypeKind::list || type.kind == TypeKind::map) {
    if (depth == depth_max) return {plain};
    const std::vector<Value> items = of_type(program, type.element.front(), depth + 1);
    return type.kind == TypeKind::list ? lists_of(items) : maps_of(items);
  }
  if (type.kind == TypeKind::text) values.push_back(plain);
  for (const Value& value : constants_)
    if (value.node().index() == plain.node().index() && (type.kind != TypeKind::text || value != plain)) values.push_back(value);
  if (values.size() == 1 && type.kind == TypeKind::text) values.push_back(other_than(plain));
  if (values.empty()) values = {plain, other_than(plain)};
  return values;
}

std::vector<Value> Mentioned::records(const Program& program, const Type& type, int depth) const {
  std::vector<Value> items{typical(program, type)};
  if (depth == depth_max) return items;
  for (const Field& one : program.records[type.index].fields) {
    if (!field(one.name)) continue;
    const std::vector<Value> values = of_type(program, one.type, depth + 1);
    std::vector<Value> mixed;
    for (const Value& item : items) {
      for (const Value& value : values) {
        if (mixed.size() == limits::sample_values) break;
        ValueRecord changed = *item.as<ValueRecord>();
        changed.set(one.name, value);
        mixed.emplace_back(std::move(changed));
      }
      if (one.type.optional && mixed.size() < limits::sample_values) mixed.push_back(item);   // it may be left out
    }
    if (!mixed.empty()) items = std::move(mixed);
  }
  // Or nobody can read what stands in one field, or in all that are asked for.
  const std::vector<Value> readable = items;
  for (const Value& item : readable) {
    ValueRecord none = *item.as<ValueRecord>();
    for (const Field& one : program.records[type.index].fields) {
      if (!field(one.name)) continue;
      ValueRecord unread = *item.as<ValueRecord>();
      unread.set(one.name, Unknown{});
      none.set(one.name, Unknown{});
      for (const ValueRecord& made : {unread, none})
        if (items.size() < limits::sample_values && std::ranges::find(items, Value(made)) == items.end()) items.emplace_back(made);
    }
  }
  return items;
}

std::vector<Value> Mentioned::lists_of(const std::vector<Value>& items) const {
  std::vector<Value> lists{Value(ValueList{})};
  const auto add_list = [&](ValueList list) {
    if (lists.size() < limits::sample_values) lists.emplace_back(std::move(list));
  };
  for (const Value& item : items) add_list({item});
  for (std::size_t i = 0; i + 1 < items.size(); ++i) add_list({items[i], items[i + 1]});
  std::vector<std::int64_t> sizes;
  for (std::size_t copies = 2; copies <= copies_max; ++copies) sizes.push_back(static_cast<std::int64_t>(copies));
  for (const Value& value : constants_)
    if (const auto* size = value.as<std::int64_t>(); size && *size > static_cast<std::int64_t>(copies_max) && *size <= items_max) sizes.push_back(*size);
  for (const std::int64_t size : sizes)
    for (const Value& item : items) add_list(ValueList(static_cast<std::size_t>(size), item));
  return lists;
}

std::vector<Value> Mentioned::maps_of(const std::vector<Value>& items) const {
  std::vector<Value> maps{Value(ValueRecord{})};
  std::vector<std::string> keys{"one"};
  for (const Value& value : constants_)
    if (const auto* text = value.as<std::string>()) add_new(keys, *text);
  for (const std::string& key : keys)
    for (const Value& item : items) {
      if (maps.size() == limits::sample_values) return maps;
      ValueRecord map;
      map.set(key, item);
      maps.emplace_back(std::move(map));
    }
  for (std::size_t i = 0; i + 1 < items.size() && maps.size() < limits::sample_values; ++i) {
    ValueRecord map;
    map.set("one", items[i]);
    map.set("two", items[i + 1]);
    maps.emplace_back(std::move(map));
  }
  return maps;
}

std::vector<std::string> texts_for(const TextTests& tests) {
  const auto longest = [](const std::vector<std::string>& parts) {
    const auto found = std::ranges::max_element(parts, {}, [](const std::string& part) { return part.size(); });
    return found == parts.end() ? std::string() : *found;
  };
  const std::string front = longest(tests.fronts), back = longest(tests.backs);
  std::vector<std::string> texts, middles = tests.middles;
  for (const std::string& more : {front, back})
    if (!more.empty()) add_new(middles, more);
  for (const Pattern* pattern : tests.patterns)
    for (const std::string& text : texts_that_fit(*pattern, middles, fitting_texts)) add_new(texts, text);
  std::string joined, spaced;
  for (const std::string& middle : tests.middles) {
    joined += middle;
    spaced += (spaced.empty() ? "" : " ") + middle;
  }
  if (!(front + joined + back).empty()) {
    add_new(texts, front + joined + back);
    add_new(texts, front + " " + spaced + (spaced.empty() ? "" : " ") + back);
    // What begins with the one may end with the other already: "abc" and "bcd" make "abcd".
    for (std::size_t shared = std::min(front.size(), back.size()); shared > 0 && tests.middles.empty(); --shared)
      if (front.ends_with(back.substr(0, shared))) add_new(texts, front + back.substr(shared));
  }
  return texts;
}

}  // namespace handrail::dsl
