// What a set of statements settles without the solver: which rules of a list cannot hold in it, read off their texts. A rule that is said to be out is out; one
// that is not may still be, by what ties facts together or by what stands before it, and then the solver is asked. So a region among a thousand rules is found
// by looking at the few that have a say in it.
#pragma once

#ifdef HANDRAIL_PROOF
#include <optional>
#include <vector>

#include "dsl/formulas/axes.hpp"

namespace handrail::dsl {

struct ReadRule {
  const Rule* rule = nullptr;
  ExpressionId when = no_expression, unless = no_expression;
  bool open_too = false;                  // it decides where a fact that it asks for is not known as well
  z3::expr guard;                         // the same as a formula
};

// One way for a rule to hold: these statements together.
using Way = std::vector<Literal>;

[[nodiscard]] bool apart(const Literal& a, const Literal& b);      // of one axis: never both
[[nodiscard]] bool implies(const Literal& a, const Literal& b);    // of one axis: where `a`, there `b`

class RuledOut {
 public:
  // The axes have read the encoding and the rules' dates. `known`: nothing that is asked is open.
  RuledOut(const Axes& axes, const Encoding& encoding, std::vector<ReadRule> rules, bool known);

  [[nodiscard]] const std::vector<ReadRule>& rules() const { return rules_; }

  // The statements that are made; each at most once.
  void make(const std::vector<Literal>& literals);                 // these and no others
  void add(const Literal& literal);
  void take(const Literal& literal);
  [[nodiscard]] bool out(std::size_t rule) const;
  [[nodiscard]] std::vector<std::size_t> in() const;               // those that are not out
  [[nodiscard]] const std::vector<std::size_t>& asking(const Literal& literal) const;   // the rules for which the statement may matter

  // The ways in which a rule holds on known facts; none: too many, or some part of it is not read. A rule for some days has them on any day.
  [[nodiscard]] std::optional<std::vector<Way>> ways(std::size_t rule) const;
  void axes_of(ExpressionId condition, std::vector<bool>& asked) const;   // that are asked about: `asked` has a place for each

 private:
  // What a condition can come to.
  struct Truths {
    bool yes = false, no = false, open = false;
  };
  struct Part {                           // of a condition: a leaf, or a joint of others
    enum class Kind : std::uint8_t { leaf, both, either, turned } kind = Kind::leaf;
    std::uint32_t leaf = 0;
    std::vector<std::uint32_t> parts{};
  };
  struct Made {                           // of one axis
    std::optional<std::uint32_t> lower, upper, equal;
    std::optional<Literal::Kind> state;   // of a truth or a state axis
    std::vector<bool> except{};
    std::size_t excepted = 0;
  };

  std::uint32_t read(const Encoding& encoding, ExpressionId id);
  std::uint32_t joint(Part part);
  std::uint32_t leaf_at(const Place& place);
  void listen(std::size_t rule, std::uint32_t part);
  void listen_to(std::size_t rule, const Place& place);
  [[nodiscard]] Truths truths(std::uint32_t part) const;
  [[nodiscard]] Truths of_place(const Place& place) const;
  [[nodiscard]] Truths on_known(const Place& place, bool said, bool may_yes, bool may_no) const;
  [[nodiscard]] Truths of_ordered(const Place& place) const;
  [[nodiscard]] Truths of_word(const Place& place) const;
  [[nodiscard]] Truths of_truth(const Place& place) const;
  [[nodiscard]] Truths of_listed(const Place& place) const;
  [[nodiscard]] Truths of_state(const Place& place) const;
  [[nodiscard]] std::optional<std::vector<Way>> ways_of(std::uint32_t part, bool yes) const;
  [[nodiscard]] std::optional<std::vector<Way>> ways_of_place(const Place& place, bool yes) const;

  const Axes& axes_;
  const Encoding& encoding_;
  std::vector<ReadRule> rules_;
  bool known_;
  std::vector<Place> places_;             // by leaf
  std::vector<Part> parts_;
  std::vector<std::uint32_t> conditions_; // per rule
  std::vector<std::vector<std::size_t>> by_axis_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> by_word_;
  std::vector<Made> made_;
  std::vector<std::size_t> nobody_;
};

}  // namespace handrail::dsl
#endif
