#include "engine/masking/named_others.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/masking/texts.hpp"

namespace handrail {
namespace {

using Set = std::unordered_set<std::string_view>;

constexpr std::size_t surname_words_max = 2;   // "Ana Maria Lopez"

struct Lexicon { Set names, names_and_words; };

const Lexicon& lexicon() {
  static const Lexicon read = [] {
    Lexicon made;
    Set* section = nullptr;
    for (const std::string_view line : split(masking_texts::given_names, '\n')) {
      if (line.starts_with("# ") || line.empty()) continue;
      if (line.starts_with("== ")) {
        section = line == "== names" ? &made.names : &made.names_and_words;
        continue;
      }
      for (const std::string_view name : split(line, ' ')) section->insert(name);
    }
    return made;
  }();
  return read;
}

const Set& titles() {
  static const Set known = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "monsieur", "madame", "signor", "signora"};
  return known;
}
const Set& relatives() {
  static const Set known = {"wife", "husband", "spouse", "partner", "fiance", "girlfriend", "boyfriend", "son", "daughter", "child", "baby", "kid", "brother", "sister",
                            "mother", "mum", "mom", "father", "dad", "aunt", "uncle", "cousin", "nephew", "niece", "grandson", "granddaughter", "grandmother",
                            "grandfather", "grandma", "grandpa", "friend", "colleague", "coworker", "boss", "manager", "assistant", "neighbour", "neighbor", "flatmate",
                            "roommate", "landlord", "tenant", "teacher", "employee", "client", "stepson", "stepdaughter"};
  return known;
}
const Set& of_whom() {   // in front of "wife", "friend"
  static const Set known = {"my", "his", "her", "our", "their", "a"};
  return known;
}
const Set& person_follows() {   // a thing may as well, so that it counts only for names that are words
  static const Set known = {"for", "with", "by", "to", "from", "and", "ask", "asked", "tell", "told", "is", "was", "contact", "call", "thanks"};
  return known;
}
const Set& spoken_to() {   // nobody calls a month
  static const Set known = {"contact", "ask", "tell", "call"};
  return known;
}
const Set& named() {
  static const Set known = {"called", "named"};
  return known;
}
const Set& of_a_thing() {   // "the Maria dress"
  static const Set known = {"the", "a", "an", "this", "that", "your", "two", "one"};
  return known;
}
const Set& goes_on_after_a_name() {
  static const Set known = {"and", "or", "who", "at", "on", "in", "is", "was", "has", "will", "would", "can", "could", "from", "to", "by", "with", "for", "as", "but",
                            "because", "so", "please", "said", "says", "wants", "wanted", "lives", "not", "if", "when", "too", "also", "instead", "today", "tomorrow"};
  return known;
}

// "From May", "in June", "after Easter": a word of the calendar, and somebody only beside a title or a relation, behind "ask" or "tell", or with a surname of their own.
bool of_calendar(std::string_view word) {
  static const Set known = {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
                            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn", "fall", "winter",
                            "easter", "christmas", "pentecost", "ramadan", "diwali", "hanukkah", "halloween", "thanksgiving"};
  return known.contains(word);
}

struct Word { std::string_view written; std::string folded; std::size_t begin = 0, end = 0; };

class Looking {
 public:
  explicit Looking(const std::string& text) : text_(text) {
    for (const std::string_view word : words(text)) {
      const auto begin = static_cast<std::size_t>(word.data() - text.data());
      std::string_view bare = word;
      for (const std::string_view ending : {"'s", "\xE2\x80\x99s"})   // "Jonas's"
        if (bare.size() > ending.size() && bare.ends_with(ending)) bare.remove_suffix(ending.size());
      words_.push_back({bare, fold_case(bare), begin, begin + bare.size()});
    }
    const auto large = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const auto small = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (large > small) words_.clear();   // capital letters say nothing
  }

  std::vector<PersonalData> run() {
    for (std::size_t at = 0; at < words_.size();) {
      const std::size_t count = capital(at) && begins_a_name(at) ? 1 + surnames_behind(at) : 0;
      for (std::size_t i = at; i < at + count; ++i) found_.push_back({"name", words_[i].begin, words_[i].end});
      at += std::max<std::size_t>(count, 1);
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool capital(std::size_t at) const {
    const std::string_view word = words_[at].written;
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '\''; };
    const bool small_inside = std::any_of(word.begin() + 1, word.end(), [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
    return ((word[0] >= 'A' && word[0] <= 'Z') || static_cast<unsigned char>(word[0]) >= 0xC3) && small_inside && std::all_of(word.begin(), word.end(), letter);
  }
  [[nodiscard]] std::string_view between(std::size_t at, std::size_t next) const { return std::string_view(text_).substr(words_[at].end, words_[next].begin - words_[at].end); }
  [[nodiscard]] const std::string& folded(std::size_t at) const { return words_[at].folded; }
  // The word in front, in the same sentence; empty: none.
  [[nodiscard]] std::string_view in_front(std::size_t at, std::size_t back = 1) const {
    if (at < back) return {};
    for (std::size_t i = at - back; i < at; ++i)
      if (const std::string_view gap = between(i, i + 1); gap != " " && gap != ", " && !(gap == ". " && titles().contains(folded(i)))) return {};
    return folded(at - back);
  }

  [[nodiscard]] bool begins_a_name(std::size_t at) const {
    const std::string_view before = in_front(at), two_before = in_front(at, 2);
    if (titles().contains(before) || named().contains(before)) return true;
    if (relatives().contains(before) && of_whom().contains(two_before)) return true;
    const bool with_surname = before == "that" && at + 1 < words_.size() && between(at, at + 1) == " " && capital(at + 1);   // "the one that Maria Lopez has"
    if (of_calendar(folded(at))) {
      const bool given = lexicon().names.contains(folded(at)) || lexicon().names_and_words.contains(folded(at));
      return given && (in_full(at) || (spoken_to().contains(before) && ends_there(at)));
    }
    if (lexicon().names.contains(folded(at))) return with_surname || !of_a_thing().contains(before);
    return lexicon().names_and_words.contains(folded(at)) && person_follows().contains(before) && ends_there(at);
  }
  // "For June Carter", "before April Jones moved", and not "from June to August" or "in June Street".
  [[nodiscard]] bool in_full(std::size_t at) const {
    const bool goes_on = at + 1 < words_.size() && between(at, at + 1) == " " && capital(at + 1) && !of_calendar(folded(at + 1));
    return goes_on && in_front(at) != "in" && !of_a_thing().contains(in_front(at));
  }
  // Nothing that would make a thing of it stands behind: "for Rose", and not "for Rose soap".
  [[nodiscard]] bool ends_there(std::size_t at) const {
    if (at + 1 == words_.size() || between(at, at + 1) != " ") return true;
    return capital(at + 1) || goes_on_after_a_name().contains(folded(at + 1));
  }
  [[nodiscard]] std::size_t surnames_behind(std::size_t at) const {
    std::size_t count = 0;
    while (count < surname_words_max && at + count + 1 < words_.size() && between(at + count, at + count + 1) == " " && capital(at + count + 1)) ++count;
    return count;
  }

  const std::string& text_;
  std::vector<Word> words_;
  std::vector<PersonalData> found_;
};

}  // namespace

std::vector<PersonalData> names_of_others_in(const std::string& text) { return Looking(text).run(); }

}  // namespace handrail
