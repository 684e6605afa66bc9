#include "engine/sentences/thanks_for_nothing.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"

namespace handrail {
namespace {

using Clause = std::vector<std::string>;

constexpr std::array thanking{"thanks", "thank", "thx", "thanx", "ty", "cheers", "danke", "dank", "dankesch\u00F6n", "merci", "gracias", "grazie", "bedankt", "obrigado",
                              "obrigada"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> for_nothing{{
    {"for", "nothing"}, {"for", "naught"}, {"for", "zilch"}, {"f\u00FCr", "nichts"}, {"fuer", "nichts"}, {"f\u00FCr", "nix"}, {"pour", "rien"}, {"por", "nada"},
    {"per", "niente"}, {"di", "niente"}, {"voor", "niets"},
}};
constexpr std::array degrees{"really", "very", "any", "much", "of", "a", "an", "at", "all", "wirklich", "sehr", "gar", "viel"};
constexpr std::array negating{"not", "no", "never", "nothing", "none", "nicht", "nichts", "kein", "keine", "keinen", "nie"};
// What was to help does so, or does not.
constexpr std::array good{"good", "help", "helps", "helped", "helpful", "helping", "use", "useful", "enough", "great", "answer", "work", "works", "worked", "working", "solved",
                          "solve",
                          "fixed", "resolved", "better", "fine", "ok", "okay", "well", "right", "arrived", "happy", "fits",
                          "hilft", "geholfen", "geht", "funktioniert", "l\u00F6sung", "gel\u00F6st", "besser", "gut"};
constexpr std::array bad{"useless", "worthless", "pointless", "unhelpful", "nutzlos", "sinnlos"};
// Before "still": what was spoken of, and not the customer.
constexpr std::array of_the_matter{"it", "this", "that", "they", "is", "are", "which", "he", "she", "es", "das", "sie", "ist", "sind", "er"};
constexpr std::array of_the_customer{"i", "we", "ich", "wir"};
constexpr std::array lacking{"waiting", "wait", "missing", "stuck", "unable", "warte", "warten"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::vector<Clause> clauses_in(std::string_view text) {
  constexpr std::string_view marks = ",.;:!?\n()";
  constexpr std::array joints{"but", "and", "because", "aber", "und", "weil"};
  std::vector<Clause> all;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t mark = std::min(text.find_first_of(marks, from), text.size());
    all.emplace_back();
    for (std::string& word : spelled_out(fold_case(text.substr(from, mark - from)))) {
      if (among(joints, word)) all.emplace_back();
      else all.back().push_back(std::move(word));
    }
    from = mark + 1;
  }
  return all;
}

bool says_for_nothing(const Clause& clause) {
  for (std::size_t i = 0; i + 1 < clause.size(); ++i)
    if (std::ranges::any_of(for_nothing, [&](const auto& phrase) { return clause[i] == phrase.first && clause[i + 1] == phrase.second; })) return true;
  return false;
}

bool has(const Clause& clause, const auto& list) { return std::ranges::any_of(clause, [&](const std::string& word) { return among(list, word); }); }

// "That's no good", "it did not really help", "das hilft nicht". "No help needed" and "I do not work on Fridays" say nothing of it.
bool denies_that_it_helps(const Clause& clause) {
  constexpr std::array of_no_need{"needed", "required", "necessary", "for", "to", "reason", "problem"};
  if (has(clause, bad)) return true;
  for (std::size_t i = 0; i < clause.size(); ++i) {
    if (!among(negating, clause[i])) continue;
    std::size_t of = i + 1;
    while (of < clause.size() && among(degrees, clause[of])) ++of;
    const bool they_work = of < clause.size() && clause[of].starts_with("work") && has(clause, of_the_customer);
    if (of < clause.size() && among(good, clause[of]) && !they_work) return of + 1 == clause.size() || !among(of_no_need, clause[of + 1]);
    const bool german = clause[i].starts_with("n") && clause[i].ends_with("t");   // "geht nicht", "funktioniert leider nicht"
    for (std::size_t before = i; german && before > 0 && i - before < 4; --before)
      if (among(good, clause[before - 1])) return true;
  }
  return false;
}

// "Still broken", "it still leaks", "I still have no money", "immer noch kaputt". "It still works", "I still have the receipt" are none.
bool says_that_it_lasts(const Clause& clause) {
  for (std::size_t i = 0; i < clause.size(); ++i) {
    const bool german = clause[i] == "noch" && ((i > 0 && clause[i - 1] == "immer") || (i + 1 < clause.size() && clause[i + 1] == "immer"));
    if (clause[i] != "still" && !german) continue;
    const bool denied = has(clause, negating);
    if (denied) return true;
    if (has(clause, of_the_customer)) return has(clause, lacking);
    const std::size_t first = german && i > 0 && clause[i - 1] == "immer" ? i - 1 : i;
    const bool of_it = first == 0 || among(of_the_matter, clause[first - 1]);
    if (of_it && i + 1 < clause.size() && !has(clause, good)) return true;
  }
  return false;
}

// "Now it works", behind what it was before.
bool says_that_it_is_over(const Clause& clause) {
  constexpr std::array over{"works", "worked", "working", "solved", "fixed", "resolved", "fine", "arrived", "geht", "funktioniert", "gel\u00F6st"};
  return has(clause, over) && !denies_that_it_helps(clause) && !says_that_it_lasts(clause);
}

}  // namespace

bool thanks_for_nothing(std::string_view text) {
  const std::vector<Clause> all = clauses_in(text.substr(0, limits::classified_bytes));
  if (std::ranges::none_of(all, [](const Clause& one) { return has(one, thanking); })) return false;
  bool none = false;
  for (const Clause& one : all) {
    if (has(one, thanking) && says_for_nothing(one)) return true;
    none = denies_that_it_helps(one) || says_that_it_lasts(one) || (none && !says_that_it_is_over(one));
  }
  return none;
}

}  // namespace handrail
