// Many conditions asked of one set of facts. Most rules compare one fact with fixed values, and many compare the same one: the fixed values part what a fact
// can be into places, and one search says at which the fact stands. Each place has a bit for every rule that it rules out; a decision is the sum of these
// bits over the facts. All that the rules' leaves rest on is in these places: what was asked of a rule is read off them when somebody wants to know, and
// a decision that can be traced costs what one without a trace costs.
// Says what evaluate() says, condition by condition, trace included.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

// Where a fact stands among the values that it is compared with.
struct FactPlace {
  std::uint32_t row = 0;
  std::uint8_t known = 0;     // 1: there
  std::uint8_t unknown = 0;   // Truth::unknown where nobody knows it, 0 where it is known (or known not to be there)
};

// What an asking writes into. Kept by the caller and used again, it is allocated once.
struct RuleAnswers {
  std::vector<Truth> rules;   // as the index's conditions
  std::vector<FactPlace> places;
  bool placed = false;        // every fact has a place; else the rules were asked one by one
  std::vector<std::uint64_t> out, undecided;
};

class RuleIndex {
 public:
  RuleIndex() = default;
  // The conditions are of one scope of `program`; no_expression is always yes.
  RuleIndex(const Program& program, const std::vector<ExpressionId>& conditions);

  [[nodiscard]] std::size_t size() const { return conditions_.size(); }
  // `program` is the one that the index was made of; `frame` is of the conditions' scope.
  void ask(const Program& program, const Frame& frame, RuleAnswers& answers) const;
  // What was asked of one rule: appends the leaves that decided it, as evaluate() would. `answers` are those to `frame`.
  void trace(const Program& program, const Frame& frame, const RuleAnswers& answers, std::size_t rule, Trace& trace) const;

 private:
  // The texts that a fact is compared with, by a hash of their own.
  class TextPlaces {
   public:
    void add(const std::string& text);
    void close();   // after the last
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }
    [[nodiscard]] std::uint32_t find(std::string_view text) const;   // size() where it is none of them

   private:
    static std::uint64_t hash(std::string_view text);
    std::vector<std::string> texts_;
    std::vector<std::uint32_t> buckets_;   // size() is empty
  };
  enum class AskedKind : std::uint8_t { ordered, text, yes_no, in_list, alone };
  // Something that leaves ask about. Rows: `ordered`, below the first value, at it, between it and the next, …; `text`, each text, then any other;
  // the others, no and yes.
  struct Asked {
    AskedKind kind = AskedKind::alone;
    std::uint32_t slot = 0;
    std::size_t type = 0;                  // ordered: which of a value's types
    Currency currency;                     // ordered: of money
    std::vector<std::int64_t> values;      // ordered: rising
    TextPlaces texts;
    std::uint32_t of = 0;                  // in_list: the text that is asked about
    std::vector<std::uint8_t> in;          // in_list: by the row of that
    ExpressionId leaf = no_expression;     // alone: whatever else a leaf may be, asked as it stands
    std::size_t bits = 0;                  // into bits_: what each row rules out, then what absence does, then all that asks about it

    [[nodiscard]] std::uint32_t rows() const {
      return kind == AskedKind::ordered ? 2 * static_cast<std::uint32_t>(values.size()) + 1 : kind == AskedKind::text ? texts.size() + 1 : 2;
    }
  };
  // Holds where the row is one of `length` from `from` on; `outside`, where it is none of them.
  struct Leaf {
    std::uint32_t asked = 0, from = 0, length = 0;
    bool outside = false, negated = false;
    bool first = false, turned = false;   // of a step
    Span span;

    [[nodiscard]] unsigned truth_at(const FactPlace& place) const {   // a Truth
      return (static_cast<unsigned>((place.row - from < length) != outside) & place.known) | place.unknown;
    }
  };
  // A leaf of a rule that is a plain row of leaves: all of them, or, turned, any of them.
  struct Step {
    Leaf leaf;
    std::uint32_t rule = 0;
  };
  struct Steps { std::uint32_t begin = 0, end = 0; };   // of a rule; of one that is no plain row none, and it is asked as it stands

  class Builder;
  static const std::int64_t* number_in(const Value& value);   // of a value that has an order; none for any other

  [[nodiscard]] bool find_places(const Program& program, const Frame& frame, RuleAnswers& answers) const;
  void ask_bits(const Program& program, const Frame& frame, RuleAnswers& answers) const;
  void ask_steps(const Program& program, const Frame& frame, RuleAnswers& answers) const;

  std::vector<ExpressionId> conditions_;
  std::vector<Asked> asked_;
  std::vector<Step> steps_;
  std::vector<Steps> steps_of_;               // by rule
  std::size_t words_ = 0;                     // of a row of bits; 0: too many for bits
  std::vector<std::uint64_t> bits_;
  std::vector<std::uint32_t> more_;           // bits behind those of the rules: the rule of which each is another way to hold
  std::vector<std::uint32_t> asked_alone_;    // rules that have no bits
};

}  // namespace handrail::dsl
