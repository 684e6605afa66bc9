// JSON as a plain value. Numbers keep the text they were written in (a double never touches money), objects keep their order, duplicate
// keys are refused, and depth and size are limited. What is well-formed is read by simdjson (json_scan.cpp), what is not by nlohmann/json (json.cpp), which says why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/result.hpp"

namespace handrail {

class Json {
 public:
  struct Number {
    std::string literal;  // a valid JSON number
    bool operator==(const Number&) const = default;
  };
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;

  Json() = default;  // null
  Json(std::nullptr_t) {}
  template <class T>
    requires std::is_same_v<T, bool>
  Json(T value) : node_(value) {}
  template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
  Json(T value) : node_(Number{std::to_string(value)}) {}
  Json(Number value) : node_(std::move(value)) {}
  Json(std::string value) : node_(std::move(value)) {}
  Json(std::string_view value) : node_(std::string(value)) {}
  Json(const char* value) : node_(std::string(value)) {}
  Json(Array value) : node_(std::move(value)) {}
  Json(Object value) : node_(std::move(value)) {}
  // {{"a", 1}, {"b", "two"}}
  static Json object(std::initializer_list<Member> members = {}) { return Json(Object(members)); }
  static Json array(std::initializer_list<Json> items = {}) { return Json(Array(items)); }
  // A finite number with at most `decimals` decimals; for scores and figures, never for money.
  static Json decimal(double value, int decimals = 4);

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(node_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(node_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(node_); }
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&node_); }
  [[nodiscard]] const Number* number() const { return std::get_if<Number>(&node_); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&node_); }
  [[nodiscard]] const Array* items() const { return std::get_if<Array>(&node_); }
  [[nodiscard]] const Object* members() const { return std::get_if<Object>(&node_); }
  [[nodiscard]] std::optional<std::int64_t> integer() const;  // a whole number that fits
  [[nodiscard]] std::optional<double> real() const;           // any number, as a double: for scores and figures
  [[nodiscard]] std::string_view kind() const;                // "null", "boolean", "number", "string", "array", "object"

  // A member of an object, nullptr where there is none or this is no object.
  [[nodiscard]] const Json* find(std::string_view key) const;
  // The member, or null. For reading what we wrote ourselves.
  [[nodiscard]] const Json& operator[](std::string_view key) const;
  [[nodiscard]] std::string text_or(std::string_view key, std::string_view otherwise = "") const;
  [[nodiscard]] std::int64_t integer_or(std::string_view key, std::int64_t otherwise = 0) const;
  [[nodiscard]] bool boolean_or(std::string_view key, bool otherwise = false) const;

  // Adds or replaces a member; a null Json becomes an object first.
  Json& set(std::string_view key, Json value);
  // Appends; a null Json becomes an array first.
  Json& push(Json value);

  bool operator==(const Json&) const = default;

 private:
  std::variant<std::nullptr_t, bool, Number, std::string, Array, Object> node_ = nullptr;
};

struct JsonLimits {
  std::size_t bytes_max = 1u << 20;
  int depth_max = 64;
};

// Fails with invalid (malformed, duplicate key, bad UTF-8, trailing text, a number beyond every double; the message names the line and the
// column, in characters from 1) or limit.
Result<Json> parse_json(std::string_view text, JsonLimits limits = {});
// Writing never fails: bytes inside a text that are not UTF-8 are written as U+FFFD. A Number that is no JSON number is our bug.
std::string dump(const Json& json);                  // one line, members in their order
std::string dump_pretty(const Json& json);           // indented by two
std::string canonical(const Json& json);             // one line, members sorted by key, numbers in shortest form: what is hashed and compared

}  // namespace handrail
