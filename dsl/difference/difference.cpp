#include "dsl/difference/difference.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

namespace handrail::dsl {

namespace {

constexpr std::size_t several = 3;        // areas with one outcome, after which it is asked where it holds at all
constexpr std::size_t few_statements = 4; // of an area that is told so: it says more than many small ones

void append(std::vector<z3::expr>& all, const std::vector<z3::expr>& more) { all.insert(all.end(), more.begin(), more.end()); }

}  // namespace

void Outcomes::add(const std::string& text, const z3::expr& holds_so) {
  const auto found = std::ranges::find(texts, text);
  if (found == texts.end()) {
    texts.push_back(text);
    holds.push_back(holds_so);
    return;
  }
  Formula& there = holds[static_cast<std::size_t>(found - texts.begin())];
  there = there || holds_so;
}

std::size_t Outcomes::in(const z3::model& model) const {
  for (std::size_t i = 0; i + 1 < holds.size(); ++i)
    if (true_in(model, holds[i])) return i;
  return holds.size() - 1;
}

z3::expr differ(Asking& asking, const Outcomes& before, const Outcomes& after) {
  Formula differs = asking.truth(false);
  for (std::size_t i = 0; i < before.texts.size(); ++i) {
    const auto same = std::ranges::find(after.texts, before.texts[i]);
    const z3::expr& here = before.holds[i];
    differs = differs || (same == after.texts.end() ? here : here && !after.holds[static_cast<std::size_t>(same - after.texts.begin())]);
  }
  return differs;
}

Differences::Differences(Asking& asking, Axes& axes, std::vector<InOrder> in_order, std::vector<z3::expr> plain, Sweep sweep)
    : asking_(asking), axes_(axes), areas_(asking, axes), in_order_(std::move(in_order)), plain_(std::move(plain)), sweep_(sweep) {}

// As many of the wishes as `base` leaves room for, the earlier before the later. The last question asked is with all of them.
std::vector<z3::expr> Differences::granted(const std::vector<z3::expr>& base, const std::vector<z3::expr>& wishes) {
  std::vector<z3::expr> all = base, given;
  const auto grant = [&](const auto& self, std::size_t from, std::size_t to) -> void {
    if (from >= to) return;
    const std::vector<z3::expr> these(wishes.begin() + static_cast<std::ptrdiff_t>(from), wishes.begin() + static_cast<std::ptrdiff_t>(to));
    const std::size_t before = all.size();
    append(all, these);
    if (asking_.ask(all) == Satisfiable::yes) return append(given, these);
    all.erase(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
    if (to - from == 1) return;
    const std::size_t middle = from + (to - from) / 2;
    self(self, from, middle);
    self(self, middle, to);
  };
  grant(grant, 0, wishes.size());
  (void)asking_.ask(all);
  return given;
}

// Which other outcomes there are inside.
void Differences::others(const Outcomes& outcomes, const std::vector<z3::expr>& inside, std::vector<std::size_t>& listed) {
  for (std::size_t i = 0; i < outcomes.holds.size(); ++i) {
    if (i == listed.front()) continue;
    std::vector<z3::expr> asked = inside;
    asked.push_back(asking_.named(outcomes.holds[i]));
    if (asking_.ask(asked) == Satisfiable::yes) listed.push_back(i);
  }
}

// What of the given the area's claim rests on: with the rest of it the area is told for good.
std::vector<z3::expr> Differences::needed_of(const std::vector<z3::expr>& given, const Area& area, const z3::expr& claim) {
  std::vector<z3::expr> fixed{asking_.named(!claim)};
  for (const Literal& literal : area.literals) fixed.push_back(axes_.named(literal));
  std::vector<z3::expr> whole = fixed;
  append(whole, given);
  if (asking_.ask(whole) != Satisfiable::no) return given;          // the budget did not suffice where it did before
  std::vector<z3::expr> needed;
  for (const std::size_t i : asking_.smallest(fixed, given)) needed.push_back(given[i]);
  return needed;
}

// The area in which the claim holds, with what goes without saying. What is given and asks about a fact that the area speaks of does not: of "amount is over $40"
// nobody thinks that it is at most $50.
std::optional<Differences::Told> Differences::told_of(const z3::model& model, std::vector<z3::expr> given, const z3::expr& claim) {
  for (;;) {
    auto area = areas_.around(model, given, asking_.named(!claim));
    if (!area) return std::nullopt;
    std::vector<z3::expr> needed = needed_of(given, *area, claim);
    const std::vector<std::string> facts = axes_.facts(area->literals);
    const auto spoken_of = [&](const z3::expr& one) {
      const auto known = std::ranges::find_if(in_order_, [&](const InOrder& wish) { return z3::eq(wish.holds, one); });
      return known != in_order_.end() && std::ranges::any_of(known->facts, [&](const std::string& fact) { return std::ranges::find(facts, fact) != facts.end(); });
    };
    if (std::ranges::none_of(needed, spoken_of)) return Told{std::move(*area), std::move(needed)};
    std::erase_if(given, spoken_of);
  }
}

std::vector<std::string> Differences::beside(const Told& told) const {
  std::vector<std::string> words;
  for (const InOrder& one : in_order_) {
    const bool rests = std::ranges::any_of(told.unsaid, [&](const z3::expr& name) { return z3::eq(name, one.holds); });
    if (rests && !one.words.empty() && std::ranges::find(words, one.words) == words.end()) words.push_back(one.words);
  }
  return words;
}

std::vector<z3::expr> Differences::of_outcomes(const std::vector<z3::expr>& given) const {
  std::vector<z3::expr> names;
  for (const InOrder& one : in_order_)
    if (one.of_outcomes && std::ranges::any_of(given, [&](const z3::expr& name) { return z3::eq(name, one.holds); })) names.push_back(one.holds);
  return names;
}

// A new rule that takes many situations from many others leaves a different area beside each of these. Where one new outcome was told several times it is asked
// where that is the outcome at all, whatever was decided there before: what changes is all of it that was not so already, and that is said with it. What the
// earlier areas have in common has to be said of it too.
std::optional<Differences::Told> Differences::sweeping(const std::string& outcome, const z3::expr& claim, const std::optional<Told>& alone, const z3::model& model,
                                                       const std::vector<z3::expr>& given) {
  Earlier& earlier = earlier_[outcome];
  if (alone && earlier.times++ == 0) earlier.common = alone->area.literals;
  else if (alone) std::erase_if(earlier.common, [&](const Literal& one) { return std::ranges::find(alone->area.literals, one) == alone->area.literals.end(); });
  if (earlier.times <= several || earlier.common.empty()) return std::nullopt;
  auto told = told_of(model, given, claim);
  if (!told || told->area.literals.size() > few_statements) return std::nullopt;
  const auto& literals = told->area.literals;
  const bool says_so = std::ranges::all_of(earlier.common, [&](const Literal& one) { return std::ranges::find(literals, one) != literals.end(); });
  return says_so ? std::move(told) : std::nullopt;
}

FoundDifference Differences::around(const Outcomes& before, const Outcomes& after, const z3::model& model, const z3::expr& fixed, const std::vector<z3::expr>& base,
                                    const std::vector<z3::expr>& given, bool wide) {
  FoundDifference found{{before.in(model)}, {after.in(model)}, "", {}, {}, true, model};
  const z3::expr &one = before.holds[found.before.front()], &other = after.holds[found.after.front()];
  const auto same = [](const Outcomes& in, const std::string& text) { return std::ranges::find(in.texts, text) - in.texts.begin(); };
  std::vector<z3::expr> claims{one && other};
  if (wide) {
    const auto stays = static_cast<std::size_t>(same(after, before.texts[found.before.front()])), was = static_cast<std::size_t>(same(before, after.texts[found.after.front()]));
    claims.push_back(stays == after.texts.size() ? one : one && !after.holds[stays]);
    claims.push_back(was == before.texts.size() ? other : other && !before.holds[was]);
  }
  std::vector<std::optional<Told>> areas;
  for (const z3::expr& claim : claims) areas.push_back(told_of(model, given, claim));
  std::size_t claimed = 0;
  for (std::size_t i = 1; i < areas.size(); ++i)
    if (areas[i] && (!areas[claimed] || areas[i]->area.literals.size() < areas[claimed]->area.literals.size())) claimed = i;
  const auto inside_of = [&](const Told& told, std::vector<z3::expr> inside) {
    append(inside, told.unsaid);
    for (const Literal& literal : told.area.literals) inside.push_back(axes_.named(literal));
    return inside;
  };
  const auto outcomes_inside = [&](const Outcomes& side, const Told& told, std::vector<std::size_t>& listed) {
    std::vector<z3::expr> inside{fixed};
    append(inside, of_outcomes(given));
    others(side, inside_of(told, std::move(inside)), listed);
  };
  if (claimed > 0) {
    std::vector<std::size_t>& listed = claimed == 1 ? found.after : found.before;
    const Outcomes& side = claimed == 1 ? after : before;
    std::vector<std::size_t> left = listed;
    others(side, inside_of(*areas[claimed], base), left);
    if (left.size() == 1 && areas[0]) claimed = 0;                   // one against one says more, and the others have been told
    else outcomes_inside(side, *areas[claimed], listed);
  }
  std::optional<z3::expr> unchanged;                                 // of what is swept over
  const std::string& outcome = after.texts[found.after.front()];
  if (auto swept = sweep_ == Sweep::yes ? sweeping(outcome, other, areas[claimed], model, given) : std::nullopt) {
    claims.push_back(other);
    areas.push_back(std::move(swept));
    claimed = areas.size() - 1;
    found.before.resize(1);
    found.after.resize(1);
    outcomes_inside(before, *areas[claimed], found.before);
    std::erase_if(found.before, [&](std::size_t i) { return before.texts[i] == outcome; });
    if (const auto there = static_cast<std::size_t>(same(before, outcome)); there < before.texts.size()) unchanged = before.holds[there];
  }
  const std::optional<Told>& told = areas[claimed];
  const z3::expr exactly = asking_.named(claims[0]);
  if (!told) {
    found.described = false;
    told_.push_back(!exactly);
    return found;
  }
  const Area& area = told->area;
  found.words = area.words;
  found.facts = axes_.facts(area.literals);
  found.beside = beside(*told);
  if (unchanged) {
    std::vector<z3::expr> already = inside_of(*told, {fixed});
    already.push_back(asking_.named(other && *unchanged));
    if (asking_.ask(already) != Satisfiable::no) found.words += std::string(found.words.empty() ? "" : " and ") + "it did not come to that before";
  }
  std::vector<z3::expr> inside = inside_of(*told, base), wishes = given;
  for (const Literal& literal : area.literals)
    if (const auto edge = axes_.within(literal)) wishes.push_back(asking_.named(*edge));
  append(wishes, plain_);
  inside.push_back(exactly);
  (void)granted(inside, wishes);
  found.model = asking_.model();
  Formula all = areas_.all_of(area);
  for (const z3::expr& one_unsaid : told->unsaid) all = all && one_unsaid;
  told_.push_back(asking_.named(unchanged ? !all || *unchanged : !all));
  return found;
}

Search Differences::search(const Outcomes& before, const Outcomes& after, const z3::expr& fixed, std::size_t most, bool wide,
                           const std::function<void(const FoundDifference&)>& found) {
  const z3::expr differs = asking_.named(differ(asking_, before, after));
  std::vector<z3::expr> in_order;
  for (const InOrder& one : in_order_) in_order.push_back(one.holds);
  bool described = true;
  for (std::size_t count = 0;; ++count) {
    std::vector<z3::expr> base = told_;
    base.push_back(differs);
    base.push_back(fixed);
    const Satisfiable left = asking_.ask(base);
    if (left == Satisfiable::not_known) return Search::not_proven;
    if (left == Satisfiable::no) return described ? Search::whole : Search::more;
    if (count == most) return Search::more;
    const std::size_t undecided = asking_.undecided();
    const std::vector<z3::expr> given = granted(base, in_order);
    std::vector<z3::expr> whole = base;
    append(whole, given);
    (void)granted(whole, plain_);
    if (asking_.undecided() != undecided) return Search::not_proven;
    const FoundDifference one = around(before, after, asking_.model(), fixed, base, given, wide);
    if (asking_.undecided() != undecided) return Search::not_proven;
    described = described && one.described;
    found(one);
  }
}

// An outcome's text is what both may share, then what is its own.
DifferenceTold told(DifferenceLevel level, const Outcomes& before, const Outcomes& after, const FoundDifference& found) {
  const auto own = [](const std::string& text) { return text.substr(text.rfind('\x1f') + 1); };
  DifferenceTold made;
  made.level = level;
  for (const std::size_t one : found.before) made.before.push_back(own(before.texts[one]));
  for (const std::size_t one : found.after) made.after.push_back(own(after.texts[one]));
  const std::string& whole = before.texts[found.before.front()];
  if (level != DifferenceLevel::verdict) made.both = whole.substr(0, whole.find('\x1f'));
  made.area = found.words;
  made.facts = found.facts;
  made.beside = found.beside;
  made.described = found.described;
  return made;
}

}  // namespace handrail::dsl
#endif
