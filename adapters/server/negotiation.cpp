#include "adapters/server/negotiation.hpp"

#include <optional>

#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

struct Weighed {
  int specificity = -1;   // 0 for */*, 1 for type/*, 2 for type/subtype; -1: does not speak of it
  int thousandths = 0;
};

// "0.8" as 800. What is no weight counts as 1: a client that cannot write one means yes.
int weight_of(std::string_view text) {
  const std::string_view digits = trim(text);
  if (digits.empty() || (digits[0] != '0' && digits[0] != '1')) return 1000;
  int value = (digits[0] - '0') * 1000;
  for (int place = 100, i = 2; place > 0 && i < static_cast<int>(digits.size()); place /= 10, ++i) {
    if (digits[i] < '0' || digits[i] > '9') return 1000;
    value += (digits[i] - '0') * place;
  }
  return value > 1000 ? 1000 : value;
}

Weighed weigh(std::string_view range, std::string_view type) {
  const auto parts = split(range, ';');
  const std::string name = lower_ascii(trim(parts[0]));
  Weighed weighed{.thousandths = 1000};
  if (name == type) {
    weighed.specificity = 2;
  } else if (name.ends_with("/*") && type.starts_with(std::string_view(name).substr(0, name.size() - 1))) {
    weighed.specificity = 1;
  } else if (name == "*/*") {
    weighed.specificity = 0;
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string parameter = lower_ascii(trim(parts[i]));
    if (parameter.starts_with("q=")) weighed.thousandths = weight_of(std::string_view(parameter).substr(2));
  }
  return weighed;
}

}  // namespace

std::string_view choose_media_type(std::string_view accept, std::string_view offered) {
  const auto types = split(offered, ' ');
  if (trim(accept).empty()) return types[0];
  std::string_view chosen;
  int best = 0;
  for (const std::string_view type : types) {
    Weighed strongest;
    for (const std::string_view range : split(accept, ',')) {
      const Weighed weighed = weigh(range, type);
      if (weighed.specificity > strongest.specificity) strongest = weighed;
    }
    if (strongest.specificity >= 0 && strongest.thousandths > best) {
      best = strongest.thousandths;
      chosen = type;
    }
  }
  return chosen;
}

bool is_json_media_type(std::string_view content_type) {
  const auto parts = split(content_type, ';');
  if (lower_ascii(trim(parts[0])) != "application/json") return false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string parameter = lower_ascii(trim(parts[i]));
    if (!parameter.starts_with("charset=")) continue;
    if (parameter != "charset=utf-8" && parameter != "charset=\"utf-8\"") return false;
  }
  return true;
}

std::string_view bearer_key(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size() || lower_ascii(authorization.substr(0, scheme.size())) != scheme) return "";
  return trim(authorization.substr(scheme.size()));
}

}  // namespace handrail::server
