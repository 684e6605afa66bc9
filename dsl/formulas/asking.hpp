// One solver, asked under assumptions: what holds together, and which of the assumptions are to blame when nothing does. Bounded by the solver's own
// steps and never by time, so that the answer is the same everywhere.
#pragma once

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "dsl/formulas/formula.hpp"
#include "dsl/formulas/solver.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

enum class Satisfiable : std::uint8_t { no, yes, not_known };

class Asking {
 public:
  Asking(z3::context& context, std::uint64_t budget) : Asking(context, ProofOptions{.budget = budget}) {}
  // Of what several share, each may take a quarter of what is left, so that the first leaves something to the last.
  Asking(z3::context& context, ProofOptions options)
      : context_(context), solver_(context, z3::solver::simple()), total_(options.left ? *options.left / 4 : options.budget * limits::proof_budgets), left_(options.left),
        spent_(total_ == 0) {
    z3::params params(context);
    params.set("rlimit", static_cast<unsigned>(options.budget));
    params.set("random_seed", 1u);
    solver_.set(params);
  }

  z3::solver& solver() { return solver_; }

  // A name for a formula, so that it can be assumed.
  z3::expr named(const z3::expr& formula) {
    Formula name = context_.bool_const(("assumed " + std::to_string(names_++)).c_str());
    solver_.add(name == formula);
    return name;
  }

  Satisfiable ask(const std::vector<z3::expr>& assumed) {
    if (spent_) {
      ++undecided_;
      return Satisfiable::not_known;
    }
    z3::expr_vector list(context_);
    for (const z3::expr& one : assumed) list.push_back(one);
    const z3::check_result answer = solver_.check(list);
    if (answer == z3::unknown) ++undecided_;
    pay();
    return answer == z3::sat ? Satisfiable::yes : answer == z3::unsat ? Satisfiable::no : Satisfiable::not_known;
  }

  // What is named or added while one is there goes with it: questions about one rule, of which the next one's are not to know.
  class Aside {
   public:
    explicit Aside(Asking& asking) : solver_(asking.solver_) { solver_.push(); }
    ~Aside() { Z3_solver_pop(solver_.ctx(), solver_, 1); }   // the plain call: a destructor throws nothing
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

   private:
    z3::solver& solver_;
  };

  // Whether the formula can hold. Nothing of it stays with the solver, so a thousandth such question is no dearer than the first; no model either.
  Satisfiable ask_once(const z3::expr& formula) {
    const Aside aside(*this);
    solver_.add(formula);
    return ask({});
  }

  [[nodiscard]] z3::expr truth(bool yes) const { return context_.bool_val(yes); }

  z3::model model() { return solver_.get_model(); }

  // The indices of `blamed` without any one of which the contradiction with `fixed` is gone; call it only where the whole is one. What a contradiction did
  // not need is asked about again, as that may find a plainer set; among hundreds nobody waits for that.
  std::vector<std::size_t> smallest(const std::vector<z3::expr>& fixed, const std::vector<z3::expr>& blamed) {
    constexpr std::size_t few = 64;
    std::vector<bool> in(blamed.size(), true);
    for (std::size_t left = blamed.size(); left-- > 0;) {
      if (!in[left] && blamed.size() > few) continue;
      in[left] = false;
      std::vector<z3::expr> assumed = fixed;
      for (std::size_t i = 0; i < blamed.size(); ++i)
        if (in[i]) assumed.push_back(blamed[i]);
      if (ask(assumed) != Satisfiable::no) in[left] = true;
      else keep_core(blamed, in);
    }
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < blamed.size(); ++i)
      if (in[i]) kept.push_back(i);
    return kept;
  }

  // Which of these the last contradiction needed.
  std::vector<std::size_t> core(const std::vector<z3::expr>& assumed) {
    std::unordered_set<unsigned> needed;
    for (const z3::expr& one : solver_.unsat_core()) needed.insert(one.id());
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < assumed.size(); ++i)
      if (needed.contains(assumed[i].id())) all.push_back(i);
    return all;
  }

  [[nodiscard]] std::size_t undecided() const { return undecided_; }

 private:
  // What all questions together have taken.
  [[nodiscard]] std::uint64_t steps() const {
    const z3::stats all = solver_.statistics();
    for (unsigned i = 0; i < all.size(); ++i)
      if (all.key(i) == "rlimit count") return all.is_uint(i) ? all.uint_value(i) : static_cast<std::uint64_t>(all.double_value(i));
    return 0;
  }

  void pay() {
    const std::uint64_t taken = steps();
    spent_ = taken > total_;
    if (left_ == nullptr) return;
    *left_ -= std::min(*left_, taken - paid_);
    paid_ = taken;
  }

  // What the last contradiction did not need goes at once.
  void keep_core(const std::vector<z3::expr>& blamed, std::vector<bool>& in) {
    std::vector<bool> needed(blamed.size());
    for (const std::size_t i : core(blamed)) needed[i] = true;
    for (std::size_t i = 0; i < blamed.size(); ++i) in[i] = in[i] && needed[i];
  }

  z3::context& context_;
  z3::solver solver_;
  std::uint64_t total_;
  std::uint64_t* left_;
  std::uint64_t paid_ = 0;
  std::size_t names_ = 0, undecided_ = 0;
  bool spent_;                            // no further question is asked
};

}  // namespace handrail::dsl
#endif
