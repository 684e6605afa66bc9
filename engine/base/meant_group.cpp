#include "engine/base/meant_group.hpp"

namespace handrail {

namespace {

bool is_plain(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
int digit_of(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

}  // namespace

std::string meant_group(std::string_view value) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name(meant_group_begins);
  for (const char c : value) {
    if (is_plain(c)) {
      name += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    name += {'_', digits[byte >> 4], digits[byte & 15]};
  }
  return name;
}

std::optional<std::string> value_of_group(std::string_view expression) {
  const std::string opens = "(?P<" + std::string(meant_group_begins);
  const std::size_t at = expression.find(opens);
  const std::size_t end = at == std::string_view::npos ? at : expression.find('>', at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = expression.substr(at + opens.size(), end - at - opens.size());
  std::string value;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '_') {
      value += name[i];
      continue;
    }
    const int high = i + 2 < name.size() ? digit_of(name[i + 1]) : -1, low = i + 2 < name.size() ? digit_of(name[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    value += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return value;
}

}  // namespace handrail
