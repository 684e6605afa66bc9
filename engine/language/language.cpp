#include "engine/language/language.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/language/texts.hpp"

namespace handrail {

namespace {

constexpr std::size_t words_read = 200;         // the first of a long message tell
constexpr std::size_t words_min = 3;            // "ok" and "no" are words of many languages
constexpr double score_min = 1.6;               // two words of one language, or one and a letter
constexpr double lead = 1.15;                   // over the next language
constexpr double share_min = 0.12;              // of the words: names and product numbers are of no language
constexpr double letter_weight = 0.7;
constexpr std::size_t script_letters_min = 2;

struct CommonWords {
  std::vector<std::string> codes;
  std::unordered_map<std::string_view, std::vector<std::size_t>> languages;   // of each word
};

const CommonWords& common_words() {
  static const CommonWords made = [] {
    CommonWords all;
    for (const std::string_view line : split(language_texts::common_words, '\n')) {
      if (line.empty() || line[0] == '#') continue;
      all.codes.emplace_back(line.substr(0, line.find(' ')));
      for (std::size_t at = line.find(' '); at != std::string_view::npos;) {
        const std::size_t begin = at + 1;
        at = line.find(' ', begin);
        all.languages[line.substr(begin, at == std::string_view::npos ? at : at - begin)].push_back(all.codes.size() - 1);
      }
    }
    return all;
  }();
  return made;
}

struct Letters { std::string_view letters; std::array<std::string_view, 3> codes; };
constexpr std::array<Letters, 14> telling{{
    {"ß", {"de"}}, {"ñ¿¡", {"es"}}, {"ãõ", {"pt"}}, {"ø", {"da", "no"}}, {"ł", {"pl"}}, {"żźśń", {"pl"}}, {"ěřů", {"cs"}}, {"ľĺŕ", {"sk"}},
    {"ğış", {"tr"}}, {"țșăţ", {"ro"}}, {"őű", {"hu"}}, {"êœù", {"fr"}}, {"ạảấầậắằếềệọốồộợụứừự", {"vi"}}, {"ä", {"de", "sv", "fi"}},
}};

// Code points of scripts that few languages share.
struct Script { std::uint32_t first, last; std::string_view code; };
constexpr std::array<Script, 12> scripts{{
    {0x0370, 0x03FF, "el"}, {0x0400, 0x04FF, "ru"}, {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"},
    {0x0E00, 0x0E7F, "th"}, {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"}, {0x10A0, 0x10FF, "ka"}, {0x0530, 0x058F, "hy"},
}};

// Letters that tell one language of a script from the rest.
struct OwnLetter { std::string_view code; std::string_view letters; };
constexpr std::array<OwnLetter, 4> own_letters{{{"uk", "іїєґ"}, {"bg", "ъ"}, {"fa", "پچژگ"}, {"ur", "ٹڈڑے"}}};

bool holds_one_of(std::string_view text, std::string_view letters) {
  for (std::size_t at = 0; at < letters.size();) {
    const CodePoint letter = decode_utf8(letters, at);
    if (text.find(letters.substr(at, letter.bytes)) != std::string_view::npos) return true;
    at += letter.bytes;
  }
  return false;
}

std::string with_plain_apostrophes(std::string word) {   // "don’t"
  constexpr std::string_view typeset = "\xE2\x80\x99";
  for (std::size_t at = word.find(typeset); at != std::string::npos; at = word.find(typeset, at)) word.replace(at, typeset.size(), "'");
  return word;
}

// The language whose script most letters are of, where they are most of all; empty: Latin, or too few.
std::string by_script(std::string_view text) {
  std::array<std::size_t, scripts.size()> counts{};
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    at += point.bytes;
    const auto of = std::find_if(scripts.begin(), scripts.end(), [&](const Script& script) { return point.value >= script.first && point.value <= script.last; });
    if (of != scripts.end()) ++counts[static_cast<std::size_t>(of - scripts.begin())];
    letters += of != scripts.end() || (point.value | 32u) - 'a' < 26u || (point.value >= 0xC0 && point.value <= 0x24F);
  }
  const auto most = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  if (counts[most] < script_letters_min) return "";
  const auto japanese = std::find_if(scripts.begin(), scripts.end(), [](const Script& script) { return script.code == "ja"; });
  if (scripts[most].code == "zh" && counts[static_cast<std::size_t>(japanese - scripts.begin())] > 0) return "ja";   // it writes with Chinese letters as well
  if (counts[most] * 2 < letters) return "";
  const std::string_view code = scripts[most].code;
  for (const OwnLetter& own : own_letters) {
    const bool same_script = code == (own.code == "uk" || own.code == "bg" ? "ru" : "ar");
    if (same_script && holds_one_of(text, own.letters) && (own.code != "bg" || !holds_one_of(text, "ыэё"))) return std::string(own.code);
  }
  return std::string(code);
}

}  // namespace

std::string language_of(std::string_view text) {
  if (const std::string code = by_script(text); !code.empty()) return code;
  const std::vector<std::string_view> all = words(text);
  if (all.size() < words_min) return "";
  const CommonWords& common = common_words();
  std::vector<double> scores(common.codes.size());
  std::size_t known = 0;
  const std::size_t read = std::min(all.size(), words_read);
  for (std::size_t i = 0; i < read; ++i) {
    const std::string word = with_plain_apostrophes(fold_case(all[i]));
    const auto found = common.languages.find(std::string_view(word));
    if (found == common.languages.end()) continue;
    ++known;
    for (const std::size_t language : found->second) scores[language] += 1.0 / (0.5 + 0.5 * static_cast<double>(found->second.size()));
  }
  const std::string folded = fold_case(text.substr(0, static_cast<std::size_t>(all[read - 1].data() + all[read - 1].size() - text.data())));
  for (const Letters& letters : telling) {
    if (!holds_one_of(folded, letters.letters)) continue;
    for (std::size_t i = 0; i < scores.size(); ++i)
      if (std::find(letters.codes.begin(), letters.codes.end(), common.codes[i]) != letters.codes.end()) scores[i] += letter_weight;
  }
  const auto best = std::max_element(scores.begin(), scores.end());
  double next = 0;
  for (auto at = scores.begin(); at != scores.end(); ++at)
    if (at != best) next = std::max(next, *at);
  const bool clear = *best >= score_min && *best >= next * lead && static_cast<double>(known) >= share_min * static_cast<double>(read);
  return clear ? common.codes[static_cast<std::size_t>(best - scores.begin())] : "";
}

}  // namespace handrail
