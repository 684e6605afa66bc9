#include "engine/base/text.hpp"

#include "tests/catch.hpp"

using namespace handrail;
using namespace std::string_view_literals;

namespace {

std::string bars(std::string_view text) {
  std::string out;
  for (const std::string_view word : words(text)) out.append(word).append("|");
  return out;
}

}  // namespace

TEST_CASE("only strict UTF-8 is UTF-8") {
  for (const std::string_view text : {""sv, "abc"sv, "é€😀"sv, "\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xed\x9f\xbf"sv, "\xee\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv}) CHECK(valid_utf8(text));
  for (const std::string_view text : {"\x80"sv, "\xc0\x80"sv, "\xc1\xbf"sv, "\xe0\x9f\xbf"sv, "\xed\xa0\x80"sv, "\xf0\x8f\xbf\xbf"sv, "\xf4\x90\x80\x80"sv,
                                      "\xf8\x88\x80\x80\x80"sv, "a\xe2\x82"sv, "\xe2\x28\xa1"sv, "\xff"sv, "\xfe"sv}) {
    CHECK_FALSE(valid_utf8(text));
  }
  CHECK(utf8_length("é€😀a") == 4);
}

TEST_CASE("white space is trimmed at both ends only") {
  CHECK(trim(" \t\r\n a b\v\f ") == "a b");
  CHECK(trim("   ").empty());
  CHECK(trim("\xc2\xa0") == "\xc2\xa0");
}

TEST_CASE("case is folded in Latin, Greek and Cyrillic, and nothing changes its length") {
  CHECK(fold_case("ABCxyz 09 ÀÉÎÕÜÞ × ÷ ß") == "abcxyz 09 àéîõüþ × ÷ ß");
  CHECK(fold_case("ΆΈΉΊΌΎΏ ΑΒΓΣΩΪΫ ς") == "άέήίόύώ αβγσωϊϋ σ");
  CHECK(fold_case("АБВЯ ЁЂЏ Ґґ Ӏ Ӂӂ") == "абвя ёђџ ґґ ӏ ӂӂ");
  CHECK(fold_case("\xff" "A") == "\xff" "a");
  CHECK(lower_ascii("AbÉ") == "abÉ");
  for (char32_t c = 0x80; c < 0x800; ++c) {
    const std::string letter{static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
    const std::string folded = fold_case(letter);
    if (folded.size() != letter.size() || fold_case(folded) != folded) FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
}

TEST_CASE("splitting keeps empty parts and joining undoes it") {
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(join({"a", "", "b"}, ", ") == "a, , b");
  CHECK(join({}, ",").empty());
}

TEST_CASE("words are letters and digits, with the apostrophes inside") {
  CHECK(bars("I can't pay $12.50 twice!") == "I|can't|pay|12|50|twice|");
  CHECK(bars("'human' — “please”, it’s über-urgent…") == "human|please|it’s|über|urgent|");
  CHECK(bars("日本語 привет 😀 👍🏽 ok") == "日本語|привет|ok|");
  CHECK(bars("'' - \xff .").empty());
  CHECK(bars("a\xff" "b") == "a|b|");
}

TEST_CASE("a list is read out in English") {
  CHECK(english_list({}).empty());
  CHECK(english_list({"a"}) == "a");
  CHECK(english_list({"a", "b"}) == "a and b");
  CHECK(english_list({"a", "b", "c"}, "or") == "a, b or c");
}

TEST_CASE("the distance of two words counts edits, and a swap of neighbours is one") {
  CHECK(edit_distance("refund", "refund", 2) == 0);
  CHECK(edit_distance("refund", "refnud", 2) == 1);
  CHECK(edit_distance("refund", "rfund", 2) == 1);
  CHECK(edit_distance("refund", "refounds", 2) == 2);
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 2) == 3);
  CHECK(edit_distance("", "abc", 5) == 3);
  CHECK(edit_distance("é", "e", 2) == 1);
  CHECK(edit_distance("abcdef", "badcfe", 3) == 3);
  CHECK(edit_distance(std::string(1 << 20, 'a'), "a", 2) == 3);
}

TEST_CASE("the nearest word is meant, the first of equals, and not one too far") {
  const std::vector<std::string> candidates{"amount", "account", "order", "of", "or"};
  CHECK(nearest("amuont", candidates) == "amount");
  CHECK(nearest("accuont", candidates) == "account");
  CHECK(nearest("acount", candidates) == "amount");
  CHECK(nearest("ok", candidates) == "of");
  CHECK(nearest("or", candidates) == "or");
  CHECK_FALSE(nearest("xyz", candidates));
  CHECK_FALSE(nearest("od1r2", candidates));
  CHECK_FALSE(nearest("refund", {}));
}

TEST_CASE("somebody else's text is made fit for a sentence") {
  CHECK(printable("a\nb\t\x01\x7f") == "a\\nb\\t\\u0001\\u007f");
  CHECK(printable("\xE2\x80\xAE" "evil") == "\\u202eevil");
  CHECK(printable("é\xff") == "é\\xff");
  CHECK(printable(std::string(80, 'a')) == std::string(80, 'a'));
  CHECK(printable(std::string(81, 'a')) == std::string(80, 'a') + "…");
  CHECK(printable("aé", 2) == "a…");
  CHECK(printable("\0"sv) == "\\u0000");
}
