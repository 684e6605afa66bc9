#include "engine/reply/money_moved.hpp"

#include <algorithm>
#include <array>

#include "engine/base/one_of.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/evidence.hpp"
#include "engine/reply/figures.hpp"

namespace handrail::reply {
namespace {

bool moved(std::string_view word) {
  static constexpr std::array<std::string_view, 24> words{"returned", "transferred", "put", "credited", "given", "gave", "sent", "wired", "refunded", "reimbursed", "repaid",
      "released", "remitted", "erstattet", "zur\u00fcckerstattet", "r\u00fcckerstattet", "\u00fcberwiesen", "zur\u00fcck\u00fcberwiesen", "gutgeschrieben", "zur\u00fcckgezahlt",
      "zur\u00fcckbezahlt", "ausgezahlt", "zur\u00fcckgebucht", "zur\u00fcckgegeben"};
  return one_of(words, word);
}
bool done(std::string_view word) {
  static constexpr std::array<std::string_view, 15> words{"have", "has", "had", "was", "were", "been", "habe", "haben", "hat", "wurde", "wurden", "worden", "ist", "sind", "gave"};
  return one_of(words, word);
}
// On a condition, in general, denied, or by the customer.
bool leaves_it_open(std::string_view word) {
  static constexpr std::array<std::string_view, 24> words{"if", "once", "when", "whenever", "after", "until", "unless", "before", "not", "never", "no", "will", "would", "can",
                                                           "may", "wenn", "falls", "sobald", "nachdem", "nicht", "kein", "keine", "wird", "werden"};
  return one_of(words, word);
}

// Whether the record has the amount as what was given back: "refunded: $89.00".
bool tells_as_given_back(const Json& record, const Figure& amount, const Deed& money, bool given_back = false) {
  if (const auto* members = record.members())
    return std::any_of(members->begin(), members->end(), [&](const auto& member) {
      bool named = given_back;
      for (const std::string_view word : words(member.first)) named |= money.done.contains(lower_ascii(word));
      return tells_as_given_back(member.second, amount, money, named);
    });
  if (const auto* items = record.items())
    return std::any_of(items->begin(), items->end(), [&](const Json& item) { return tells_as_given_back(item, amount, money, given_back); });
  if (!given_back) return false;
  const std::string told = record_in_words(record);
  for (const Sentence& sentence : read_text(told).sentences)
    for (const Figure& figure : figures_in(sentence, told))
      if (says(figure, amount)) return true;
  return false;
}

}  // namespace

std::optional<Met> money_told_as_moved(const Sentence& sentence, std::string_view text) {
  const auto& words = sentence.words;
  const auto figures = figures_in(sentence, text);
  const auto amount = std::find_if(figures.begin(), figures.end(), [](const Figure& figure) { return figure.kind == Figure::Kind::money; });
  if (sentence.asks || amount == figures.end() || std::any_of(words.begin(), words.end(), [](const Word& word) { return leaves_it_open(word.text); })) return std::nullopt;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto here = words.begin() + static_cast<std::ptrdiff_t>(i);
    const bool of_you = std::any_of(words.begin(), here, [](const Word& word) { return word.text == "you" || word.text == "sie"; });
    const bool of_us = std::any_of(words.begin(), here, [](const Word& word) { return one_of<6>({"we", "i", "wir", "ich", "been", "was"}, word.text); });
    const bool by_the_customer = of_you && !of_us;
    const bool told = moved(words[i].text) && !by_the_customer && std::any_of(words.begin(), words.end(), [](const Word& word) { return done(word.text); });
    const bool back = words[i].text == "back" && i > 0 && one_of<5>({"is", "are", "went", "now", "'s"}, words[i - 1].text);
    if (told || back) return Met{0, std::min(i, amount->word), std::max(i, amount->word) + 1};
  }
  return std::nullopt;
}

bool a_fact_tells_the_amount(const Checking& checking, const Sentence& sentence, const Met& met) {
  const auto& deeds = lists().deeds;
  const auto money = std::find_if(deeds.begin(), deeds.end(), [](const Deed& deed) { return deed.kind == "refund"; });
  if (money == deeds.end()) return false;
  for (const Figure& figure : figures_in(sentence, checking.draft.text)) {
    if (figure.kind != Figure::Kind::money || figure.word + 1 < met.begin || figure.word > met.end) continue;
    for (const Fact& fact : checking.evidence.facts)
      if (!fact.of_another && tells_as_given_back(fact.result, figure, *money)) return true;
  }
  return false;
}

}  // namespace handrail::reply
