#include "workflows/runtime/script_sayings.hpp"

#include <algorithm>

#include "workflows/source/script_words.hpp"

namespace handrail {

namespace {

using Words = std::vector<ScriptWord>;
using Kind = ScriptWord::Kind;

constexpr std::string_view worked_out = "…";

bool is(const Words& words, std::size_t at, std::string_view text) { return at < words.size() && words[at].kind != Kind::text && words[at].text == text; }

bool hands_over(const ScriptWord& word) { return word.text == "hand_off"; }

// By its name or in a text: `process_refund(…)`, `desk.call("process_refund", …)`.
bool acts(const Words& words, const std::vector<std::string>& acting) {
  return std::ranges::any_of(words, [&](const ScriptWord& word) { return std::ranges::find(acting, word.text) != acting.end(); });
}

// What stands between the parentheses that open at `open`, its texts joined; `end`: behind it.
std::string said(const Words& words, std::size_t open, std::size_t& end) {
  if (words[open].kind == Kind::text) return end = open + 1, words[open].text;
  std::string text;
  bool out = false;
  int depth = 0;
  for (end = open; end < words.size(); ++end) {
    if (is(words, end, "(")) ++depth;
    if (is(words, end, ")") && --depth == 0) break;
    if (end == open || is(words, end, ".")) continue;
    const bool literal = words[end].kind == Kind::text && depth == 1;
    if (literal) text += words[end].text;
    else if (!out) text += worked_out;
    out = !literal;
  }
  return text;
}

}  // namespace

std::vector<ScriptSaying> sayings_without_a_deed(std::string_view script, const std::vector<std::string>& acting) {
  const Words words = script_words(script);
  std::vector<ScriptSaying> sayings;
  if (acts(words, acting)) return sayings;
  std::size_t last = 0;   // behind the last word that hands over
  for (std::size_t i = 0; i < words.size(); ++i)
    if (hands_over(words[i])) last = i + 1;
  for (std::size_t i = last; i + 3 < words.size(); ++i) {
    if (!is(words, i, "desk") || !is(words, i + 1, ".") || !is(words, i + 2, "say")) continue;
    if (!is(words, i + 3, "(") && words[i + 3].kind != Kind::text) continue;
    std::size_t end = 0;
    sayings.push_back({words[i].line, said(words, i + 3, end)});
  }
  return sayings;
}

bool may_do_something(std::string_view script, const std::vector<std::string>& acting) {
  const Words words = script_words(script);
  return acts(words, acting) || std::ranges::any_of(words, hands_over);
}

}  // namespace handrail
