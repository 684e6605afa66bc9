#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

std::string with_article(std::string_view kind) {
  if (kind == "null") return "null";
  return (kind == "array" || kind == "object" ? "an " : "a ") + std::string(kind);
}

std::string expected(std::string_view what, const Json& got) { return "expected " + std::string(what) + ", got " + with_article(got.kind()); }

constexpr std::string_view missing = "this member is required";

// RFC 6901: "~" and "/" inside a name are escaped.
std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token.push_back(c);
    }
  }
  return token;
}

}  // namespace

JsonReader::JsonReader(const Json& json, std::string pointer) : pointer_(std::move(pointer)) {
  if (json.is_object()) {
    object_ = &json;
  } else {
    issue(pointer_, expected("an object", json));
  }
}

const Json* JsonReader::known(std::string_view key) {
  known_.emplace(key);
  return object_ ? object_->find(key) : nullptr;
}

std::optional<std::string> JsonReader::optional_text(std::string_view key, TextBounds bounds) {
  const Json* member = known(key);
  if (!member) return std::nullopt;
  const std::string* text = member->text();
  if (!text) {
    issue(at(key), expected("a string", *member));
    return std::nullopt;
  }
  if (text->size() < bounds.bytes_min) {
    issue(at(key), text->empty() ? "must not be empty"
                                 : "has " + std::to_string(text->size()) + " bytes, at least " + std::to_string(bounds.bytes_min) + " are needed");
    return std::nullopt;
  }
  if (text->size() > bounds.bytes_max) {
    issue(at(key), "has " + std::to_string(text->size()) + " bytes, at most " + std::to_string(bounds.bytes_max) + " are allowed");
    return std::nullopt;
  }
  return *text;
}

std::string JsonReader::required_text(std::string_view key, TextBounds bounds) {
  if (object_ && !known(key)) issue(at(key), std::string(missing));
  return optional_text(key, bounds).value_or("");
}

bool JsonReader::optional_bool(std::string_view key, bool otherwise) {
  const Json* member = known(key);
  if (!member) return otherwise;
  if (const bool* yes = member->boolean()) return *yes;
  issue(at(key), expected("true or false", *member));
  return otherwise;
}

std::optional<std::int64_t> JsonReader::optional_integer(std::string_view key, std::int64_t min, std::int64_t max) {
  const Json* member = known(key);
  if (!member) return std::nullopt;
  if (!member->number()) {
    issue(at(key), expected("a whole number", *member));
    return std::nullopt;
  }
  const std::optional<std::int64_t> value = member->integer();
  if (value && *value >= min && *value <= max) return value;
  issue(at(key), "expected a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return std::nullopt;
}

std::optional<Instant> JsonReader::optional_time(std::string_view key) {
  const std::optional<std::string> text = optional_text(key);
  if (!text) return std::nullopt;
  const Result<Instant> time = parse_time(*text);
  if (time) return *time;
  issue(at(key), time.error().message);
  return std::nullopt;
}

Instant JsonReader::required_time(std::string_view key) {
  if (object_ && !known(key)) issue(at(key), std::string(missing));
  return optional_time(key).value_or(Instant{});
}

const Json* JsonReader::optional_object(std::string_view key) {
  const Json* member = known(key);
  if (!member || member->is_object()) return member;
  issue(at(key), expected("an object", *member));
  return nullptr;
}

const Json* JsonReader::required_object(std::string_view key) {
  if (object_ && !known(key)) issue(at(key), std::string(missing));
  return optional_object(key);
}

const Json* JsonReader::optional_array(std::string_view key, std::size_t items_max) {
  const Json* member = known(key);
  if (!member) return nullptr;
  if (!member->is_array()) {
    issue(at(key), expected("an array", *member));
    return nullptr;
  }
  const std::size_t count = member->items()->size();
  if (count <= items_max) return member;
  issue(at(key), "has " + std::to_string(count) + " items, at most " + std::to_string(items_max) + " are allowed");
  return nullptr;
}

const Json* JsonReader::any(std::string_view key) { return known(key); }

std::optional<std::size_t> JsonReader::one_of(std::string_view key, std::initializer_list<std::string_view> words, bool required) {
  const Json* member = known(key);
  if (!member) {
    if (required && object_) issue(at(key), std::string(missing));
    return std::nullopt;
  }
  const std::string* text = member->text();
  if (text) {
    const auto* found = std::find(words.begin(), words.end(), *text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  std::vector<std::string> quoted;
  for (const std::string_view word : words) quoted.push_back("`" + std::string(word) + "`");
  issue(at(key), "expected " + english_list(quoted, "or") + ", got " + (text ? "`" + printable(*text) + "`" : with_article(member->kind())));
  return std::nullopt;
}

std::string JsonReader::at(std::string_view key) const { return pointer_ + "/" + pointer_token(key); }

void JsonReader::issue(std::string pointer, std::string message) { issues_.push_back({std::move(pointer), std::move(message)}); }

void JsonReader::take(std::vector<JsonIssue> issues) {
  issues_.insert(issues_.end(), std::make_move_iterator(issues.begin()), std::make_move_iterator(issues.end()));
}

std::vector<JsonIssue> JsonReader::finish() {
  const std::vector<std::string> names(known_.begin(), known_.end());
  static const Json::Object nothing;
  std::size_t unknown = 0;
  for (const Json::Member& member : object_ ? *object_->members() : nothing) {
    if (known_.contains(member.first)) continue;
    if (++unknown > limits::diagnostics) break;
    const std::optional<std::string> meant = nearest(member.first, names);
    issue(at(member.first), "unknown member `" + printable(member.first) + "`" + (meant ? ", did you mean `" + *meant + "`?" : ""));
  }
  return std::exchange(issues_, {});
}

}  // namespace handrail
