#include "engine/cases/case_past.hpp"

#include "engine/base/text.hpp"
#include "engine/cases/case_facts.hpp"

namespace handrail::case_words {
namespace {

// What stands behind the last comma and blank ("$1,000" has none) that are outside of quotes, taken off the text; none: there is no such comma.
std::optional<std::string_view> cut_last(std::string_view& text) {
  const std::size_t comma = text.rfind(", "), quote = text.rfind('"');
  if (comma == std::string_view::npos || (quote != std::string_view::npos && quote > comma)) return std::nullopt;
  const std::string_view behind = trim(text.substr(comma + 1));
  text = trim(text.substr(0, comma));
  return behind;
}

std::optional<SaidWhen> when(std::string_view text) {
  if (text.starts_with("at ")) {
    const auto moment = parse_time(trim(text.substr(3)));
    return moment ? std::optional(SaidWhen{*moment, std::nullopt}) : std::nullopt;
  }
  if (!text.ends_with(" ago")) return std::nullopt;
  const auto ago = parse_duration(trim(text.substr(0, text.size() - 4)));
  constexpr std::int64_t longest = 9'000'000'000'000'000;   // from any time that can be written, without an overflow
  return ago && ago->ms >= 0 && ago->ms <= longest ? std::optional(SaidWhen{std::nullopt, *ago}) : std::nullopt;
}

}  // namespace

std::optional<SaidUse> use(std::string_view text) {
  SaidUse made;
  auto last = cut_last(text);
  made.by_others = last && *last == "by others";
  if (made.by_others) last = cut_last(text);
  if (last) {
    const auto said = when(*last);
    if (!said) return std::nullopt;
    made.when = *said;
  }
  const std::size_t of = text.find(" of ");
  const auto amount = literal(trim(text.substr(0, of)));
  if (!amount || amount->is_null() || amount->boolean()) return std::nullopt;
  made.amount = *amount;
  if (of != std::string_view::npos) made.words = unquoted(trim(text.substr(of + 4)));
  return made;
}

std::optional<SaidLookUp> look_up(std::string_view text) {
  const auto last = cut_last(text);
  const auto said = last ? when(*last) : std::nullopt;
  return said && !text.empty() ? std::optional(SaidLookUp{text, *said}) : std::nullopt;
}

}  // namespace handrail::case_words
