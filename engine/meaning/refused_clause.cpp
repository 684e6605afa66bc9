#include "engine/meaning/refused_clause.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/wish_mood.hpp"
#include "engine/sentences/clauses.hpp"

namespace handrail {
namespace {

// "Cancel my subscription" begins something where nothing is under way; only a negation declines it.
bool is_negated(std::string_view clause) {
  const std::vector<std::string_view> said = words(clause);
  return std::any_of(said.begin(), said.end(), [](std::string_view word) {
    const std::string low = lower_ascii(word);
    return low == "not" || low == "never" || low == "no" || low == "dont" || low == "nothing" || low.ends_with("n't") || low.ends_with("n\u2019t");
  });
}

bool has_figure(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

void blank(std::string& rest, const std::string& text, std::string_view piece) {
  const auto from = static_cast<std::ptrdiff_t>(piece.data() - text.data());
  std::fill(rest.begin() + from, rest.begin() + from + static_cast<std::ptrdiff_t>(piece.size()), ' ');
}

// By the verbs that the deed is wished for with: "never sign me up again". What is to be undone ("take me off the list") is another wish, and stands.
std::string without_what_is_not_wished(const dsl::Program& program, const dsl::Intent& intent, const std::string& text) {
  const DeedMood mood = wish_mood(program, intent, text);
  if (mood != DeedMood::declined && mood != DeedMood::undone) return "";
  std::string rest = text;
  if (mood == DeedMood::declined)
    for (const std::string_view piece : pieces_that_decline(program, intent, text)) blank(rest, text, piece);
  return rest;
}

}  // namespace

std::string without_refused_clauses(const LiveBundle& live, const std::string& text, const std::string& intent) {
  const auto found = live.program().find_intent(intent);
  if (!found) return "";
  if (std::string rest = without_what_is_not_wished(live.program(), live.program().intents[*found], text); !rest.empty()) return rest;
  if (!live.program().intents[*found].workflow) return "";
  Matter matter = matter_of_wish(live, live.program().intents[*found]);
  for (const std::string_view word : words(text))   // "I don't want my money back for W1001": the number is what it would be done to
    if (has_figure(word)) matter.values.push_back(lower_ascii(word));
  const std::vector<SaidClause> clauses = clauses_of(text, matter);
  if (!refuses(clauses)) return "";
  std::string rest = text;
  for (const SaidClause& one : clauses) {
    if (one.act != ClauseAct::refuses || !one.names_deed || !is_negated(one.text)) continue;
    blank(rest, text, one.text);
  }
  return rest == text ? "" : rest;
}

}  // namespace handrail
