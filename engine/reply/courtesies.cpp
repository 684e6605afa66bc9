#include "engine/reply/courtesies.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "engine/base/one_of.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/figures.hpp"
#include "engine/reply/lists.hpp"
#include "engine/reply/texts.hpp"

namespace handrail::reply {
namespace {

using Words = std::unordered_set<std::string>;

Words words_of(std::string_view list) {
  Words made;
  for (const std::string_view line : split(list, '\n'))
    if (!line.starts_with('#'))
      for (const std::string_view word : split(line, ' '))
        if (!word.empty()) made.emplace(word);
  return made;
}

const Phrases& openings() {
  static const Phrases read{texts::courtesies};
  return read;
}
const Words& class_words() {
  static const Words read = words_of(texts::courtesy_words);
  return read;
}

// When one is spoken of: of a wish. An invitation for the morning would say when we are there.
bool occasion(std::string_view word) {
  static constexpr std::array<std::string_view, 14> words{"day", "days", "evening", "weekend", "week", "morning", "afternoon", "night", "holiday", "holidays", "summer", "winter",
                                                          "season", "year"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool finite(std::string_view word) {
  return one_of<19>({"is", "are", "was", "were", "am", "can", "could", "may", "might", "must", "will", "would", "shall", "should", "has", "have", "do", "does", "need"}, word);
}
// Of what was asked, or of whoever it is for: "it is safe for you" behind a reassurance answers.
bool stands_for_what_was_asked(std::string_view word) {
  return one_of<14>({"it", "that", "this", "these", "those", "you", "they", "others", "everyone", "everybody", "everything", "nothing", "there", "all"}, word);
}
// "We allow that", and not "we are here to help".
bool we_do(const std::vector<Word>& words, std::size_t i) {
  if (!one_of<2>({"we", "i"}, words[i].text) || !one_of<9>({"do", "can", "will", "may", "have", "allow", "permit", "offer", "accept"}, words[i + 1].text)) return false;
  return std::none_of(words.begin() + static_cast<std::ptrdiff_t>(i), words.end(), [](const Word& word) {
    return one_of<14>({"help", "assist", "check", "look", "see", "explain", "answer", "tell", "try", "find", "understand", "walk", "show", "gladly"}, word.text);
  });
}
// "No worries, you need not": a no that lets somebody off.
bool tells_a_need(const Word& word) { return one_of<6>({"need", "needs", "needed", "necessary", "required", "must"}, word.text); }
bool denies(const Word& word) { return one_of<4>({"not", "no", "never", "cannot"}, word.text); }
bool verdict(std::string_view word) { return one_of<7>({"fine", "ok", "okay", "alright", "allowed", "permitted", "possible"}, word); }
// A mood in a wish, and a claim where somebody is told not to worry.
bool claims_beside_reassurance(std::string_view word) { return one_of<7>({"safe", "recovery", "help", "helps", "helped", "helpful", "assist"}, word); }

// "A pleasant crossing", "good luck with the exam": what is wished well is the customer's. "Enjoy the breakfast" would say that there is one.
bool wished_well(const Sentence& part, std::size_t i) {
  static constexpr std::array<std::string_view, 10> kinds{"good", "great", "nice", "lovely", "wonderful", "pleasant", "fantastic", "relaxing", "safe", "happy"};
  if (i + 1 != part.words.size() || i < 2) return false;
  if (one_of(kinds, part.words[i - 1].text)) return one_of<2>({"a", "an"}, part.words[i - 2].text);
  return one_of<2>({"fingers", "good"}, part.words[0].text) && one_of<2>({"crossed", "luck"}, part.words[1].text) && one_of<3>({"your", "the", "for"}, part.words[i - 1].text);
}

// "Your cancelled order", "your refund": there only once it was done.
bool tells_of_a_deed(const Word& word) {
  return std::any_of(lists().deeds.begin(), lists().deeds.end(), [&](const Deed& deed) {
    if (deed.done.count(word.text) > 0 || deed.doing.count(word.text) > 0) return true;
    return deed.nouns.count(word.text) > 0 && std::any_of(deed.done.begin(), deed.done.end(), [&](const std::string& done) { return stem_of(done) == word.stem; });
  });
}

bool said_as_theirs(const Sentence& part, std::size_t i, const std::vector<Unit>& units) {
  if (i == 0 || part.words[i - 1].text != "your" || tells_of_a_deed(part.words[i])) return false;
  return std::any_of(units.begin(), units.end(), [&](const Unit& unit) {
    return unit.from == Unit::From::said && std::binary_search(unit.stems.begin(), unit.stems.end(), meaning_of(part.words[i]));
  });
}

bool is_courtesy(const Sentence& part, std::string_view text, const std::vector<Unit>& units) {
  const auto met = openings().in(part);
  if (met.empty()) return false;
  const auto opens_as = [&](std::string_view name) {
    return std::any_of(met.begin(), met.end(), [&](const Met& one) { return one.section == openings().section(name); });
  };
  const bool wish = opens_as("wish"), advice = opens_as("advice"), soothes = advice || opens_as("reassurance");
  std::size_t first = 0;   // behind the opening: "feel free" gives nothing away
  for (const Met& one : met)
    if (one.section != openings().section("condition")) first = std::max(first, one.end);
  for (std::size_t i = first; i < part.words.size(); ++i) {
    const std::string& word = part.words[i].text;
    const bool when = lists().when.count(word) > 0 && !(wish && occasion(word)) && class_words().count(word) == 0;
    if (when || lists().strong.count(word) > 0) return false;
    if (soothes && (finite(word) || claims_beside_reassurance(word))) return false;
    if (occasion(word) ? wish : !has_content(part.words[i]) || class_words().count(word) > 0) continue;
    if (wish && wished_well(part, i) && !tells_of_a_deed(part.words[i])) continue;
    if (!(wish || advice) || !said_as_theirs(part, i, units)) return false;
  }
  const auto figures = figures_in(part, text);   // "a lovely weekend" is one for a wish
  return std::all_of(figures.begin(), figures.end(), [&](const Figure& figure) { return wish && occasion(part.words[figure.word].text); });
}

// "Unfortunately not", "not yet, I'm afraid", "sadly no".
bool answers_no(const Sentence& part) {
  static constexpr std::array<std::string_view, 18> words{"no", "not", "yet", "unfortunately", "sadly", "regrettably", "i", "am", "we", "are", "afraid", "really", "quite",
                                                          "always", "sorry", "but", "so", "nope"};
  return std::all_of(part.words.begin(), part.words.end(), [](const Word& word) { return std::find(words.begin(), words.end(), word.text) != words.end(); });
}

Sentence cut(const Sentence& sentence, std::size_t begin, std::size_t end) {
  Sentence part;
  part.asks = sentence.asks;
  part.item = sentence.item && begin == 0;
  part.words.assign(sentence.words.begin() + static_cast<std::ptrdiff_t>(begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(end));
  part.begin = part.words.empty() ? sentence.begin : part.words.front().begin;
  part.end = part.words.empty() ? sentence.begin : part.words.back().end;
  return part;
}

}  // namespace

std::optional<Verdict> verdict_in(const Sentence& sentence, std::string_view text) {
  const auto& words = sentence.words;
  Verdict given;
  std::size_t first = 0;
  for (const Met& one : openings().in(sentence))
    if (one.section == openings().section("reassurance")) given.reassures = true, first = std::max(first, one.end);
  while (first < words.size() && one_of<12>({"so", "and", "then", "well", "yes", "sure", "because", "as", "of", "course", "certainly", "absolutely"}, words[first].text)) ++first;
  if (sentence.asks || first + 1 >= words.size() || !(stands_for_what_was_asked(words[first].text) || (given.reassures && we_do(words, first)))) return std::nullopt;
  if (first + 3 < words.size() && words[first + 2].text == "what" && words[first + 3].text == "we") return std::nullopt;   // "that's what we're here for"
  const bool may = one_of<2>({"can", "may"}, words[first + 1].text);
  bool judges = false, only_that = may;   // only_that: "you may do so"
  const auto has = [&](bool (*is)(const Word&)) { return std::any_of(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(), is); };
  const auto verb = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(first), words.end(), [](const Word& word) { return finite(word.text); });
  if ((verb == words.end() && !we_do(words, first)) || (has(denies) && !(given.reassures && has(tells_a_need)))) return std::nullopt;
  given.lets_off = has(denies);
  given.alone = figures_in(sentence, text).empty();
  for (std::size_t i = first; i < words.size(); ++i) {
    judges |= verdict(words[i].text);
    given.alone &= !has_content(words[i]) || class_words().count(words[i].text) > 0 || claims_beside_reassurance(words[i].text);
    only_that &= i < first + 2 || one_of<8>({"do", "so", "that", "this", "it", "indeed", "of", "course"}, words[i].text);
  }
  if (!given.reassures && !(given.alone && (judges || only_that))) return std::nullopt;
  return given;
}

Sentence without_courtesies(const Sentence& sentence, std::string_view text, const std::vector<Unit>& units) {
  const std::size_t all = sentence.words.size();
  if (is_courtesy(sentence, text, units)) return cut(sentence, 0, 0);
  std::vector<std::size_t> cuts;
  for (std::size_t i = 1; i < all; ++i)
    if (parted_at(sentence, text, i)) cuts.push_back(i);
  std::size_t begin = 0, end = all;
  for (const std::size_t at : cuts) {   // the longest beginning that is none of our claims
    const Sentence front = cut(sentence, 0, at);
    if (is_courtesy(front, text, units) || answers_no(front)) begin = at;
  }
  for (auto at = cuts.rbegin(); at != cuts.rend() && *at > begin; ++at)
    if (const Sentence back = cut(sentence, *at, end); is_courtesy(back, text, units)) end = *at;
  return begin == 0 && end == all ? sentence : cut(sentence, begin, end);
}

}  // namespace handrail::reply
