#include "engine/sentences/time_asked_for.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/sentences/spelled_out.hpp"
#include "engine/sentences/verb_forms.hpp"

namespace handrail {
namespace {

// Of what is to be: "when did you want to come?" is one of them, too.
constexpr std::array to_be{"would", "will", "shall", "should", "want", "wanted", "wish", "like", "may", "can", "could", "prefer", "plan", "planning", "going", "suits", "suit",
                           "need", "come",
                           "m\u00F6chten", "m\u00F6chtest", "wollen", "willst", "soll", "sollen", "sollte", "k\u00F6nnen", "w\u00FCnschen", "passt", "kommen"};
constexpr std::array past_auxiliaries{"did", "was", "were", "had", "hatte", "hatten", "war", "waren", "wurde", "wurden"};
// A participle in German, and words that tell of nothing else.
constexpr std::array of_the_past{"since", "seit", "bought", "purchased", "ordered", "arrived", "received", "delivered", "happened", "paid", "broke", "born", "gekauft", "bestellt",
                                 "geliefert", "angekommen", "erhalten", "bekommen", "passiert", "bezahlt", "geboren"};
// Days of a paper or of what was done once.
constexpr std::array dated{"purchase", "invoice", "receipt", "birth", "incident", "accident", "damage"};
constexpr std::array dates{"date", "day"};
constexpr std::array dates_of_german{"kaufdatum", "bestelldatum", "rechnungsdatum", "geburtsdatum", "schadensdatum", "geburtstag", "kauftag", "bestelltag"};

template <class List>
bool among(const List& list, std::string_view word) { return std::ranges::find(list, word) != list.end(); }

bool says(const std::vector<std::string>& said, const auto& list) { return std::ranges::any_of(said, [&](const std::string& word) { return among(list, word); }); }

// "Purchase date", "date of the purchase".
bool names_a_past_date(const std::vector<std::string>& said) {
  constexpr std::size_t apart_max = 4;
  for (std::size_t at = 0; at < said.size(); ++at) {
    if (!among(dates, said[at])) continue;
    if (at > 0 && among(dated, said[at - 1])) return true;
    if (at + 1 >= said.size() || said[at + 1] != "of") continue;
    for (std::size_t of = at + 2; of < said.size() && of < at + apart_max; ++of)
      if (among(dated, said[of])) return true;
  }
  return says(said, dates_of_german);
}

}  // namespace

TimeAskedFor time_asked_for(std::string_view question) {
  std::string plain = fold_case(question.substr(0, limits::classified_bytes));
  std::ranges::replace(plain, '_', ' ');
  const std::vector<std::string> said = spelled_out(plain);
  if (names_a_past_date(said)) return TimeAskedFor::past;
  if (says(said, to_be)) return TimeAskedFor::to_come;
  if (says(said, of_the_past)) return TimeAskedFor::past;
  if (says(said, past_auxiliaries)) return TimeAskedFor::past;
  const auto have = std::ranges::find_if(said, [](const std::string& word) { return word == "have" || word == "has"; });
  if (have != said.end() && std::any_of(have, said.end(), [](const std::string& word) { return is_past_form(word); })) return TimeAskedFor::past;
  return TimeAskedFor::any;
}

}  // namespace handrail
