#include "dsl/formulas/boxes.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

namespace handrail::dsl {

namespace {

constexpr std::int64_t most = 1'000'000'000;   // as MessageFacts counts messages

std::string path_of(const Slot& slot) {
  std::string path;
  for (const std::string& part : slot.path) path += (path.empty() ? "" : ".") + part;
  return path;
}

bool counted(const std::vector<std::string>& path) {
  const std::string& name = path.front();
  return name == "running" || name == "used" || name == "asked_before" || name == "frustration" || name == "turns_with_bot" || name == "tool_errors" ||
         name == "since_first_message";
}

}  // namespace

Corners::Corners(Encoding& encoding) : encoding_(encoding) {
  const auto& slots = encoding.scope().slots;
  for (std::uint32_t i = 0; i < slots.size(); ++i) {
    const std::string path = path_of(slots[i]);
    named_[path] = i;
    little_.push_back(slots[i].always_set ? Fact{Fact::State::known, 0} : Fact{Fact::State::unknown, 0});
    if (slots[i].always_set && slots[i].type.optional) little_.back().state = Fact::State::absent;
    if (path == "now") now_ = i;
    if (path == "customer.verified") verified_ = i;
    if (path == "customer.id") id_ = i;
    if (always_known(i) || path == "messages") little_.back() = {Fact::State::known, path == "messages" ? 1 : 0};
  }
  read_ties();
  for (std::uint32_t i = 0; i < slots.size(); ++i) {
    const bool words = slots[i].type.kind == TypeKind::enumeration || slots[i].type.kind == TypeKind::text;
    if (slots[i].always_set && !slots[i].type.optional && words && ties_[i] == Tie::none) words_.push_back(i);
  }
}

void Corners::read_ties() {
  const Program& program = encoding_.program();
  ties_.resize(little_.size());
  const auto word = [&](const std::string& text) {
    std::int64_t number = 0;
    (void)encoding_.constant(Value(text)).value.is_numeral_i64(number);
    return number;
  };
  for (const auto& [path, slot] : named_) {
    const Slot& one = encoding_.scope().slots[slot];
    const bool about_intent = path == "intent" || path == "class" || path == "risk" || path == "topic";
    const bool signal = one.path.size() == 1 && one.always_set && one.type.kind == TypeKind::yes_no;
    if (about_intent) ties_[slot] = Tie::intent;
    else if (signal || path == "mood" || path == "messages" || path == "asked_before" || one.path.front() == "running") ties_[slot] = Tie::message;
    if (about_intent) of_intent_.push_back(slot);
  }
  for (const Intent& intent : program.intents) {
    Facts& facts = intents_.emplace_back(little_.size());
    for (const std::uint32_t slot : of_intent_) {
      const std::string& name = encoding_.scope().slots[slot].path.front();
      const std::string text = name == "intent" ? intent.name : name == "topic" ? intent.topic
                                                                                : std::string(name == "class" ? to_text(intent.request_class) : to_text(intent.risk));
      facts[slot] = text.empty() ? Fact{Fact::State::absent, 0} : Fact{Fact::State::known, word(text)};
    }
  }
  angry_ = word("angry");
  annoyed_ = word("annoyed");
  if (const auto mood = named_.find("mood"); mood != named_.end()) little_[mood->second] = {Fact::State::known, word("calm")};
  if (const auto urgency = named_.find("urgency"); urgency != named_.end()) little_[urgency->second] = {Fact::State::known, word("low")};
}

bool Corners::always_known(std::uint32_t slot) const {
  const auto& path = encoding_.scope().slots[slot].path;
  return path.front() == "running" || path == std::vector<std::string>{"customer", "verified"};
}

std::size_t Corners::tied(const Box& box, Tie tie) const {
  return static_cast<std::size_t>(std::ranges::count_if(box.sides, [&](const Box::Side& side) { return ties_[side.slot] == tie; }));
}

bool Corners::free_of(const Box& box, const std::vector<Near>& near) const {
  if (!box.exact) return false;
  for (const bool high : {false, true}) {
    const auto point = at(box, high, near);
    if (point && std::ranges::none_of(near, [&](const Near& other) { return point->in(*other.box, other.unknown); })) return true;
  }
  return false;
}

std::pair<std::int64_t, std::int64_t> Corners::bounds(std::uint32_t slot) const {
  const auto& path = encoding_.scope().slots[slot].path;
  if (path == std::vector<std::string>{"messages"}) return {1, most};
  const auto [least, highest] = encoding_.bounds(slot);
  return counted(path) ? std::pair<std::int64_t, std::int64_t>{0, std::min(highest, most)} : std::pair{least, highest};
}

std::optional<std::int64_t> Corners::within(const Box::Side& side, bool high) const {
  const auto [lowest_there, highest_there] = bounds(side.slot);
  const std::int64_t least = std::max(side.least, lowest_there), most = std::min(side.most, highest_there);
  if (least > most) return std::nullopt;
  if (side.among.empty()) return high ? most : least;
  const auto inside = [&](std::int64_t value) { return value >= least && value <= most; };
  const auto one = high ? std::ranges::find_if(side.among.rbegin(), side.among.rend(), inside).base() - 1 : std::ranges::find_if(side.among, inside);
  if (high ? std::ranges::none_of(side.among, inside) : one == side.among.end()) return std::nullopt;
  return *one;
}

std::optional<Point> Corners::at(const Box& box, bool high, const std::vector<Near>& near) const {
  if (tied(box, Tie::message) > 1) return std::nullopt;      // which of them go together is left to the solver
  Facts facts = little_;
  bool id_asked = false;
  for (const Box::Side& side : box.sides) {
    const auto value = within(side, high);
    const Slot& slot = encoding_.scope().slots[side.slot];
    const bool may_be_absent = slot.always_set && slot.type.optional;
    if (side.slot == now_ || (!value && !(side.absent && may_be_absent))) return std::nullopt;
    facts[side.slot] = value ? Fact{Fact::State::known, *value} : Fact{Fact::State::absent, 0};
    id_asked = id_asked || side.slot == id_;
    // Nobody is verified whose id is not known; it is none that a rule could name.
    if (side.slot == verified_ && value == 1 && id_ && !id_asked && facts[*id_].state == Fact::State::unknown)
      facts[*id_] = {Fact::State::known, encoding_.bounds(*id_).second};
  }
  set_message(box, facts);
  if (!set_intent(box, facts, near) || !set_words(box, facts, near)) return std::nullopt;
  return Point(std::move(facts));
}

bool Corners::agrees(const Facts& intent, const Box& box) const {
  const Point point(intent);
  return std::ranges::all_of(box.sides, [&](const Box::Side& side) { return ties_[side.slot] != Tie::intent || point.in(Box{{side}, true}, false); });
}

// An intent of which the box may be, and none of the others where there is one.
bool Corners::set_intent(const Box& box, Facts& facts, const std::vector<Near>& near) const {
  if (of_intent_.empty()) return true;
  const Facts* chosen = nullptr;
  for (const Facts& intent : intents_) {
    if (!agrees(intent, box)) continue;
    const bool free = std::ranges::none_of(near, [&](const Near& other) { return agrees(intent, *other.box); });
    if (chosen == nullptr || free) chosen = &intent;
    if (free) break;
  }
  if (chosen == nullptr) return false;
  for (const std::uint32_t slot : of_intent_) facts[slot] = (*chosen)[slot];
  return true;
}

// Of facts that always have a word, one that none of the others asks for.
bool Corners::set_words(const Box& box, Facts& facts, const std::vector<Near>& near) const {
  for (const std::uint32_t slot : words_) {
    if (std::ranges::find(box.sides, slot, &Box::Side::slot) != box.sides.end()) continue;
    const auto free = [&](std::int64_t word) {
      return std::ranges::none_of(near, [&](const Near& other) {
        const auto side = std::ranges::lower_bound(other.box->sides, slot, {}, &Box::Side::slot);
        return side != other.box->sides.end() && side->slot == slot && word >= side->least && word <= side->most;
      });
    };
    const std::vector<std::int64_t> choice = encoding_.words_of(slot);
    const auto word = std::ranges::find_if(choice, free);
    if (word == choice.end()) return false;
    facts[slot].value = *word;
  }
  return true;
}

// What the one fact of the message says that the box asks for, its signals, its mood and their counts say too.
void Corners::set_message(const Box& box, Facts& facts) const {
  const auto side = std::ranges::find_if(box.sides, [&](const Box::Side& one) { return ties_[one.slot] == Tie::message; });
  if (side == box.sides.end() || facts[side->slot].state != Fact::State::known) return;
  const auto& path = encoding_.scope().slots[side->slot].path;
  const std::int64_t value = facts[side->slot].value;
  if (path.front() == "messages" || value == 0) return;
  if (path.front() == "mood") {
    if (value == angry_) set_signal("angry", 1, facts);
    if (value == annoyed_) set_signal("frustrated", 1, facts);
    return;
  }
  if (path.front() == "asked_before" || path.front() == "running") set("messages", value, facts);
  if (path.front() == "asked_before") set_signal("asks_again", 1, facts);
  else set_signal(path.back(), path.front() == "running" ? value : 1, facts);
  facts[side->slot].value = value;
}

void Corners::set_signal(const std::string& name, std::int64_t running, Facts& facts) const {
  set(name, 1, facts);
  set("running." + name, running, facts);
  if (name == "angry") set("mood", angry_, facts);
  if (name == "frustrated") set("mood", annoyed_, facts);
  if (name == "asks_again") set("asked_before", 1, facts);
}

void Corners::set(const std::string& name, std::int64_t value, Facts& facts) const {
  if (const auto slot = named_.find(name); slot != named_.end()) facts[slot->second] = {Fact::State::known, value};
}

namespace {

// The leaves of a condition that says so much of each: all of them hold. Otherwise none.
bool leaves_of(const Program& program, ExpressionId id, bool yes, std::vector<std::pair<ExpressionId, bool>>& leaves) {
  if (id == no_expression) return true;
  const Node& node = program.nodes[id];
  if (node.op == NodeOp::logical_not) return leaves_of(program, node.a, !yes, leaves);
  if (node.op == (yes ? NodeOp::logical_or : NodeOp::logical_and)) return false;
  if (node.op != (yes ? NodeOp::logical_and : NodeOp::logical_or)) {
    leaves.emplace_back(id, yes);
    return true;
  }
  for (std::uint32_t i = 0; i < node.count; ++i)
    if (!leaves_of(program, program.operands[node.a + i], yes, leaves)) return false;
  return true;
}

// Some fact may be as the rest has it and not as the whole does.
template <class Bounds, class Known>
bool narrower(const Encoding& encoding, const Box& whole, const Box& rest, const Bounds& bounds, const Known& known) {
  return std::ranges::any_of(whole.sides, [&](const Box::Side& side) {
    const auto other = std::ranges::find(rest.sides, side.slot, &Box::Side::slot);
    const Slot& slot = encoding.scope().slots[side.slot];
    if (other == rest.sides.end() && !slot.always_set && !known(side.slot)) return true;      // it may be unknown
    const auto [least, highest] = bounds(side.slot);
    Box::Side left{side.slot, least, highest, slot.type.optional, {}};
    if (other != rest.sides.end()) left = {side.slot, std::max(least, other->least), std::min(highest, other->most), other->absent, other->among};
    return left.least <= left.most && !covers(side, left);
  });
}

}  // namespace

bool every_part_matters(Encoding& encoding, const Corners& corners, ExpressionId when, ExpressionId unless) {
  std::vector<std::pair<ExpressionId, bool>> leaves;
  if (!leaves_of(encoding.program(), when, true, leaves) || !leaves_of(encoding.program(), unless, false, leaves)) return false;
  Boxes boxes(encoding);
  Box whole;
  std::map<std::uint32_t, std::vector<std::size_t>> by_slot;   // one comparison narrows one fact, so what is left without it is asked of that fact alone
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    Box one;
    boxes.add(leaves[i].first, leaves[i].second, one);
    if (!one.exact || one.sides.empty()) return false;
    for (const Box::Side& side : one.sides) by_slot[side.slot].push_back(i);
  }
  const auto of_fact = [&](const std::vector<std::size_t>& asking, std::size_t out) {
    Box box;
    for (const std::size_t i : asking)
      if (i != out) boxes.add(leaves[i].first, leaves[i].second, box);
    return box;
  };
  for (const auto& [slot, asking] : by_slot) {
    const Box box = of_fact(asking, leaves.size());
    whole.exact = whole.exact && box.exact;
    whole.sides.insert(whole.sides.end(), box.sides.begin(), box.sides.end());
  }
  if (corners.tied(whole, Corners::Tie::intent) > 1 || corners.tied(whole, Corners::Tie::message) > 1 || !corners.free_of(whole, {})) return false;
  const auto bounds = [&](std::uint32_t slot) { return corners.bounds(slot); };
  const auto known = [&](std::uint32_t slot) { return corners.always_known(slot); };
  for (const auto& [slot, asking] : by_slot) {
    const Box mine = of_fact(asking, leaves.size());
    for (const std::size_t i : asking)
      if (const Box rest = of_fact(asking, i); !rest.exact || !narrower(encoding, mine, rest, bounds, known)) return false;
  }
  return true;
}

}  // namespace handrail::dsl
#endif
