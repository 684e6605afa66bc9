// The words of a piece of text in lower case, with what is joined to them spelled out: "don't" is "do" and "not", "I'd" is "i" and "would". English words only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

[[nodiscard]] std::vector<std::string> spelled_out(std::string_view piece);

}  // namespace handrail
