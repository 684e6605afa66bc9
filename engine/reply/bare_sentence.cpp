#include "engine/reply/bare_sentence.hpp"

#include <algorithm>

#include "engine/base/one_of.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/figures.hpp"

namespace handrail::reply {
namespace {

bool begins_phrase(std::string_view word) { return one_of<8>({"of", "for", "on", "over", "about", "from", "regarding", "concerning"}, word); }
bool finite(std::string_view word) { return one_of<14>({"is", "are", "was", "were", "has", "have", "had", "will", "went", "arrived", "landed", "cleared", "came", "got"}, word); }

// Which words only say more of the thing in front of them: from "of" or "for" up to the verb.
std::vector<char> says_more(const Sentence& sentence, std::string_view text) {
  const auto& words = sentence.words;
  std::vector<char> out(words.size(), 0);
  std::size_t begin = words.size();   // of what says more, in this clause
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && parted_at(sentence, text, i)) begin = words.size();
    if (begins_phrase(words[i].text) && i > 0 && begin == words.size()) begin = i;
    if (begin < i && finite(words[i].text)) std::fill(out.begin() + static_cast<std::ptrdiff_t>(begin), out.begin() + static_cast<std::ptrdiff_t>(i), 1);
    if (finite(words[i].text) || one_of<6>({"and", "but", "that", "which", "who", "if"}, words[i].text)) begin = words.size();
  }
  return out;
}

bool is_currency(std::string_view word) {
  return one_of<11>({"eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "bucks", "quid"}, word);
}

Word plain_word(std::string_view text, const Word& at) { return {.text = std::string(text), .stem = stem_of(text), .begin = at.begin, .end = at.end}; }

}  // namespace

std::vector<BareSentence> bare_sentences(const Sentence& sentence, std::string_view text) {
  const std::vector<char> out = says_more(sentence, text);
  const std::vector<Figure> figures = figures_in(sentence, text);
  const auto figure_at = [&](std::size_t i) {
    return std::find_if(figures.begin(), figures.end(), [&](const Figure& one) { return i >= one.word && i < one.word + one.words; });
  };
  const bool bare = std::none_of(out.begin(), out.end(), [](char left_out) { return left_out != 0; });
  // "Refunds under $100 are confirmed": what bounds is no thing.
  const auto told = [&](const Figure& figure) {
    const bool led = figure.word > 0 && one_of<14>({"under", "over", "from", "of", "to", "than", "until", "per", "for", "above", "below", "by", "at", "exceeding"},
                                                   sentence.words[figure.word - 1].text);
    return figure.kind == Figure::Kind::id || (figure.kind == Figure::Kind::money && !led);
  };
  if (bare && std::none_of(figures.begin(), figures.end(), told)) return {};
  std::vector<BareSentence> made;
  for (const bool as_pronoun : {true, false}) {
    BareSentence one{{{}, sentence.begin, sentence.end, sentence.asks, sentence.item}, {}};
    const auto add = [&](Word word, std::size_t i) {
      one.sentence.words.push_back(std::move(word));
      one.origin.push_back(i);
    };
    const auto named = figure_at(1);   // "Bill B1001 has been paid" is of the bill
    if (sentence.words.size() > 1 && named != figures.end() && named->kind == Figure::Kind::id) add(plain_word("the", sentence.words[0]), 0);
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      if (out[i] != 0) continue;
      const auto figure = figure_at(i);
      if (figure == figures.end() || !told(*figure)) {
        add(sentence.words[i], i);
      } else if (figure->kind == Figure::Kind::money && i == figure->word) {
        if (!as_pronoun) add(plain_word("the", sentence.words[i]), i);
        add(plain_word(as_pronoun ? "it" : "money", sentence.words[i]), i);
        if (i + 1 < sentence.words.size() && is_currency(sentence.words[i + 1].text)) ++i;
      }
    }
    if (!one.sentence.words.empty()) made.push_back(std::move(one));
  }
  return made;
}

}  // namespace handrail::reply
