// "After Friday", "any day from Tuesday", "between Friday and Sunday": a day or an hour that only bounds what is meant.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace handrail {

// As it is said ("after Friday"; of a span the end alone), where the value between the two places is a day or an hour that is named as a bound.
[[nodiscard]] std::optional<std::string> bound_said(std::string_view text, std::size_t begin, std::size_t end);

// The first day of a text that only bounds what is meant, with the word that says so: "after Friday", "by the 19th", "between Friday and Sunday".
[[nodiscard]] std::optional<std::string> first_bound_in(std::string_view text);

// "From which day on?", "until when?": a question for a bound, or a name of one; there it is the answer.
[[nodiscard]] bool speaks_of_a_bound(std::string_view question);

}  // namespace handrail
