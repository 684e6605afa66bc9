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
  std::vector<Truth> parts;   // atoms, then formulas
};

class RuleIndex {
 public:
  RuleIndex() = default;
  // The conditions are of one scope of `program`; no_expression is always yes.
  RuleIndex(const Program& program, const std::vector<ExpressionId>& conditions);

  [[nodiscard]] std::size_t size() const { return part_of_rule_.size(); }
  // `program` is the one that the index was made of; `frame` is of the conditions' scope. With a trace, every leaf that decides is appended, rule by rule;
  // without one, a formula that needs an atom which does not hold is not looked at.
  void ask(const Program& program, const Frame& frame, RuleAnswers& answers, Trace* trace = nullptr) const;

 private:
  using PartId = std::uint32_t;   // an atom, a formula, or the one that always holds: into RuleAnswers::parts
  // A run of atoms of one slot, one operation and one kind of value, by rising value: what holds for a fact is a prefix or a suffix of it.
  struct Ordered {
    std::uint32_t slot = 0;
    NodeOp op = NodeOp::less;
    PartId first = 0;
    std::vector<std::int64_t> places;
    std::vector<Value> values;
  };
  // Texts that a slot is compared with: first those that it may equal, then those that it may differ from.
  struct Texts {
    std::uint32_t slot = 0;
    PartId first = 0;
    std::size_t equals = 0;
    std::vector<Value> values;
    std::unordered_multimap<std::string, PartId> by_text;
  };
  struct Single {                 // whatever else a leaf may be: asked as it stands
    ExpressionId leaf = no_expression;
    PartId part = 0;
  };
  enum class StepKind : std::uint8_t { atom, any_atom, all, any, negation };
  struct Step {                   // of a formula
    StepKind kind = StepKind::atom;
    std::uint32_t a = 0;          // atom: its id; all, any, any_atom: into children_; negation: a step
    std::uint32_t count = 0;
    Span span;
  };
  struct Formula {
    std::uint32_t step = 0;
    PartId part = 0;
  };
  struct Needed {                 // an atom without which some formulas cannot hold: into needing_
    PartId atom = 0;
    std::uint32_t begin = 0, count = 0;
  };

  class Builder;

  [[nodiscard]] Truth answer(std::uint32_t step, const Truth* parts, Trace* trace) const;
  static void ask_ordered(const Ordered& run, const Value& fact, Truth* answers);
  static void ask_texts(const Texts& texts, const Value& fact, Truth* answers);
  void ask_formulas(Truth* parts) const;
  void trace_rules(Truth* parts, Trace& trace) const;

  std::vector<Ordered> ordered_;
  std::vector<Texts> texts_;
  std::vector<Single> singles_;
  std::vector<Step> steps_;
  std::vector<std::uint32_t> children_;
  std::vector<Formula> formulas_;           // by part
  std::vector<std::uint32_t> always_asked_;   // formulas that need no single atom
  std::vector<Needed> needed_;
  std::vector<std::uint32_t> needing_;      // formulas
  std::vector<PartId> part_of_rule_;
  std::vector<Span> spans_;                 // per rule
  PartId first_formula_ = 0, always_ = 0;
};

}  // namespace handrail::dsl
