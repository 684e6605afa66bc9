// Files that policies name: `examples from "examples/refund.txt"`. A name is looked for from the bundle's root, beside the file that names it,
// and, for workflows, under workflows/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source/source.hpp"

namespace handrail::dsl {

// The index of the named file; `named_in` is the file whose text names it.
[[nodiscard]] std::optional<std::uint32_t> find_file(const Sources& sources, std::string_view name, std::uint32_t named_in);
// One item per line: blank lines, and what follows a `#` at the start of a line, are passed over.
[[nodiscard]] std::vector<std::string> items_of(std::string_view text);
// The same with their places: `file` is the index of the file that the text is.
struct Item { std::string text; Span span; };
[[nodiscard]] std::vector<Item> items_of(std::uint32_t file, std::string_view text);

}  // namespace handrail::dsl
