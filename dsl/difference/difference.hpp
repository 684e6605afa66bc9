// Where two policies decide differently: two rows of outcomes over the same facts, of each of which exactly one holds. Differences are found one by one,
// each told as an area in words with a sample that stands at its edge, until none is left.
#pragma once

#ifdef HANDRAIL_PROOF
#include <functional>
#include <map>
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
  std::vector<std::string> beside;       // what else is so wherever the area is told of: needs that are met, …
  bool described = true;                 // false: the sample is all that can be told
  z3::model model;
};

[[nodiscard]] DifferenceTold told(DifferenceLevel level, const Outcomes& before, const Outcomes& after, const FoundDifference& found);

enum class Search : std::uint8_t { whole, more, not_proven };        // all were found; there are more than `most`; the budget did not suffice

// Whether an outcome that was told of several areas is told where it holds at all, also where it did before.
enum class Sweep : std::uint8_t { no, yes };

// What goes without saying of a call or a conversation that is in order: a need that is met, a trigger that does not fire.
struct InOrder {
  z3::expr holds;                        // a name
  std::vector<std::string> facts;        // that it asks about
  std::string words = {};                // where it is told beside an area that rests on it; empty: it is not
  bool of_outcomes = false;              // the outcomes that are told of an area are those where it is so, whether the area rests on it or not
};

class Differences {
 public:
  // `in_order` is granted to a sample first, and left out of its words where these speak of other facts. `plain` is granted next: facts that are known.
  Differences(Asking& asking, Axes& axes, std::vector<InOrder> in_order, std::vector<z3::expr> plain, Sweep sweep = Sweep::no);

  // Under `fixed` (a name). `wide`: one outcome of one side against all others, where that can be said in fewer words than one against one. What an earlier
  // search has found is left out.
  Search search(const Outcomes& before, const Outcomes& after, const z3::expr& fixed, std::size_t most, bool wide, const std::function<void(const FoundDifference&)>& found);
  void forget() {                        // what was found is found again
    told_.clear();
    earlier_.clear();
  }

 private:
  std::vector<z3::expr> granted(const std::vector<z3::expr>& base, const std::vector<z3::expr>& wishes);
  struct Told { Area area; std::vector<z3::expr> unsaid; };   // unsaid: the area's claim rests on it
  FoundDifference around(const Outcomes& before, const Outcomes& after, const z3::model& model, const z3::expr& fixed, const std::vector<z3::expr>& base,
                         const std::vector<z3::expr>& given, bool wide);
  std::optional<Told> told_of(const z3::model& model, std::vector<z3::expr> given, const z3::expr& claim);
  std::vector<z3::expr> needed_of(const std::vector<z3::expr>& given, const Area& area, const z3::expr& claim);
  std::optional<Told> sweeping(const std::string& outcome, const z3::expr& claim, const std::optional<Told>& alone, const z3::model& model,
                               const std::vector<z3::expr>& given);
  [[nodiscard]] std::vector<std::string> beside(const Told& told) const;
  [[nodiscard]] std::vector<z3::expr> of_outcomes(const std::vector<z3::expr>& given) const;
  void others(const Outcomes& outcomes, const std::vector<z3::expr>& inside, std::vector<std::size_t>& listed);

  Asking& asking_;
  Axes& axes_;
  Areas areas_;
  std::vector<InOrder> in_order_;
  std::vector<z3::expr> plain_;
  std::vector<z3::expr> told_;           // not in what was found
  struct Earlier { std::size_t times = 0; std::vector<Literal> common; };
  std::map<std::string, Earlier> earlier_;  // areas, by the new outcome
  Sweep sweep_;
};

}  // namespace handrail::dsl
#endif
