// Where in the facts a condition looks, and which values there may make it come out otherwise: both sides of each comparison and test, within `has (…)` for the items
// of the lists that are there.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "dsl/program/bind.hpp"
#include "engine/base/json.hpp"

namespace handrail {

// A fact, or what stands in one: a field of a record, an item of a list, an entry of a map.
struct Place {
  std::uint32_t slot = 0;
  std::vector<std::variant<std::size_t, std::string>> steps;   // an item, from 0; a field or a key
  dsl::Type type;
  bool one_more = false;                 // the last step is an item that the list has not yet
};
struct PlacedValue {
  Place place;
  Value value;
  dsl::ExpressionId asked_by = dsl::no_expression;   // the comparison or test
};

// In the order in which they are found; at most `most` of them. Each may make a difference, and none is what stands there now.
[[nodiscard]] std::vector<PlacedValue> values_worth_trying(const dsl::Program& program, const dsl::Scope& scope, const dsl::Frame& frame,
                                                           const std::vector<dsl::ExpressionId>& conditions, std::size_t most);

// What stands there; Unknown or Absent where the way ends before.
[[nodiscard]] Value value_at(const dsl::Frame& frame, const Place& place);
// The fact with another value there: records and entries on the way are made.
[[nodiscard]] Value with_value_at(const Value& fact, const Place& place, const Value& value);
// "price of item 2 of order.items", "one more entry of order.items", "balance of entry `card` of order.paid_with".
[[nodiscard]] std::string words_of(const dsl::Program& program, const dsl::Scope& scope, const Place& place);

// The least by which two values of the kind differ as people write them, so often; none for what has no order, or beyond what there is.
[[nodiscard]] std::optional<Value> moved(const Value& value, std::int64_t steps);

}  // namespace handrail
