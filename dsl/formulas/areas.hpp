// A situation as areas that a person can read: a sample is widened by leaving out every statement that is not needed and by moving each bound out to the
// farthest that stands in the rules; what is left over is asked for the next sample, until nothing is.
#pragma once

#ifdef HANDRAIL_PROOF
#include <functional>
#include <optional>
#include <set>

#include "dsl/formulas/ruled_out.hpp"

namespace handrail::dsl {

// No comparison or test is open, and every amount is in its own currency.
[[nodiscard]] z3::expr everything_known(const Encoding& encoding);

struct Area {
  std::vector<Literal> literals;         // together; none: everywhere
  std::string words;
};

class Areas {
 public:
  Areas(Asking& asking, Axes& axes) : asking_(asking), axes_(axes) {}

  // The largest area around the model in which `outside` cannot be while `fixed` holds; none where the statements do not decide it, or the budget
  // does not suffice.
  std::optional<Area> around(const z3::model& model, const std::vector<z3::expr>& fixed, const z3::expr& outside);

  // From here on `outside` is that one of these rules decides, which is read off their texts where that suffices. `given`: the axes that what is fixed speaks of;
  // a rule that is reached by moving another one is taken to decide there.
  void read_off(RuledOut& rules, std::vector<bool> given) {
    rules_ = &rules;
    given_ = std::move(given);
  }

  // The statements without which some rule could decide, the first `kept` in any case, each bound of the others as far out as it may be; none where one can
  // decide in spite of all. Only after `read_off`.
  std::optional<Area> among(std::vector<Literal> literals, std::size_t kept, const std::vector<z3::expr>& fixed);

  // What samples should be like where they can: a name to assume.
  void prefer(const z3::expr& wish) { wish_ = wish; }

  // Areas that cover `inside` under `fixed` between them, each handed on with a model of it. False: there are more than `most`, or a question was not
  // answered. What an earlier call of the same object has covered is left out.
  bool cover(const std::vector<z3::expr>& fixed, const z3::expr& inside, const z3::expr& outside, std::size_t most,
             const std::function<void(const Area&, const z3::model&)>& found);

  [[nodiscard]] z3::expr all_of(const Area& area) const;

 private:
  std::optional<std::vector<Literal>> needed(const z3::model& model, const std::vector<z3::expr>& fixed, const z3::expr& outside, bool exactly);
  void widen(std::vector<Literal>& literals, const std::vector<z3::expr>& fixed, const z3::expr& outside);
  bool decides(const std::vector<Literal>& literals, const std::vector<z3::expr>& fixed, const z3::expr& outside);
  std::optional<Area> around_read(const z3::model& model, const std::vector<z3::expr>& fixed);
  std::vector<z3::expr> names_of(const std::vector<Literal>& literals);
  class Leaving;                          // statements that are left out one by one

  Asking& asking_;
  Axes& axes_;
  std::optional<z3::expr> wish_;
  std::vector<z3::expr> covered_;        // not in an area that was found
  RuledOut* rules_ = nullptr;
  std::vector<bool> given_;
};

}  // namespace handrail::dsl
#endif
