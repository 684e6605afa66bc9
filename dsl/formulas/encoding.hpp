// Conditions of one scope as formulas over what its facts could be. A fact is known, absent or unknown, and known amounts may be in a currency
// that nothing compares with; texts and enumerations are numbered; text tests, quantifiers and look-ups are free, one per distinct node. Two encodings
// over one context, with one prefix and one Vocabulary, speak of the same facts: of one line, which each reads by its own types (one_line.cpp).
#pragma once

#ifdef HANDRAIL_PROOF
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/formulas/formula.hpp"
#include "dsl/formulas/gate_sample.hpp"
#include "dsl/formulas/text_language.hpp"
#include "dsl/formulas/vocabulary.hpp"
#include "dsl/program/program.hpp"

namespace handrail::dsl {

struct Tri { z3::expr yes, no; };         // never both; neither: unknown
struct Term { z3::expr value, known, absent, odd; TypeKind kind; };   // odd: known, and in a currency that is not compared with

// What is said of a list whose entries are facts of their own; none: it is asked about something else.
class SpelledOut {
 public:
  virtual ~SpelledOut() = default;
  virtual std::optional<Tri> leaf(ExpressionId id) = 0;
  virtual std::optional<Term> term(ExpressionId id) = 0;
};

class Encoding {
 public:
  static constexpr std::int64_t unnamed_text = 1'000'000'000;   // texts from here on are none that the policy names: "A", "B"
  // `lets`: of the tool whose scope it is. `shared`: null for an encoding that speaks for itself; else a word of an enumeration that its program does not
  // declare may be there, and is unknown to it.
  Encoding(z3::context& context, z3::solver& solver, const Program& program, const Scope& scope, std::string prefix, const std::vector<Let>* lets = nullptr,
           Vocabulary* shared = nullptr);

  Tri condition(ExpressionId id);
  Tri holds(ExpressionId when, ExpressionId unless);   // as the gate and the triggers ask
  Term term(ExpressionId id);
  z3::expr active(const Rule& rule);
  [[nodiscard]] const Term& slot(std::uint32_t index) const { return slots_[index]; }
  [[nodiscard]] const Saying& saying() const { return saying_; }
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> bounds(std::uint32_t index) const;   // of the slot's number, where it is known
  [[nodiscard]] std::vector<std::int64_t> words_of(std::uint32_t index) const;   // of an enumeration; of a text one that nothing names
  [[nodiscard]] const z3::expr& now() const { return now_; }
  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] z3::expr given(const std::string& root) const;             // its look-up gave something: a record, or that there is none
  [[nodiscard]] z3::expr is_there(const std::string& root) { return given(root) && !there_is_no(root); }
  void spell_out(SpelledOut* list) { spelled_out_ = list; }                // before anything is asked about it
  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] z3::expr truth(bool yes) const { return context_.bool_val(yes); }
  [[nodiscard]] z3::expr number(std::int64_t value) const { return context_.int_val(static_cast<int64_t>(value)); }
  void always_set(std::uint32_t index);                // a parameter: never unknown
  void of_caller(std::uint32_t index);                 // an amount among the arguments: not below zero, and in the declared currency
  // What stands in one place of the line, read by two programs: as two kinds (21 is a number and an amount, and no text), or tested in two ways. Asked of both
  // before.
  void tie_readings(Encoding& other);
  // What several quantifiers, counts and sums say of one list; asked of all of them before.
  void tie_lists();
  [[nodiscard]] std::vector<z3::expr> nothing_in(std::uint32_t slot) const;   // what is asked of the list answers as an empty one does
  // The comparisons and tests that were encoded, in the order in which they stand.
  struct Leaf { ExpressionId node; Tri tri; };
  [[nodiscard]] const std::vector<Leaf>& leaves() const { return leaves_; }
  [[nodiscard]] const Leaf* leaf_of(ExpressionId condition) const;   // null: it was not encoded, or it is no leaf
  [[nodiscard]] std::vector<Leaf> leaves_of(const std::vector<ExpressionId>& conditions) const;   // those that were encoded of these
  [[nodiscard]] std::vector<LeafAnswer> answers(const z3::model& model) const;
  [[nodiscard]] std::vector<TermAnswer> term_answers(const z3::model& model) const;   // of what is not followed
  // What the model answers to those leaves, together with all that speak of the same lists, maps, texts and look-ups.
  [[nodiscard]] z3::expr answered_so(const z3::model& model, const std::vector<ExpressionId>& leaves) const;
  Term constant(const Value& value);
  Tri compare(NodeOp op, const Term& a, const Term& b);
  [[nodiscard]] std::vector<Value> values(const z3::model& model) const;
  [[nodiscard]] std::string words(const Leaf& leaf, bool yes) const;   // as the language writes it

 private:
  Term fresh(const std::string& name, const Type& type, bool calculated = false);   // calculated: it may be larger than a value may
  [[nodiscard]] std::string name_of(std::uint32_t index) const;
  [[nodiscard]] Currency currency_of(const Type& type) const;
  Tri leaf(ExpressionId id);
  // test_ties.cpp: what is certain of a test that is not followed.
  void tie(const Leaf& leaf);
  void tie_to_fact(const Leaf& leaf, std::uint32_t slot);
  void tie_to_both(const Leaf& leaf, const Term& a, const Term& b, bool decided);   // decided: it is answered where both are known
  void tie_to_pairs(const Leaf& leaf, const Node& pairs);
  void tie_found(const Node& node, const Term& found);
  struct TextTests { std::vector<Leaf> tests; std::vector<std::string> texts; std::size_t steps = 500'000; };   // that are left to read three tests side by side
  void tie_text_tests(std::uint32_t slot, const Leaf& test);
  void tie_two(const z3::expr& there, const Leaf& test, const Encoding& its, const Leaf& other);
  void tie_tests(std::uint32_t slot, Encoding& other, std::uint32_t its_slot);
  void tie_text_to(std::uint32_t slot, const std::string& text);
  void tie_three(const z3::expr& there, TextTests& known, const Leaf& test);
  [[nodiscard]] const TextLanguage* language_of(const Leaf& test) const;   // null: it is not understood
  [[nodiscard]] const std::string* asked_text(const Node& node) const;
  Tri opaque(const std::string& key, ExpressionId id);
  Tri question(const std::string& key);
  [[nodiscard]] std::vector<const Field*> way_to(std::uint32_t index) const;
  [[nodiscard]] std::string own_reading(ExpressionId id) const;
  [[nodiscard]] z3::expr all_known(ExpressionId id) const;
  void read_off_the_line(std::uint32_t index);
  void tie_reading(std::uint32_t index, const Encoding& other, std::uint32_t its_index);
  // entry_ties.cpp: what several quantifiers, counts and sums say of one list.
  struct OverList { ExpressionId node; std::string said; Tri tri; std::optional<Term> term; };   // tri: of a quantifier; term: of a count or a sum
  void note_over_list(ExpressionId id, const Tri& tri, const std::optional<Term>& term);
  void tie_entries(std::uint32_t index, Encoding& other, std::uint32_t its_index);
  friend class EntryTies;
  void tie_words(const Term& text, const Program& program, const Type& type, const Term& other);
  void tie_numbers(const Term& number, const Term& decimal, std::int64_t scale);
  Term calculated(const Node& node);
  z3::expr millionths(const Term& term) const;
  std::int64_t word(const std::string& text) { return vocabulary_->word(text); }
  std::string key(ExpressionId id) const { return saying_.condition(id); }
  z3::expr there_is_no(const std::string& root);
  Value value_in(const z3::model& model, std::uint32_t index) const;
  Value record_of(std::uint32_t index, const std::vector<Value>& values) const;
  void tie_records();
  void tie_to_whole(const std::string& root, const Term& field, bool optional);
  void tie_to_fields(const std::string& root, const Term& whole);
  void tie_inner(const Slot& record, const Term& whole);

  z3::context& context_;
  z3::solver& solver_;
  const Program& program_;
  const Scope& scope_;
  std::string prefix_;
  z3::expr now_;
  std::vector<Term> slots_;
  Saying saying_;
  Vocabulary own_;
  Vocabulary* vocabulary_;
  bool shared_;
  std::size_t speaker_;
  std::map<std::string, Tri> opaque_;
  std::map<std::string, Term> opaque_terms_;
  std::vector<std::pair<ExpressionId, Term>> found_terms_;   // the same, each where it stands first
  std::map<std::string, std::size_t> asked_;           // leaves by what they say
  std::vector<Leaf> leaves_;
  SpelledOut* spelled_out_ = nullptr;
  std::vector<OverList> over_lists_;                   // each over a fact
  std::map<std::uint32_t, TextTests> text_tests_;      // by slot: its tests, and the texts that it is compared with
  mutable std::map<ExpressionId, std::optional<TextLanguage>> languages_;   // of its tests, each read once
};

[[nodiscard]] std::int64_t integer_in(const z3::model& model, const z3::expr& expression);
[[nodiscard]] bool true_in(const z3::model& model, const z3::expr& expression);

}  // namespace handrail::dsl
#endif
