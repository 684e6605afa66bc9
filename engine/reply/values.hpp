// What stands in a text of the desk as others wrote it: a field of a record, an answer of the customer's, whole. It is told and not said: no apology, promise or
// claim of the desk's own, and nothing of it is taken out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"

namespace handrail::reply {

struct Span { std::size_t begin = 0, end = 0; };   // bytes

// Every text of a record, whatever it is nested in.
void add_texts(const Json& record, std::vector<std::string>& values);

enum class Stands { anywhere, within_a_sentence };   // a word by itself at the beginning of a sentence is the desk's, whoever wrote the same

// Where the values stand in the text, in order and apart.
[[nodiscard]] std::vector<Span> values_in(std::string_view text, const std::vector<std::string>& values, Stands stands);
// Whether one of the spans has all of it, and whether one has any of it.
[[nodiscard]] bool lies_within(const std::vector<Span>& spans, std::size_t begin, std::size_t end);
[[nodiscard]] bool overlaps(const std::vector<Span>& spans, std::size_t begin, std::size_t end);

}  // namespace handrail::reply
