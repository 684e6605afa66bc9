// Facts that make single comparisons true or false, and what can be said by trying them: whether each part of a condition changes something. The real evaluation is
// asked, and no solver.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "dsl/program/bind.hpp"

namespace handrail::dsl {

// The fact of a comparison with a fixed value, or of a look for one in a text, so that it is true; one of anything else is left as it is.
void make_true(const Program& program, const Node& leaf, Frame& frame);

// Facts that give each of many comparisons the answer that is wanted of it, found fact by fact: those that ask about one fact are given one value. What speaks of
// two facts at once, or of one that a conversation or a gate ties to others, is not tried.
class TriedFacts {
 public:
  TriedFacts(const Program& program, const Scope& scope) : program_(program), scope_(scope), by_slot_(scope.slots.size()) { frame_.slots.resize(scope.slots.size()); }

  void read(ExpressionId condition);      // once for each that something is wanted of
  void want(ExpressionId condition, bool yes);   // the whole of it: of an `and` that is to be no, one part
  void leave(ExpressionId condition);     // whatever it answers
  // Some facts give all the answers that are wanted. False: perhaps some do.
  [[nodiscard]] bool found();

 private:
  struct Leaf { std::uint32_t slot = 0; bool tried = false; std::optional<bool> wanted; };
  [[nodiscard]] std::optional<std::uint32_t> slot_of(ExpressionId leaf) const;
  [[nodiscard]] bool can_be_tried(ExpressionId condition) const;
  void set(ExpressionId leaf, std::optional<bool> wanted);
  [[nodiscard]] bool settle(std::uint32_t slot);
  [[nodiscard]] std::optional<Value> text_of_all(const std::vector<std::pair<ExpressionId, bool>>& wanted) const;
  void add_values(ExpressionId leaf, std::vector<Value>& values) const;

  struct OfFact {
    std::vector<ExpressionId> asking;
    std::vector<Value> values;            // that may be worth trying
    bool changed = false, settled = true;
  };
  const Program& program_;
  const Scope& scope_;
  Frame frame_;
  std::map<ExpressionId, Leaf> leaves_;
  std::vector<OfFact> by_slot_;
  std::vector<std::uint32_t> changed_;
  std::size_t unsettled_ = 0, not_tried_ = 0;   // facts without a value; wishes about what is not tried
};

}  // namespace handrail::dsl
