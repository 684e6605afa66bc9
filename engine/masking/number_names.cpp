#include "engine/masking/number_names.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/masking/marks.hpp"
#include "engine/masking/texts.hpp"

namespace handrail {
namespace {

using namespace marks;

constexpr std::size_t words_looked_at = 8;
constexpr std::size_t bytes_looked_at = 120;
constexpr std::size_t abbreviation_letters = 5;   // "tel.", "no.", "order no."; a longer word with a full stop ends a sentence
constexpr std::size_t other_number_digits = 3;    // a word with a figure in it is another number, which the words before it name
constexpr std::array<std::string_view, 6> currencies{"$", "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "\xE2\x82\xB9", "%"};

enum class Kind { none, phones, things, neutral, of_whom, qualities, between, about, units };

const std::unordered_map<std::string_view, Kind>& lexicon() {
  static const std::unordered_map<std::string_view, Kind> read = [] {
    std::unordered_map<std::string_view, Kind> made;
    constexpr std::array<std::pair<std::string_view, Kind>, 8> names{{{"phones", Kind::phones}, {"things", Kind::things}, {"neutral", Kind::neutral}, {"of whom", Kind::of_whom},
                                                                      {"qualities", Kind::qualities}, {"between", Kind::between}, {"about", Kind::about}, {"units", Kind::units}}};
    Kind section = Kind::none;
    for (const std::string_view line : split(masking_texts::number_words, '\n')) {
      if (line.empty() || line.starts_with("#")) continue;
      if (line.starts_with("== ")) section = std::ranges::find(names, line.substr(3), &std::pair<std::string_view, Kind>::first)->second;
      else
        for (const std::string_view word : split(line, ' ')) made.emplace(word, section);
    }
    return made;
  }();
  return read;
}

Kind kind_of(std::string_view word) {
  const auto known = lexicon().find(word);
  if (known != lexicon().end()) return known->second;
  // "Zählernummer", "Vorgangsnr": a compound that names what it numbers; the telephone's are in the list
  const bool numbers = word.size() > 7 && (word.ends_with("nummer") || word.ends_with("number"));
  return numbers || (word.size() > 4 && word.ends_with("nr")) ? Kind::things : Kind::none;
}

bool has_figures(std::string_view word) { return static_cast<std::size_t>(std::ranges::count_if(word, digit)) >= other_number_digits; }

// The part of `text` up to `end` that belongs to its last sentence: blank lines and marks that end one cut it, and so does its length.
std::string_view last_sentence(std::string_view text, std::size_t end) {
  std::size_t from = end > bytes_looked_at ? end - bytes_looked_at : 0;
  while (from > 0 && from < end && in_word(text[from - 1])) ++from;   // no half of a word
  for (std::size_t at = from; at + 1 < end; ++at) {
    const char c = text[at];
    if (c == '\n' && text[at + 1] == '\n') from = at + 1;
    if ((c != '.' && c != '!' && c != '?' && c != ';') || (text[at + 1] != ' ' && text[at + 1] != '\n')) continue;
    std::size_t word = at;
    while (word > from && letter(text[word - 1])) --word;
    if (c != '.' || at - word > abbreviation_letters || word == at) from = at + 1;
  }
  return text.substr(from, end - from);
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> all;
  for (const std::string_view word : words(text)) all.push_back(fold_case(word));
  return all;
}

// From the number backwards. A number by itself is the telephone's where it is somebody's ("my number is"), and else that of the word in front ("flight number").
// `since_comma`: how many of the words stand behind the last comma; a thing in front of it is another matter ("cancel my order, 0171 1234567").
NumberCalled by_words_before(const std::vector<std::string>& before, std::size_t since_comma) {
  bool number = false;   // just behind: what stands here says whose it is
  bool close = true;     // nothing but such words as "number is" stands between
  const std::size_t first = before.size() > words_looked_at ? before.size() - words_looked_at : 0;
  for (std::size_t i = before.size(); i-- > first;) {
    if (has_figures(before[i])) return NumberCalled::nothing;
    const Kind kind = kind_of(before[i]);
    if (kind == Kind::phones) return NumberCalled::phone;
    if (kind == Kind::things && i + since_comma < before.size()) return NumberCalled::nothing;
    if (kind == Kind::things) return close ? NumberCalled::thing : NumberCalled::near_a_thing;
    close = close && kind != Kind::none;
    if (kind == Kind::about) return NumberCalled::nothing;
    if (number && kind == Kind::of_whom) return NumberCalled::phone;
    if (number && kind == Kind::none) return NumberCalled::thing;
    if (kind == Kind::neutral) number = before[i].size() > 2;   // "no" is a word as well
    else if (kind != Kind::qualities) number = false;
  }
  return NumberCalled::nothing;
}

// "… is my mobile", "… (mobile)", "… is the order number"
NumberCalled by_words_behind(std::string_view behind) {
  behind = behind.substr(0, std::min(bytes_looked_at, behind.size()));
  const std::size_t stop = behind.find_first_of(".!?;,\n");
  bool number = false, of_whom = false;
  for (const std::string& word : folded_words(behind.substr(0, std::min({stop, bytes_looked_at, behind.size()})))) {
    const Kind kind = kind_of(word);
    if (kind == Kind::phones) return NumberCalled::phone;
    if (kind == Kind::things) return NumberCalled::thing;
    number |= kind == Kind::neutral;
    of_whom |= kind == Kind::of_whom;
    if (kind != Kind::between && kind != Kind::of_whom && kind != Kind::qualities && kind != Kind::neutral) break;
  }
  return number && of_whom ? NumberCalled::phone : NumberCalled::nothing;
}

bool is_amount(std::string_view before, std::string_view behind) {
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  std::size_t decimals = 0;   // "1 234 567,50", and not ",10115 Berlin"
  while (!behind.empty() && (behind[0] == ',' || behind[0] == '.') && decimals + 1 < behind.size() && decimals <= 2 && digit(behind[decimals + 1])) ++decimals;
  const bool goes_on = decimals == 1 || decimals == 2;
  while (!behind.empty() && behind.front() == ' ') behind.remove_prefix(1);
  if (goes_on || std::ranges::any_of(currencies, [&](std::string_view mark) { return before.ends_with(mark) || behind.starts_with(mark); })) return true;
  const auto unit = [](const std::vector<std::string_view>& all, std::size_t at) { return at < all.size() && kind_of(fold_case(all[at])) == Kind::units; };
  const std::vector<std::string_view> next = words(behind.substr(0, std::min(bytes_looked_at, behind.size())));
  if (!next.empty() && next.front().data() == behind.data() && unit(next, 0)) return true;
  const std::vector<std::string_view> last = words(before);
  return !last.empty() && last.back().data() + last.back().size() == before.data() + before.size() && unit(last, last.size() - 1);
}

}  // namespace

NumberCalled number_called(std::string_view text, std::size_t begin, std::size_t end, std::string_view text_called) {
  const std::string_view before = last_sentence(text, begin);
  std::vector<std::string> in_front = folded_words(before);
  if (before.size() == begin && !text_called.empty()) {
    std::vector<std::string> called = folded_words(text_called);
    in_front.insert(in_front.begin(), called.begin(), called.end());
  }
  const std::size_t comma = before.rfind(',');
  const std::size_t since_comma = comma == std::string_view::npos ? in_front.size() : words(before.substr(comma + 1)).size();
  const NumberCalled named = by_words_before(in_front, since_comma);
  if (named == NumberCalled::phone) return named;
  if (is_amount(before, text.substr(end))) return NumberCalled::amount;
  return named != NumberCalled::nothing ? named : by_words_behind(text.substr(end));
}

}  // namespace handrail
