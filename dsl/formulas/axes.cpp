#include "dsl/formulas/axes.hpp"

#include "dsl/check/amounts.hpp"
#include "engine/base/text.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <cstdlib>

#include "dsl/check/node_kinds.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/program/leaf_words.hpp"

namespace handrail::dsl {

namespace {

bool has_order(TypeKind kind) {
  switch (kind) {
    case TypeKind::whole_number: case TypeKind::decimal: case TypeKind::percent: case TypeKind::money: case TypeKind::time: case TypeKind::duration: return true;
    default: return false;
  }
}

// "customer is verified" -> "customer is not verified", "any item …" -> "none item …", "wants_person" -> "not wants_person".
// "customer is verified" of what is written "customer is not verified", and the other way round.
std::string as_yes(std::string text) {
  if (const auto at = text.find(" is not "); at != std::string::npos) text.erase(at + 3, 4);
  return text;
}
std::string as_no(const std::string& yes) {
  const auto at = yes.find(" is ");
  return at == std::string::npos ? yes + " is no" : yes.substr(0, at + 3) + " not" + yes.substr(at + 3);
}

// An entry of a map under a key, or what stands in it.
bool in_map(const Program& program, ExpressionId id) {
  while (program.nodes[id].op == NodeOp::field) id = program.nodes[id].a;
  return program.nodes[id].op == NodeOp::index_of;
}

std::string negated(const std::string& text) {
  if (text.starts_with("any ")) return "none " + text.substr(4);
  if (text.starts_with("none ")) return "any " + text.substr(5);
  if (text.find(' ') == std::string::npos) return "not " + text;
  if (const auto is = text.find(" is "); is != std::string::npos && text.find(' ') == is && text.find(' ', is + 4) == std::string::npos)
    return text.substr(0, is) + " is not " + text.substr(is + 4);
  return "not (" + text + ")";
}

}  // namespace

void Axes::read(Encoding& encoding) {
  program_ = &encoding.program();
  for (const Encoding::Leaf& leaf : encoding.leaves()) readings_.insert_or_assign({&encoding, leaf.node}, read_leaf(encoding, leaf));
}

Axes::Axis& Axes::axis(Kind kind, const z3::expr& key, Encoding& encoding, const Term& term, std::string name) {
  const auto [found, added] = found_.emplace(std::pair{kind, Z3_get_ast_id(context_, key)}, static_cast<std::uint32_t>(axes_.size()));
  if (added) keys_.push_back(key);
  if (added) axes_.push_back({kind, std::move(name), term, &encoding, {}, false, false, false, false, false, {}, {encoding.truth(true), encoding.truth(false)}, {}, {}, {}});
  return axes_[found->second];
}

// An axis speaks in the words of the encoding that came with it first.
void Axes::own(Axis& axis, const Encoding& encoding, std::vector<std::uint32_t> slots) {
  if (axis.encoding == &encoding) axis.slots = std::move(slots);
}

std::vector<std::string> Axes::facts(const std::vector<Literal>& literals) const {
  std::vector<std::string> all;
  for (const Literal& literal : literals) {
    const Axis& axis = axes_[literal.axis];
    for (const std::uint32_t slot : axis.encoding ? axis.slots : std::vector<std::uint32_t>()) {
      std::string path;
      for (const std::string& part : axis.encoding->scope().slots[slot].path) path += (path.empty() ? "" : ".") + part;
      if (std::ranges::find(all, path) == all.end()) all.push_back(std::move(path));
    }
  }
  return all;
}

// Where a fixed value stands among others of its kind; numbers with and without decimals in one order.
Axes::Order Axes::order_of(const Value& value) {
  if (const auto* whole = value.as<std::int64_t>()) return {*whole, 0};
  if (const auto* decimal = value.as<Decimal>()) {
    const std::int64_t rest = ((decimal->millionths % 1'000'000) + 1'000'000) % 1'000'000;
    return {(decimal->millionths - rest) / 1'000'000, rest};
  }
  if (const auto* money = value.as<Money>()) return {money->minor, 0};
  if (const auto* instant = value.as<Instant>()) return {instant->ms, 0};
  if (const auto* duration = value.as<Duration>()) return {duration->ms, 0};
  return {};
}

void Axes::bound(Axis& axis, Bound made) {
  const auto at = std::ranges::lower_bound(axis.bounds, made.order, {}, &Bound::order);
  if (at == axis.bounds.end() || at->order != made.order) axis.bounds.insert(at, std::move(made));
}

void Axes::read_dates(Encoding& encoding, const Rule& rule) {
  for (const auto& moment : {rule.from, rule.until}) {
    if (!moment) continue;
    Axis& dates = axis(Kind::ordered, encoding.now(), encoding, {encoding.now(), encoding.truth(true), encoding.truth(false), encoding.truth(false), TypeKind::time}, "the date");
    dates.date = true;
    dates_ = static_cast<std::uint32_t>(&dates - axes_.data());
    std::string words = format_time(*moment);
    if (const auto midnight = words.find("T00:00:00"); midnight != std::string::npos) words.resize(midnight);
    bound(dates, {encoding.constant(*moment), order_of(*moment), words});
  }
}

void Axes::read_amount(Encoding& encoding, std::uint32_t slot, const Money& amount) {
  const Term& term = encoding.slot(slot);
  Axis& made = axis(Kind::ordered, term.value, encoding, term, join(encoding.scope().slots[slot].path, "."));
  if (made.slots.empty()) own(made, encoding, {slot});
  made.numeric = true;
  bound(made, {encoding.constant(Value(amount)), order_of(Value(amount)), amount_in_words(amount)});
}

void Axes::read_truth(const Tri& tri, std::string yes, std::string no, std::vector<std::uint32_t> slots, Encoding* encoding) {
  const Term no_fact{tri.yes, tri.yes, tri.yes, tri.yes, TypeKind::yes_no};
  axes_.push_back({Kind::truth, {}, no_fact, encoding, std::move(slots), false, false, false, false, false, {}, tri, std::move(yes), std::move(no), {}});
}

void Axes::read_words(Encoding& encoding, const Term& term, const std::string& name, const std::vector<std::string>& words) {
  Axis& made = axis(Kind::words, term.value, encoding, term, name);
  made.enumerated = true;
  for (const std::string& word : words)
    if (std::ranges::find(made.bounds, word, &Bound::words) == made.bounds.end()) made.bounds.push_back({encoding.constant(Value(word)), Order{}, word});
}

void Axes::read_bound(Encoding& encoding, const Term& term, const std::string& name, const Value& at, const std::string& words) {
  Axis& made = axis(Kind::ordered, term.value, encoding, term, name);
  made.numeric = true;
  bound(made, {encoding.constant(at), order_of(at), words});
}

// Of one value two encodings may know something else.
Axes::Axis& Axes::state(Encoding& encoding, const Term& term, std::string name) {
  Axis& first = axis(Kind::state, term.value, encoding, term, name);
  const bool same = first.encoding == &encoding || (z3::eq(first.term.known, term.known) && z3::eq(first.term.absent, term.absent));
  if (same) return first;
  first.to_whom = " to the old version";
  Axis& made = axis(Kind::state, z3::ite(term.known, term.value, z3::ite(term.absent, -term.value, context_.int_val(0))), encoding, term, std::move(name));
  made.to_whom = " to the new version";
  return made;
}

// Whether the facts of a term are known; of a calculation, those that it calculates with.
std::vector<std::uint32_t> Axes::read_states(Encoding& encoding, ExpressionId id) {
  const Node& node = program_->nodes[id];
  if (node.op == NodeOp::constant) return {};
  if (node.op == NodeOp::add || node.op == NodeOp::subtract) {
    std::vector<std::uint32_t> both = read_states(encoding, node.a);
    for (const std::uint32_t one : read_states(encoding, node.b)) both.push_back(one);
    return both;
  }
  const Term term = encoding.term(id);
  if (node.op == NodeOp::slot && term.known.is_true()) return {};
  Axis& made = state(encoding, term, text(id));
  own(made, encoding, slots_of(*program_, id));
  const bool of_whole = node.op == NodeOp::slot && !encoding.scope().slots[node.a].type.optional;   // it is missing with all of its record, and never by itself
  made.none = "there is no " + (of_whole ? made.name.substr(0, made.name.find('.')) : made.name);
  return {static_cast<std::uint32_t>(&made - axes_.data())};
}

Axes::Reading Axes::fact_and_constant(Encoding& encoding, ExpressionId fact, ExpressionId constant, NodeOp op) {
  const Term term = encoding.term(fact);
  const Value& value = program_->constants[program_->nodes[constant].a];
  const std::vector<std::uint32_t> states = read_states(encoding, fact);
  if (term.kind == TypeKind::yes_no) {
    Axis& made = axis(Kind::truth, term.value, encoding, term, text(fact));
    own(made, encoding, slots_of(*program_, fact));
    made.tri = {term.known && term.value == 1, term.known && term.value != 1};
    const std::string yes = as_yes(made.name);
    made.yes = yes.find(" is ") == std::string::npos ? yes + " is yes" : yes;
    made.no = as_no(yes);
    Reading read = reading(Place::Kind::truth, made, op, states);
    const auto* asked = value.as<bool>();
    if (asked == nullptr || !is_equality(op)) return {};
    read.place.turned = *asked != (op == NodeOp::equal);
    return read;
  }
  const bool of_words = value.as<std::string>() != nullptr;   // what stands in a map, or in what is looked up, has no kind of its own here
  if (has_order(term.kind) && !of_words) {
    Axis& made = axis(Kind::ordered, term.value, encoding, term, text(fact));
    own(made, encoding, slots_of(*program_, fact));
    made.numeric = term.kind != TypeKind::time;
    bound(made, {encoding.constant(value), order_of(value), text(constant)});
    Reading read = reading(Place::Kind::ordered, made, op, states);
    read.at = order_of(value);
    return read;
  }
  Axis& made = axis(Kind::words, term.value, encoding, term, text(fact));
  own(made, encoding, slots_of(*program_, fact));
  const auto add = [&](const std::string& word, const std::string& words) {
    const Term at = encoding.constant(Value(word));
    const auto there = std::ranges::find(made.bounds, words, &Bound::words);
    if (there != made.bounds.end()) return static_cast<std::uint32_t>(there - made.bounds.begin());
    made.bounds.push_back({at, {}, words});
    return static_cast<std::uint32_t>(made.bounds.size() - 1);
  };
  const Node& node = program_->nodes[fact];
  const auto* word = value.as<std::string>();
  Reading read = reading(word && is_equality(op) ? Place::Kind::word : Place::Kind::free, made, op, states);
  if (term.kind == TypeKind::enumeration && node.op == NodeOp::slot) {
    made.enumerated = true;
    for (const std::string& one : program_->enumerations[encoding.scope().slots[node.a].type.index].words) {
      const std::uint32_t at = add(one, one);
      if (word && one == *word) read.place.bound = at;
    }
    if (word && (made.bounds.empty() || made.bounds[read.place.bound].words != *word)) read.place.kind = Place::Kind::free;
  } else if (word) {
    read.place.bound = add(*word, text(constant));
  }
  return read;
}

Axes::Reading Axes::reading(Place::Kind kind, const Axis& axis, NodeOp op, std::vector<std::uint32_t> states) const {
  return {{kind, static_cast<std::uint32_t>(&axis - axes_.data()), op, 0, false, std::move(states)}, {}, {}};
}

Axes::Reading Axes::two_facts(Encoding& encoding, const Encoding::Leaf& leaf, NodeOp op, ExpressionId a, ExpressionId b) {
  std::vector<std::uint32_t> states = read_states(encoding, a);
  const Span x_span = program_->nodes[a].span;
  if (x_span == program_->nodes[b].span && !(x_span == program_->nodes[leaf.node].span)) return {};   // with itself: whether it is there says it
  for (const std::uint32_t one : read_states(encoding, b)) states.push_back(one);
  const Term x = encoding.term(a), y = encoding.term(b);
  auto slots = slots_of(*program_, leaf.node);
  const bool written_apart = !(program_->nodes[b].span == program_->nodes[leaf.node].span);   // "3 days ago" has no words for its right side
  if (has_order(x.kind) && written_apart) {
    Axis& made = axis(Kind::ordered, x.value <= y.value, encoding, x, text(a));   // not their difference: that is a fact of its own, with bounds
    own(made, encoding, std::move(slots));
    if (made.bounds.empty()) made.bounds.push_back({y, {}, text(b)});
    return reading(Place::Kind::ordered, made, op, std::move(states));
  }
  const Tri same = is_equality(op) ? encoding.compare(NodeOp::equal, x, y) : leaf.tri;
  Axis& made = axis(Kind::truth, same.yes, encoding, x, text(a));
  own(made, encoding, std::move(slots));
  made.tri = same;
  const std::string words = leaf_words(*program_, leaf.node);
  made.yes = is_equality(op) && written_apart ? text(a) + " is " + text(b) : words;
  made.no = is_equality(op) && written_apart ? text(a) + " is not " + text(b) : negated(words);
  for (const ExpressionId one : {a, b})
    if (in_map(*program_, one)) made.none = "there is no " + text(one);   // what is not there is not the same either
  Reading read = reading(Place::Kind::truth, made, op, std::move(states));
  read.place.turned = op == NodeOp::not_equal;
  return read;
}

// `X is more than 30 days ago` compares X with a moment before now, `X before now` with now: its age has the bounds, below nothing for times to come.
std::optional<Axes::Reading> Axes::read_age(Encoding& encoding, const Node& node) {
  const Node& moment = program_->nodes[node.b];
  const bool earlier = moment.op == NodeOp::subtract, later = moment.op == NodeOp::add, now_itself = moment.op == NodeOp::slot;
  if ((!earlier && !later && !now_itself) || program_->nodes[node.a].op == NodeOp::constant) return std::nullopt;
  if (!now_itself && program_->nodes[moment.b].op != NodeOp::constant) return std::nullopt;
  const Node& from = now_itself ? moment : program_->nodes[moment.a];
  if (from.op != NodeOp::slot || encoding.scope().slots[from.a].path != std::vector<std::string>{"now"}) return std::nullopt;
  const auto* written = now_itself ? nullptr : program_->constants[program_->nodes[moment.b].a].as<Duration>();
  if (!now_itself && written == nullptr) return std::nullopt;
  const Duration duration{now_itself ? 0 : earlier ? written->ms : -written->ms};
  const std::vector<std::uint32_t> states = read_states(encoding, node.a);
  Term age = encoding.term(node.a);
  age.value = encoding.slot(from.a).value - age.value;
  age.kind = TypeKind::duration;
  Axis& made = axis(Kind::ordered, age.value, encoding, age, text(node.a));
  own(made, encoding, slots_of(*program_, node.a));
  made.age = true;
  bound(made, {encoding.constant(Value(duration)), order_of(Value(duration)), format_duration(Duration{std::abs(duration.ms)})});
  Reading read = reading(Place::Kind::ordered, made, turned(node.op), states);   // earlier is older
  read.at = order_of(Value(duration));
  return read;
}

Axes::Reading Axes::read_comparison(Encoding& encoding, const Encoding::Leaf& leaf) {
  const Node& node = program_->nodes[leaf.node];
  if (const auto age = read_age(encoding, node)) return *age;
  const bool left = program_->nodes[node.a].op == NodeOp::constant, right = program_->nodes[node.b].op == NodeOp::constant;
  // "angry in 2 messages running": neither side has words of its own.
  const bool whole = program_->nodes[node.a].span == node.span && program_->nodes[node.b].span == node.span;
  if (whole && !(left && right)) return two_facts(encoding, leaf, node.op, node.a, node.b);
  if (right && !left) return fact_and_constant(encoding, node.a, node.b, node.op);
  if (left && !right) return fact_and_constant(encoding, node.b, node.a, turned(node.op));
  return left ? Reading{} : two_facts(encoding, leaf, node.op, node.a, node.b);
}

Axes::Reading Axes::read_leaf(Encoding& encoding, const Encoding::Leaf& leaf) {
  const Node& node = program_->nodes[leaf.node];
  if (is_comparison(node.op)) return read_comparison(encoding, leaf);
  if (node.op == NodeOp::constant) return {};
  if (node.op == NodeOp::is_known || node.op == NodeOp::is_unknown) {
    std::vector<std::uint32_t> states = read_states(encoding, node.a);
    if (states.size() != 1 || program_->nodes[node.a].op == NodeOp::add || program_->nodes[node.a].op == NodeOp::subtract) return {};
    return reading(Place::Kind::state, axes_[states.front()], node.op, {});
  }
  Reading among;
  bool all_fixed = node.op == NodeOp::in_list;
  if (node.op == NodeOp::in_list) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const ExpressionId item = program_->operands[node.b + i];
      if (program_->nodes[item].op == NodeOp::constant) {
        among.among.push_back(fact_and_constant(encoding, node.a, item, NodeOp::equal));
        continue;
      }
      read_states(encoding, item);
      all_fixed = false;
    }
    among.place.states = read_states(encoding, node.a);
  } else if (node.op == NodeOp::slot) {
    among.place.states = read_states(encoding, leaf.node);
  }
  const bool slot = node.op == NodeOp::slot;
  const std::string words = slot ? as_yes(text(leaf.node)) : leaf_words(*program_, leaf.node);
  const bool turned = node.op == NodeOp::none_of;
  const Tri tri = turned ? Tri{leaf.tri.no, leaf.tri.yes} : leaf.tri;
  Axis& made = axis(Kind::truth, slot ? encoding.term(leaf.node).value : tri.yes, encoding, {tri.yes, tri.yes, tri.yes, tri.yes, TypeKind::yes_no}, words);
  Reading read = reading(all_fixed ? Place::Kind::listed : Place::Kind::truth, made, node.op, std::move(among.place.states));
  read.place.turned = turned;
  read.among = std::move(among.among);
  if (!made.yes.empty()) return read;
  made.only_yes = all_fixed;                                 // its no says less than what each of its words says
  own(made, encoding, slots_of(*program_, leaf.node));
  made.tri = slot ? Tri{tri.yes, encoding.term(leaf.node).known && tri.no} : tri;
  made.yes = turned ? negated(words) : words;
  made.no = turned ? words : negated(words);
  return read;
}

Place Axes::settled(const Reading& reading) const {
  Place place = reading.place;
  if (place.kind == Place::Kind::ordered) {
    const auto& bounds = axes_[place.axis].bounds;
    place.bound = static_cast<std::uint32_t>(std::ranges::lower_bound(bounds, reading.at, {}, &Bound::order) - bounds.begin());
  }
  for (const Reading& one : reading.among) place.among.push_back(settled(one));
  return place;
}

Place Axes::place(const Encoding& encoding, ExpressionId leaf) const {
  const auto read = readings_.find({&encoding, leaf});
  return read == readings_.end() ? Place{} : settled(read->second);
}

std::optional<Place> Axes::place(Instant moment, NodeOp op) const {
  if (!dates_) return std::nullopt;
  Reading read = reading(Place::Kind::ordered, axes_[*dates_], op, {});
  read.at = order_of(Value(moment));
  return settled(read);
}

void Axes::holding_on(std::uint32_t at, const z3::model& model, bool exactly, std::vector<Literal>& all) const {
  const Axis& axis = axes_[at];
  const auto holds = [&](NodeOp op, const Bound& bound) { return true_in(model, axis.encoding->compare(op, axis.term, bound.at).yes); };
  switch (axis.kind) {
    case Kind::ordered: {
      std::uint32_t below = 0;                               // bounds that are not above the value
      while (below < axis.bounds.size() && holds(NodeOp::at_least, axis.bounds[below])) ++below;
      const bool on = below > 0 && holds(NodeOp::equal, axis.bounds[below - 1]);
      if (below > 0) all.push_back({at, Literal::Kind::lower, 2 * (below - 1) + (on ? 0 : 1)});
      if (on) all.push_back({at, Literal::Kind::upper, 2 * (below - 1) + 1});
      else if (below < axis.bounds.size() && holds(NodeOp::less, axis.bounds[below])) all.push_back({at, Literal::Kind::upper, 2 * below});
      return;
    }
    case Kind::words:
      for (std::uint32_t i = 0; i < axis.bounds.size(); ++i) {
        if (holds(NodeOp::not_equal, axis.bounds[i])) all.push_back({at, Literal::Kind::except, i});
        else if (exactly && !axis.enumerated && holds(NodeOp::equal, axis.bounds[i])) all.push_back({at, Literal::Kind::equal, i});
      }
      return;
    case Kind::truth:
      if (true_in(model, axis.tri.yes)) all.push_back({at, Literal::Kind::yes, 0});
      else if (axis.only_yes) return;
      else if (true_in(model, axis.tri.no)) all.push_back({at, Literal::Kind::no, 0});
      else all.push_back({at, Literal::Kind::unknown, 0});
      return;
    case Kind::state:
      if (true_in(model, axis.term.absent)) all.push_back({at, Literal::Kind::absent, 0});
      else if (true_in(model, axis.term.odd)) all.push_back({at, Literal::Kind::odd, 0});
      else all.push_back({at, true_in(model, axis.term.known) ? Literal::Kind::known : Literal::Kind::unknown, 0});
      return;
  }
}

std::vector<Literal> Axes::holding(const z3::model& model, bool exactly) const {
  std::vector<Literal> all, states;
  // What is least worth telling comes last, and goes first.
  for (std::uint32_t at = 0; at < axes_.size(); ++at) holding_on(at, model, exactly, axes_[at].kind == Kind::state ? states : all);
  std::ranges::stable_partition(all, [](const Literal& literal) { return literal.kind != Literal::Kind::unknown; });
  all.insert(all.end(), states.begin(), states.end());
  return all;
}

z3::expr Axes::formula(const Literal& literal) const {
  const Axis& axis = axes_[literal.axis];
  const auto compared = [&](NodeOp op, std::uint32_t bound) { return axis.encoding->compare(op, axis.term, axis.bounds[bound].at).yes; };
  switch (literal.kind) {
    case Literal::Kind::lower: return compared(literal.index % 2 == 0 ? NodeOp::at_least : NodeOp::more, literal.index / 2);
    case Literal::Kind::upper: return compared(literal.index % 2 == 0 ? NodeOp::less : NodeOp::at_most, literal.index / 2);
    case Literal::Kind::except: return compared(NodeOp::not_equal, literal.index);
    case Literal::Kind::equal: return compared(NodeOp::equal, literal.index);
    case Literal::Kind::yes: return axis.tri.yes;
    case Literal::Kind::no: return axis.tri.no;
    case Literal::Kind::known: return axis.term.known && !axis.term.odd;
    case Literal::Kind::odd: return axis.term.odd;
    case Literal::Kind::absent: return axis.term.absent;
    case Literal::Kind::unknown: return axis.kind == Kind::state ? !axis.term.known && !axis.term.absent : !axis.tri.yes && !axis.tri.no;
  }
  return axis.tri.yes;
}

z3::expr Axes::named(const Literal& literal) {
  if (const auto found = named_.find(literal); found != named_.end()) return found->second;
  return named_.emplace(literal, asking_.named(formula(literal))).first->second;
}

std::vector<Literal> Axes::wider(const Literal& literal) const {
  std::vector<Literal> all;
  const auto end = static_cast<std::uint32_t>(2 * axes_[literal.axis].bounds.size());
  if (literal.kind == Literal::Kind::lower)
    for (std::uint32_t i = literal.index; i-- > 0;) all.push_back({literal.axis, literal.kind, i});
  if (literal.kind == Literal::Kind::upper)
    for (std::uint32_t i = literal.index + 1; i < end; ++i) all.push_back({literal.axis, literal.kind, i});
  return all;
}

z3::expr Axes::beyond(const Literal& literal) const {
  const Axis& axis = axes_[literal.axis];
  const Bound& bound = axis.bounds[literal.index / 2];
  const bool mixed = axis.term.kind == TypeKind::whole_number && bound.at.kind != TypeKind::whole_number;
  const bool down = literal.kind == Literal::Kind::lower, on = (literal.kind == Literal::Kind::lower) == (literal.index % 2 == 1);
  if (mixed) return axis.encoding->compare(down ? NodeOp::less : NodeOp::more, axis.term, bound.at).yes;
  return axis.term.known && !axis.term.odd && axis.term.value == (on ? bound.at.value : bound.at.value + (down ? -1 : 1));
}

// The smallest step that people write: a cent, a piece, a percent, a minute.
std::optional<z3::expr> Axes::within(const Literal& literal) const {
  if (literal.kind != Literal::Kind::lower && literal.kind != Literal::Kind::upper) return std::nullopt;
  const Axis& axis = axes_[literal.axis];
  const Bound& bound = axis.bounds[literal.index / 2];
  const TypeKind kind = axis.term.kind;
  if (kind == TypeKind::whole_number && bound.at.kind != TypeKind::whole_number) return std::nullopt;
  const bool lower = literal.kind == Literal::Kind::lower, on = lower == (literal.index % 2 == 0);
  const int step = kind == TypeKind::decimal || kind == TypeKind::percent ? 10'000 : kind == TypeKind::time || kind == TypeKind::duration ? 60'000 : 1;
  return axis.term.value == (on ? bound.at.value : bound.at.value + (lower ? step : -step));
}

}  // namespace handrail::dsl
#endif
