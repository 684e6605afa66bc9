#include "dsl/formulas/areas.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

namespace handrail::dsl {

namespace {

constexpr std::size_t few_words = 3;      // that a text is not, and is told by; of more its own word is named

}  // namespace

z3::expr everything_known(const Encoding& encoding) {
  // One conjunction of many: the solver takes long over many of two.
  z3::expr_vector known(encoding.now().ctx());
  for (const Encoding::Leaf& leaf : encoding.leaves()) known.push_back(leaf.tri.yes || leaf.tri.no);
  for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i) known.push_back(!encoding.slot(i).odd);
  return known.empty() ? encoding.truth(true) : z3::mk_and(known);
}

bool Areas::decides(const std::vector<Literal>& literals, const std::vector<z3::expr>& fixed, const z3::expr& outside) {
  std::vector<z3::expr> assumed = fixed;
  assumed.push_back(outside);
  for (const Literal& literal : literals) assumed.push_back(axes_.named(literal));
  return asking_.ask(assumed) == Satisfiable::no;
}

// Of what holds in the model, a set of which nothing can be left out.
std::optional<std::vector<Literal>> Areas::needed(const z3::model& model, const std::vector<z3::expr>& fixed, const z3::expr& outside, bool exactly) {
  const std::vector<Literal> all = axes_.holding(model, exactly);
  if (!decides(all, fixed, outside)) return std::nullopt;
  std::vector<z3::expr> names, given = fixed;
  given.push_back(outside);
  for (const Literal& literal : all) names.push_back(axes_.named(literal));
  std::vector<Literal> kept;
  for (const std::size_t i : asking_.smallest(given, names)) kept.push_back(all[i]);
  return kept;
}

// Each bound as far out as it may be: the farther ones decide as long as all nearer ones do.
void Areas::widen(std::vector<Literal>& literals, const std::vector<z3::expr>& fixed, const z3::expr& outside) {
  for (Literal& literal : literals) {
    const Literal tight = literal;
    const std::vector<Literal> farther = axes_.wider(tight);
    std::size_t decided = 0, open = farther.size();          // farther[decided - 1] is known to decide, farther[open] is known not to
    while (decided < open) {
      const std::size_t middle = decided + (open - decided) / 2;
      literal = farther[middle];
      if (decides(literals, fixed, outside)) decided = middle + 1;
      else open = middle;
    }
    literal = decided == 0 ? tight : farther[decided - 1];
  }
}

// Which rules may decide where statements are left out: those that their texts do not rule out (`may`), and of them those of which the solver has said that they
// cannot, with the statements that it said so for (`needed`).
class Areas::Leaving {
 public:
  Leaving(Areas& areas, std::vector<Literal> literals, const std::vector<z3::expr>& fixed) : areas_(areas), rules_(*areas.rules_), fixed_(fixed), literals_(std::move(literals)) {
    rules_.make(literals_);
    in_.assign(literals_.size(), true);
  }

  // No rule decides with all of them.
  bool none_decides() {
    may_ = rules_.in();
    return may_.empty() || solver_says_none(may_);
  }

  bool leave_out(std::size_t at) { return changed(at, std::nullopt); }
  bool move(std::size_t at, const Literal& farther) { return changed(at, farther); }
  [[nodiscard]] const Literal& literal(std::size_t at) const { return literals_[at]; }
  [[nodiscard]] std::vector<Literal> left() const {
    std::vector<Literal> all;
    for (std::size_t i = 0; i < literals_.size(); ++i)
      if (in_[i]) all.push_back(literals_[i]);
    return all;
  }

 private:
  bool changed(std::size_t at, const std::optional<Literal>& other) {
    const Literal was = literals_[at];
    rules_.take(was);
    if (other) rules_.add(*other);
    std::vector<std::size_t> may = may_;
    for (const std::size_t rule : rules_.asking(was))
      if (!rules_.out(rule) && std::ranges::find(may_, rule) == may_.end()) may.push_back(rule);
    const bool more = may.size() > may_.size();
    in_[at] = other.has_value();
    if (other) literals_[at] = *other;
    const bool none = (!more && !needed_.contains(was)) || (!(more && !areas_.given_[was.axis]) && solver_says_none(may));
    if (none) {
      may_ = std::move(may);
      return true;
    }
    if (other) rules_.take(*other);
    rules_.add(was);
    literals_[at] = was;
    in_[at] = true;
    return false;
  }

  bool solver_says_none(const std::vector<std::size_t>& may) {
    z3::expr_vector any(areas_.asking_.truth(true).ctx());
    for (const std::size_t rule : may) any.push_back(rules_.rules()[rule].guard);
    const std::vector<Literal> made = left();
    if (!areas_.decides(made, fixed_, areas_.asking_.named(z3::mk_or(any)))) return false;
    needed_.clear();
    for (const std::size_t one : areas_.asking_.core(areas_.names_of(made))) needed_.insert(made[one]);
    return true;
  }

  Areas& areas_;
  RuledOut& rules_;
  const std::vector<z3::expr>& fixed_;
  std::vector<Literal> literals_;
  std::vector<bool> in_;
  std::vector<std::size_t> may_;
  std::set<Literal> needed_;
};

std::vector<z3::expr> Areas::names_of(const std::vector<Literal>& literals) {
  std::vector<z3::expr> names;
  for (const Literal& literal : literals) names.push_back(axes_.named(literal));
  return names;
}

std::optional<Area> Areas::among(std::vector<Literal> literals, std::size_t kept, const std::vector<z3::expr>& fixed) {
  Leaving leaving(*this, literals, fixed);
  if (!leaving.none_decides()) return std::nullopt;
  std::vector<std::size_t> stay;
  for (std::size_t i = literals.size(); i-- > kept;)
    if (!leaving.leave_out(i)) stay.push_back(i);
  for (const std::size_t at : stay) {
    const std::vector<Literal> farther = axes_.wider(leaving.literal(at));
    std::size_t decided = 0, open = farther.size();          // as `widen`
    while (decided < open) {
      const std::size_t middle = decided + (open - decided) / 2;
      if (leaving.move(at, farther[middle])) decided = middle + 1;
      else open = middle;
    }
  }
  Area area{leaving.left(), ""};
  area.words = axes_.words(area.literals);
  return area;
}

// Of a text that is one of many words the word is named, not all that it is not.
std::optional<Area> Areas::around_read(const z3::model& model, const std::vector<z3::expr>& fixed) {
  auto area = among(axes_.holding(model, false), 0, fixed);
  const auto excepted = [&](std::uint32_t axis) {
    return std::ranges::count_if(area->literals, [&](const Literal& one) { return one.axis == axis && one.kind == Literal::Kind::except; });
  };
  const bool many = !area || std::ranges::any_of(area->literals, [&](const Literal& one) {
    return axes_.words_of_text(one.axis) && static_cast<std::size_t>(excepted(one.axis)) > few_words;
  });
  if (!many) return area;
  auto exact = among(axes_.holding(model, true), 0, fixed);
  return !area || (exact && exact->literals.size() < area->literals.size()) ? exact : area;
}

std::optional<Area> Areas::around(const z3::model& model, const std::vector<z3::expr>& fixed, const z3::expr& outside) {
  if (rules_ != nullptr) return around_read(model, fixed);
  auto literals = needed(model, fixed, outside, false);
  if (!literals) literals = needed(model, fixed, outside, true);
  if (!literals) return std::nullopt;
  widen(*literals, fixed, outside);
  std::string words = axes_.words(*literals);
  return Area{std::move(*literals), std::move(words)};
}

z3::expr Areas::all_of(const Area& area) const {
  Formula all = asking_.truth(true);
  for (const Literal& literal : area.literals) all = all && axes_.formula(literal);
  return all;
}

bool Areas::cover(const std::vector<z3::expr>& fixed, const z3::expr& inside, const z3::expr& outside, std::size_t most,
                    const std::function<void(const Area&, const z3::model&)>& found) {
  for (std::size_t count = 0;; ++count) {
    std::vector<z3::expr> assumed = fixed;
    assumed.push_back(inside);
    assumed.insert(assumed.end(), covered_.begin(), covered_.end());
    const Satisfiable left = asking_.ask(assumed);
    if (left == Satisfiable::no) return true;
    if (left == Satisfiable::not_known || count == most) return false;
    z3::model model = asking_.model();
    if (wish_) {
      assumed.push_back(*wish_);
      if (asking_.ask(assumed) == Satisfiable::yes) model = asking_.model();
    }
    const auto area = around(model, fixed, outside);
    if (!area) return false;
    covered_.push_back(asking_.named(!all_of(*area)));
    found(*area, model);
  }
}

}  // namespace handrail::dsl
#endif
