// What a rule needs of single facts, read off its text: a range of one, some words of another. A box says too little rather than too much: where the rule
// holds, its box does. So two rules whose boxes lie apart never hold together, and nobody has to ask the solver; most pairs of a large policy are told apart so.
#pragma once

#ifdef HANDRAIL_PROOF
#include <map>
#include <optional>
#include <string>
#include <utility>
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

[[nodiscard]] bool meet(const Box::Side& a, const Box::Side& b);   // of one fact: some value is left by both
[[nodiscard]] bool covers(const Box::Side& a, const Box::Side& b);   // of one fact: what `b` leaves, `a` leaves
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
  [[nodiscard]] Encoding& encoding() const { return encoding_; }

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

// Situations of the turn that need no solver: the facts of one exact box at their lowest or highest, and of all others as little as there can be. What a
// conversation ties together (MessageFacts) is tied here too: an intent has its class, risk and topic, a mood its signals.
class Corners {
 public:
  explicit Corners(Encoding& encoding);
  struct Near { const Box* box; bool unknown; };   // `unknown`: it may decide where a fact of its box is not known
  // A situation in which the rule of `box` surely holds and none of `near` does; none: perhaps there is one all the same.
  [[nodiscard]] bool free_of(const Box& box, const std::vector<Near>& near) const;

 private:
  friend bool every_part_matters(Encoding& encoding, const Corners& corners, ExpressionId when, ExpressionId unless);
  using Fact = Point::Fact;
  using Facts = std::vector<Fact>;
  enum class Tie : std::uint8_t { none, intent, message };   // what else hangs on a fact
  [[nodiscard]] std::optional<Point> at(const Box& box, bool high, const std::vector<Near>& near) const;
  [[nodiscard]] std::optional<std::int64_t> within(const Box::Side& side, bool high) const;
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> bounds(std::uint32_t slot) const;
  [[nodiscard]] bool always_known(std::uint32_t slot) const;
  [[nodiscard]] std::size_t tied(const Box& box, Tie tie) const;
  void read_ties();
  [[nodiscard]] bool agrees(const Facts& intent, const Box& box) const;
  [[nodiscard]] bool set_intent(const Box& box, Facts& facts, const std::vector<Near>& near) const;
  [[nodiscard]] bool set_words(const Box& box, Facts& facts, const std::vector<Near>& near) const;
  void set_message(const Box& box, Facts& facts) const;
  void set_signal(const std::string& name, std::int64_t running, Facts& facts) const;
  void set(const std::string& name, std::int64_t value, Facts& facts) const;   // where it is read at all

  Encoding& encoding_;
  Facts little_;                          // of each slot
  std::vector<Tie> ties_;                 // of each slot
  std::map<std::string, std::uint32_t> named_;                    // slots by their paths: "mood", "running.angry"
  std::vector<std::uint32_t> of_intent_;  // intent, class, risk and topic, as far as they are read
  std::vector<Facts> intents_;            // what each intent says of these
  std::vector<std::uint32_t> words_;      // slots that always have one of several words, whatever the intent
  std::int64_t angry_ = 0, annoyed_ = 0;
  std::optional<std::uint32_t> now_, verified_, id_;
};

// Each comparison of the rule narrows what is left by the others, so none of them changes nothing. False: perhaps so.
[[nodiscard]] bool every_part_matters(Encoding& encoding, const Corners& corners, ExpressionId when, ExpressionId unless);

}  // namespace handrail::dsl
#endif
