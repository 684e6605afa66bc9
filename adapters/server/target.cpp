#include "adapters/server/target.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out.push_back(' ');
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return fail(ErrorCode::invalid, "the request target has a `%` that is not followed by two hexadecimal digits");
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    }
  }
  if (out.find('\0') != std::string::npos) return fail(ErrorCode::invalid, "the request target has a NUL byte");
  if (!valid_utf8(out)) return fail(ErrorCode::invalid, "the request target is not valid UTF-8");
  return out;
}

Result<void> read_query(std::string_view text, Target& target) {
  for (const std::string_view pair : split(text, '&')) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    HANDRAIL_TRY(std::string name, percent_decode(pair.substr(0, equals), true));
    HANDRAIL_TRY(std::string value, percent_decode(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true));
    target.query.emplace_back(std::move(name), std::move(value));
  }
  return {};
}

// "http://host/path" is what a request to a proxy looks like, and a server must take it too (RFC 9112, 3.2.2).
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (lower_ascii(target.substr(0, scheme.size())) != scheme) continue;
    const std::size_t path = target.find_first_of("/?", scheme.size());
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

}  // namespace

Result<Target> parse_target(std::string_view text) {
  text = without_authority(text);
  if (!text.starts_with('/')) return fail(ErrorCode::invalid, "the request target does not begin with `/`");
  const std::size_t question = text.find('?');
  const std::string_view path = text.substr(0, question);
  Target target;
  if (path != "/") {
    for (const std::string_view segment : split(path.substr(1), '/')) {
      HANDRAIL_TRY(std::string decoded, percent_decode(segment, false));
      target.segments.push_back(std::move(decoded));
    }
  }
  if (question != std::string_view::npos) HANDRAIL_TRY_VOID(read_query(text.substr(question + 1), target));
  return target;
}

std::optional<std::string> QueryReader::text(std::string_view name, std::size_t bytes_max) {
  known_.emplace_back(name);
  const auto found = std::find_if(query_.begin(), query_.end(), [&](const auto& pair) { return pair.first == name; });
  if (found == query_.end()) return std::nullopt;
  if (found->second.size() <= bytes_max) return found->second;
  issue("?" + std::string(name), "has " + std::to_string(found->second.size()) + " bytes, at most " + std::to_string(bytes_max) + " are allowed");
  return std::nullopt;
}

std::optional<std::string> QueryReader::one_of(std::string_view name, std::initializer_list<std::string_view> words) {
  std::optional<std::string> word = text(name, 64);
  if (!word || std::ranges::find(words, *word) != words.end()) return word;
  const std::vector<std::string> all(words.begin(), words.end());
  const auto meant = nearest(*word, all);
  issue("?" + std::string(name), "expected one of " + english_list(all, "or") + (meant ? "; did you mean `" + *meant + "`?" : ""));
  return std::nullopt;
}

std::optional<std::uint64_t> QueryReader::number(std::string_view name, std::uint64_t min, std::uint64_t max) {
  const std::optional<std::string> digits = text(name, 64);
  if (!digits) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits->data(), digits->data() + digits->size(), value);
  if (error == std::errc() && end == digits->data() + digits->size() && value >= min && value <= max) return value;
  issue("?" + std::string(name), "expected a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return std::nullopt;
}

std::vector<JsonIssue> QueryReader::finish() {
  std::vector<std::string> seen;
  for (const auto& pair : query_) {
    const std::string pointer = "?" + printable(pair.first);
    if (std::find(known_.begin(), known_.end(), pair.first) == known_.end()) {
      const std::optional<std::string> meant = nearest(pair.first, known_);
      issue(pointer, "unknown parameter" + (meant ? ", did you mean `" + *meant + "`?" : std::string()));
    } else if (std::find(seen.begin(), seen.end(), pair.first) != seen.end()) {
      issue(pointer, "is given more than once");
    }
    seen.push_back(pair.first);
  }
  return std::exchange(issues_, {});
}

}  // namespace handrail::server
