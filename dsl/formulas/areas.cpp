#include "dsl/formulas/areas.hpp"

#ifdef HANDRAIL_PROOF

namespace handrail::dsl {

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

std::optional<Area> Areas::around(const z3::model& model, const std::vector<z3::expr>& fixed, const z3::expr& outside) {
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
