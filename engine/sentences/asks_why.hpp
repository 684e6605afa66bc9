// A message that asks for nothing but the reason: "why?", "how come", "why can't it be cancelled?". English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// `of_it`: the words for what the reason is asked of, in lower case. Any other word of a matter makes it another question.
[[nodiscard]] bool asks_only_why(std::string_view text, const std::vector<std::string>& of_it);

}  // namespace handrail
