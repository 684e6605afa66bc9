// A name of the policy as a person would say it: `cancel_order` is "cancel order".
#pragma once

#include <algorithm>
#include <string>

namespace handrail {

[[nodiscard]] inline std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace handrail
