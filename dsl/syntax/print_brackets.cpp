// Parentheses that precedence does not need are dropped.
#include <algorithm>
#include <array>

#include "dsl/syntax/print_words.hpp"

namespace handrail::dsl {

namespace {

using Kind = PrintWord::Kind;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// What a bracket holds, by the loosest thing in it.
enum Holds { operand, arithmetic, comparison, conjunction, disjunction };

constexpr std::array<std::string_view, 25> comparing{"is",     "was",  "over",  "under", "most",  "least",  "than",  "in",  "contains", "with", "has",     "matches", "within",
                                                     "before", "after", "above", "below", "<",     ">",      "<=",    ">=",  "=",        "!=",   "running", "ago"};
constexpr std::array<std::string_view, 10> loose{"any", "all", "none", "count", "sum", "not", "starts", "ends", "does", "for"};

Holds held(const PrintWord& word) {
  if (word.kind == Kind::text || word.kind == Kind::number) return operand;
  if (word.text == "or") return disjunction;
  if (word.text == "and") return conjunction;
  if (word.text == "+" || word.text == "-" || word.text == "*") return arithmetic;
  return one_of(word.text, comparing) || one_of(word.text, loose) ? comparison : operand;
}

bool begins_condition(std::string_view word) { return word == "(" || word == "when" || word == "unless" || word == "needs"; }
bool ends_condition(std::string_view word) {
  constexpr std::array<std::string_view, 11> ends{"", ")", ",", "otherwise", "because", "then", "say", "when", "unless", "from", "until"};
  return one_of(word, ends);
}

bool not_needed(Holds holds, std::string_view before, std::string_view after) {
  if (after == "." || after == "[") return false;
  const bool begins = begins_condition(before), ends = ends_condition(after);
  const bool joins_left = before == "and" || before == "or", joins_right = after == "and" || after == "or";
  switch (holds) {
    case operand: return true;
    case arithmetic: return (begins || joins_left || one_of(before, comparing)) && (ends || joins_right || one_of(after, comparing) || after == "at");
    case comparison: return (begins || joins_left) && (ends || joins_right);
    case conjunction: return (begins || before == "or") && (ends || after == "or");
    case disjunction: return begins && ends;
  }
  return false;
}

}  // namespace

PrintWords without_needless_brackets(const PrintWords& words) {
  struct Open { std::size_t at; bool call; Holds holds; };
  std::vector<Open> open;
  std::vector<bool> dropped(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool symbol = words[i].kind == Kind::symbol;
    if (symbol && words[i].text == "(") {
      open.push_back({i, !words[i].blank && i > 0 && words[i - 1].text != "(" && words[i - 1].text != "[", operand});
    } else if (symbol && words[i].text == ")" && !open.empty()) {
      const Open inner = open.back();
      open.pop_back();
      const std::string_view before = inner.at > 0 ? std::string_view(words[inner.at - 1].text) : std::string_view();
      const std::string_view after = i + 1 < words.size() ? std::string_view(words[i + 1].text) : std::string_view();
      if (inner.call || inner.at == 0 || inner.at + 1 == i || !not_needed(inner.holds, before, after)) continue;
      dropped[inner.at] = dropped[i] = true;
      if (!open.empty()) open.back().holds = std::max(open.back().holds, inner.holds);
    } else if (!open.empty()) {
      open.back().holds = std::max(open.back().holds, held(words[i]));
    }
  }
  PrintWords out;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!dropped[i]) out.push_back(words[i]);
  return out;
}

}  // namespace handrail::dsl
