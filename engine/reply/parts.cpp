#include "engine/reply/parts.hpp"

#include <algorithm>

#include "engine/base/one_of.hpp"
#include "engine/reply/clauses.hpp"
#include "engine/reply/evidence.hpp"
#include "engine/reply/lists.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t denied_reach = 3;   // words behind a "not" within which the denied one stands
constexpr std::size_t bound_reach = 3;    // words in front of a figure

bool joins(std::string_view word) { return one_of<7>({"and", "or", "but", "while", "whereas", "which", "although"}, word); }

bool unit_of_figures(std::string_view stem) {
  return one_of<12>({"day", "hour", "week", "month", "year", "minut", "second", "percent", "dollar", "euro", "pound", "pm"}, stem);
}
// A word of a figure: "5 and 10" is no place to cut.
bool is_figure(const std::vector<Figure>& figures, std::size_t word) {
  return std::any_of(figures.begin(), figures.end(), [&](const Figure& figure) { return word >= figure.word && word < figure.word + figure.words; });
}

// "A day ticket", "the year membership": which one it is.
bool of_a_thing(const std::vector<Word>& words, const std::vector<Figure>& figures, std::size_t i) {
  if (!unit_of_figures(words[i].stem) || words[i].text.ends_with('s') || i == 0 || i + 1 >= words.size()) return false;
  return one_of<7>({"a", "the", "your", "our", "this", "each", "every"}, words[i - 1].text) && !is_figure(figures, i - 1) && has_content(words[i + 1]) &&
         !unit_of_figures(words[i + 1].stem);
}
// "5 business days"; "business customers" says which ones.
bool of_days(const std::vector<Word>& words, std::size_t i) {
  const bool kind = one_of<4>({"business", "working", "work", "calendar"}, words[i].text);
  return kind && (i + 1 == words.size() || unit_of_figures(words[i + 1].stem) || one_of<2>({"and", "or"}, words[i + 1].text));
}

std::vector<std::size_t> cut(const std::vector<Part>& parts, const std::vector<Figure>& figures) {
  std::vector<std::size_t> clauses;
  std::size_t clause = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool of_a_bound = i + 1 < parts.size() && one_of<10>({"more", "less", "over", "above", "older", "under", "below", "younger", "longer", "fewer"}, parts[i + 1].text);
    const bool between_figures = i > 0 && is_figure(figures, i - 1) && (is_figure(figures, i + 1) || of_a_bound);   // "20 or more"
    if (i > 0 && (parts[i].parted || (joins(parts[i].text) && !between_figures))) ++clause;
    clauses.push_back(clause);
  }
  return clauses;
}

// Gives clauses without a figure to a neighbour that has one.
void gather(std::vector<Part>& parts, const std::vector<Figure>& figures, const std::vector<std::size_t>& clauses) {
  std::vector<std::size_t> with;
  for (const Figure& figure : figures) {
    const std::size_t clause = clauses[figure.word];
    if (with.empty() || with.back() != clause) with.push_back(clause);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto behind = std::upper_bound(with.begin(), with.end(), clauses[i]);
    parts[i].clause = with.empty() ? 0 : behind == with.begin() ? with.front() : *(behind - 1);
  }
}

void deny(std::vector<Part>& parts, std::size_t from) {
  const auto text_at = [&](std::size_t i) { return i < parts.size() ? std::string_view(parts[i].text) : std::string_view(); };
  for (std::size_t i = from; i < parts.size(); ++i) {
    if (bounds_a_figure(parts[i].text, text_at(i + 1), text_at(i + 2))) continue;
    const bool free_of = parts[i].text == "of" && i > 0 && parts[i - 1].text == "free";   // "free of charge"
    if (!free_of && !one_of<9>({"not", "no", "never", "without", "neither", "nor", "none", "non", "cannot"}, parts[i].text)) continue;
    if (i == 0 && parts[i].text == "no" && parts.size() > 1 && parts[1].parted) continue;   // "No, …" answers
    for (std::size_t k = i + 1; k < std::min(parts.size(), i + 1 + denied_reach); ++k) {
      if (parts[k].parted) break;
      parts[k].denied = true;
      const auto of_price = [&](std::size_t at) { return at < parts.size() && one_of<6>({"charge", "charges", "fee", "fees", "cost", "costs"}, parts[at].text); };
      if (of_price(k) || (parts[k].content && !of_price(k + 1))) break;   // "at no extra charge"
    }
  }
}

}  // namespace

std::vector<Part> parts_of(const Sentence& sentence, std::string_view text, const std::vector<Figure>& figures) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < sentence.words.size(); ++i) {
    const Word& word = sentence.words[i];
    Part part{.text = word.text, .meaning = meaning_of(word), .capital = word.capital, .hyphened = word.hyphened, .in_wording = word.in_wording};
    const bool of_a_figure = is_figure(figures, i) || (unit_of_figures(word.stem) && !of_a_thing(sentence.words, figures, i)) || of_days(sentence.words, i);
    part.content = !of_a_figure && (has_content(word) || (word.capital && i > 0 && word.text.size() > 1));
    if (i > 0 && word.begin > sentence.words[i - 1].end) {
      const std::string_view gap = text.substr(sentence.words[i - 1].end, word.begin - sentence.words[i - 1].end);
      part.parted = gap != ":" && gap.find_first_of(",;:(") != std::string_view::npos;   // "18:30" is one hour
    }
    parts.push_back(std::move(part));
  }
  gather(parts, figures, cut(parts, figures));
  deny(parts, std::max(words_of_naming_clause(sentence), words_of_answer(sentence, text)));
  return parts;
}

bool negates_at(const std::vector<Part>& parts, std::size_t i) {
  const auto text_at = [&](std::size_t k) { return k < parts.size() ? std::string_view(parts[k].text) : std::string_view(); };
  return !parts[i].in_wording && lists().negation.count(parts[i].text) > 0 && !bounds_a_figure(parts[i].text, text_at(i + 1), text_at(i + 2));
}

Bound bound_of(const std::vector<Part>& parts, const Figure& figure) {
  const auto word = [&](std::size_t i) -> std::string_view { return i < parts.size() ? std::string_view(parts[i].text) : std::string_view(); };
  const std::size_t behind = figure.word + figure.words;
  for (std::size_t back = 1; back <= bound_reach && back <= figure.word; ++back) {
    const std::size_t i = figure.word - back;
    if (parts[i + 1].parted) break;
    if (word(i) == "than" && i > 0) {
      const bool denied = i > 1 && (word(i - 2) == "no" || word(i - 2) == "not");
      const bool more = one_of<5>({"more", "longer", "later", "higher", "older"}, word(i - 1));
      return more != denied ? Bound::least : Bound::most;
    }
    if (word(i) == "first" && back == 1) return i > 1 && (word(i - 1) == "after" || word(i - 2) == "after") ? Bound::least : Bound::most;   // "for the first 3 hours"
    if (word(i) == "yet" && i > 0 && word(i - 1) == "not") return Bound::most;   // "not yet 4"
    if (word(i) == "from" && word(behind) == "to") return Bound::none;   // a range
    if (word(i) == "at" && i > 0 && word(i - 1).starts_with("start")) return Bound::least;   // "prices start at $40"
    if (one_of<8>({"from", "over", "above", "least", "after", "exceeding", "minimum", "starting"}, word(i))) return Bound::least;
    if (one_of<8>({"under", "below", "most", "within", "before", "until", "maximum", "by"}, word(i))) return Bound::most;
    if (word(i) == "to" && i > 0 && word(i - 1) == "up") return Bound::most;
    if (parts[i].content) break;
  }
  if (word(behind) == "or" || word(behind) == "and") {
    if (one_of<5>({"more", "over", "above", "up", "older"}, word(behind + 1))) return Bound::least;
    if (one_of<4>({"less", "under", "below", "younger"}, word(behind + 1))) return Bound::most;
  }
  return Bound::none;
}

}  // namespace handrail::reply
