#include "engine/masking/told_data.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/masking/marks.hpp"
#include "engine/masking/texts.hpp"

namespace handrail {
namespace {

using namespace marks;

constexpr std::size_t cue_words_max = 4;         // "numéro de sécurité sociale"
constexpr std::size_t fillers_max = 4;           // "number is my"
constexpr std::size_t number_min = 6, number_max = 20;   // letters and figures of an identity number
constexpr std::size_t figures_min = 4;
constexpr std::size_t mail_words_max = 8;        // "anna dot lopez at mail dot example dot com"

struct Lexicon {
  using Set = std::unordered_set<std::string_view>;
  std::map<std::string_view, Set> sections;
  Set first_words;                               // of cues, and of what stands for @: where none is, there is nothing to look for
  [[nodiscard]] bool has(std::string_view section, std::string_view word) const { return sections.at(section).contains(word); }
};

const Lexicon& lexicon() {
  static const Lexicon read = [] {
    Lexicon made;
    std::string_view section;
    for (const std::string_view line : split(masking_texts::told_words, '\n')) {
      if (line.empty() || line.starts_with("#")) continue;
      if (line.starts_with("== ")) section = line.substr(3);
      else made.sections[section].insert(line);
    }
    for (const std::string_view cues : {"identity", "birth", "at"})
      for (const std::string_view phrase : made.sections[cues]) made.first_words.insert(words(phrase).front());
    return made;
  }();
  return read;
}

struct Word { std::string folded; std::size_t begin = 0, end = 0; };

class Told {
 public:
  explicit Told(const std::string& text) : text_(text) {
    for (const std::string_view word : words(text)) {
      const auto begin = static_cast<std::size_t>(word.data() - text.data());
      std::string folded = fold_case(word);
      if (const std::size_t typeset = folded.find("\xE2\x80\x99"); typeset != std::string::npos) folded.replace(typeset, 3, "'");
      words_.push_back({std::move(folded), begin, begin + word.size()});
    }
  }

  std::vector<PersonalData> all() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (!lexicon().first_words.contains(words_[i].folded)) continue;
      if (!identity_behind(i) && !birth_behind(i)) mail_around(i);
    }
    std::ranges::sort(found_, {}, &PersonalData::begin);
    for (std::size_t i = 1; i < found_.size();) {   // "passport number" is heard at "passport" and at neither of its parts twice
      if (found_[i].begin < found_[i - 1].end) found_.erase(found_.begin() + static_cast<std::ptrdiff_t>(i));
      else ++i;
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] std::string_view gap(std::size_t word) const {   // in front of it
    return std::string_view(text_).substr(words_[word - 1].end, words_[word].begin - words_[word - 1].end);
  }

  // Behind the longest cue that begins at this word, and fillers: the word that may begin a value; the number of words where there is none.
  [[nodiscard]] std::size_t behind_cue(std::size_t at, std::string_view section) const {
    std::size_t behind = 0;
    std::string phrase;
    for (std::size_t i = at; i < words_.size() && i < at + cue_words_max; ++i) {
      phrase += (phrase.empty() ? "" : i > at && gap(i) == "." ? "." : " ") + words_[i].folded;
      if (lexicon().has(section, phrase)) behind = i + 1;
    }
    if (behind == 0) return words_.size();
    for (std::size_t fillers = 0; fillers < fillers_max && behind < words_.size() && lexicon().has("fillers", words_[behind].folded); ++fillers) ++behind;
    if (behind < words_.size() && gap(behind).find_first_of("!?;") != std::string_view::npos) return words_.size();
    return behind;
  }

  // "X1234567", "12 345 678 901", "12/345/67890", "C01 X00 T47"
  bool identity_behind(std::size_t at) {
    const std::size_t first = behind_cue(at, "identity");
    if (first == words_.size()) return false;
    std::size_t letters = 0, figures = 0, last = first;
    for (std::size_t i = first; i < words_.size(); ++i) {
      const std::string& word = words_[i].folded;
      const bool own = std::ranges::all_of(word, [](char c) { return digit(c) || letter(c); });
      const auto count = static_cast<std::size_t>(std::ranges::count_if(word, digit));
      const bool joined = i == first || (gap(i).size() == 1 && std::string_view(" -./").find(gap(i)[0]) != std::string_view::npos);
      const bool of_it = count > 0 || (word.size() <= 2 && i > first && gap(i) != ".") || (i == first && word.size() <= 3);
      if (!own || !joined || !of_it || letters + figures + word.size() > number_max) break;
      letters += word.size() - count;
      figures += count;
      if (count > 0 || gap(i) != " ") last = i;
    }
    if (figures < figures_min || letters + figures < number_min) return false;
    if (refuted_by_its_letters(std::string_view(text_).substr(words_[first].begin, words_[last].end - words_[first].begin))) return false;
    found_.push_back({"identity number", words_[first].begin, words_[last].end});
    return true;
  }

  [[nodiscard]] bool month(const std::string& word) const { return lexicon().has("months", word); }
  [[nodiscard]] static bool number(const std::string& word, std::size_t least, std::size_t most) {
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const std::string_view rest = std::string_view(word).substr(digits);
    return digits >= least && digits <= most && (rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th");
  }

  // "3.4.1988", "1988-04-03", "3 April 1988", "April 3rd, 1988": a day with its month.
  bool birth_behind(std::size_t at) {
    const std::size_t first = behind_cue(at, "birth");
    if (first + 1 >= words_.size()) return false;
    std::size_t last = first + 1;
    const bool marked = gap(last).size() == 1 && std::string_view("./-").find(gap(last)[0]) != std::string_view::npos;
    const auto& word = [&](std::size_t i) -> const std::string& { return words_[i].folded; };
    if (number(word(first), 1, 4) && number(word(last), 1, 2) && marked) {
      if (last + 1 < words_.size() && gap(last + 1) == gap(last) && number(word(last + 1), 1, 4)) ++last;
    } else if ((number(word(first), 1, 2) && month(word(last))) || (month(word(first)) && number(word(last), 1, 2))) {
      if (last + 1 < words_.size() && gap(last + 1).find('\n') == std::string_view::npos && gap(last + 1).size() <= 2 && number(word(last + 1), 4, 4)) ++last;
    } else if (number(word(first), 1, 2) && number(word(last), 1, 2) && last + 1 < words_.size() && number(word(last + 1), 4, 4) && gap(last) == " ") {
      ++last;
    } else {
      return false;
    }
    found_.push_back({"birth date", words_[first].begin, words_[last].end});
    return true;
  }

  // "anna at example dot com", "anna (at) gmx.de", "anna dot lopez at gmail.com": by "at" in brackets, by a "dot" behind it, or by a provider of mailboxes.
  void mail_around(std::size_t at) {
    if (!lexicon().has("at", words_[at].folded) || at == 0 || at + 2 >= words_.size()) return;
    const auto in_brackets = [&](std::size_t i) {
      const std::string_view after = i + 1 < words_.size() ? gap(i + 1) : std::string_view();
      return i > 0 && gap(i).find_first_of("([{") != std::string_view::npos && after.find_first_of(")]}") != std::string_view::npos;
    };
    const auto dot = [&](std::size_t i) { return i + 1 < words_.size() && lexicon().has("dot", words_[i].folded) && (gap(i).find('\n') == std::string_view::npos); };
    std::size_t last = at + 1;
    bool written_out = false, host = false;
    while (last + 1 < words_.size() && last < at + mail_words_max) {
      const bool plain = gap(last + 1) == ".";
      if (dot(last + 1) && last + 2 < words_.size()) {
        last += 2;
        written_out = host = true;
      } else if (plain) {
        ++last;
        host = true;
      } else {
        break;
      }
    }
    const bool mailbox = last == at + 2 && lexicon().has("mailboxes", words_[at + 1].folded);
    const std::string& top = words_[last].folded;
    const bool named = host && top.size() >= 2 && std::ranges::all_of(top, letter);
    if (!named || (!in_brackets(at) && !written_out && !mailbox)) return;
    std::size_t first = at - 1;
    while (first >= 2 && (dot(first - 1) || gap(first) == ".") && first + mail_words_max > at) first -= dot(first - 1) ? 2 : 1;
    found_.push_back({"e-mail", words_[first].begin, words_[last].end});
  }

  const std::string& text_;
  std::vector<Word> words_;
  std::vector<PersonalData> found_;
};

}  // namespace

std::vector<PersonalData> told_data_in(const std::string& text) { return Told(text).all(); }

}  // namespace handrail
