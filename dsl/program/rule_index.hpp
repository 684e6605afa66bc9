// Many conditions asked of one set of facts. Most rules compare one fact with a fixed value, and many compare the same one: each distinct comparison is an
// atom, the atoms of one fact are sorted by their value, and one search answers them all. A rule is then read off its atoms' answers.
// Says what evaluate() says, condition by condition, trace included.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

// What an asking writes into. Kept by the caller and used again, it is allocated once.
struct RuleAnswers {
  std::vector<Truth> rules;   // as the index's conditions
  std::vector<Truth> atoms;
};

class RuleIndex {
 public:
  RuleIndex() = default;
  // The conditions are of one scope of `program`; no_expression is always yes.
  RuleIndex(const Program& program, const std::vector<ExpressionId>& conditions);

  [[nodiscard]] std::size_t size() const { return rules_.size(); }
  // `program` is the one that the index was made of; `frame` is of the conditions' scope. With a trace, every leaf that decides is appended, rule by rule.
  void ask(const Program& program, const Frame& frame, RuleAnswers& answers, Trace* trace = nullptr) const;

 private:
  using AtomId = std::uint32_t;
  // A run of atoms of one slot, one operation and one kind of value, by rising value: what holds for a fact is a prefix or a suffix of it.
  struct Ordered {
    std::uint32_t slot = 0;
    NodeOp op = NodeOp::less;
    AtomId first = 0;
    std::vector<Value> values;
  };
  // Texts that a slot is compared with; `equal` and `not_equal` beside each other.
  struct Texts {
    std::uint32_t slot = 0;
    AtomId first = 0;
    std::vector<NodeOp> ops;
    std::vector<std::string> values;
    std::unordered_multimap<std::string, AtomId> by_text;
  };
  struct Single {                 // whatever else a leaf may be: asked as it stands
    ExpressionId leaf = no_expression;
    AtomId atom = 0;
  };
  enum class StepKind : std::uint8_t { atom, any_atom, all, any, negation };
  struct Step {                   // of a rule's formula
    StepKind kind = StepKind::atom;
    std::uint32_t a = 0;          // atom: its id; all, any, any_atom: into children_; negation: a step
    std::uint32_t count = 0;
    Span span;
  };
  struct Rule {
    std::uint32_t step = 0;
    std::optional<AtomId> atom;   // a rule that is one atom
    Span span;
    bool always = false;
  };

  class Builder;

  [[nodiscard]] Truth answer(std::uint32_t step, const std::vector<Truth>& atoms, Trace* trace) const;
  static void ask_ordered(const Ordered& run, const Value& fact, Truth* answers);
  static void ask_texts(const Texts& texts, const Value& fact, Truth* answers);

  std::vector<Ordered> ordered_;
  std::vector<Texts> texts_;
  std::vector<Single> singles_;
  std::vector<Step> steps_;
  std::vector<std::uint32_t> children_;
  std::vector<Rule> rules_;
  std::size_t atoms_ = 0;
};

}  // namespace handrail::dsl
