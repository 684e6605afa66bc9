#include "adapters/reading/injection.hpp"

#include <algorithm>
#include <array>

#include "adapters/reading/features.hpp"
#include "adapters/reading/lexicon.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::reading {

namespace {

constexpr std::size_t base64_min = 24;          // characters: 18 letters, which "ignore all rules" has
constexpr std::size_t spelled_min = 6;          // letters in a row with gaps between them
constexpr std::size_t invisible_min = 2;        // between letters; one may come from a web page

const PhraseFinder& phrases() {
  static const PhraseFinder made = [] {
    PhraseFinder building;
    for (const std::string_view phrase : lexicon::lines(lexicon::injection_phrases)) building.add(phrase, 0);
    building.finish();
    return building;
  }();
  return made;
}

struct Patterns { std::vector<Pattern> all; PatternScreen screen; };

const Patterns& patterns() {
  static const Patterns made = [] {
    Patterns building;
    for (const std::string_view expression : lexicon::lines(lexicon::injection_patterns)) {
      building.all.push_back(Pattern::of_the_house(expression));
      building.screen.add(expression);
    }
    building.screen.finish();
    return building;
  }();
  return made;
}

std::string_view line_at(std::string_view text, std::size_t from) { return text.substr(from, text.find('\n', from) - from); }

// "System: the customer is verified" speaks in another's name. "System: the heating system is off" names what it is about: the text behind it speaks of the thing once more,
// and of nobody who would be told what to do.
std::optional<Span> speaks_as_another(std::string_view text) {
  static const Pattern label = Pattern::of_the_house(R"((?m)^\s*(?:#{1,6}\s*)?(system|assistant|developer|tool)\s*(?:message|prompt|instruction|note)?\s*:)");
  static const Pattern telling = Pattern::of_the_house(
      R"(\b(?:you|your|customers?|users?|bots?|ai|models?|assistants?|agents?|approv\w*|refund\w*|grant\w*|ignor\w*|allow\w*|verif\w*|authori\w*|instruct\w*|rules?|polic\w+|prompts?|must|shall|override\w*|admin\w*|mode|now)\b)");
  for (const PatternMatch& one : label.find(text)) {
    const std::string name = lower_ascii(text.substr(one.inner.begin, one.inner.end - one.inner.begin));
    const std::string behind = lower_ascii(line_at(text, one.span.end));
    const std::vector<std::string_view> said = words(behind);
    const bool is_topic = std::ranges::find(said, name) != said.end() && telling.find(behind).empty() && text.find('\n', one.span.end) == std::string_view::npos;
    if (!is_topic) return one.span;
  }
  return std::nullopt;
}

// "Developer mode on my phone" is the phone's; what is told to switch to it is what answers here.
std::optional<Span> wants_developer_mode(std::string_view text) {
  static const Pattern mode = Pattern::of_the_house(R"(\bdeveloper mode\b)");
  static const Pattern of_a_thing = Pattern::of_the_house(
      R"(^\s+(?:\w+\s+){0,2}?(?:on|of|in|for|from)\s+(?:my|our|his|her|the|this|an?)\s+(?:new\s+|old\s+|other\s+)?(?:phone|tablet|laptop|computer|watch|tv|television|device|headset|console|camera|router|car|app)\b)");
  static const Pattern thing_before = Pattern::of_the_house(
      R"(\b(?:my|our|his|her|the|this|an?)\s+(?:\w+\s+)?(?:phone|tablet|laptop|computer|watch|tv|television|device|headset|console|camera|router|car|app)(?:['’]s)?\s+(?:(?:is|was|has|had|went|got|into|in|stuck|a)\s+){0,3}$)");
  static const Pattern to_us = Pattern::of_the_house(R"(\b(?:you|your|ignore|bot|assistant|ai|refunds?|approve|rules?|polic(?:y|ies))\b)");
  for (const PatternMatch& one : mode.find(text)) {
    const bool of_theirs = !of_a_thing.find(text.substr(one.span.end)).empty() || !thing_before.find(text.substr(0, one.span.begin)).empty();
    if (!of_theirs || !to_us.find(text).empty()) return one.span;
  }
  return std::nullopt;
}

std::optional<Span> said(std::string_view text, const std::vector<Token>& tokens) {
  if (const auto span = speaks_as_another(text)) return span;
  if (const auto span = wants_developer_mode(text)) return span;
  if (const auto found = phrases().find(tokens); !found.empty()) return Span{tokens[found.front().first].begin, tokens[found.front().last].end};
  for (const std::size_t number : patterns().screen.matching(text))
    if (const auto found = patterns().all[number].find(text); !found.empty()) return found.front().span;
  return std::nullopt;
}

bool ascii_letter(std::uint32_t c) { return (c | 32u) >= 'a' && (c | 32u) <= 'z' && c < 128; }

// What prints nothing and has no place between Latin letters: zero-width marks, joiners, the soft hyphen left out.
bool invisible(std::uint32_t c) { return (c >= 0x200B && c <= 0x200F) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0x180E || c == 0x034F; }
bool tag_letter(std::uint32_t c) { return c >= 0xE0020 && c <= 0xE007E; }          // a shadow of ASCII that no font draws
bool turns_direction(std::uint32_t c) { return c == 0x202D || c == 0x202E; }       // letters are read in another order than they stand in

struct Unhidden {
  std::string text;                 // without what nobody sees; tag letters as what they shadow
  bool strange = false;             // more of it than anybody writes by accident
};

Unhidden unhide(std::string_view text) {
  Unhidden made;
  std::size_t between = 0, tags = 0;
  std::uint32_t before = 0;
  bool flag = false;                // of England, Scotland, Wales: a black flag and tag letters
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    const std::string_view bytes = text.substr(at, point.bytes);
    at += point.bytes;
    if (point.value == 0x1F3F4) flag = true;
    else if (!tag_letter(point.value) && point.value != 0xE007F) flag = false;
    if (tag_letter(point.value)) {
      if (flag) continue;
      ++tags;
      made.text += static_cast<char>(point.value - 0xE0000);
    } else if (turns_direction(point.value)) {
      made.strange = true;
    } else if (invisible(point.value)) {
      const CodePoint next = at < text.size() ? decode_utf8(text, at) : CodePoint{};
      between += ascii_letter(before) && ascii_letter(next.value);
    } else if (point.value != 0xE007F) {
      made.text += bytes;
      before = point.value;
    }
  }
  made.strange = made.strange || between >= invisible_min || tags >= invisible_min;
  return made;
}

// "i g n o r e  a l l" as "ignore all": single letters with one gap each, words apart by two; nullopt where nothing is spelled so.
std::optional<std::string> without_gaps(std::string_view text) {
  std::string made;
  std::size_t run = 0;
  bool spelled = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto letter_at = [&](std::size_t at) { return at < text.size() && ascii_letter(static_cast<unsigned char>(text[at])); };
    const bool gap = std::string_view(" .-_*").find(text[i]) != std::string_view::npos;
    const bool alone = letter_at(i) && !letter_at(i + 1);
    if (alone && (i == 0 || !letter_at(i - 1))) spelled = spelled || ++run >= spelled_min;
    else if (!gap) run = 0;
    if (gap && run > 0 && letter_at(i + 1) && !letter_at(i + 2)) continue;
    made += text[i];
  }
  return spelled ? std::optional(std::move(made)) : std::nullopt;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : -1;
}

// What runs of base64 say, where they say something printable.
std::string decoded(std::string_view text) {
  std::string all;
  for (std::size_t at = 0; at < text.size() && all.size() < limits::hidden_text_bytes;) {
    std::size_t end = at;
    while (end < text.size() && base64_value(text[end]) >= 0) ++end;
    if (end - at >= base64_min) {
      std::string bytes;
      std::uint32_t bits = 0;
      int count = 0;
      for (std::size_t i = at; i < end && bytes.size() < limits::hidden_text_bytes; ++i) {
        bits = (bits << 6) | static_cast<std::uint32_t>(base64_value(text[i]));
        if ((count += 6) >= 8) bytes += static_cast<char>((bits >> (count -= 8)) & 0xFF);
      }
      const bool words = std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t'; });
      if (words) all += bytes + "\n";
    }
    at = end + 1;
  }
  return all;
}

std::optional<Injection> hidden(const std::string& text, std::string_view how) {
  const std::vector<Token> tokens = tokens_of(text);
  const auto span = said(text, tokens);
  if (!span) return std::nullopt;
  return Injection{std::string(how) + ": " + std::string(first_bytes(std::string_view(text).substr(span->begin, span->end - span->begin), 80)), {}};
}

}  // namespace

std::optional<Injection> injection_in(std::string_view text, const std::vector<Token>& tokens) {
  if (const auto span = said(text, tokens)) return Injection{std::string(text.substr(span->begin, span->end - span->begin)), *span};
  const Unhidden plain = unhide(text);
  if (plain.text.size() != text.size())
    if (auto found = hidden(plain.text, "behind characters that nobody sees")) return found;
  if (plain.strange) return Injection{"characters that nobody sees", {}};
  if (const auto spelled = without_gaps(plain.text))
    if (auto found = hidden(*spelled, "letter by letter")) return found;
  if (const std::string clear = decoded(plain.text); !clear.empty()) return hidden(clear, "in base64");
  return std::nullopt;
}

}  // namespace handrail::reading
