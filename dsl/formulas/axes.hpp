// What can be said of a situation: for each fact that the rules compare, the bounds and the words that stand in them, whether a test holds, whether a
// fact is known. A literal is one such statement; those that hold in a model, as tight as the rules can name them, decide every condition that was read.
#pragma once

#ifdef HANDRAIL_PROOF
#include <map>
#include <tuple>

#include "dsl/formulas/asking.hpp"
#include "dsl/formulas/encoding.hpp"

namespace handrail::dsl {

struct Literal {
  enum class Kind : std::uint8_t { lower, upper, except, equal, yes, no, known, odd, absent, unknown };
  std::uint32_t axis = 0;
  Kind kind = Kind::yes;
  std::uint32_t index = 0;               // lower, upper: see Axes::wider; except, equal: the word
  bool operator==(const Literal&) const = default;
  auto operator<=>(const Literal&) const = default;
};

// Where a comparison or test stands among the statements: what `RuledOut` reads off them without the solver.
struct Place {
  enum class Kind : std::uint8_t { free, ordered, word, listed, truth, state };   // free: nothing is read off
  Kind kind = Kind::free;
  std::uint32_t axis = 0;
  NodeOp op = NodeOp::equal;             // ordered, word; state: is_known, is_unknown
  std::uint32_t bound = 0;               // ordered: `op` the bound with this number; word: the word
  bool turned = false;                   // truth: the axis says yes where the test says no
  std::vector<std::uint32_t> states;     // axes that say whether the facts are known
  std::vector<Place> among{};            // listed: one of these
};

class Axes {
 public:
  Axes(z3::context& context, Asking& asking, const Program& program) : context_(context), asking_(asking), program_(&program) {}

  // Every comparison and test that it has encoded so far. Two encodings that share their facts are read one after the other, each with its own program.
  void read(Encoding& encoding);
  void read_dates(Encoding& encoding, const Rule& rule);     // its `from … until …`
  void read_amount(Encoding& encoding, std::uint32_t slot, const Money& bound);   // a bound that stands elsewhere, in the slot's currency
  void read_truth(const Tri& tri, std::string yes, std::string no, std::vector<std::uint32_t> slots = {},
                  Encoding* encoding = nullptr);             // a question of the caller's own; `encoding`: whose slots these are
  // A fact of the caller's own and the words or the bound that matter of it.
  void read_words(Encoding& encoding, const Term& term, const std::string& name, const std::vector<std::string>& words);
  void read_bound(Encoding& encoding, const Term& term, const std::string& name, const Value& at, const std::string& words);
  // What holds in the model. `exactly`: with the statements that something is one text, which the others may make needless.
  [[nodiscard]] std::vector<Literal> holding(const z3::model& model, bool exactly) const;
  [[nodiscard]] z3::expr formula(const Literal& literal) const;
  z3::expr named(const Literal& literal);                    // its name, to be assumed
  [[nodiscard]] std::vector<Literal> wider(const Literal& literal) const;   // the same bound further out, from the nearest to the widest
  // "amount is over $100 and at most $1,000 and plan is free": as the language writes it where it can; empty for none.
  [[nodiscard]] std::string words(const std::vector<Literal>& literals) const;
  [[nodiscard]] std::vector<std::uint32_t> slots(const std::vector<Literal>& literals) const;   // of the scope: the facts that they speak of
  [[nodiscard]] std::vector<std::string> facts(const std::vector<Literal>& literals) const;   // the same by their paths: "order.total"
  [[nodiscard]] bool amounts(const Literal& literal) const { return axes_[literal.axis].numeric; }   // of a fact beside fixed numbers
  // Just beyond a bound: the nearest value on its other side, everything else left open.
  [[nodiscard]] z3::expr beyond(const Literal& literal) const;
  // Just within a bound, where a value can stand there: $50.01 of what is over $50.
  [[nodiscard]] std::optional<z3::expr> within(const Literal& literal) const;
  [[nodiscard]] std::size_t size() const { return axes_.size(); }

  // Once everything is read: where a leaf of an encoding stands; where `from` and `until` of a rule stand.
  [[nodiscard]] Place place(const Encoding& encoding, ExpressionId leaf) const;
  [[nodiscard]] std::optional<Place> place(Instant moment, NodeOp op) const;
  [[nodiscard]] std::size_t bounds(std::uint32_t axis) const { return axes_[axis].bounds.size(); }
  [[nodiscard]] bool words_of_text(std::uint32_t axis) const { return axes_[axis].kind == Kind::words && !axes_[axis].enumerated; }
  [[nodiscard]] bool closed(std::uint32_t axis) const { return axes_[axis].enumerated; }   // it has one of its words, where it is known
  [[nodiscard]] bool numeric(std::uint32_t axis) const { return axes_[axis].numeric; }
  [[nodiscard]] const std::vector<std::uint32_t>& slots_of_axis(std::uint32_t axis) const { return axes_[axis].slots; }

 private:
  enum class Kind : std::uint8_t { ordered, words, truth, state };
  using Order = std::pair<std::int64_t, std::int64_t>;       // whole ones, and millionths
  struct Bound { Term at; Order order; std::string words; };
  struct Axis {
    Kind kind;
    std::string name;
    Term term;
    Encoding* encoding;
    std::vector<std::uint32_t> slots;
    bool age = false, date = false, numeric = false, enumerated = false, only_yes = false;
    std::vector<Bound> bounds;           // ordered: by their order; words: as they came
    Tri tri;                             // truth
    std::string yes, no;                 // truth
    std::string none;                    // state: "there is no order"
    std::string to_whom = {};            // state: of two programs that know something else of the fact, which is meant
  };
  // A place as it was read: bounds still move while others come in between.
  struct Reading { Place place; Order at; std::vector<Reading> among; };

  Reading read_leaf(Encoding& encoding, const Encoding::Leaf& leaf);
  Reading read_comparison(Encoding& encoding, const Encoding::Leaf& leaf);
  std::optional<Reading> read_age(Encoding& encoding, const Node& node);
  std::vector<std::uint32_t> read_states(Encoding& encoding, ExpressionId id);
  Reading fact_and_constant(Encoding& encoding, ExpressionId fact, ExpressionId constant, NodeOp op);
  Reading two_facts(Encoding& encoding, const Encoding::Leaf& leaf, NodeOp op, ExpressionId a, ExpressionId b);
  Reading reading(Place::Kind kind, const Axis& axis, NodeOp op, std::vector<std::uint32_t> states) const;
  Place settled(const Reading& reading) const;
  Axis& state(Encoding& encoding, const Term& term, std::string name);
  Axis& axis(Kind kind, const z3::expr& key, Encoding& encoding, const Term& term, std::string name);
  static Order order_of(const Value& value);
  static void bound(Axis& axis, Bound made);
  static void own(Axis& axis, const Encoding& encoding, std::vector<std::uint32_t> slots);
  void holding_on(std::uint32_t at, const z3::model& model, bool exactly, std::vector<Literal>& all) const;
  [[nodiscard]] std::string ordered_words(const Axis& axis, const std::vector<Literal>& literals) const;
  [[nodiscard]] static std::string word_words(const Axis& axis, const std::vector<Literal>& literals);
  [[nodiscard]] std::string text(ExpressionId id) const { return std::string(program_->sources.text(program_->nodes[id].span)); }

  z3::context& context_;
  Asking& asking_;
  const Program* program_;               // of the encoding that is being read
  std::vector<Axis> axes_;
  std::map<std::pair<Kind, unsigned>, std::uint32_t> found_;   // by the solver's number of what they are about
  std::vector<z3::expr> keys_;           // kept, so that the solver gives their numbers to nothing else
  std::map<Literal, z3::expr> named_;
  std::map<std::pair<const Encoding*, ExpressionId>, Reading> readings_;
  std::optional<std::uint32_t> dates_;
};

}  // namespace handrail::dsl
#endif
