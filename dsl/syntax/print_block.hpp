// The blocks of one file with the comments and blank lines around them, as canonical text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/syntax/layout.hpp"
#include "dsl/syntax/print_words.hpp"

namespace handrail::dsl {

[[nodiscard]] std::string print_blocks(std::string_view text, const std::vector<LaidOutBlock>& blocks, Brackets brackets);

}  // namespace handrail::dsl
