// The values that policies speak about. Two kinds of "nothing" are kept apart: Unknown (a missing fact, a failed look-up: nobody knows) and
// Absent (known not to be there: no such record, an optional field that is not set). Comparing with Absent is "no"; comparing with Unknown is unknown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/money.hpp"
#include "engine/base/time.hpp"

namespace handrail {

struct Unknown {
  bool operator==(const Unknown&) const = default;
};
struct Absent {
  bool operator==(const Absent&) const = default;
};
// A fixed-point number of millionths: 0.75 is {750000}. Percentages are Decimals: 75% is 0.75.
struct Decimal {
  std::int64_t millionths = 0;
  auto operator<=>(const Decimal&) const = default;
};

class Value;
using ValueList = std::vector<Value>;
struct ValueField;
// Fields by name, in declared order (records) or sorted by key (maps).
struct ValueRecord {
  std::vector<ValueField> fields;
  [[nodiscard]] const Value* find(std::string_view name) const;
  void set(std::string name, Value value);  // adds or replaces
  bool operator==(const ValueRecord&) const;
};

class Value {
 public:
  using Node = std::variant<Unknown, Absent, bool, std::int64_t, Decimal, Money, Instant, Duration, std::string, ValueList, ValueRecord>;
  Value() = default;  // Unknown
  Value(Node node);
  template <class T>
    requires(!std::is_same_v<std::decay_t<T>, Value> && !std::is_same_v<std::decay_t<T>, Node> && std::is_constructible_v<Node, T>)
  Value(T&& value) : node_(std::forward<T>(value)) {}
  Value(const char* text);
  Value(int number);

  [[nodiscard]] const Node& node() const { return node_; }
  template <class T>
  [[nodiscard]] const T* as() const { return std::get_if<T>(&node_); }
  [[nodiscard]] bool unknown() const { return std::holds_alternative<Unknown>(node_); }
  [[nodiscard]] bool absent() const { return std::holds_alternative<Absent>(node_); }
  bool operator==(const Value&) const = default;

 private:
  Node node_;
};

struct ValueField {
  std::string name;
  Value value;
  bool operator==(const ValueField&) const = default;
};

// Here, where a field is a complete type.
inline Value::Value(Node node) : node_(std::move(node)) {}
inline Value::Value(const char* text) : node_(std::string(text)) {}
inline Value::Value(int number) : node_(std::int64_t{number}) {}

// As a customer reads it: "$100.00", "4 hours", "yes", "a, b and c"; Unknown and Absent are empty.
std::string format_value(const Value& value);

// "0.75", "75", "-3.5": at most six decimals. Fails with invalid.
Result<Decimal> parse_decimal(std::string_view text);
std::string format_decimal(Decimal d);  // shortest: "0.75"

// The answer to a condition.
enum class Truth : std::uint8_t { no, yes, unknown };
std::string_view to_text(Truth truth);

}  // namespace handrail
