// What one place of a policy may name: the roots (customer, a tool's parameter, a signal, …) with their types, and the slots that its
// conditions turned out to read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

struct Root {
  Type type;
  std::optional<Span> declared;   // none: built in
  bool always_set = false;
};

enum class Place { turn, tool };

// What earlier calls of a tool add up to, as a condition asks it: read from the slot {"used", id}.
struct MeterUse {
  std::string id;                        // "count process_refund per customer in 90 days"
  std::uint32_t tool = 0;
  std::optional<std::uint32_t> amount;   // the parameter that is added up; none: calls are counted
  bool per_customer = true;              // else per conversation
  std::optional<Duration> window;
  Currency currency;                     // of a sum
};

struct Names {
  Place place = Place::turn;
  std::map<std::string, Root, std::less<>> roots;
  Scope scope;
  std::vector<MeterUse> meters;   // that the conditions ask, each once

  // The slot of the path; made when it is asked for the first time.
  std::uint32_t slot(const std::vector<std::string>& path, const Type& type, bool always_set);
  [[nodiscard]] std::vector<std::string> candidates() const;
};

// What triggers, bands, routes, tones and the ends of conversations see.
[[nodiscard]] Names turn_names(const Symbols& symbols);
// What a tool's clauses see, without its lets: those are added one by one as they are read. No claims: signals, entities and intents are not here.
[[nodiscard]] Names tool_names(const Symbols& symbols, std::uint32_t tool);
// Signals, entities and intents: what a customer or a model says.
[[nodiscard]] bool is_claim(const Symbols& symbols, std::string_view name);

}  // namespace handrail::dsl
