// Which texts pass two tests of a text: what is said of all texts, held against the patterns themselves on many.
#include "dsl/formulas/text_language.hpp"

#include <array>

#include "dsl/check/pattern.hpp"
#include "tests/catch.hpp"

using namespace handrail;
using dsl::NodeOp;

namespace {

struct Test { NodeOp op; std::string text; };

bool passes(const Test& test, const dsl::Pattern* pattern, const std::string& text) {
  if (test.op == NodeOp::contains) return text.find(test.text) != std::string::npos;
  if (test.op == NodeOp::starts_with) return text.starts_with(test.text);
  if (test.op == NodeOp::ends_with) return text.ends_with(test.text);
  return pattern->matches(text);
}

std::optional<std::vector<bool>> together(const std::vector<Test>& tests, std::size_t steps = 1'000'000) {
  std::vector<dsl::TextLanguage> languages;
  for (const Test& test : tests) {
    const auto language = dsl::TextLanguage::of(test.op, test.text);
    if (!language) return std::nullopt;
    languages.push_back(*language);
  }
  std::vector<const dsl::TextLanguage*> all;
  for (const dsl::TextLanguage& language : languages) all.push_back(&language);
  return dsl::passing(all, steps);
}
std::optional<std::vector<bool>> beside(const Test& one, const Test& other, std::size_t steps = 1'000'000) { return together({one, other}, steps); }

std::string word(const std::optional<std::vector<bool>>& passing) {
  if (!passing) return "not known";
  return std::string((*passing)[3] ? "both " : "") + ((*passing)[1] ? "first " : "") + ((*passing)[2] ? "second " : "") + ((*passing)[0] ? "neither" : "");
}

Test matches(const std::string& text) { return {NodeOp::matches, text}; }

}  // namespace

TEST_CASE("two tests of one text exclude one another, or the one says what the other does") {
  const std::string apart = "first second neither", narrower = "both second neither";
  CHECK(word(beside(matches("^[0-9]+$"), matches("^[a-z]+$"))) == apart);
  CHECK(word(beside(matches("[0-9]{4}"), matches("[0-9]+"))) == narrower);
  CHECK(word(beside(matches("[0-9]+"), {NodeOp::contains, "x"})) == apart);
  CHECK(word(beside(matches("W[0-9]{4}"), {NodeOp::starts_with, "W"})) == narrower);
  CHECK(word(beside(matches("W[0-9]{4}"), {NodeOp::starts_with, "V"})) == apart);
  CHECK(word(beside(matches("(?i)w[0-9]"), {NodeOp::starts_with, "W"})) == "both first second neither");
  CHECK(word(beside(matches("[^x]*"), {NodeOp::contains, "x"})) == apart);      // not "either": a byte may be no letter
  CHECK(word(beside(matches("(?s).*"), {NodeOp::contains, ""})) == "both second ");
  CHECK(word(beside(matches("a$b"), {NodeOp::contains, ""})) == "second ");    // nothing fits it
  CHECK(word(beside(matches("\xC3\xA9t\xC3\xA9"), {NodeOp::ends_with, "\xC3\xA9"})) == narrower);
  CHECK(word(beside(matches("a|^b|c$|d"), matches("[a-d]"))) == "both neither");
}

TEST_CASE("three tests exclude one another together, also where each two of them do not") {
  const auto three = together({matches("x|y"), matches("y|z"), matches("x|z")});
  REQUIRE(three);
  CHECK(*three == std::vector<bool>{true, false, false, true, false, true, true, false});   // "y" passes the first and the second, …; none passes all, none just one
  const auto spread = together({{NodeOp::starts_with, "a"}, {NodeOp::ends_with, "b"}, matches("..?.?")});
  REQUIRE(spread);
  CHECK(*spread == std::vector<bool>(8, true));
}

TEST_CASE("a pattern of which a part is not read, and one that is too large, stand beside anything") {
  for (const char* pattern : {".*\\bfoo\\b.*", "\\pL+", "(?m)^a$", "\\x41", "(?i)\xC3\xA9", "[[:^alpha:]]"}) {
    INFO(pattern);
    CHECK_FALSE(dsl::TextLanguage::of(NodeOp::matches, pattern));
  }
  CHECK_FALSE(dsl::TextLanguage::of(NodeOp::matches, "((a{50}){50}){50}"));
  CHECK_FALSE(beside(matches("[ab]*a[ab]{12}"), matches("[ab]*b[ab]{12}"), 10'000));   // as many states as there are endings
}

TEST_CASE("no text passes what it is said that none does, for random patterns") {
  std::uint32_t state = 20261122;
  const auto draw = [&](std::uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 12) % below;
  };
  const std::array<std::string, 14> pieces{"a", "b", "[ab]", "[^a]", ".", "0", "\\d", "(a|b0)", "(?:ab)?", "a*", "b+", "[a-c]{1,2}", "^", "$"};
  const auto random_test = [&]() -> Test {
    std::string text;
    if (draw(4) == 0) {
      for (std::uint32_t i = draw(3); i > 0; --i) text += "ab0"[draw(3)];
      return {std::array{NodeOp::contains, NodeOp::starts_with, NodeOp::ends_with}[draw(3)], text};
    }
    for (std::uint32_t i = draw(4); i > 0; --i) text += pieces[draw(pieces.size())] + (draw(6) == 0 ? "|" : "");
    return matches(text);
  };
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; texts.size() < 156; ++i)             // all of three letters
    for (const char* more : {"a", "b", "0", "\n", "\xC3\xA9"}) texts.push_back(texts[i] + more);
  std::size_t narrow = 0;
  for (int i = 0; i < 300; ++i) {
    const Test one = random_test(), other = random_test();
    std::array<std::shared_ptr<const dsl::Pattern>, 2> patterns;
    for (std::size_t side = 0; side < 2; ++side)
      if (const Test& test = side == 0 ? one : other; test.op == NodeOp::matches)
        if (auto made = dsl::Pattern::compile(test.text)) patterns[side] = *made;
    if ((one.op == NodeOp::matches && !patterns[0]) || (other.op == NodeOp::matches && !patterns[1])) continue;   // such as `^*`
    const auto said = beside(one, other);
    INFO(one.text << " beside " << other.text);
    REQUIRE(said);
    narrow += (*said)[3] ? 0 : 1;
    for (const std::string& text : texts) {
      const bool first = passes(one, patterns[0].get(), text), second = passes(other, patterns[1].get(), text);
      INFO("on `" << text << "`");
      REQUIRE((*said)[(first ? 1U : 0U) + (second ? 2U : 0U)]);
    }
  }
  CHECK(narrow > 20);
}
