#include "engine/sentences/plain_answer.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t bytes_max = 120, words_max = 8;

using List = std::initializer_list<std::string_view>;

// `small`: politeness, and what says nothing by itself. Phrases of several words are one form.
struct Language { std::string_view name; List yes, no, small, leading_yes, leading_no, joining; };

const std::array<Language, 5>& languages() {
  static const std::array<Language, 5> all = {{
      {"de",
       {"ja", "jawohl", "jep", "jup", "klar", "nat\u00FCrlich", "natuerlich", "selbstverst\u00E4ndlich", "gerne", "gern", "einverstanden", "na klar", "aber ja", "aber gern", "aber gerne", "in ordnung", "genau", "richtig",
        "stimmt",
        "korrekt", "passt", "das passt", "doch", "auf jeden fall", "auf alle f\u00E4lle", "mach das", "machen sie das", "nur zu", "ok", "okay", "so ist es", "ich best\u00E4tige",
        "best\u00E4tigt", "ich bin einverstanden"},
       {"nein", "n\u00F6", "nee", "lieber nicht", "besser nicht", "doch nicht", "lieber doch nicht", "doch lieber nicht", "auf keinen fall", "auf gar keinen fall",
        "blo\u00DF nicht",
        "bitte nicht", "jetzt nicht", "niemals", "keinesfalls", "ich m\u00F6chte nicht", "ich will nicht"},
       {"bitte", "danke", "dank", "vielen", "dankesch\u00F6n", "sch\u00F6n", "sehr", "super", "prima", "toll", "perfekt", "hallo", "dann", "jetzt", "sofort", "so", "gut"},
       {"ja", "jawohl", "gerne"}, {"nein", "n\u00F6", "nee"}, {"und", "aber", "bitte", "nur", "doch"}},
      {"fr",
       {"oui", "ouais", "d'accord", "bien s\u00FBr", "bien sur", "volontiers", "avec plaisir", "certainement", "tout \u00E0 fait", "exactement", "mais oui", "allez-y", "vas-y",
        "je confirme", "ok", "okay"},
       {"non", "surtout pas", "pas du tout", "pas question", "jamais", "plut\u00F4t pas", "finalement non"},
       {"merci", "beaucoup", "s'il vous pla\u00EEt", "s'il vous plait", "s'il te pla\u00EEt", "s'il te plait", "svp", "stp", "parfait", "super", "tr\u00E8s", "bonjour",
        "madame", "monsieur",
        "alors"},
       {"oui"}, {"non"}, {"et", "mais", "seulement"}},
      {"es",
       {"s\u00ED", "si", "claro", "claro que s\u00ED", "claro que si", "por supuesto", "de acuerdo", "vale", "adelante", "correcto", "exacto", "confirmo",
        "desde luego", "con gusto", "ok", "okay"},
       {"no", "mejor no", "para nada", "de ninguna manera", "claro que no", "por supuesto que no", "nunca", "ahora no", "todav\u00EDa no"},
       {"por favor", "gracias", "muchas", "perfecto", "muy", "hola", "entonces"},
       {"s\u00ED"}, {"no"}, {"y", "pero", "solo"}},
      {"it",
       {"s\u00EC", "si", "certo", "certamente", "va bene", "d'accordo", "volentieri", "procedi", "proceda", "confermo", "esatto", "corretto", "certo che s\u00EC", "ok", "okay"},
       {"no", "meglio di no", "assolutamente no", "per niente", "preferisco di no", "mai"},
       {"grazie", "mille", "per favore", "per piacere", "perfetto", "molto", "allora", "ciao", "salve"},
       {"s\u00EC"}, {"no"}, {"e", "ma", "per\u00F2", "solo"}},
      {"nl",
       {"ja", "jawel", "graag", "akkoord", "natuurlijk", "zeker", "is goed", "doe maar", "ga je gang", "klopt", "mee eens", "ok", "ok\u00E9", "okay"},
       {"nee", "neen", "liever niet", "beter niet", "toch niet", "toch maar niet", "zeker niet", "nooit", "doe maar niet", "absoluut niet"},
       {"dank", "dank je", "dank u", "wel", "bedankt", "alstublieft", "alsjeblieft", "aub", "prima", "hoor", "dan", "heel", "erg"},
       {"ja", "jawel"}, {"nee", "neen"}, {"en", "maar", "alleen", "graag"}},
  }};
  return all;
}

const Language* find(std::string_view name) {
  const auto found = std::ranges::find(languages(), name, &Language::name);
  return found == languages().end() ? nullptr : &*found;
}

bool is_of_a_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
}

struct Word { std::string low; std::size_t begin, end; };

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> all;
  for (std::size_t i = 0; i < text.size() && all.size() <= words_max;) {
    std::size_t end = i;
    while (end < text.size() && is_of_a_word(text[end])) ++end;
    if (end > i) {
      std::string low = fold_case(text.substr(i, end - i));
      for (std::size_t at = 0; (at = low.find("\u2019", at)) != std::string::npos;) low.replace(at, 3, "'");
      all.push_back({std::move(low), i, end});
    }
    i = std::max(end, i + 1);
  }
  return all;
}

// How many words the longest phrase of the list has that begins at this one.
std::size_t longest(const std::vector<Word>& said, std::size_t at, List list) {
  std::size_t most = 0;
  for (const std::string_view phrase : list) {
    const std::vector<std::string_view> wanted = split(phrase, ' ');
    if (wanted.size() <= most || at + wanted.size() > said.size()) continue;
    const auto first = said.begin() + static_cast<std::ptrdiff_t>(at);
    if (std::equal(wanted.begin(), wanted.end(), first, [](std::string_view word, const Word& one) { return one.low == word; })) most = wanted.size();
  }
  return most;
}

// The same words twice running, which is impatience as often as it is a yes.
bool again(const std::vector<Word>& said, std::size_t at, std::size_t count) {
  if (at + 2 * count > said.size()) return false;
  const auto first = said.begin() + static_cast<std::ptrdiff_t>(at), second = first + static_cast<std::ptrdiff_t>(count);
  return std::equal(first, second, second, [](const Word& one, const Word& other) { return one.low == other.low; });
}

// Of as many bytes.
std::string in_its_place(PlainAnswer answer, std::size_t bytes) {
  std::string word = answer == PlainAnswer::no ? "no" : bytes < 3 ? "ok" : "yes";
  word.resize(std::max(bytes, word.size()), ' ');
  return word;
}

}  // namespace

PlainAnswer plain_answer(std::string_view text, std::string_view language) {
  const Language* of = find(language);
  if (!of || text.size() > bytes_max || text.find('?') != std::string_view::npos) return PlainAnswer::none;
  const std::vector<Word> said = words_in(text);
  bool yes = false, no = false;
  for (std::size_t at = 0; at < said.size();) {
    const std::size_t agrees = longest(said, at, of->yes), declines = longest(said, at, of->no), small = longest(said, at, of->small), most = std::max({agrees, declines, small});
    if (most == 0 || said.size() > words_max) return PlainAnswer::none;
    if (declines == most) no = true;
    else if (agrees == most && again(said, at, agrees)) return PlainAnswer::none;   // "ja ja"
    else if (agrees == most) yes = true;
    at += most;
  }
  return yes == no ? PlainAnswer::none : yes ? PlainAnswer::yes : PlainAnswer::no;
}

std::string with_plain_answer_in_english(std::string_view text, std::string_view language) {
  const Language* of = find(language);
  if (!of) return std::string(text);
  if (const PlainAnswer whole = plain_answer(text, language); whole != PlainAnswer::none) return in_its_place(whole, text.size());
  const std::vector<Word> said = words_in(text.substr(0, bytes_max));
  if (said.size() < 2) return std::string(text);
  const auto is_one = [&](List list, const std::string& word) { return std::ranges::find(list, word) != list.end(); };
  const bool yes = is_one(of->leading_yes, said[0].low), no = is_one(of->leading_no, said[0].low);
  const bool is_apart = text.substr(said[0].end, said[1].begin - said[0].end).find_first_of(",.;:!\n") != std::string_view::npos || is_one(of->joining, said[1].low);
  if ((!yes && !no) || !is_apart) return std::string(text);
  std::string made(text);
  return made.replace(said[0].begin, said[0].end - said[0].begin, in_its_place(yes ? PlainAnswer::yes : PlainAnswer::no, said[0].end - said[0].begin));
}

}  // namespace handrail
