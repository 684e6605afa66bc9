#include "engine/sentences/yes_with_a_reproach.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/clear_yes.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

constexpr std::array subjects{"i", "we", "you", "it", "this", "that", "they", "he", "she", "nobody", "everybody", "the", "my", "our", "your"};
constexpr std::array states{"have", "has", "had", "been", "was", "were", "is", "are", "am"};
constexpr std::array heads{"and", "finally", "oh", "well", "god", "goodness", "please", "at", "last", "because", "since", "so", "just", "do", "it", "already", "now", "about", "time"};
// With one of them something is wished for, or agreed to under a condition.
constexpr std::array more_than_told{"want", "need", "wish", "like", "to", "can", "could", "would", "will", "should", "must", "shall", "may", "if", "but", "unless", "except", "instead",
                                    "only", "let", "make", "rather", "when", "once", "after", "before", "until", "then", "how", "why", "which", "or"};
constexpr std::size_t verb_within = 4;   // words of the clause

template <class List>
bool among(const List& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

bool is_told(const std::vector<std::string>& clause) {
  if (std::ranges::any_of(clause, [](const std::string& word) { return among(more_than_told, word); })) return false;
  std::size_t at = 0;
  while (at < clause.size() && among(heads, clause[at]) && !(clause[at] == "it" && at + 1 < clause.size() && among(states, clause[at + 1]))) ++at;
  if (at == clause.size()) return true;
  if (clause[at] == "what" && at + 1 < clause.size() && (clause[at + 1] == "a" || clause[at + 1] == "an")) return true;   // "what a mess"
  if (!among(subjects, clause[at])) return false;
  const std::size_t end = std::min(clause.size(), at + 1 + verb_within);
  return std::any_of(clause.begin() + static_cast<std::ptrdiff_t>(at + 1), clause.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const std::string& word) { return among(states, word) || is_past_form(word); });
}

}  // namespace

bool is_yes_with_a_reproach(std::string_view text) {
  if (!begins_with_yes(text) || text.find('?') != std::string_view::npos) return false;
  constexpr std::string_view marks = ".,;:!\n";
  bool is_first = true, tells = false;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t mark = text.find_first_of(marks, from), to = mark == std::string_view::npos ? text.size() : mark;
    std::vector<std::string> clause = spelled_out(text.substr(from, to - from));
    from = to + 1;
    if (clause.empty()) continue;
    if (is_first) {
      is_first = false;
      const bool is_all_yes = clear_yes_to(join(clause, " "), "", Json::object());
      if (is_all_yes) continue;
      clause.erase(clause.begin());   // "yes I have waited long enough"
    }
    if (!is_told(clause)) return false;
    tells = tells || !clause.empty();
  }
  return tells;
}

}  // namespace handrail
