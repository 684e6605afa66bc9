#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/assert.hpp"
#include "engine/base/json.hpp"
#include "engine/base/json_number.hpp"

namespace handrail {

Json Json::decimal(double value, int decimals) {
  HANDRAIL_ASSERT(std::isfinite(value), "a figure is not a number");
  HANDRAIL_ASSERT(decimals >= 0 && decimals <= 17, "decimals are between 0 and 17");
  std::array<char, 400> buffer{};  // the largest double has 309 digits before the point
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  HANDRAIL_ASSERT(error == std::errc(), "a double is longer than any double");
  std::string literal(buffer.data(), end);
  if (decimals > 0) {
    literal.erase(literal.find_last_not_of('0') + 1);
    if (literal.back() == '.') literal.pop_back();
  }
  return Json(Number{literal == "-0" ? "0" : std::move(literal)});
}

std::optional<std::int64_t> Json::integer() const {
  const Number* written = number();
  if (!written) return std::nullopt;
  const char *begin = written->literal.data(), *end = begin + written->literal.size();
  std::int64_t plain = 0;
  if (const auto [at, error] = std::from_chars(begin, end, plain); error == std::errc() && at == end) return plain;
  const std::optional<ExactNumber> exact = exact_number(written->literal);
  return exact ? whole_number(*exact) : std::nullopt;
}

std::optional<double> Json::real() const {
  const Number* written = number();
  if (!written) return std::nullopt;
  const char* begin = written->literal.data();
  double value = 0;
  const auto [end, error] = std::from_chars(begin, begin + written->literal.size(), value);
  if (error == std::errc()) return value;
  // Too small to tell from zero, or too large for a double.
  const std::optional<ExactNumber> exact = exact_number(written->literal);
  if (exact && exact->exponent < 0) return 0.0;
  return std::nullopt;
}

std::string_view Json::kind() const {
  static constexpr std::array<std::string_view, 6> kinds{"null", "boolean", "number", "string", "array", "object"};
  return kinds[node_.index()];
}

const Json* Json::find(std::string_view key) const {
  const Object* object = members();
  if (!object) return nullptr;
  // Most names differ in length or in their last letter.
  const char last = key.empty() ? '\0' : key.back();
  for (const Member& member : *object) {
    const std::string& name = member.first;
    if (name.size() == key.size() && (name.empty() || name.back() == last) && name == key) return &member.second;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view key) const {
  static const Json null;
  const Json* found = find(key);
  return found ? *found : null;
}

std::string Json::text_or(std::string_view key, std::string_view otherwise) const {
  const std::string* found = (*this)[key].text();
  return found ? *found : std::string(otherwise);
}

std::int64_t Json::integer_or(std::string_view key, std::int64_t otherwise) const { return (*this)[key].integer().value_or(otherwise); }

bool Json::boolean_or(std::string_view key, bool otherwise) const {
  const bool* found = (*this)[key].boolean();
  return found ? *found : otherwise;
}

Json& Json::set(std::string_view key, Json value) {
  if (is_null()) node_ = Object{};
  Object* object = std::get_if<Object>(&node_);
  HANDRAIL_ASSERT(object, "a member is set in something that is no object");
  for (Member& member : *object) {
    if (member.first != key) continue;
    member.second = std::move(value);
    return *this;
  }
  if (object->size() == object->capacity()) object->reserve(object->size() < 4 ? 4 : 2 * object->size());   // moving members costs more than the room
  object->emplace_back(std::string(key), std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  if (is_null()) node_ = Array{};
  Array* array = std::get_if<Array>(&node_);
  HANDRAIL_ASSERT(array, "an item is appended to something that is no array");
  array->push_back(std::move(value));
  return *this;
}

}  // namespace handrail
