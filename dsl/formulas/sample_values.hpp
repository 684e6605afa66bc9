// Values worth trying for a test that the solver does not follow: what the test compares with and its neighbours, put into items, lists, maps and texts.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/program/bind.hpp"
#include "dsl/formulas/gate_sample.hpp"
#include "dsl/program/typical.hpp"

namespace handrail::dsl {

// What tests speak of: gathered from as many as are looked at, each in its own program and with its own facts.
class Mentioned {
 public:
  void look(const Program& program, const Frame& frame, ExpressionId id);

  void also(const Value& value) { add(value); }

  [[nodiscard]] const std::vector<Value>& constants() const { return constants_; }   // each with its neighbours
  [[nodiscard]] bool field(const std::string& name) const;
  [[nodiscard]] bool optional_asked() const { return asks_known_; }                  // whether something is known

  // At most limits::sample_values of each. Items hold one mix of the values that their fields are compared with; the plainest come first.
  [[nodiscard]] std::vector<Value> of_type(const Program& program, const Type& type, int depth = 0) const;
  [[nodiscard]] std::vector<Value> lists_of(const std::vector<Value>& items) const;
  [[nodiscard]] std::vector<Value> maps_of(const std::vector<Value>& items) const;

 private:
  std::vector<Value> records(const Program& program, const Type& type, int depth) const;
  void look_at_text(const Program& program, const Frame& frame, const Node& node);
  void add(const Value& value);

  std::vector<Value> constants_;
  std::vector<std::string> fields_, fronts_, middles_, backs_;
  bool asks_known_ = false;
};

// What one text is to pass.
struct TextTests { std::vector<std::string> fronts, middles, backs; std::vector<const Pattern*> patterns; };
[[nodiscard]] std::vector<std::string> texts_for(const TextTests& tests);

[[nodiscard]] bool is_so(const Program& program, const Value& value, TermAnswer::Is wanted);

// Nothing of it is the item of a quantifier: its value is the same for the whole test.
[[nodiscard]] bool settled(const Program& program, ExpressionId id);

}  // namespace handrail::dsl
