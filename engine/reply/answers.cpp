#include "engine/reply/answers.hpp"

#include <algorithm>

#include "engine/base/one_of.hpp"
#include "engine/reply/ranges.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t short_words = 5;
constexpr std::size_t asked_percent = 50;   // more than that of what was asked, said by the sentence that goes on

bool says_yes(std::string_view word) {
  return one_of<10>({"yes", "yep", "yeah", "absolutely", "certainly", "definitely", "correct", "indeed", "exactly", "totally"}, word);
}
bool hedges(std::string_view word) { return one_of<8>({"possibly", "probably", "perhaps", "maybe", "usually", "generally", "mostly", "basically"}, word); }

// The sentences that ask; all of the message, where none does.
std::vector<Sentence> asking(const std::vector<Sentence>& all) {
  std::vector<Sentence> asked;
  std::copy_if(all.begin(), all.end(), std::back_inserter(asked), [](const Sentence& sentence) { return sentence.asks; });
  return asked.empty() ? all : asked;
}

bool in_figure(const std::vector<Figure>& figures, std::size_t i) {
  return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return i >= figure.word && i < figure.word + figure.words; });
}

}  // namespace

bool answers_yes(const Sentence& sentence) {
  const std::size_t first = sentence.words.size() > 1 && hedges(sentence.words.front().text) ? 1 : 0;
  const auto says_more = [](const Word& word) { return (has_content(word) && !says_yes(word.text) && !hedges(word.text)) || word.text == "help" || negates(word); };
  return says_yes(sentence.words[first].text) && sentence.words.size() <= short_words && std::none_of(sentence.words.begin(), sentence.words.end(), says_more);
}

std::vector<std::uint64_t> question_of(const Checking& checking) {
  std::vector<std::uint64_t> stems;
  for (const Sentence& sentence : read_text(checking.evidence.question).sentences)
    for (const Word& word : sentence.words)
      if (has_content(word)) stems.push_back(meaning_of(word));
  return stems;
}

std::string granted_figure(const Checking& checking) {
  const std::string& text = checking.evidence.question;
  for (const Sentence& sentence : asking(read_text(text).sentences))
    for (const Figure& figure : figures_in(sentence, text)) {
      const std::string spelled = text.substr(figure.begin, figure.end - figure.begin);
      if (sentence.asks && figure.word == 0 && spelled == "May") continue;   // "May I …?"
      const auto mine = measure_of(figure, spelled);
      if (!mine || checking.backing().known(figure, false)) continue;
      const bool inside = std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
        const auto ranges = unit.parts.empty() ? std::vector<Range>() : ranges_in(unit.parts, unit.figures, "");
        return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) { return place_in(range, *mine) == Place::inside; });
      });
      if (!inside) return spelled;
    }
  return "";
}

bool asked_of_one_source(const Checking& checking) {
  const auto has = [](const Unit& unit, std::uint64_t stem) { return std::binary_search(unit.stems.begin(), unit.stems.end(), stem); };
  std::vector<std::uint64_t> asked;
  for (const Sentence& sentence : asking(read_text(checking.evidence.question).sentences))
    for (const Word& word : sentence.words)
      if (has_content(word)) asked.push_back(meaning_of(word));
  std::erase_if(asked, [&](std::uint64_t stem) {
    return std::none_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) { return unit.from != Unit::From::said && has(unit, stem); });
  });
  return asked.empty() || std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
    const auto shared = std::count_if(asked.begin(), asked.end(), [&](std::uint64_t stem) { return has(unit, stem); });
    return unit.from != Unit::From::said && 2 * static_cast<std::size_t>(shared) > asked.size();
  });
}

bool denied_by_its_source(const Checking& checking) {
  const std::string& text = checking.evidence.question;
  for (const Sentence& sentence : asking(read_text(text).sentences))
    if (says_no(sentence, text)) return false;   // "is it not allowed?"
  const std::vector<std::uint64_t> asked = question_of(checking);
  std::ptrdiff_t most = 0;
  bool denied = false;
  for (const Unit& unit : checking.units()) {
    if (unit.from == Unit::From::said || unit.heading) continue;
    const auto shared = std::count_if(asked.begin(), asked.end(), [&](std::uint64_t stem) { return std::binary_search(unit.stems.begin(), unit.stems.end(), stem); });
    if (shared == 0 || shared < most) continue;
    denied = unit.negated && (shared > most || denied);
    most = shared;
  }
  return denied;
}

bool goes_on_with_what_was_asked(const Checking& checking, std::size_t at) {
  if (at + 1 >= checking.read.sentences.size()) return false;
  const Sentence& next = checking.read.sentences[at + 1];
  if (next.words.empty() || next.asks || says_no(next, checking.draft.text)) return false;
  std::size_t content = 0, told = 0;
  const std::string& text = checking.evidence.question;
  const auto says_something = [](const Sentence& sentence) { return std::any_of(sentence.words.begin(), sentence.words.end(), has_content); };
  const std::vector<Sentence> all = read_text(text).sentences;
  std::vector<Sentence> asked = asking(all);
  const bool story = std::none_of(asked.begin(), asked.end(), says_something);   // "…. OK?", "Is that possible?": of what stands in front of it, as far as we know of it
  if (story) asked = all;
  for (const Sentence& sentence : asked) {
    const auto figures = figures_in(sentence, text);
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      const Word& word = sentence.words[i];
      const bool strong = lists().strong.count(word.text) > 0;
      if ((!has_content(word) && !strong) || in_figure(figures, i)) continue;
      const std::uint64_t stem = meaning_of(word);
      const bool said = std::any_of(next.words.begin(), next.words.end(), [&](const Word& one) { return meaning_of(one) == stem; });
      const bool of_ours = std::any_of(checking.units().begin(), checking.units().end(), [&](const Unit& unit) {
        return unit.from != Unit::From::said && std::binary_search(unit.stems.begin(), unit.stems.end(), stem);
      });
      if (!said && (strong || of_ours)) return false;   // it was asked for, we know of it, and nothing is said of it
      if (story && !of_ours) continue;
      ++content;
      told += said ? 1 : 0;
    }
  }
  return told > 0 && 100 * told > asked_percent * content && checking.backing().of({.sentence = next, .text = checking.draft.text, .also = {}}).holds;
}

}  // namespace handrail::reply
