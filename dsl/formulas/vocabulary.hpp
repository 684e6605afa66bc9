// What a condition says, whatever its numbers in its program: the same text for the same condition, wherever it stands and whatever its bound variables and
// look-ups are called. Two encodings that share a Vocabulary speak of the same facts, words and open questions.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

// The conditions of one scope. `lets` are the look-ups of the tool whose scope it is; a fact of one is named by what is looked up, so that `order.total`
// and `o.total` are one fact where `order` and `o` are the same look-up.
class Saying {
 public:
  Saying(const Program& program, const Scope& scope, const std::vector<Let>* lets = nullptr);
  [[nodiscard]] std::string condition(ExpressionId id) const;         // no_expression: ""
  [[nodiscard]] std::string slot(std::uint32_t index) const;          // "customer.plan", "lookup_order(order_id).total"; lists and records say what they hold
  [[nodiscard]] std::string place(std::uint32_t index) const;         // the same of what may stand there, whatever it is
  // What a quantifier, a count or a sum goes over and asks of each: of the entries only what is read of them, so that it is one question to two programs that
  // read that alike.
  [[nodiscard]] std::string entries(const Node& quantifier) const;
  [[nodiscard]] std::string root(const std::string& name) const;      // "customer", "lookup_order(order_id)"
  [[nodiscard]] const Type* looked_up(const std::string& name) const; // what the `let` of that name gives; null: there is none

 private:
  [[nodiscard]] std::string head(const Node& node) const;
  using Paths = std::set<std::vector<std::string>>;
  void read_of_entry(ExpressionId id, std::uint32_t depth, Paths& found) const;
  [[nodiscard]] std::string read_as(const Type& entry, const std::vector<std::string>& path) const;

  const Program& program_;
  const Scope& scope_;
  const std::vector<Let>* lets_;
  std::map<std::string, std::string> roots_;
};

// What a value of the type may be, by its parts and not by its record's name: "[name text;price money USD;]".
[[nodiscard]] std::string shape_of(const Program& program, const Type& type);

// What a limit adds up, whatever its ceiling and its place among the others.
[[nodiscard]] std::string counted_by(const Tool& tool, const Limit& limit, const Saying& saying);

// The names that encodings give to words and open questions.
class Vocabulary {
 public:
  std::int64_t word(const std::string& text);
  [[nodiscard]] const std::string* text(std::int64_t word) const;     // null: no such word
  // The texts that one of several programs names: to each of them they are texts like its own.
  void name_texts(const Program& program);
  [[nodiscard]] const std::vector<std::string>& named() const { return named_; }
  [[nodiscard]] bool named(const std::string& text) const { return words_.contains(text); }
  std::size_t speaker() { return speakers_++; }                       // a number for each that speaks
  std::size_t question(const std::string& said) { return questions_.emplace(said, questions_.size()).first->second; }
  std::int64_t currency(Currency currency);
  [[nodiscard]] Currency currency_but(std::int64_t number, Currency ours) const;   // that one; where nobody named it, one that is not ours

 private:
  std::map<std::string, std::int64_t> words_;
  std::vector<std::string> texts_, named_;
  std::map<std::string, std::size_t> questions_;
  std::vector<Currency> currencies_;
  std::size_t speakers_ = 0;
};

}  // namespace handrail::dsl
