#include "engine/base/json_scan.hpp"

#define SIMDJSON_EXCEPTIONS 0   // every failure is looked at where it happens
#include <simdjson.h>

#include "engine/base/json_number.hpp"

namespace handrail {

namespace {

namespace fast = simdjson::ondemand;

// Walks the document once, in its order, and takes every value: what is not taken would not be checked.
class Scanner {
 public:
  explicit Scanner(int depth_max) : depth_max_(depth_max) {}

  // `value` is the document or a value in it.
  template <class Value>
  bool take(Value& value, Json& into, int depth = 0) {
    fast::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    switch (type) {
      case fast::json_type::object: return depth < depth_max_ && take_object(value, into, depth);
      case fast::json_type::array: return depth < depth_max_ && take_array(value, into, depth);
      case fast::json_type::number: return take_number(value, into);
      case fast::json_type::string: {
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS) return false;
        into = Json(text);
        return true;
      }
      case fast::json_type::boolean: {
        bool yes = false;
        if (value.get_bool().get(yes) != simdjson::SUCCESS) return false;
        into = Json(yes);
        return true;
      }
      case fast::json_type::null: {
        bool is = false;
        return simdjson::simdjson_result<bool>(value.is_null()).get(is) == simdjson::SUCCESS && is;
      }
    }
    return false;
  }

 private:
  template <class Value>
  bool take_object(Value& value, Json& into, int depth) {
    fast::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return false;
    Json::Object members;
    members.reserve(16);
    KeysSeen seen;
    for (auto field : object) {
      std::string_view key;
      fast::value inner;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS || seen.before(key, members)) return false;
      members.emplace_back(key, Json());
      if (field.value().get(inner) != simdjson::SUCCESS || !take(inner, members.back().second, depth + 1)) return false;
    }
    into = Json(std::move(members));
    return true;
  }

  template <class Value>
  bool take_array(Value& value, Json& into, int depth) {
    fast::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) return false;
    Json::Array items;
    for (auto item : array) {
      fast::value inner;
      if (item.get(inner) != simdjson::SUCCESS) return false;
      items.emplace_back();
      if (!take(inner, items.back(), depth + 1)) return false;
    }
    into = Json(std::move(items));
    return true;
  }

  template <class Value>
  static std::string_view token(Value& value) {
    std::string_view literal;
    if (simdjson::simdjson_result<std::string_view>(value.raw_json_token()).get(literal) != simdjson::SUCCESS) return {};
    while (!literal.empty() && static_cast<unsigned char>(literal.back()) <= ' ') literal.remove_suffix(1);
    return literal;
  }

  // The literal is what is kept. Reading the number says that it is one, and that a double can hold it.
  template <class Value>
  static bool take_number(Value& value, Json& into) {
    const std::string_view literal = token(value);
    fast::number number;
    if (value.get_number().get(number) != simdjson::SUCCESS || (number.is_double() && !exact_number(literal))) return false;
    into = Json(Json::Number{std::string(literal)});
    return true;
  }

  int depth_max_;
};

}  // namespace

std::optional<Json> scan_json(std::string_view text, int depth_max) {
  // What a thread reads is mostly small and of one size; larger texts do not leave their buffers behind.
  constexpr std::size_t kept_max = 64 * 1024;
  thread_local fast::parser kept(kept_max);
  thread_local std::string kept_text;
  fast::parser own;
  std::string own_text;
  fast::parser& parser = text.size() <= kept_max ? kept : own;
  std::string& padded = text.size() <= kept_max ? kept_text : own_text;
  padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  padded.assign(text);
  padded.append(simdjson::SIMDJSON_PADDING, ' ');
  fast::document document;
  if (parser.iterate(padded.data(), text.size(), padded.size()).get(document) != simdjson::SUCCESS) return std::nullopt;
  fast::json_type type{};
  const bool container = document.type().get(type) == simdjson::SUCCESS && (type == fast::json_type::object || type == fast::json_type::array);
  if (!container) return std::nullopt;   // a single word is read to its end by the careful one alone
  Json read;
  if (!Scanner(depth_max).take(document, read)) return std::nullopt;
  const char* rest = nullptr;   // of a text that ends with its value there is no next place
  if (document.current_location().get(rest) == simdjson::SUCCESS) return std::nullopt;
  return read;
}

}  // namespace handrail
