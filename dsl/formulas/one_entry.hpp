// A program in which each list or map that a quantifier, a count or a sum goes over is one entry, whose fields are facts like all others, and a list of the others
// beside it; of a map, the entries that are asked for under a key and the others. What is asked within `has (…)` is then a condition like any other, and its
// boundaries are found as theirs are. What is found is put back into the lists.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

class OneEntry {
 public:
  // Of the clauses of one tool, or of what becomes of messages. None: nothing in them goes over a list that is a fact.
  static std::optional<OneEntry> of_tool(const Program& program, std::uint32_t tool);
  static std::optional<OneEntry> of_messages(const Program& program);

  // The rules stand where they stand in the program that it was made of; slots and nodes come behind those that were there.
  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] std::size_t first_slot() const { return first_slot_; }
  // A comparison or test of an entry: it is none of the program that this was made of, and not only that the list is there.
  [[nodiscard]] bool asks_entry(ExpressionId leaf) const;
  // Of what is asked within `has (…)` the quantifiers, counts and sums around it, the innermost first.
  [[nodiscard]] std::vector<ExpressionId> around(ExpressionId leaf) const;

  // Puts the entries into their lists, and leaves the slots of the program that this was made of.
  void put_back(std::vector<Value>& slots) const;

 private:
  friend class SpeakingOut;
  struct Place { std::optional<std::uint32_t> slot; std::size_t entry = 0; std::vector<std::string> path; };   // a fact, or a field of another entry
  struct Entry {
    Place list;
    Type type;                             // of the list or map
    std::string root;                      // of its slots
    std::optional<std::uint32_t> others;   // the fact that has those beside it; none: nothing goes over all of them
    ExpressionId key = no_expression;      // of a map, where it is asked for by its key: a text, or the fact that has it
  };
  explicit OneEntry(const Program& program) : program_(program) {}
  [[nodiscard]] Scope& scope() { return tool_ ? program_.tools[*tool_].scope : program_.turn_scope; }
  [[nodiscard]] const Scope& scope() const { return tool_ ? program_.tools[*tool_].scope : program_.turn_scope; }
  [[nodiscard]] Value entry_of(const Entry& entry, const std::vector<Value>& slots) const;

  Program program_;
  std::optional<std::uint32_t> tool_;
  std::size_t first_slot_ = 0;
  ExpressionId first_node_ = 0;
  std::vector<Entry> entries_;             // an entry stands before those within it
  std::vector<ExpressionId> guards_;       // nodes that ask whether a list is there, and of the others in it
  std::vector<std::pair<ExpressionId, ExpressionId>> around_;   // nodes of what is said of an entry, and the quantifier, the count or the sum
};

}  // namespace handrail::dsl
