#include "engine/sentences/shares.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

struct Said { std::string_view word; std::int64_t number; };
constexpr std::array<Said, 4> counts{{{"a", 1}, {"one", 1}, {"two", 2}, {"three", 3}}};
constexpr std::array<Said, 9> kinds{{{"half", 2}, {"third", 3}, {"thirds", 3}, {"quarter", 4}, {"quarters", 4}, {"fifth", 5}, {"fifths", 5}, {"tenth", 10}, {"tenths", 10}}};
constexpr std::size_t decimals_max = 4;

template <class Table>
std::optional<std::int64_t> number_of(const Table& table, std::string_view word) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const Said& one) { return one.word == word; });
  return found == table.end() ? std::nullopt : std::optional(found->number);
}

// "12.5" before a percent sign: 125 of 1000.
std::optional<Share> of_percent(std::string_view figures, std::size_t begin, std::size_t end) {
  const std::size_t point = figures.find('.');
  const std::size_t decimals = point == std::string_view::npos ? 0 : figures.size() - point - 1;
  std::string digits(figures);
  std::erase(digits, '.');
  std::int64_t parts = 0, of = 100;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), parts);
  if (decimals > decimals_max || digits.size() > 8 || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  for (std::size_t i = 0; i < decimals; ++i) of *= 10;
  return Share{parts, of, begin, end};
}

bool is_figure(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Share> share_said(std::string_view text) {
  const std::string low = lower_ascii(text);
  const std::vector<std::string_view> all = words(low);
  const auto place = [&](std::string_view word) { return static_cast<std::size_t>(word.data() - low.data()); };
  std::vector<Share> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto of = number_of(kinds, all[i]);
    if (!of) continue;
    const auto parts = i > 0 ? number_of(counts, all[i - 1]) : std::nullopt;
    if (!parts && all[i] != "half") continue;   // "the third time"
    if (parts && *parts > 1 && all[i] == "half") continue;
    found.push_back({parts.value_or(1), *of, place(parts ? all[i - 1] : all[i]), place(all[i]) + all[i].size()});
  }
  for (std::size_t at = 0; at < low.size(); ++at) {
    if (!is_figure(low[at]) || (at > 0 && (is_figure(low[at - 1]) || low[at - 1] == '.' || low[at - 1] == '-'))) continue;
    std::size_t end = at;
    while (end < low.size() && (is_figure(low[end]) || (low[end] == '.' && end + 1 < low.size() && is_figure(low[end + 1])))) ++end;
    std::size_t behind = end;
    while (behind < low.size() && low[behind] == ' ') ++behind;
    std::size_t sign = 0;
    for (const std::string_view written : {"percent", "per cent", "%"})
      if (sign == 0 && std::string_view(low).substr(behind).starts_with(written)) sign = written.size();
    if (const auto share = sign ? of_percent(std::string_view(low).substr(at, end - at), at, behind + sign) : std::nullopt) found.push_back(*share);
    else if (sign) return std::nullopt;
    at = end;
  }
  if (found.size() != 1 || found.front().parts <= 0 || found.front().parts >= found.front().of) return std::nullopt;
  return found.front();
}

std::optional<Money> share_of(const Money& whole, const Share& share) {
  std::int64_t product = 0;
  if (whole.minor < 0 || __builtin_mul_overflow(whole.minor, share.parts, &product) || __builtin_add_overflow(product, share.of / 2, &product)) return std::nullopt;
  return Money{product / share.of, whole.currency};
}

bool says_all_of_it(std::string_view text) {
  constexpr std::array wholes{"all", "everything", "whole", "full", "entire", "complete", "total"};
  const std::vector<std::string_view> all = words(text);
  return !says_some_of_it(text) && std::any_of(all.begin(), all.end(), [&](std::string_view word) { return std::ranges::count(wholes, lower_ascii(word)) != 0; });
}

bool says_some_of_it(std::string_view text) {
  std::string said = " ";
  for (const std::string_view word : words(text)) said += lower_ascii(word) + " ";
  constexpr std::array phrases{" part of ", " a part ", " partly ", " partial ", " partially ", " some of ", " not all of ", " not the whole ", " less than that ", " a bit less "};
  return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) { return said.find(phrase) != std::string::npos; });
}

// "$8 of it you may keep", "$8 is yours", "$8 are for you": behind a sum, it stays where it is.
static bool is_theirs_to_keep(std::vector<std::string_view> behind) {
  constexpr std::array of_it{"of", "it", "that", "them", "from", "the", "sum", "amount", "money", "total", "refund", "which"};
  constexpr std::array being{"is", "are", "be", "can", "may", "could", "should", "shall", "will", "stays", "stay", "goes", "would"};
  constexpr std::array keeping{"keep", "have", "hold", "retain", "stay", "remain"};
  constexpr std::array theirs{"yours", "you", "u"};
  const auto among = [](const auto& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); };
  const auto drop = [&](const auto& list) {
    while (!behind.empty() && among(list, behind.front())) behind.erase(behind.begin());
  };
  drop(of_it);
  if (behind.empty() || (!among(theirs, behind.front()) && !among(being, behind.front()))) return false;
  const bool by_them = among(theirs, behind.front()) && behind.front() != "yours";
  if (by_them) behind.erase(behind.begin());
  drop(being);
  if (by_them) return !behind.empty() && among(keeping, behind.front());   // "$8 you may keep"
  if (!behind.empty() && (behind.front() == "for" || behind.front() == "with")) behind.erase(behind.begin());
  return behind.size() == 1 && among(theirs, behind.front());
}

bool is_taken_off(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::array before_it{"minus", "deduct", "deducting", "deducted", "subtract", "subtracting", "subtracted", "less", "without", "keep", "keeping",
                              "except", "excluding", "excepting", "leave", "leaving", "bar", "barring", "save", "omit", "omitting", "ignore", "ignoring", "apart", "aside",
                              "withhold", "withholding", "retain", "retaining", "hold", "holding", "exclude", "skip", "knock", "drop"};
  constexpr std::array of_it{"out", "for", "counting", "of", "from", "back", "off"};   // "leave out", "save for", "without counting", "hold back"
  constexpr std::array between{"the", "a", "my", "another", "those", "these", "about", "just", "only", "some"};
  constexpr std::array wholes{"all", "everything", "whole", "rest", "entire", "full", "total", "lot"};
  constexpr std::array behind_it{"less", "fewer", "off"};
  constexpr std::array units{"dollars", "dollar", "bucks", "euros", "euro", "pounds", "pound", "usd", "eur", "gbp"};
  if (begin >= end || end > text.size()) return false;
  const auto among = [](const auto& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); };
  const std::string low = lower_ascii(text);
  const std::string_view said(low);
  const std::size_t from = said.substr(0, begin).find_last_of(".,;:!?\n");
  std::vector<std::string_view> before = words(said.substr(from == std::string_view::npos ? 0 : from + 1, begin - (from == std::string_view::npos ? 0 : from + 1)));
  while (!before.empty() && among(between, before.back())) before.pop_back();
  if (before.size() > 1 && among(of_it, before.back()) && among(before_it, before[before.size() - 2])) before.pop_back();
  std::vector<std::string_view> behind = words(said.substr(end, said.find_first_of(".,;:!?\n", end) - end));
  if (!behind.empty() && among(units, behind.front())) behind.erase(behind.begin());
  const bool but_for_it = before.size() > 1 && (before.back() == "but" || before.back() == "besides") &&
                          std::ranges::any_of(before, [&](std::string_view word) { return among(wholes, word); });   // "all but $8"
  const bool compares = behind.size() > 1 && behind[1] == "than";   // "$5 less than the price"
  constexpr std::array staying{"stay", "stays", "remain", "remains", "staying", "remaining"};   // "I need 20 euros to stay on it"
  const bool stays = !behind.empty() && (among(staying, behind.front()) || (behind.size() > 1 && behind.front() == "to" && among(staying, behind[1])));
  if (but_for_it || is_theirs_to_keep(behind)) return true;
  return stays || (!before.empty() && among(before_it, before.back())) || (!behind.empty() && among(behind_it, behind.front()) && !compares);
}

bool takes_some_off(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_figure(text[at])) continue;
    std::size_t end = at;
    while (end < text.size() && (is_figure(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_figure(text[end + 1])))) ++end;
    std::size_t begin = at;
    while (begin > 0 && text[begin - 1] != ' ' && !is_figure(text[begin - 1])) --begin;   // with the sign of its currency
    const bool is_number = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(at),
                                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });   // "leave W1002 alone"
    if (!is_number && is_taken_off(text, begin, end)) return true;
    at = end;
  }
  return false;
}

}  // namespace handrail
