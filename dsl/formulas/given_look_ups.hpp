// What look-ups inside conditions give while values are tried: to certain arguments, or to any others.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "dsl/formulas/gate_sample.hpp"
#include "dsl/program/evaluate.hpp"

namespace handrail::dsl {

class GivenLookUps : public LookUpAnswers {
 public:
  explicit GivenLookUps(const Program& program) : program_(program) {}

  [[nodiscard]] Value answer(std::uint32_t tool, const ValueList& arguments) const override {
    for (const LookUpGiven& one : certain)
      if (one.tool == program_.tools[tool].name && one.arguments == arguments) return one.result;
    const auto found = any.find(program_.tools[tool].name);
    const Value result = found == any.end() ? Value(Unknown{}) : found->second;
    if (asked != nullptr && std::ranges::none_of(*asked, [&](const LookUpGiven& one) { return one.tool == program_.tools[tool].name && one.arguments == arguments; }))
      asked->push_back({program_.tools[tool].name, arguments, result});
    return result;
  }

  std::vector<LookUpGiven> certain;
  std::map<std::string, Value> any;
  std::vector<LookUpGiven>* asked = nullptr;   // collects what `any` answered

 private:
  const Program& program_;
};

}  // namespace handrail::dsl
