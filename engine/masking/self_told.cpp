#include "engine/masking/self_told.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/language/language.hpp"
#include "engine/masking/given_names.hpp"

namespace handrail {
namespace {

using Set = std::unordered_set<std::string_view>;

constexpr std::size_t name_words_max = 3;      // "Ana Maria Lopez"
constexpr std::size_t behind_street_max = 7;   // "Apt 4, Springfield, IL 62701, USA"

// How far what stands in front of a word says that a name follows.
enum class Cue { only_a_name, maybe_a_name };
struct Phrase { std::array<std::string_view, 4> words; Cue cue; };
constexpr std::array<Phrase, 23> introductions{{
    {{"my", "name", "is"}, Cue::only_a_name},       {{"my", "name's"}, Cue::only_a_name},   {{"my", "full", "name", "is"}, Cue::only_a_name}, {{"name", "is"}, Cue::maybe_a_name},
    {{"i", "am", "called"}, Cue::only_a_name},      {{"i'm", "called"}, Cue::only_a_name},  {{"call", "me"}, Cue::maybe_a_name},              {{"i", "am"}, Cue::maybe_a_name},
    {{"i'm"}, Cue::maybe_a_name},                   {{"im"}, Cue::maybe_a_name},               {{"this", "is"}, Cue::maybe_a_name},
    {{"mein", "name", "ist"}, Cue::only_a_name},    {{"ich", "hei\xC3\x9F" "e"}, Cue::only_a_name}, {{"ich", "heisse"}, Cue::only_a_name},
    {{"ich", "bin"}, Cue::maybe_a_name},            {{"m'appelle"}, Cue::only_a_name},         {{"me", "llamo"}, Cue::only_a_name},
    {{"mi", "nombre", "es"}, Cue::only_a_name},     {{"mi", "chiamo"}, Cue::only_a_name},      {{"mijn", "naam", "is"}, Cue::only_a_name},
    {{"ik", "heet"}, Cue::only_a_name},             {{"hier", "spricht"}, Cue::only_a_name},        {{"hier", "ist"}, Cue::maybe_a_name},
}};

// What is said of oneself or of a name and is none.
const Set& no_names() {
  static const Set known = {
      "a", "about", "after", "again", "all", "already", "also", "always", "american", "an", "and", "angry", "annoyed", "another", "any", "as", "at", "australian", "back", "because", "been",
      "being", "british", "but", "by", "bye", "canadian", "chinese", "confused", "correct", "customer", "disappointed", "done", "dutch", "english", "european", "everyone", "fine", "for", "french",
      "from", "frustrated", "furious", "german", "getting", "going", "good", "great", "guys", "happy", "having", "here", "how", "i", "if", "in", "incorrect", "indian", "interested", "irish", "is",
      "it", "italian", "japanese", "just", "late", "living", "looking", "madam", "mexican", "misspelled", "misspelt", "missing", "my", "new", "no", "not", "now", "of", "off", "ok", "okay", "on", "one",
      "only", "or", "our", "out", "over", "please", "polish", "portuguese", "pretty", "quite", "ready", "really", "ridiculous", "russian", "scottish", "shown", "showing", "sick", "sir", "so",
      "sorry", "spanish", "spelled", "spelt", "still", "stuck", "support", "supposed", "sure", "swedish", "swiss", "taking", "team", "thank", "thanks", "that", "the", "there", "this", "tired", "to",
      "too", "trying", "turkish", "unable", "under", "unhappy", "upset", "us", "used", "using", "very", "waiting", "was", "welsh", "what", "when", "where", "which", "who", "why", "with", "without",
      "wondering", "working", "worried", "writing", "wrong", "yes", "you", "your", "advance", "much", "kind", "regards", "best", "wishes", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
      "sunday", "january", "february", "october", "november", "december", "bitte", "danke", "und", "aber", "nicht", "der", "die", "das", "ein", "eine", "et", "mais", "de", "y", "pero", "e", "ma", "en", "maar",
      "unsure", "certain", "glad", "afraid", "aware", "able", "eligible", "verified", "logged", "locked", "charged", "owed", "missing", "her", "his", "their", "its", "prime", "premium", "pro", "enterprise"};
  return known;
}

// What Germans say they are, with a capital letter as any noun has; "ich bin Ihre Kundin" as well.
bool noun_of_oneself(std::string_view folded) {
  static const Set known = {
      "kunde", "kundin", "mieter", "mieterin", "vermieter", "vermieterin", "k\xC3\xA4ufer", "k\xC3\xA4uferin", "verk\xC3\xA4ufer", "verk\xC3\xA4uferin", "besitzer",
      "besitzerin", "inhaber", "inhaberin", "eigent\xC3\xBCmer", "eigent\xC3\xBCmerin", "nutzer", "nutzerin", "mitglied", "abonnent", "gast", "student", "studentin",
      "sch\xC3\xBCler", "sch\xC3\xBClerin", "azubi", "lehrling", "praktikant", "lehrer", "lehrerin", "rentner", "rentnerin", "pension\xC3\xA4r", "arzt", "\xC3\xA4rztin",
      "anwalt", "anw\xC3\xA4ltin", "polizist", "beamter", "beamtin", "soldat", "handwerker", "elektriker", "techniker", "mechaniker", "k\xC3\xBCnstler", "journalist", "chef",
      "chefin", "mitarbeiter", "mitarbeiterin", "angestellter", "angestellte", "arbeiter", "arbeitnehmer", "arbeitgeber", "unternehmer", "h\xC3\xA4ndler", "lieferant",
      "kollege", "kollegin", "partner", "partnerin", "gesch\xC3\xA4" "ftsf\xC3\xBChrer", "hausmeister", "verwalter", "verwalterin", "betreuer", "betreuerin", "vormund", "erbe",
      "erbin", "witwe", "witwer", "mutter", "vater", "mama", "papa", "oma", "opa", "bruder", "schwester", "sohn", "tochter", "onkel", "tante", "ehemann", "ehefrau", "mann",
      "frau", "hausfrau", "nachbar", "nachbarin", "freund", "freundin", "single", "vegetarier", "vegetarierin", "veganer", "veganerin", "diabetiker", "diabetikerin",
      "allergiker", "allergikerin", "patient", "patientin", "raucher", "nichtraucher", "anf\xC3\xA4nger", "anf\xC3\xA4ngerin", "laie", "profi", "fan", "opfer", "zeuge", "teil",
      "anfang", "mitte", "ende", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar", "februar", "m\xC3\xA4rz", "april", "mai", "juni",
      "juli", "august", "september", "oktober", "november", "dezember", "deutscher", "deutsche", "\xC3\xB6sterreicher", "\xC3\xB6sterreicherin", "schweizerin", "t\xC3\xBCrke",
      "ausl\xC3\xA4nder", "ausl\xC3\xA4nderin", "fl\xC3\xBC" "chtling", "berliner", "berlinerin", "hamburger", "m\xC3\xBCnchner", "herr", "herrn", "dr", "prof", "sie", "ihr",
      "ihre", "ihrem", "ihren", "ihrer", "ihres", "ihnen", "selbstst\xC3\xA4ndiger", "selbst\xC3\xA4ndiger", "betroffener", "betroffene", "gesch\xC3\xA4" "digter",
      "empf\xC3\xA4nger", "empf\xC3\xA4ngerin", "absender", "absenderin", "pendler", "pendlerin", "mensch", "teilnehmer", "teilnehmerin", "interessent", "interessentin",
      "bewohner", "bewohnerin", "hundebesitzer", "autofahrer", "linksh\xC3\xA4nder", "brillentr\xC3\xA4ger", "feuer"};
  static constexpr std::array<std::string_view, 16> endings{"kunde", "kundin", "nutzer", "nutzerin", "nehmer", "nehmerin", "inhaber", "inhaberin",
                                                            "besitzer", "mieter", "mieterin", "steller", "arbeiter", "arbeiterin", "mitglied", "fahrer"};
  return known.contains(folded) || std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return folded.ends_with(ending); });
}

bool in_capitals(char32_t first, bool whole_text_is) { return !whole_text_is && ((first >= 'A' && first <= 'Z') || first >= 0x80); }

std::string with_plain_apostrophe(std::string word) {
  constexpr std::string_view typeset = "\xE2\x80\x99";
  if (const std::size_t at = word.find(typeset); at != std::string::npos) word.replace(at, typeset.size(), "'");
  return word;
}

struct Word { std::string_view written; std::string folded; std::size_t begin = 0, end = 0; };

class Telling {
 public:
  Telling(const std::string& text, std::string_view language) : text_(text), language_(language) {
    for (const std::string_view word : words(text)) {
      const auto begin = static_cast<std::size_t>(word.data() - text.data());
      words_.push_back({word, with_plain_apostrophe(fold_case(word)), begin, begin + word.size()});
    }
    const auto large = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    const auto small = std::count_if(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    shouted_ = large > small;
  }

  std::vector<PersonalData> names() {
    for (std::size_t at = 0; at < words_.size(); ++at) introduced(at);
    labelled();
    signed_at_the_end();
    std::sort(found_.begin(), found_.end(), [](const PersonalData& a, const PersonalData& b) { return a.begin < b.begin; });
    found_.erase(std::unique(found_.begin(), found_.end(), [](const PersonalData& a, const PersonalData& b) { return a.begin == b.begin; }), found_.end());
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool capital(const Word& word) const { return in_capitals(static_cast<unsigned char>(word.written[0]), shouted_) && !all_capitals(word); }
  [[nodiscard]] static bool all_capitals(const Word& word) {
    return word.written.size() > 2 && std::all_of(word.written.begin(), word.written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  }
  [[nodiscard]] static bool letters(const Word& word) {
    const auto of_a_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '\''; };
    return std::all_of(word.written.begin(), word.written.end(), of_a_name);
  }
  [[nodiscard]] bool may_be(std::size_t at) const { return at < words_.size() && letters(words_[at]) && !no_names().contains(words_[at].folded); }
  // Between this word and the one behind it; at the end of the text, what is left of it.
  [[nodiscard]] std::string_view behind(std::size_t at) const {
    const std::size_t end = at + 1 < words_.size() ? words_[at + 1].begin : text_.size();
    return std::string_view(text_).substr(words_[at].end, end - words_[at].end);
  }
  [[nodiscard]] bool goes_on(std::size_t at) const {   // to the next word, without a stop; an initial's is none
    const std::string_view gap = behind(at);
    return gap == " " || gap == "-" || gap == "'" || gap == "\xE2\x80\x99" || (gap == ". " && words_[at].written.size() == 1);
  }
  void found(std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < from + count; ++i)
      if (words_[i].written.size() > 1) found_.push_back({"name", words_[i].begin, words_[i].end});
  }

  // How many words from here on are a name in capital letters.
  [[nodiscard]] std::size_t capitals_from(std::size_t at) const {
    std::size_t count = 0;
    while (count < name_words_max && may_be(at + count) && capital(words_[at + count])) {
      ++count;
      if (!goes_on(at + count - 1)) break;
    }
    return count;
  }

  void introduced(std::size_t at) {
    for (const Phrase& phrase : introductions) {
      std::size_t length = 0;
      while (length < phrase.words.size() && !phrase.words[length].empty()) ++length;
      if (at + length >= words_.size()) continue;
      const auto same = [&](std::size_t i) { return words_[at + i].folded == phrase.words[i]; };
      bool all = true;
      for (std::size_t i = 0; i < length && all; ++i) all = same(i);
      const std::size_t name = at + length;
      if (!all || behind(name - 1).find_first_of("\n.!?;") != std::string_view::npos) continue;
      if (const std::size_t count = capitals_from(name); count > 0 && (phrase.cue == Cue::only_a_name || tells_who(phrase, name, count))) return found(name, count);
      if (phrase.cue == Cue::only_a_name && may_be(name)) return found(name, small_from(name));
      if (const std::size_t count = small_told(name); count > 0) return found(name, count);
    }
  }

  // "I am Maria", and not "I am Interested in …"; "this is Maria" where it ends there or says from where.
  [[nodiscard]] bool tells_who(const Phrase& phrase, std::size_t name, std::size_t count) const {
    const bool of_german = phrase.words[0] == "ich";
    if (of_german || nouns_in_capitals(language_)) {
      if (given_name(words_[name].folded, "de") == GivenName::name) return true;
      if (!of_german) return false;
      for (std::size_t i = name; i < name + count; ++i)
        if (noun_of_oneself(words_[i].folded)) return false;   // "ich bin Kunde"
    }
    if (count > 1) return true;
    const bool ends = !goes_on(name);
    const std::string_view next = ends || name + 1 >= words_.size() ? std::string_view() : std::string_view(words_[name + 1].folded);
    static const Set from_where = {"here", "from", "speaking", "again", "and", "with", "at", "von", "vom", "aus", "und"};
    const bool says_from_where = from_where.contains(next);
    if (of_german) return ends || says_from_where;
    if (phrase.words[0] == "this" || phrase.words[0] == "name" || phrase.words[0] == "call") return ends || says_from_where;
    return ends || says_from_where || next == "my" || next == "i" || next == "the" || next == "order";
  }

  // "my name is maria lopez and …"
  [[nodiscard]] std::size_t small_from(std::size_t at) const { return goes_on(at) && may_be(at + 1) && ends_behind(at + 1) ? 2 : 1; }
  [[nodiscard]] bool ends_behind(std::size_t at) const { return !goes_on(at) || at + 1 >= words_.size() || no_names().contains(words_[at + 1].folded); }

  // "this is anna schmidt speaking", and "i am anna schmidt" where the first is a given name and no word besides.
  [[nodiscard]] std::size_t small_told(std::size_t at) const {
    static const Set behind_a_name = {"speaking", "calling", "here", "from", "writing", "am"};
    if (!may_be(at)) return 0;
    for (std::size_t count = 1; count <= name_words_max && may_be(at + count - 1) && goes_on(at + count - 1); ++count)
      if (at + count < words_.size() && words_[at + count].folded == "speaking") return count;
    if (given_name(words_[at].folded, language_) != GivenName::name) return 0;
    const bool surname = goes_on(at) && may_be(at + 1) && !behind_a_name.contains(words_[at + 1].folded) &&
                         (ends_behind(at + 1) || behind_a_name.contains(words_[at + 2].folded));
    return surname ? 2 : 1;
  }

  // "Name: Maria Lopez"
  void labelled() {
    for (std::size_t at = 0; at + 1 < words_.size(); ++at) {
      if ((words_[at].folded != "name" && words_[at].folded != "nombre" && words_[at].folded != "nom") || !behind(at).starts_with(':')) continue;
      std::size_t count = 0;
      while (count < name_words_max && may_be(at + 1 + count)) {
        ++count;
        if (!goes_on(at + count)) break;
      }
      if (count > 0) found(at + 1, count);
    }
  }

  // How many words from here on close a letter ("Kind regards"); 0: none.
  [[nodiscard]] std::size_t closing(std::size_t at) const {
    static const std::vector<std::vector<std::string_view>> known = {
        {"mit", "freundlichen", "gr\xC3\xBC\xC3\x9F" "en"}, {"mit", "freundlichen", "gr\xC3\xBCssen"}, {"met", "vriendelijke", "groet"}, {"kind", "regards"}, {"best", "regards"},
        {"warm", "regards"}, {"many", "thanks"}, {"thank", "you"}, {"best", "wishes"}, {"all", "the", "best"}, {"yours", "sincerely"}, {"yours", "faithfully"}, {"yours", "truly"},
        {"viele", "gr\xC3\xBC\xC3\x9F" "e"}, {"liebe", "gr\xC3\xBC\xC3\x9F" "e"}, {"beste", "gr\xC3\xBC\xC3\x9F" "e"}, {"vielen", "dank"},
        {"un", "saludo"}, {"cordiali", "saluti"}, {"regards"}, {"best"}, {"thanks"}, {"thx"}, {"cheers"}, {"sincerely"}, {"cordialement"}, {"saludos"}, {"groeten"},
        {"mfg"}, {"lg"}, {"greetings"}};
    for (const auto& phrase : known) {
      bool all = at + phrase.size() <= words_.size();
      for (std::size_t i = 0; i < phrase.size() && all; ++i) all = words_[at + i].folded == phrase[i];
      if (all) return phrase.size();
    }
    return 0;
  }

  // "Kind regards,\nMaria Lopez", "Thanks! - Tom", at the end of the text: a closing, and behind it a name and no sentence.
  void signed_at_the_end() {
    const std::size_t first = words_.size() > 12 ? words_.size() - 12 : 0;
    for (std::size_t at = words_.size(); at-- > first;) {
      const std::size_t length = closing(at);
      if (length == 0) continue;
      const std::size_t name = at + length;
      const std::string_view gap = name < words_.size() ? behind(name - 1) : std::string_view();
      const bool own_line = gap.find('\n') != std::string_view::npos;
      const bool marked = gap.find_first_of(",-!.") != std::string_view::npos || gap.find("\xE2\x80") != std::string_view::npos;   // or a typeset dash
      const bool parted = own_line || marked || length > 1 || words_[at].folded == "regards";
      std::size_t count = 0;
      while (name + count < words_.size() && count < name_words_max && may_be(name + count) && (own_line || capital(words_[name + count]))) {
        ++count;
        if (!goes_on(name + count - 1)) break;
      }
      const std::size_t rest = words_.size() - name - count;
      const bool ends = rest == 0 || behind(name + count - 1).find('\n') != std::string_view::npos;
      if (count > 0 && parted && ends) found(name, count);
      return;
    }
    last_line();
  }

  // A last line of nothing but "- Maria".
  void last_line() {
    if (words_.empty()) return;
    const std::size_t line = text_.rfind('\n', words_.back().begin);
    if (line == std::string::npos) return;
    const std::string_view whole = trim(std::string_view(text_).substr(line + 1));
    if (!whole.starts_with("- ") && !whole.starts_with("~ ") && !whole.starts_with("\xE2\x80\x94") && !whole.starts_with("\xE2\x80\x93")) return;
    std::size_t first = words_.size();
    while (first > 0 && words_[first - 1].begin > line) --first;
    const std::size_t count = words_.size() - first;
    if (count <= name_words_max && capitals_from(first) == count) found(first, count);
  }

  const std::string& text_;
  std::string_view language_;
  std::vector<Word> words_;
  std::vector<PersonalData> found_;
  bool shouted_ = false;   // capital letters say nothing
};

// --- addresses ---

const Set& street_words() {
  static const Set known = {"street", "avenue", "road", "lane", "boulevard", "blvd", "terrace", "crescent", "strasse", "stra\xC3\x9F" "e", "drive", "close"};
  return known;
}

bool all_of(std::string_view word, bool (*holds)(char)) { return std::all_of(word.begin(), word.end(), holds); }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool large(char c) { return c >= 'A' && c <= 'Z'; }

// "Apt", "Berlin", "IL", "62701", "SW1A", "2AA": what stands behind a street.
bool of_a_place(std::string_view word) {
  const bool coded = word.size() <= 6 && std::any_of(word.begin(), word.end(), digit) && all_of(word, [](char c) { return digit(c) || large(c) || (c >= 'a' && c <= 'z'); });
  return coded || large(word[0]) || static_cast<unsigned char>(word[0]) >= 0xC3;
}

class Places {
 public:
  explicit Places(const std::string& text) : text_(text), words_(words(text)) {}

  // To the end of the town behind it; it stops at a sentence's end, and at a word that no town has.
  std::size_t with_town(std::size_t end) const {
    for (std::size_t i = 0, taken = 0; i < words_.size() && taken < behind_street_max; ++i) {
      if (begin(i) < end) continue;
      const std::string_view gap = std::string_view(text_).substr(end, begin(i) - end);
      const bool runs_on = gap == " " || gap == ", " || gap == "," || gap == ",\n" || gap == "\n" || gap == "-" || gap == " #";
      const std::string folded = fold_case(words_[i]);
      const bool state_code = words_[i].size() == 2 && all_of(words_[i], large);   // "Portland OR 97201"
      const bool flat = folded == "apt" || folded == "flat" || folded == "unit" || folded == "apartment" || folded == "floor" || folded == "suite";
      const bool next_line = gap == "\n" && std::none_of(words_[i].begin(), words_[i].end(), digit);   // which begins with a postcode, or is none of it
      if (!runs_on || next_line || (!flat && !of_a_place(words_[i])) || (no_names().contains(folded) && !state_code)) break;
      end = begin(i) + words_[i].size();
      ++taken;
    }
    return end;
  }

  // "hauptstr. 5, 10115 berlin": with its postcode and town a small letter is a street's as well.
  bool german_with_postcode(std::size_t i) const {
    static constexpr std::array<std::string_view, 6> endings{"strasse", "stra\xC3\x9F" "e", "str", "gasse", "allee", "weg"};
    const std::string street = fold_case(words_[i]);
    const bool named = std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return street.size() > ending.size() + 1 && street.ends_with(ending); });
    return named && i + 3 < words_.size() && digit(words_[i + 1][0]) && words_[i + 1].size() <= 5 && words_[i + 2].size() == 5 && all_of(words_[i + 2], digit) &&
           begin(i + 1) - begin(i) - words_[i].size() <= 2 && begin(i + 2) - begin(i + 1) - words_[i + 1].size() <= 2 && !digit(words_[i + 3][0]);
  }

  // "12 elm street", "221b baker street"
  std::vector<PersonalData> in_small_letters() const {
    std::vector<PersonalData> found;
    for (std::size_t i = 0; i + 2 < words_.size(); ++i) {
      if (german_with_postcode(i)) found.push_back({"address", begin(i), begin(i + 3) + words_[i + 3].size()});
      if (!digit(words_[i][0]) || words_[i].size() > 5) continue;
      for (std::size_t k = i + 1; k < std::min(words_.size(), i + 4); ++k) {
        const std::string folded = fold_case(words_[k]);
        const std::size_t from = begin(k - 1) + words_[k - 1].size();
        if (std::string_view(text_).substr(from, begin(k) - from) != " ") break;
        if (k > i + 1 && street_words().contains(folded)) {
          found.push_back({"address", begin(i), begin(k) + words_[k].size()});
          break;
        }
        if (no_names().contains(folded) || digit(folded[0]) || folded.size() < 3 || folded == "minutes" || folded == "miles" || folded == "days") break;
      }
    }
    return found;
  }

 private:
  std::size_t begin(std::size_t word) const { return static_cast<std::size_t>(words_[word].data() - text_.data()); }
  const std::string& text_;
  std::vector<std::string_view> words_;
};

}  // namespace

std::vector<PersonalData> names_told_in(const std::string& text, std::string_view language) {
  const std::string own = language_of(text);
  return Telling(text, own.empty() ? language : std::string_view(own)).names();
}

std::vector<PersonalData> addresses_told_in(const std::string& text) {
  const Places places(text);
  std::vector<PersonalData> all = addresses_in(text);
  for (PersonalData& one : places.in_small_letters())
    if (std::none_of(all.begin(), all.end(), [&](const PersonalData& known) { return known.begin < one.end && one.begin < known.end; })) all.push_back(std::move(one));
  for (PersonalData& one : all) one.end = places.with_town(one.end);
  std::sort(all.begin(), all.end(), [](const PersonalData& a, const PersonalData& b) { return a.begin < b.begin; });
  return all;
}

bool name_and_word(std::string_view name) {
  static const Set known = {"april", "art",  "august", "bill", "bob",  "chase", "christian", "clay",  "crystal", "dale",  "dawn", "dean",  "drew",  "earl", "eve",  "faith", "frank", "gene",  "ginger", "glen",  "grace",
                            "grant", "guy",  "harmony", "hope", "hunter", "iris", "ivy",     "jack",  "jade",    "jasmine", "jay", "joy", "june",  "king", "lance", "lily", "major", "mark", "mason", "max", "may", "melody", "miles",
                            "nick", "olive", "page",   "pat",  "penny", "pierce", "price",  "ray",   "rich",    "rob",   "robin", "rose", "ruby", "sandy", "savannah", "sky", "smith", "star", "stone", "storm", "sue", "summer",
                            "sunny", "taylor", "victor", "violet", "wade", "ward", "will", "winter", "woody", "young"};
  return known.contains(fold_case(name));
}

}  // namespace handrail
