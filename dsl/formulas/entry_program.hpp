// A program in which the entry of a list or map is a record of one field that a look-up gave: what is asked of each entry stands in a scope of its own, so that it
// is read, encoded and tried as any other condition.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

class EntryProgram {
 public:
  // What a condition may ask beside the entry: nothing but the time; other facts and what is within the entry, which stay facts; or the same with those facts
  // being the values that they have.
  enum class Beside : std::uint8_t { nothing, facts, values };
  EntryProgram(const Program& program, const Scope& outer, const Type& element, Beside beside = Beside::nothing, const std::vector<Value>* values = nullptr);

  // The condition or the amount, of the entry; none: it asks for what it may not. `list`: the fact whose entry under a key is this one, where a condition speaks of
  // it outside of any quantifier.
  std::optional<ExpressionId> of_entry(ExpressionId id, std::optional<std::uint32_t> list = std::nullopt);
  // That the entry is this value.
  std::optional<ExpressionId> is_entry(ExpressionId value);

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] const std::vector<Let>& lets() const { return lets_; }
  // The entry that these values of the scope make; what nobody asks of it is as it mostly is.
  [[nodiscard]] Value entry(const std::vector<Value>& values) const;

  static const std::string root;           // of the look-up; its facts are all of the entry

 private:
  std::optional<ExpressionId> rewritten(ExpressionId id, std::uint32_t depth);
  ExpressionId add(const Node& node);
  ExpressionId slot(std::vector<std::string> path, Type type, bool always_set, Span span);
  ExpressionId fixed(const Value& value, Span span);
  [[nodiscard]] bool begins_entry(const Node& node, std::uint32_t depth) const;
  std::optional<ExpressionId> fact(ExpressionId id, std::uint32_t depth);
  std::optional<ExpressionId> beside(const Node& node);

  Program program_;
  Scope scope_;
  std::vector<Let> lets_;
  const Scope& outer_;
  Beside beside_;
  const std::vector<Value>* values_;
  std::optional<std::uint32_t> list_;
};

// Sets what stands at the path of the record, from the part `from` on; nothing stands in a record that is not there.
void set_in(ValueRecord& record, const std::vector<std::string>& path, std::size_t from, const Value& value);

// The value of the type in which the scope's facts below `root` are these, and the rest is as it mostly is.
[[nodiscard]] Value assembled(const Program& program, const Type& type, const Scope& scope, const std::vector<std::string>& root, const std::vector<Value>& values);

}  // namespace handrail::dsl
