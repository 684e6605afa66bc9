#include "engine/reply/german.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/reply/german_order.hpp"
#include "engine/reply/german_words.hpp"

namespace handrail::reply {
namespace {

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

bool digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), digit); }

constexpr std::array<std::string_view, 12> months{"januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"};
constexpr std::array<std::string_view, 12> english_months{"january", "february", "march",     "april",   "may",      "june",
                                                          "july",    "august",   "september", "october", "november", "december"};

// Words of the one that are no words of the other: "die", "war", "hat", "man", "also", "was", "in" and "will" are left out.
bool german_word(std::string_view word) {
  return one_of<72>({"der",   "das",   "und",    "ist",   "nicht", "ein",  "eine",  "einen", "einem", "einer", "ich",   "sie",   "wir",    "ihr",   "ihre",  "ihnen", "ihren",
      "ihrem",
                     "ihrer", "mit",   "auf",    "für",   "von",   "zu",   "zum",   "zur",   "dem",   "sich",  "auch",  "aus",   "bei",    "nach",  "wird",  "werden", "wurde",
                         "wurden",
                     "haben", "habe",  "sind",   "kann",  "können", "kein", "keine", "keinen", "nur",  "oder",  "aber",  "wenn",  "dass",   "bis",   "über",  "unter", "vor",
                           "gern",
                     "gerne", "uns",   "unser",  "unsere", "mein", "noch", "sehr",  "wie",   "ab",    "ja",    "nein",  "danke", "es",     "gibt",  "vielen", "beim",
                          "kostet", "den"}, word);
}
bool english_word(std::string_view word) {
  return one_of<48>({"the",  "is",   "are",  "you",  "your", "we",    "and",  "of",   "to",    "not",  "it",   "for",   "with",  "on",   "this", "that", "have", "has", "can",
      "be",  "at",  "by", "from", "or",
                     "if",   "our",  "my",   "i",    "as",   "they",  "were", "would", "there", "when", "which", "please", "thank", "thanks", "yes", "no",  "been", "do",
                          "does", "did", "but", "an", "a", "here"}, word);
}

struct Counted { std::size_t german = 0, english = 0; };

Counted count(std::string_view text) {
  Counted counted;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; };
  const std::string low = fold_case(text);
  for (std::size_t at = 0; at < low.size();) {
    if (!letter(low[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < low.size() && letter(low[end])) ++end;
    const std::string_view word = std::string_view(low).substr(at, end - at);
    counted.german += german_word(word);
    counted.english += english_word(word);
    at = end;
  }
  return counted;
}

// Says it in words of its own place: several that stand where the one stood.
void place(std::vector<Word>& out, const std::vector<std::string>& english, const Word& at) {
  for (const std::string& word : english) out.push_back({.text = word, .stem = stem_of(word), .begin = at.begin, .end = at.end, .hyphened = at.hyphened && english.size() == 1});
}

// Figures as the rules read them: "1.200,50" is "1200.50", "18 Uhr" "18:00", "17.7.2026" "17 july 2026", "12,50€" "12.50 euro", "15 %" "15 percent".
class Numerals {
 public:
  Numerals(const std::vector<Word>& words, std::string_view text, bool record) : words_(words), text_(text), record_(record) {}

  std::vector<Word> run() {
    for (std::size_t i = 0; i < words_.size();) i += take(i);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string_view own(std::size_t i) const { return i < words_.size() ? std::string_view(words_[i].text) : std::string_view(); }
  [[nodiscard]] bool colon_behind(std::size_t i) const { return words_[i].end < text_.size() && text_[words_[i].end] == ':'; }
  void put(std::string text, std::size_t from, std::size_t behind) {
    Word word{.text = text, .stem = std::move(text), .begin = words_[from].begin, .end = words_[behind - 1].end};
    out_.push_back(std::move(word));
  }
  static bool hour(std::string_view text) { return all_digits(text) && text.size() <= 2 && std::stoi(std::string(text)) <= 24; }
  static std::string clock(std::string_view hour, std::string_view minute) {
    const int at = std::stoi(std::string(hour)) % 24;
    return (at < 10 ? "0" : "") + std::to_string(at) + ":" + std::string(minute);
  }

  // An hour in front of "Uhr", or of "bis 18 Uhr"; how many words it has.
  std::size_t hour_at(std::size_t i) {
    const std::string_view spelled = own(i);
    if (spelled.empty() || !digit(spelled.front())) return 0;
    const bool with_minute = colon_behind(i) && all_digits(own(i + 1)) && own(i + 1).size() == 2 && words_[i + 1].begin == words_[i].end + 1;
    const std::size_t behind = i + (with_minute ? 2 : 1);
    const bool joins = own(behind) == "bis" || own(behind) == "und";
    const bool ends = own(behind) == "uhr";
    const bool goes_on = (joins && follows_an_hour(behind + 1)) || (dashed(behind) && follows_an_hour(behind));
    if (!ends && !goes_on) return 0;
    const std::size_t dash = spelled.find('-'), dot = spelled.find('.');
    if (with_minute && hour(spelled)) put(clock(spelled, own(i + 1)), i, behind);
    else if (hour(spelled)) put(clock(spelled, "00"), i, behind);
    else if (dot != std::string_view::npos && hour(spelled.substr(0, dot)) && all_digits(spelled.substr(dot + 1)) && spelled.size() - dot == 3)
      put(clock(spelled.substr(0, dot), spelled.substr(dot + 1)), i, behind);
    else if (dash != std::string_view::npos && hour(spelled.substr(0, dash)) && hour(spelled.substr(dash + 1))) {
      put(clock(spelled.substr(0, dash), "00"), i, behind);
      place(out_, {"to"}, words_[i]);
      put(clock(spelled.substr(dash + 1), "00"), i, behind);
    } else return 0;
    return behind - i + (ends ? 1 : 0);
  }
  [[nodiscard]] bool dashed(std::size_t i) const {
    return i > 0 && i < words_.size() && words_[i].begin > words_[i - 1].end && text_.substr(words_[i - 1].end,
        words_[i].begin - words_[i - 1].end).find_first_not_of(" -\xE2\x80\x93") == std::string_view::npos &&
        words_[i].begin - words_[i - 1].end > 1;
  }
  [[nodiscard]] bool follows_an_hour(std::size_t i) const {
    if (i >= words_.size() || own(i).empty() || !digit(own(i).front())) return false;
    const bool with_minute = colon_behind(i) && all_digits(own(i + 1));
    return own(i + (with_minute ? 2 : 1)) == "uhr";
  }

  // "17.7.", "17.07.2026"
  std::size_t date_at(std::size_t i) {
    const auto fields = split(own(i), '.');
    if (fields.size() < 2 || fields.size() > 3 || !all_digits(fields[0]) || !all_digits(fields[1]) || fields[0].size() > 2 || fields[1].size() > 2) return 0;
    const bool stop = words_[i].end < text_.size() && text_[words_[i].end] == '.';
    if (fields.size() == 3 ? !all_digits(fields[2]) || (fields[2].size() != 4 && fields[2].size() != 2) : record_ || !stop) return 0;
    const int day = std::stoi(std::string(fields[0])), month = std::stoi(std::string(fields[1]));
    if (day < 1 || day > 31 || month < 1 || month > 12) return 0;
    put(std::to_string(day), i, i + 1);
    place(out_, {std::string(english_months[static_cast<std::size_t>(month) - 1])}, words_[i]);
    if (fields.size() == 3) place(out_, {(fields[2].size() == 2 ? "20" : "") + std::string(fields[2])}, words_[i]);
    return 1;
  }

  // "1.200,50", "12,5", "1.200": as English writes it. Empty: it is no such number.
  [[nodiscard]] std::string number(std::string_view spelled) const {
    const std::size_t comma = spelled.find(',');
    const std::string_view whole = spelled.substr(0, comma), rest = comma == std::string_view::npos ? std::string_view() : spelled.substr(comma + 1);
    const auto groups = split(whole, '.');
    if (comma != std::string_view::npos && (!all_digits(rest) || rest.size() > 2)) return "";
    if (groups.size() > 1 && (record_ && comma == std::string_view::npos)) return "";
    if (groups.size() == 1 && comma == std::string_view::npos) return "";
    std::string made;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (!all_digits(groups[i]) || (i > 0 && groups[i].size() != 3) || (groups.size() > 1 && groups[i].size() > 3)) return "";
      made += groups[i];
    }
    return comma == std::string_view::npos ? made : made + "." + std::string(rest);
  }

  std::size_t take(std::size_t i) {
    std::string_view spelled = own(i);
    if (!digit(spelled.front()) && !spelled.starts_with("€")) {
      if (spelled == "halb" && hour(own(i + 1)) && std::stoi(std::string(own(i + 1))) > 0) {
        put(clock(std::to_string(std::stoi(std::string(own(i + 1))) - 1), "30"), i, i + 2);
        return 2;
      }
      out_.push_back(words_[i]);
      return 1;
    }
    if (const std::size_t words = hour_at(i)) return words;
    if (const std::size_t words = date_at(i)) return words;
    const bool euro = spelled.ends_with("€"), led = spelled.starts_with("€");
    if (euro && !led) spelled.remove_suffix(std::string_view("€").size());
    if (led && spelled.size() > 3) spelled.remove_prefix(std::string_view("€").size());
    const std::string english = number(spelled);
    if (english.empty() && !euro && !(led && spelled.size() != own(i).size())) out_.push_back(words_[i]);
    else put(english.empty() ? std::string(spelled) : english, i, i + 1);
    if ((euro || led) && spelled != "€" && spelled.size() != own(i).size()) place(out_, {"euro"}, words_[i]);
    std::size_t behind = words_[i].end;
    while (behind < text_.size() && (text_[behind] == ' ' || text_.substr(behind).starts_with("\u00a0"))) behind += text_[behind] == ' ' ? 1 : 2;
    if (behind < text_.size() && text_[behind] == '%') place(out_, {"percent"}, words_[i]);
    return 1;
  }

  const std::vector<Word>& words_;
  std::string_view text_;
  bool record_;
  std::vector<Word> out_;
};

void give_stem(Word& word) {
  word.german = std::any_of(word.text.begin(), word.text.end(), [](char c) { return !digit(c); });
  if (word.german && word.text.find_first_of("0123456789@.$") == std::string::npos) word.stem = german_stem_of(word.text);
}

}  // namespace

Language language_of(std::string_view text) {
  const Counted counted = count(text);
  if (counted.german > counted.english) return Language::german;
  return counted.english > counted.german ? Language::english : Language::undecided;
}

std::string_view month_in_german(std::string_view word) {
  const std::string low = fold_case(word);
  for (std::size_t i = 0; i < months.size(); ++i)
    if (low == months[i]) return english_months[i];
  return low == "jänner" ? english_months[0] : std::string_view();
}

bool shortened_in_german(std::string_view word) {
  return one_of<20>({"bzw", "ca", "inkl", "zzgl", "ggf", "nr", "str", "tel", "max", "min", "z.b", "d.h", "u.a", "evtl", "mo", "exkl", "abs", "vgl", "i.d.r", "hr"}, word);
}

void put_into_english(std::vector<Word>& words, std::string_view text, bool asks) {
  words = Numerals(words, text, false).run();
  words = in_english_order(words, text, asks);
}

void put_record_into_english(std::vector<Word>& words, std::string_view text) {
  const GermanLists& lists = german_lists();
  std::vector<Word> out;
  for (Word& word : Numerals(words, text, true).run()) {
    const auto verb = lists.verbs.find(word.text);
    const auto known = verb != lists.verbs.end() ? verb : lists.words.find(word.text);
    if (verb != lists.verbs.end() || known != lists.words.end()) {
      place(out, known->second.english, word);
      continue;
    }
    if (!word.text.empty() && !digit(word.text.front())) give_stem(word);
    out.push_back(std::move(word));
  }
  words = std::move(out);
}

Word german_word(std::string_view spelled) {
  const GermanLists& lists = german_lists();
  for (const bool joined : {false, true}) {   // "Quartals-ende": the s joins
    if (joined && !spelled.ends_with('s')) break;
    const auto known = lists.words.find(std::string(spelled.substr(0, spelled.size() - (joined ? 1 : 0))));
    if (known != lists.words.end() && known->second.english.size() == 1) return {.text = known->second.english.front(), .stem = stem_of(known->second.english.front())};
  }
  return {.text = std::string(spelled), .stem = german_stem_of(spelled), .german = true};
}

std::string german_stem_of(std::string_view word) {
  std::string stem;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const std::string_view rest = word.substr(i);
    const std::pair<std::string_view, std::string_view> folded[] = {{"ä", "a"}, {"ö", "o"}, {"ü", "u"}, {"ß", "ss"}, {"sch", "$"}, {"ei", "%"}, {"ie", "&"}};
    const auto found = std::find_if(std::begin(folded), std::end(folded), [&](const auto& one) { return rest.starts_with(one.first); });
    if (found != std::end(folded)) {
      stem += found->second;
      i += found->first.size() - 1;
    } else {
      stem += word[i];
    }
  }
  if (stem.starts_with("ge") && stem.size() >= 6) stem.erase(0, 2);
  for (std::size_t i = 1; i < stem.size(); ++i)
    if (stem[i] == stem[i - 1]) stem[i] = '*';
  while (stem.size() > 3) {
    const auto ends = [&](std::string_view ending) { return stem.ends_with(ending); };
    if (stem.size() > 4 && (ends("em") || ends("er") || (ends("nd") && stem.size() > 5))) stem.resize(stem.size() - 2);
    else if (ends("t") || ends("e") || ends("s") || ends("n")) stem.pop_back();
    else break;
  }
  for (std::size_t i = 1; i < stem.size(); ++i)
    if (stem[i] == '*') stem[i] = stem[i - 1];
  std::string made;
  for (const char c : stem) made += c == '$' ? "sch" : c == '%' ? "ei" : c == '&' ? "ie" : std::string(1, c);
  return made;
}

}  // namespace handrail::reply
