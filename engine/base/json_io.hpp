// One list of members serves both ways. A struct says
//
//   template <class Self, class Io> static void members(Self& self, Io& io) { io("tool", self.tool); io("at", self.at); }
//
// and to_json / from_json follow. For what we wrote ourselves: reading is strict about types (corrupt), easy on missing members.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace handrail {

class JsonWriter;
class JsonSource;

template <class T>
concept HasMembers = requires(T& value, JsonWriter& io) { T::members(value, io); };

// Enumerations are written as words: specialise with `static constexpr std::string_view words[]` in the order of the enumerators.
template <class T>
struct EnumWords;
template <class T>
concept HasWords = std::is_enum_v<T> && requires { EnumWords<T>::words; };
template <HasWords T>
[[nodiscard]] std::string_view word_of(T value) {
  return EnumWords<T>::words[static_cast<std::size_t>(value)];
}
template <HasWords T>
[[nodiscard]] std::optional<T> enum_of(std::string_view word) {
  for (std::size_t i = 0; i < std::size(EnumWords<T>::words); ++i)
    if (EnumWords<T>::words[i] == word) return static_cast<T>(i);
  return std::nullopt;
}

// --- writing ----------------------------------------------------------------------------------------------------------------------------

class JsonWriter {
 public:
  template <class T>
  void operator()(std::string_view key, const T& value) {
    if (auto json = write(value)) members_.emplace_back(std::string(key), std::move(*json));
  }
  [[nodiscard]] Json take() { return Json(std::move(members_)); }

  // None: the member is left out.
  template <class T>
  static std::optional<Json> write(const T& value);

 private:
  Json::Object members_;
};

template <HasMembers T>
[[nodiscard]] Json to_json(const T& value) {
  JsonWriter io;
  T::members(value, io);
  return io.take();
}

namespace json_io {
template <class T> struct IsId : std::false_type {};
template <class Tag> struct IsId<Id<Tag>> : std::true_type {};
template <class T> struct IsOptional : std::false_type {};
template <class T> struct IsOptional<std::optional<T>> : std::true_type {};
template <class T> struct IsVector : std::false_type {};
template <class T> struct IsVector<std::vector<T>> : std::true_type {};
template <class T> struct IsMap : std::false_type {};
template <class T> struct IsMap<std::map<std::string, T>> : std::true_type {};
}  // namespace json_io

template <class T>
std::optional<Json> JsonWriter::write(const T& value) {
  if constexpr (std::is_same_v<T, Json>) return value.is_null() ? std::nullopt : std::optional<Json>(value);
  else if constexpr (std::is_same_v<T, std::string>) return value.empty() ? std::nullopt : std::optional<Json>(Json(value));
  else if constexpr (std::is_same_v<T, bool>) return value ? std::optional<Json>(Json(true)) : std::nullopt;
  else if constexpr (std::is_integral_v<T>) return Json(value);
  else if constexpr (HasWords<T>) return Json(word_of(value));
  else if constexpr (json_io::IsId<T>::value) return value.empty() ? std::nullopt : std::optional<Json>(Json(value.text));
  else if constexpr (std::is_same_v<T, Instant>) return Json(format_time(value));
  else if constexpr (std::is_same_v<T, Duration>) return Json(value.ms);
  else if constexpr (std::is_same_v<T, Decimal>) return Json(Json::Number{format_decimal(value)});
  else if constexpr (json_io::IsOptional<T>::value) {
    if (!value) return std::nullopt;
    auto inner = write(*value);
    return inner ? inner : std::optional<Json>(Json());
  } else if constexpr (json_io::IsVector<T>::value) {
    if (value.empty()) return std::nullopt;
    Json::Array items;
    for (const auto& item : value) {
      auto json = write(item);
      if (json) items.push_back(std::move(*json));
      else if constexpr (std::is_same_v<typename T::value_type, std::string>) items.emplace_back("");
      else items.emplace_back();
    }
    return Json(std::move(items));
  } else if constexpr (json_io::IsMap<T>::value) {
    if (value.empty()) return std::nullopt;
    Json::Object members;
    for (const auto& [key, item] : value) members.emplace_back(key, write(item).value_or(Json()));
    return Json(std::move(members));
  } else {
    return to_json(value);
  }
}

// --- reading ----------------------------------------------------------------------------------------------------------------------------

class JsonSource {
 public:
  explicit JsonSource(const Json& json) : json_(json) {
    if (!json.is_object()) broken_ = "expected an object";
  }
  template <class T>
  void operator()(std::string_view key, T& value) {
    if (!broken_.empty()) return;
    if (const Json* member = json_.find(key); member && !read(*member, value)) broken_ = "`" + std::string(key) + "` does not hold what it should";
  }
  [[nodiscard]] const std::string& broken() const { return broken_; }

  template <class T>
  static bool read(const Json& json, T& value);

 private:
  const Json& json_;
  std::string broken_;
};

template <HasMembers T>
[[nodiscard]] Result<T> from_json(const Json& json) {
  T value{};
  JsonSource io(json);
  T::members(value, io);
  if (!io.broken().empty()) return fail(ErrorCode::corrupt, io.broken());
  return value;
}

template <class T>
bool JsonSource::read(const Json& json, T& value) {
  if constexpr (std::is_same_v<T, Json>) {
    value = json;
    return true;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!json.text()) return false;
    value = *json.text();
    return true;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!json.boolean()) return false;
    value = *json.boolean();
    return true;
  } else if constexpr (std::is_integral_v<T>) {
    const auto number = json.integer();
    if (!number) return false;
    value = static_cast<T>(*number);
    return true;
  } else if constexpr (HasWords<T>) {
    const auto word = json.text() ? enum_of<T>(*json.text()) : std::nullopt;
    if (!word) return false;
    value = *word;
    return true;
  } else if constexpr (json_io::IsId<T>::value) {
    if (!json.text()) return false;
    value.text = *json.text();
    return true;
  } else if constexpr (std::is_same_v<T, Instant>) {
    auto time = json.text() ? parse_time(*json.text()) : Result<Instant>(fail(ErrorCode::invalid, ""));
    if (!time) return false;
    value = *time;
    return true;
  } else if constexpr (std::is_same_v<T, Duration>) {
    const auto number = json.integer();
    if (!number) return false;
    value.ms = *number;
    return true;
  } else if constexpr (std::is_same_v<T, Decimal>) {
    auto decimal = json.number() ? parse_decimal(json.number()->literal) : Result<Decimal>(fail(ErrorCode::invalid, ""));
    if (!decimal) return false;
    value = *decimal;
    return true;
  } else if constexpr (json_io::IsOptional<T>::value) {
    value.emplace();
    return read(json, *value);
  } else if constexpr (json_io::IsVector<T>::value) {
    if (!json.items()) return false;
    for (const Json& item : *json.items()) {
      value.emplace_back();
      if (!read(item, value.back())) return false;
    }
    return true;
  } else if constexpr (json_io::IsMap<T>::value) {
    if (!json.members()) return false;
    for (const auto& [key, item] : *json.members())
      if (!read(item, value[key])) return false;
    return true;
  } else {
    auto inner = from_json<T>(json);
    if (!inner) return false;
    value = std::move(*inner);
    return true;
  }
}

}  // namespace handrail
