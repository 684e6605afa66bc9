#include "engine/masking/named_others.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/language/language.hpp"
#include "engine/masking/given_names.hpp"

namespace handrail {
namespace {

using Set = std::unordered_set<std::string_view>;

constexpr std::size_t surname_words_max = 2;   // "Ana Maria Lopez"

const Set& titles() {
  static const Set known = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "herrn", "frau", "monsieur", "madame", "signor", "signora"};
  return known;
}
const Set& relatives() {
  static const Set known = {"wife", "husband", "spouse", "partner", "fiance", "girlfriend", "boyfriend", "son", "daughter", "child", "baby", "kid", "brother", "sister",
                            "mother", "mum", "mom", "father", "dad", "aunt", "uncle", "cousin", "nephew", "niece", "grandson", "granddaughter", "grandmother",
                            "grandfather", "grandma", "grandpa", "friend", "colleague", "coworker", "boss", "manager", "assistant", "neighbour", "neighbor", "flatmate",
                            "roommate", "landlord", "tenant", "teacher", "employee", "client", "stepson", "stepdaughter",
                            "mann", "ehemann", "ehefrau", "partnerin", "freund", "freundin", "sohn", "tochter", "bruder", "schwester", "mutter", "mama", "vater", "papa",
                            "tante", "onkel", "cousine", "neffe", "nichte", "enkel", "enkelin", "oma", "opa", "kollege", "kollegin", "chefin", "nachbar", "nachbarin",
                            "mitbewohner", "mitbewohnerin", "vermieter", "vermieterin", "mieter", "mieterin", "mitarbeiter", "mitarbeiterin"};
  return known;
}
const Set& of_whom() {   // in front of "wife", "friend"
  static const Set known = {"my", "his", "her", "our", "their", "a", "mein", "meine", "meinem", "meinen", "meiner", "meines", "sein", "seine", "seinem", "seinen", "seiner",
                            "ihr", "ihre", "ihrem", "ihren", "ihrer", "unser", "unsere", "unserem", "unseren", "unserer", "eure", "eurer", "der", "die", "dem", "den"};
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
  static const Set known = {"called", "named", "namens"};
  return known;
}
const Set& of_a_thing() {   // "the Maria dress"
  static const Set known = {"the", "a", "an", "this", "that", "your", "two", "one"};
  return known;
}
const Set& articles_of_german() {   // of a person as well: "die Anna", and "die Max Wassermenge"
  static const Set known = {"der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "einer", "eines"};
  return known;
}
// Of the commonest; others go by their endings.
bool surname_of_german(std::string_view folded) {
  static const Set known = {"m\xC3\xBCller", "schmidt", "schneider", "fischer", "weber", "meyer", "wagner", "becker", "schulz", "sch\xC3\xA4" "fer", "koch", "bauer",
                            "richter", "klein", "wolf", "schr\xC3\xB6" "der", "schwarz", "braun", "kr\xC3\xBCger", "lange", "schmitt", "werner", "schmitz", "krause",
                            "meier", "schmid", "schulze", "maier", "k\xC3\xB6hler", "k\xC3\xB6nig", "walter", "mayer", "huber", "kaiser", "fuchs", "peters", "lang",
                            "scholz", "m\xC3\xB6ller", "wei\xC3\x9F", "jung", "hahn", "schubert", "vogel", "keller", "frank", "berger", "winkler", "roth", "beck", "lorenz",
                            "franke", "albrecht", "schuster", "ludwig", "b\xC3\xB6hm", "kraus", "schumacher", "kr\xC3\xA4mer", "vogt", "j\xC3\xA4ger", "seidel", "brandt",
                            "haas", "schreiber", "graf", "schulte", "dietrich", "ziegler", "kuhn", "pohl", "engel", "busch", "voigt", "sauer", "arnold", "wolff", "pfeiffer",
                            "yilmaz", "y\xC4\xB1lmaz", "kaya", "demir", "\xC3\xB6zt\xC3\xBCrk", "nguyen", "gro\xC3\x9F"};
  static constexpr std::array<std::string_view, 8> endings{"mann", "owski", "ewski", "inski", "icz", "ovic", "enko", "meyer"};
  return known.contains(folded) || std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return folded.ends_with(ending); });
}
const Set& held_by() {   // "der Vertrag läuft auf"
  static const Set known = {"l\xC3\xA4uft", "laufen", "lautet", "lauten", "konto", "vertrag", "rechnung", "anschluss", "bestellung", "namen", "ist", "z\xC3\xA4hler"};
  return known;
}
const Set& done_with_somebody() {   // "mit der Anna Okonkwo gesprochen"
  static const Set known = {"gesprochen", "telefoniert", "geredet", "besprochen", "vereinbart", "gechattet", "geschrieben", "gesagt", "sagte", "meinte", "versprochen"};
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
                            "easter", "christmas", "pentecost", "ramadan", "diwali", "hanukkah", "halloween", "thanksgiving",
                            "januar", "februar", "m\xC3\xA4rz", "mai", "juni", "juli", "oktober", "dezember", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",
                            "sonnabend", "sonntag", "ostern", "weihnachten", "pfingsten", "silvester"};
  return known.contains(word);
}

struct Word { std::string_view written; std::string folded; std::size_t begin = 0, end = 0; };

class Looking {
 public:
  Looking(const std::string& text, std::string_view language) : text_(text), language_(language) {
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
  [[nodiscard]] GivenName given(std::size_t at) const { return given_name(folded(at), language_); }
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
    if (nouns_in_capitals(language_)) return begins_a_name_among_nouns(at, before, two_before);
    if (titles().contains(before) || named().contains(before)) return true;
    if (relatives().contains(before) && of_whom().contains(two_before)) return true;
    const bool with_surname = before == "that" && at + 1 < words_.size() && between(at, at + 1) == " " && capital(at + 1);   // "the one that Maria Lopez has"
    if (of_calendar(folded(at))) {
      return given(at) != GivenName::no && (in_full(at) || (spoken_to().contains(before) && ends_there(at)));
    }
    if (given(at) == GivenName::name) return with_surname || !of_a_thing().contains(before);
    return given(at) == GivenName::name_and_word && person_follows().contains(before) && ends_there(at);
  }
  // Every noun has a capital letter: a title, and a given name, tell somebody; one that is a word as well only behind a word for a person ("meine Tochter Rosa").
  [[nodiscard]] bool begins_a_name_among_nouns(std::size_t at, std::string_view before, std::string_view two_before) const {
    const bool titled = titles().contains(before) && between(at - 1, at) != ", ";
    if (titled) return !titles().contains(folded(at));   // "Herr Dr. Weber", "Frau Mai"
    const bool introduced = named().contains(before) || (relatives().contains(before) && of_whom().contains(two_before));
    if (introduced && given(at) != GivenName::no) return true;
    if (given(at) == GivenName::no || of_calendar(folded(at))) return false;
    const std::size_t behind = surnames_behind(at);
    bool with_surname = false;
    for (std::size_t i = at + 1; i <= at + behind; ++i) with_surname = with_surname || surname_of_german(folded(i));
    if (given(at) == GivenName::name_and_word) return with_surname || (behind == 1 && before == "auf" && held_by().contains(two_before));   // "läuft auf Rosa Luxemburg"
    const std::size_t next = at + behind + 1;
    const bool with_somebody = behind > 0 && next < words_.size() && between(next - 1, next) == " " && done_with_somebody().contains(folded(next));
    return behind == 0 || with_surname || with_somebody || !articles_of_german().contains(before);
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
  std::string_view language_;
  std::vector<Word> words_;
  std::vector<PersonalData> found_;
};

}  // namespace

std::vector<PersonalData> names_of_others_in(const std::string& text, std::string_view language) {
  const std::string own = language_of(text);
  return Looking(text, own.empty() ? language : std::string_view(own)).run();
}

}  // namespace handrail
