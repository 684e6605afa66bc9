#include "dsl/formulas/axes.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <cstdlib>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

namespace {

bool comparison(NodeOp op) { return op >= NodeOp::equal && op <= NodeOp::at_least; }
bool equality(NodeOp op) { return op == NodeOp::equal || op == NodeOp::not_equal; }
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
  for (const Encoding::Leaf& leaf : encoding.leaves()) read_leaf(encoding, leaf);
}

Axes::Axis& Axes::axis(Kind kind, const z3::expr& key, Encoding& encoding, const Term& term, std::string name) {
  const auto [found, added] = found_.emplace(std::pair{kind, Z3_get_ast_id(context_, key)}, static_cast<std::uint32_t>(axes_.size()));
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
    std::string words = format_time(*moment);
    if (const auto midnight = words.find("T00:00:00"); midnight != std::string::npos) words.resize(midnight);
    bound(dates, {encoding.constant(*moment), order_of(*moment), words});
  }
}

std::string amount_in_words(const Money& amount) {
  std::string words = format_money(amount);
  if (const auto cents = words.find(".00"); cents != std::string::npos) words.erase(cents, 3);
  return words;
}

void Axes::read_amount(Encoding& encoding, std::uint32_t slot, const Money& amount) {
  const Term& term = encoding.slot(slot);
  Axis& made = axis(Kind::ordered, term.value, encoding, term, encoding.scope().slots[slot].path.front());
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

// Whether the facts of a term are known; of a calculation, those that it calculates with.
void Axes::read_states(Encoding& encoding, ExpressionId id) {
  const Node& node = program_->nodes[id];
  if (node.op == NodeOp::constant) return;
  if (node.op == NodeOp::add || node.op == NodeOp::subtract) {
    read_states(encoding, node.a);
    read_states(encoding, node.b);
    return;
  }
  const Term term = encoding.term(id);
  if (node.op == NodeOp::slot && term.known.is_true()) return;
  Axis& made = axis(Kind::state, term.value, encoding, term, text(id));
  own(made, encoding, slots_of(*program_, id));
  const auto dot = made.name.find('.');
  made.none = "there is no " + (dot == std::string::npos ? made.name : made.name.substr(0, dot));
}

void Axes::fact_and_constant(Encoding& encoding, ExpressionId fact, ExpressionId constant) {
  const Term term = encoding.term(fact);
  const Value& value = program_->constants[program_->nodes[constant].a];
  read_states(encoding, fact);
  if (term.kind == TypeKind::yes_no) {
    Axis& made = axis(Kind::truth, term.value, encoding, term, text(fact));
    own(made, encoding, slots_of(*program_, fact));
    made.tri = {term.known && term.value == 1, term.known && term.value != 1};
    const std::string yes = as_yes(made.name);
    made.yes = yes.find(" is ") == std::string::npos ? yes + " is yes" : yes;
    made.no = as_no(yes);
  } else if (has_order(term.kind)) {
    Axis& made = axis(Kind::ordered, term.value, encoding, term, text(fact));
    own(made, encoding, slots_of(*program_, fact));
    made.numeric = term.kind != TypeKind::time;
    bound(made, {encoding.constant(value), order_of(value), text(constant)});
  } else {
    Axis& made = axis(Kind::words, term.value, encoding, term, text(fact));
    own(made, encoding, slots_of(*program_, fact));
    const auto add = [&](const std::string& word, const std::string& words) {
      const Term at = encoding.constant(Value(word));
      if (std::ranges::none_of(made.bounds, [&](const Bound& there) { return there.words == words; })) made.bounds.push_back({at, {}, words});
    };
    const Node& node = program_->nodes[fact];
    if (term.kind == TypeKind::enumeration && node.op == NodeOp::slot) {
      made.enumerated = true;
      for (const std::string& word : program_->enumerations[encoding.scope().slots[node.a].type.index].words) add(word, word);
    } else if (const auto* word = value.as<std::string>()) {
      add(*word, text(constant));
    }
  }
}

void Axes::two_facts(Encoding& encoding, const Encoding::Leaf& leaf, NodeOp op, ExpressionId a, ExpressionId b) {
  read_states(encoding, a);
  read_states(encoding, b);
  const Term x = encoding.term(a), y = encoding.term(b);
  auto slots = slots_of(*program_, leaf.node);
  const bool written_apart = !(program_->nodes[b].span == program_->nodes[leaf.node].span);   // "3 days ago" has no words for its right side
  if (has_order(x.kind) && written_apart) {
    Axis& made = axis(Kind::ordered, x.value - y.value, encoding, x, text(a));
    own(made, encoding, std::move(slots));
    if (made.bounds.empty()) made.bounds.push_back({y, {}, text(b)});
    return;
  }
  const Tri same = equality(op) ? encoding.compare(NodeOp::equal, x, y) : leaf.tri;
  Axis& made = axis(Kind::truth, same.yes, encoding, x, text(a));
  own(made, encoding, std::move(slots));
  made.tri = same;
  made.yes = equality(op) && written_apart ? text(a) + " is " + text(b) : text(leaf.node);
  made.no = equality(op) && written_apart ? text(a) + " is not " + text(b) : negated(text(leaf.node));
}

// `X is more than 30 days ago` compares X with a moment before now, `X before now` with now: its age has the bounds, below nothing for times to come.
bool Axes::read_age(Encoding& encoding, const Node& node) {
  const Node& moment = program_->nodes[node.b];
  const bool earlier = moment.op == NodeOp::subtract, later = moment.op == NodeOp::add, now_itself = moment.op == NodeOp::slot;
  if ((!earlier && !later && !now_itself) || program_->nodes[node.a].op == NodeOp::constant) return false;
  if (!now_itself && program_->nodes[moment.b].op != NodeOp::constant) return false;
  const Node& from = now_itself ? moment : program_->nodes[moment.a];
  if (from.op != NodeOp::slot || encoding.scope().slots[from.a].path != std::vector<std::string>{"now"}) return false;
  const auto* written = now_itself ? nullptr : program_->constants[program_->nodes[moment.b].a].as<Duration>();
  if (!now_itself && written == nullptr) return false;
  const Duration duration{now_itself ? 0 : earlier ? written->ms : -written->ms};
  read_states(encoding, node.a);
  Term age = encoding.term(node.a);
  age.value = encoding.slot(from.a).value - age.value;
  age.kind = TypeKind::duration;
  Axis& made = axis(Kind::ordered, age.value, encoding, age, text(node.a));
  own(made, encoding, slots_of(*program_, node.a));
  made.age = true;
  bound(made, {encoding.constant(Value(duration)), order_of(Value(duration)), format_duration(Duration{std::abs(duration.ms)})});
  return true;
}

void Axes::read_comparison(Encoding& encoding, const Encoding::Leaf& leaf) {
  const Node& node = program_->nodes[leaf.node];
  if (read_age(encoding, node)) return;
  const bool left = program_->nodes[node.a].op == NodeOp::constant, right = program_->nodes[node.b].op == NodeOp::constant;
  // "angry in 2 messages running": neither side has words of its own.
  const bool whole = program_->nodes[node.a].span == node.span && program_->nodes[node.b].span == node.span;
  if (whole && !(left && right)) two_facts(encoding, leaf, node.op, node.a, node.b);
  else if (right && !left) fact_and_constant(encoding, node.a, node.b);
  else if (left && !right) fact_and_constant(encoding, node.b, node.a);
  else if (!left) two_facts(encoding, leaf, node.op, node.a, node.b);
}

void Axes::read_leaf(Encoding& encoding, const Encoding::Leaf& leaf) {
  const Node& node = program_->nodes[leaf.node];
  if (comparison(node.op)) return read_comparison(encoding, leaf);
  if (node.op == NodeOp::constant) return;
  if (node.op == NodeOp::is_known || node.op == NodeOp::is_unknown) return read_states(encoding, node.a);
  bool all_fixed = node.op == NodeOp::in_list;
  if (node.op == NodeOp::in_list) {
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const ExpressionId item = program_->operands[node.b + i];
      if (program_->nodes[item].op == NodeOp::constant) fact_and_constant(encoding, node.a, item);
      if (program_->nodes[item].op == NodeOp::constant) continue;
      read_states(encoding, item);
      all_fixed = false;
    }
    read_states(encoding, node.a);
  } else if (node.op == NodeOp::slot) {
    read_states(encoding, leaf.node);
  }
  const bool slot = node.op == NodeOp::slot;
  const std::string words = slot ? as_yes(text(leaf.node)) : text(leaf.node);
  const bool turned = node.op == NodeOp::none_of;
  const Tri tri = turned ? Tri{leaf.tri.no, leaf.tri.yes} : leaf.tri;
  Axis& made = axis(Kind::truth, slot ? encoding.term(leaf.node).value : tri.yes, encoding, {tri.yes, tri.yes, tri.yes, tri.yes, TypeKind::yes_no}, words);
  if (!made.yes.empty()) return;
  made.only_yes = all_fixed;                                 // its no says less than what each of its words says
  own(made, encoding, slots_of(*program_, leaf.node));
  made.tri = slot ? Tri{tri.yes, encoding.term(leaf.node).known && tri.no} : tri;
  made.yes = turned ? negated(words) : words;
  made.no = turned ? words : negated(words);
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
