#include "dsl/syntax/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/base/utf8.hpp"

namespace handrail::dsl {

namespace {

std::string name_of(char32_t c) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "U+%04X", static_cast<unsigned>(c));
  return out.data();
}

struct LooksLike {
  char32_t character;
  std::string_view plain;
};
// What editors and chat programs put in the place of plain characters, and the letters that pass for Latin ones.
constexpr std::array<LooksLike, 56> look_alikes{{
    {0x00a0, " "},  {0x2007, " "},  {0x202f, " "},  {0x2009, " "},  {0x3000, " "},  {0x201c, "\""}, {0x201d, "\""}, {0x201e, "\""},
    {0x00ab, "\""}, {0x00bb, "\""}, {0x2018, "\""},  {0x2019, "'"},  {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},  {0x2013, "-"},
    {0x2014, "-"},  {0x2212, "-"},  {0x2264, "<="}, {0x2265, ">="}, {0x2260, "!="}, {0x00d7, "*"},  {0x2026, "..."}, {0xff0c, ","},
    {0xff04, "$"},  {0xff05, "%"},  {0x01c0, "|"},  {0xff5c, "|"},  {0x037e, ";"},  {0x0430, "a"},  {0x0435, "e"},  {0x043e, "o"},
    {0x0440, "p"},  {0x0441, "c"},  {0x0443, "y"},  {0x0445, "x"},  {0x0455, "s"},  {0x0456, "i"},  {0x0458, "j"},  {0x0501, "d"},
    {0x051b, "q"},  {0x051d, "w"},  {0x03bf, "o"},  {0x03b1, "a"},  {0x03b9, "i"},  {0x03bd, "v"},  {0x03c1, "p"},  {0x0410, "A"},
    {0x0412, "B"},  {0x0415, "E"},  {0x041a, "K"},  {0x041c, "M"},  {0x041d, "H"},  {0x041e, "O"},  {0x0420, "P"},  {0x0422, "T"},
}};

std::string_view plain_for(char32_t c) {
  const auto* found = std::find_if(look_alikes.begin(), look_alikes.end(), [c](const LooksLike& l) { return l.character == c; });
  return found == look_alikes.end() ? std::string_view() : found->plain;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }

bool turns_direction(char32_t c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

// The joiners U+200C and U+200D are not here: Persian words and emoji need them inside quotes.
bool is_invisible(char32_t c) {
  return c == 0x00ad || c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || (c >= 0x180b && c <= 0x180e) || c == 0x200b ||
         (c >= 0x2060 && c <= 0x2065) || (c >= 0x206a && c <= 0x206f) || c == 0x3164 || c == 0xfeff || c == 0xffa0 ||
         (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

int alphabet_of(char32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7)) return 1;
  if ((c >= 0x370 && c <= 0x3ff && c != 0x37e) || (c >= 0x1f00 && c <= 0x1fff)) return 2;
  if (c >= 0x400 && c <= 0x52f) return 3;
  return 0;
}

CharacterFault currency_sign(char32_t c) {
  std::string sign;
  append_utf8(sign, c);
  const std::string code = c == 0x20ac ? "EUR" : c == 0xa3 ? "GBP" : "JPY";
  return {"P0007", "the sign `" + sign + "` is not read outside of quotes", "only `$` is", "write the currency's code, `" + code + "`, behind an amount: `100 " + code + "`"};
}

CharacterFault look_alike(char32_t c) {
  const std::string_view plain = plain_for(c);
  if (plain.empty()) {
    if (c == 0x20ac || c == 0xa3 || c == 0xa5)
      return currency_sign(c);
    return {"P0007", "character " + name_of(c) + " outside of quotes", "not a letter of the language",
            "names have the letters a to z, digits and `_`; any text may stand in quotes"};
  }
  const std::string shown = plain == " " ? "space" : "`" + std::string(plain) + "`";
  return {"P0007", "character " + name_of(c) + " looks like " + (plain == " " ? "a space" : shown), "this is " + name_of(c), "write a plain " + shown};
}

}  // namespace

std::optional<CharacterFault> fault_of(char32_t c, Surroundings surroundings) {
  if (c >= 0x20 && c < 0x7f) return std::nullopt;
  if (is_control(c)) {
    if (c == '\t' && surroundings != Surroundings::quotes) return std::nullopt;
    const bool tab = c == '\t';
    return CharacterFault{"P0005", (tab ? std::string("a tab") : "control character " + name_of(c)) + " in the text", "this is " + name_of(c),
                          tab ? "write a space, or `\\t` where a tab is meant" : "delete it"};
  }
  if (turns_direction(c))
    return CharacterFault{"P0006", "character " + name_of(c) + " turns the direction of writing", "what follows is shown in another order", "delete it"};
  if (is_invisible(c)) return CharacterFault{"P0006", "invisible character " + name_of(c) + " in the text", "nothing is to be seen here", "delete it"};
  if (surroundings != Surroundings::words) return std::nullopt;
  if (c == 0x200c || c == 0x200d) return CharacterFault{"P0006", "invisible character " + name_of(c) + " in the text", "nothing is to be seen here", "delete it"};
  return look_alike(c);
}

AlphabetWatch::Stranger AlphabetWatch::next(char32_t c) {
  const int alphabet = alphabet_of(c);
  const bool mixed = alphabet_ != 0 && alphabet != 0 && alphabet != alphabet_;
  alphabet_ = alphabet;
  if (!mixed) return Stranger::none;
  return alphabet == 1 ? Stranger::the_one_before : Stranger::this_one;
}

CharacterFault mixed_alphabets(char32_t c) {
  const std::string_view plain = plain_for(c);
  if (plain.empty())
    return {"P0007", "character " + name_of(c) + " stands in a word of another alphabet", "this is " + name_of(c), "write the word with the letters of one alphabet"};
  return {"P0007", "character " + name_of(c) + " looks like `" + std::string(plain) + "`", "this is " + name_of(c), "write a plain `" + std::string(plain) + "`"};
}

}  // namespace handrail::dsl
