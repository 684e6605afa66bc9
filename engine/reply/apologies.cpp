#include "engine/reply/apologies.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "engine/base/text.hpp"
#include "engine/reply/checking.hpp"
#include "engine/reply/clauses.hpp"

namespace handrail::reply {
namespace {

constexpr std::size_t cause_words = 3;   // with content: "please accept my apologies for the trouble" says nothing that is missed

struct Cut { std::size_t begin = 0, end = 0; };

// Nothing but the apology and what it is for.
bool only_apologises(const Sentence& sentence, std::string_view text, std::size_t begin, std::size_t end) {
  Sentence part;
  part.words.assign(sentence.words.begin() + static_cast<std::ptrdiff_t>(begin), sentence.words.begin() + static_cast<std::ptrdiff_t>(end));
  const auto tells = [](const Word& word) { return auxiliary(word.text) && word.text != "am" && word.text != "are" && word.text != "do"; };   // "sorry that it was lost"
  return figures_in(part, text).empty() && std::none_of(part.words.begin(), part.words.end(), tells) && std::none_of(part.words.begin(), part.words.end(), negates) &&
         static_cast<std::size_t>(std::count_if(part.words.begin(), part.words.end(), has_content)) <= cause_words;
}

// From mark to mark, for "…, I apologise, …".
struct Stretch { std::size_t begin = 0, end = 0; };

Stretch stretch_around(const Sentence& sentence, std::string_view text, const Met& met) {
  Stretch found{met.begin, met.end};
  while (found.begin > 0 && !parted_at(sentence, text, found.begin)) --found.begin;
  while (found.end < sentence.words.size() && !parted_at(sentence, text, found.end)) ++found.end;
  return found;
}

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == ',')) ++at;
  return at;
}

}  // namespace

std::vector<Met> apologies_in(const Sentence& sentence, const std::vector<Met>& met, const std::vector<Span>& values) {
  std::vector<Met> found;
  for (const Met& one : met) {
    if (one.section != sections().apology || overlaps(values, sentence.words[one.begin].begin, sentence.words[one.end - 1].end)) continue;
    if (!found.empty() && one.begin < found.back().end) found.back().end = std::max(found.back().end, one.end);
    else found.push_back(one);
  }
  return found;
}

std::string with_apologies_at_most(const std::string& text, std::size_t most, const std::vector<std::string>& values, const std::vector<Span>& kept) {
  const ReadText read = read_text(text);
  const std::vector<Span> told = values_in(text, values, Stands::anywhere);
  std::vector<std::vector<Met>> apologies;
  for (const Sentence& sentence : read.sentences) apologies.push_back(apologies_in(sentence, lists().claims.in(sentence), told));
  const auto stays = [&](const Sentence& sentence, const Met& one) { return overlaps(kept, sentence.words[one.begin].begin, sentence.words[one.end - 1].end); };
  std::size_t seen = 0;
  for (std::size_t i = 0; i < read.sentences.size(); ++i)
    seen += static_cast<std::size_t>(std::ranges::count_if(apologies[i], [&](const Met& one) { return stays(read.sentences[i], one); }));
  std::vector<Cut> cuts;
  for (std::size_t which = 0; which < read.sentences.size(); ++which) {
    const Sentence& sentence = read.sentences[which];
    std::vector<Cut> own;
    const std::vector<Met>& met = apologies[which];
    std::size_t beyond = 0;
    bool whole = true;   // all of its stretches go
    for (std::size_t i = 0; i < met.size(); ++i) {
      if (stays(sentence, met[i]) || ++seen <= most) {
        whole = false;
        continue;
      }
      ++beyond;
      const Stretch stretch = stretch_around(sentence, text, met[i]);
      if (sentence.asks || !only_apologises(sentence, text, stretch.begin, stretch.end)) continue;
      const bool last = stretch.end == sentence.words.size();
      if (stretch.begin == 0 && last) own.push_back({sentence.begin, behind_blanks(text, sentence.end)});
      else if (stretch.begin > 0) own.push_back({sentence.words[stretch.begin - 1].end, sentence.words[stretch.end - 1].end});
      else own.push_back({sentence.words[stretch.begin].begin, behind_blanks(text, sentence.words[stretch.end - 1].end)});
    }
    const bool every_word = beyond > 0 && whole && !sentence.asks && only_apologises(sentence, text, 0, sentence.words.size());
    if (every_word) own = {{sentence.begin, behind_blanks(text, sentence.end)}};
    std::erase_if(own, [&](const Cut& cut) { return overlaps(kept, cut.begin, cut.end) || overlaps(told, cut.begin, cut.end); });
    for (const Cut& cut : own)
      if (cuts.empty() || cut.begin >= cuts.back().end) cuts.push_back(cut);
      else cuts.back().end = std::max(cuts.back().end, cut.end);
  }
  std::string out;
  std::size_t at = 0;
  for (const Cut& cut : cuts) {
    out += text.substr(at, cut.begin - at);
    at = cut.end;
    const std::string_view before = trim(out);
    const bool begins = before.empty() || std::string_view(".!?").find(before.back()) != std::string_view::npos;
    std::size_t next = at;
    if (begins && text.compare(next, 4, "but ") == 0) at = next += 4;   // "I'm sorry, but …"
    if (begins && next < text.size() && std::islower(static_cast<unsigned char>(text[next]))) {
      out += static_cast<char>(std::toupper(static_cast<unsigned char>(text[next])));
      at = next + 1;
    }
  }
  out += text.substr(at);
  while (!cuts.empty() && !out.empty() && out.back() == ' ') out.pop_back();
  return trim(out).empty() ? text : out;
}

}  // namespace handrail::reply
