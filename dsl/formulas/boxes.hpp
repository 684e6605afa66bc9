// What a rule needs of single facts, read off its text: a range of one, some words of another. A box says too little rather than too much: where the rule
// holds, its box does. So two rules whose boxes lie apart never hold together, and nobody has to ask the solver; most pairs of a large policy are told apart so.
#pragma once

#ifdef HANDRAIL_PROOF
#include <optional>
#include <vector>

#include "dsl/formulas/encoding.hpp"

namespace handrail::dsl {

struct Box {
  // The fact is known and between the two, in the solver's numbers; with `among` one of those; or, `absent`, it is known not to be there.
  struct Side {
    std::uint32_t slot = 0;
    std::int64_t least = 0, most = 0;
    bool absent = false;
    std::vector<std::int64_t> among{};    // in order; none: all of the range
  };
  std::vector<Side> sides;                // by slot, each once
  bool exact = true;                      // where the box holds, the rule does
};

[[nodiscard]] bool apart(const Box& a, const Box& b);
[[nodiscard]] bool inside(const Box& a, const Box& b);   // surely: wherever the rule of `a` holds, that of `b` holds; false: perhaps not

// The facts of one situation, for many boxes.
class Point {
 public:
  Point(const z3::model& model, const Encoding& encoding, const std::vector<std::uint32_t>& slots);
  // Where a side's fact is not known, `unknown` is the answer.
  [[nodiscard]] bool in(const Box& box, bool unknown) const;

 private:
  friend class Corners;
  struct Fact { enum class State : std::uint8_t { unread, known, absent, unknown } state = State::unread; std::int64_t value = 0; };
  explicit Point(std::vector<Fact> facts) : facts_(std::move(facts)) {}
  std::vector<Fact> facts_;
};

// The boxes of conditions in one scope.
class Boxes {
 public:
  explicit Boxes(Encoding& encoding) : encoding_(encoding) {}
  [[nodiscard]] Box of(const Rule& rule, ExpressionId when, ExpressionId unless);
  void add(ExpressionId leaf, bool yes, Box& box) { read(leaf, yes, box); }   // its sides stay unsorted
  [[nodiscard]] std::vector<std::uint32_t> slots() const;   // those that some box reads
  [[nodiscard]] const Encoding& encoding() const { return encoding_; }

 private:
  void read(ExpressionId id, bool yes, Box& box);
  void read_leaf(const Node& node, bool yes, Box& box);
  bool read_comparison(const Node& node, bool yes, Box& box);
  bool read_words(const Node& node, bool yes, Box& box);
  void narrow(Box& box, Box::Side side);
  std::optional<std::int64_t> number_of(TypeKind fact, ExpressionId constant);

  Encoding& encoding_;
  std::vector<bool> read_;
};

// Situations of the turn that need no solver: the facts of one exact box at their lowest or highest, and of all others as little as there can be.
class Corners {
 public:
  explicit Corners(const Encoding& encoding);
  // A situation in which the rule of `box` surely holds and none of `near` does; none: perhaps there is one all the same.
  [[nodiscard]] bool free_of(const Box& box, const std::vector<const Box*>& near) const;

 private:
  using Fact = Point::Fact;
  [[nodiscard]] std::optional<Point> at(const Box& box, bool high, const std::vector<const Box*>& near) const;
  [[nodiscard]] std::optional<std::int64_t> within(const Box::Side& side, bool high) const;

  const Encoding& encoding_;
  std::vector<Fact> little_;              // of each slot
  std::vector<std::uint32_t> words_;      // slots that always have one of several words
  std::optional<std::uint32_t> now_, verified_, id_;
};

// Each comparison of the rule narrows what is left by the others, so none of them changes nothing. False: perhaps so.
[[nodiscard]] bool every_part_matters(Encoding& encoding, const Corners& corners, ExpressionId when, ExpressionId unless);

}  // namespace handrail::dsl
#endif
