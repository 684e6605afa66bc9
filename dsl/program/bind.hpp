// Facts into slots. A caller gives the roots (the customer, a look-up's record, the arguments) once; binding walks each slot's path once;
// every condition of that scope is then asked against the same frame.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/program/program.hpp"

namespace handrail::dsl {

// The first name of a path and its value: {"customer", record}, {"amount", money}, {"intent", "refund_request"}, {"running", record of whole numbers}.
// A root that is not given is Unknown.
using Roots = std::vector<std::pair<std::string, Value>>;

// What conditions look up while they are asked: get_flight(f.number, f.date).
class LookUpAnswers {
 public:
  virtual ~LookUpAnswers() = default;
  // What the tool gave for these arguments (one per parameter, in their order): Absent for "no such record", Unknown where it failed or was not asked.
  [[nodiscard]] virtual Value answer(std::uint32_t tool, const ValueList& arguments) const = 0;
};

struct Frame {
  std::vector<Value> slots;                  // as many as the scope has
  const LookUpAnswers* look_ups = nullptr;   // none: every look-up is Unknown
};

[[nodiscard]] Frame bind(const Scope& scope, const Roots& roots);
// A path from the roots: Unknown where the root is missing or unknown; Absent where the record or the field is known not to be there.
[[nodiscard]] Value at_path(const Roots& roots, const std::vector<std::string>& path);
// In which manner the roots are to be said: kept among them, so that whoever fills a text's holes also picks its variant.
[[nodiscard]] Roots with_manner(Roots roots, const Manner& manner);
[[nodiscard]] Manner manner_of(const Roots& roots);
// Fills the holes; an Unknown or Absent hole is left out as "". Of a text with variants, the one that suits the roots' manner.
[[nodiscard]] std::string render(const Template& words, const Roots& roots);

}  // namespace handrail::dsl
