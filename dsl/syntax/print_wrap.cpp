#include "dsl/syntax/print_wrap.hpp"

#include <algorithm>
#include <array>

namespace handrail::dsl {

namespace {

constexpr int never = 100;

// How willingly a line ends before word `i`: 0 best.
int reluctance(const PrintWords& words, std::size_t i, BreakAt where) {
  const PrintWord& word = words[i];
  const bool after_comma = words[i - 1].kind == PrintWord::Kind::symbol && words[i - 1].text == ",";
  if (!word.blank) return never;
  if (where == BreakAt::after_commas) return after_comma ? 0 : never;
  const int inside = word.depth > 0 ? 4 : 0;
  if (words[i - 1].kind == PrintWord::Kind::name && (words[i - 1].text == "otherwise" || words[i - 1].text == "deny" || words[i - 1].text == "then")) return never;
  if (word.kind == PrintWord::Kind::name) {
    const auto is = [&](auto... any) { return ((word.text == any) || ...); };
    if (is("otherwise", "because", "when", "unless")) return inside;
    if (is("then", "say", "from", "but")) return 1 + inside;
    if (is("and", "or")) return 2 + inside;
  }
  return after_comma ? 3 + inside : never;
}

}  // namespace

std::size_t shown_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> wrapped(const PrintWords& words, std::size_t from, std::size_t first, std::size_t rest, BreakAt where) {
  std::vector<std::string> lines;
  std::size_t begin = from, column = first;
  while (begin < words.size()) {
    std::size_t end = words.size(), at = column;
    int best = never;
    for (std::size_t i = begin; i < words.size(); ++i) {
      const int here = i > begin ? reluctance(words, i, where) : never;
      // A line that would hold next to nothing is no better than a long one.
      const int weighed = here < never && at < column + 12 && best == never ? 50 : here;
      if (weighed < never && weighed <= best) best = weighed, end = i;
      at += shown_width(words[i].text) + (i > begin && words[i].blank ? 1 : 0);
      if (at > print_width && best < never) break;
      if (i + 1 == words.size() && at <= print_width) end = words.size();
    }
    if (at <= print_width) end = words.size();
    lines.push_back(joined(words, begin, end));
    begin = end;
    column = rest;
  }
  if (lines.empty()) lines.emplace_back();
  return lines;
}

}  // namespace handrail::dsl
