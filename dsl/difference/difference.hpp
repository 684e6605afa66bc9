// Where two policies decide differently: two rows of outcomes over the same facts, of each of which exactly one holds. Differences are found one by one,
// each told as an area in words with a sample that stands at its edge, until none is left.
#pragma once

#ifdef HANDRAIL_PROOF
#include <functional>
#include <string>
#include <vector>

#include "dsl/difference/gate_difference.hpp"
#include "dsl/formulas/areas.hpp"

namespace handrail::dsl {

// One policy's outcomes: equal texts are equal outcomes.
struct Outcomes {
  std::vector<std::string> texts;
  std::vector<Formula> holds;
  void add(const std::string& text, const z3::expr& holds_so);       // one that is there already holds in either case
  [[nodiscard]] std::size_t in(const z3::model& model) const;        // the one that holds
};

[[nodiscard]] z3::expr differ(Asking& asking, const Outcomes& before, const Outcomes& after);

struct FoundDifference {
  std::vector<std::size_t> before, after;   // into the outcomes: those of the sample first, then what else there is in the area
  std::string words;                     // of the area; empty: everywhere, as far as the call is otherwise in order
  std::vector<std::string> facts;        // that the area speaks of
  bool described = true;                 // false: the sample is all that can be told
  z3::model model;
};

[[nodiscard]] DifferenceTold told(DifferenceLevel level, const Outcomes& before, const Outcomes& after, const FoundDifference& found);

enum class Search : std::uint8_t { whole, more, not_proven };        // all were found; there are more than `most`; the budget did not suffice

class Differences {
 public:
  // `in_order` is granted to a sample first and taken as given in its words: needs that are met. `plain` is granted next: facts that are known.
  Differences(Asking& asking, Axes& axes, std::vector<z3::expr> in_order, std::vector<z3::expr> plain);

  // Under `fixed` (a name). `wide`: one outcome of one side against all others, where that can be said in fewer words than one against one. What an earlier
  // search has found is left out.
  Search search(const Outcomes& before, const Outcomes& after, const z3::expr& fixed, std::size_t most, bool wide, const std::function<void(const FoundDifference&)>& found);
  void forget() { told_.clear(); }       // what was found is found again

 private:
  std::vector<z3::expr> granted(const std::vector<z3::expr>& base, const std::vector<z3::expr>& wishes);
  FoundDifference around(const Outcomes& before, const Outcomes& after, const z3::model& model, const std::vector<z3::expr>& base, const std::vector<z3::expr>& given, bool wide);
  z3::expr needed_of(const std::vector<z3::expr>& given, const Area& area, const z3::expr& claim);
  void others(const Outcomes& outcomes, const std::vector<z3::expr>& inside, std::vector<std::size_t>& listed);

  Asking& asking_;
  Axes& axes_;
  Areas areas_;
  std::vector<z3::expr> in_order_, plain_;
  std::vector<z3::expr> told_;           // not in what was found
};

}  // namespace handrail::dsl
#endif
