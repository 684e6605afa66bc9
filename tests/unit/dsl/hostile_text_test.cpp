// Texts that nobody writes by accident: each is answered with findings, in time that grows with its length and no faster.
#include <random>

#include "engine/base/limits.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/parse_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

constexpr std::size_t most = limits::policy_file_bytes;
const std::string tool = "tool t(a: text)\n  allow when ";

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() + piece.size() <= bytes) out += piece;
  return out;
}

void refused_with(const std::string& text, const std::string& code) {
  const Read read(text);
  INFO(text.substr(0, 60));
  const std::vector<std::string> codes = read.codes();
  CHECK(std::find(codes.begin(), codes.end(), code) != codes.end());
  CHECK(codes.size() <= limits::diagnostics + 1);
  CHECK(render_json(read.sources, read.found).size() > 2);
}

}  // namespace

TEST_CASE("whatever nests is refused at its limit") {
  const std::size_t rest = most - 100;
  refused_with(tool + repeated("(", rest), "P0107");
  refused_with(tool + repeated("not ", rest) + "a", "P0107");
  refused_with(tool + repeated("any x in y has ", rest), "P0107");
  refused_with(tool + repeated("sum of ", rest), "P0107");
  refused_with("record r\n  f " + repeated("list of ", rest), "P0107");
  refused_with("trigger \"t\"\n  then " + repeated("ask \"q\" once, then ", rest) + "verify", "P0107");
}

TEST_CASE("sums within sums are refused although no parenthesis is one too many") {
  std::string text = "a";
  for (int i = 0; i < 60; ++i) text = "(" + text + repeated(" + a", 240) + ")";
  refused_with(tool + text, "P0107");
}

TEST_CASE("chains within chains do not multiply") {
  std::string text = "a";
  for (int i = 0; i < 60; ++i) text = "(" + text + " > 1 and < 2 and > 3 and < 4)";
  refused_with(tool + text, "P0108");
}

TEST_CASE("whatever is long is refused at its limit or read") {
  const std::size_t rest = most - 100;
  refused_with(tool + repeated("a and ", rest) + "a", "P0108");
  refused_with(tool + repeated("a + ", rest) + "a", "P0108");
  refused_with(tool + "x in [" + repeated("a, ", rest), "P0108");
  refused_with(tool + repeated("9", rest), "P0110");
  refused_with("signal s\n  phrases " + repeated("\"a\", ", rest), "P0108");
  refused_with(repeated("x\n", most), "P0101");
  refused_with("queue q\n" + repeated("  say \"x\"\n", rest), "P0106");
  refused_with("signal s\n  phrases \"" + repeated("\\q", rest) + "\"", "P0111");
  refused_with(repeated("queue q\n", most), "P0009");
  refused_with(repeated("x", most + 1), "P0009");
  CHECK(Read(repeated("#", most)).found.empty());
  CHECK(Read(repeated("\t", most)).found.empty());
}

TEST_CASE("bytes that are no text are refused") {
  refused_with(std::string(most, '\0'), "P0005");
  refused_with(std::string(most, '\xff'), "P0008");
  refused_with(repeated("\tx\n", most), "P0001");
  refused_with(repeated("\r", most), "P0005");
  refused_with("queue q\n  name \"" + repeated("\u202e", 300'000) + "\"\n", "P0006");
  refused_with("x" + repeated("\t", most - 2) + "x", "P0101");
}

TEST_CASE("no accident of typing stops the reader") {
  std::mt19937 random(20261121);
  const std::string text =
      "tool t(a: text, b: money) gives list of order\n  needs order looked up in the last 10 minutes otherwise say \"x\" then ask for a\n"
      "  deny when any i in o.items has (i.n > 1 and < 3) because \"no \\\" #\" then hand off to q with urgency high\n"
      "  limit b to $300 per customer in 90 days, above that approve by lead\n  example b $1.00, c unknown gives deny, ask b\n"
      "queue q\n  open mon to fri 09:00 to 18:00 \"UTC\", closed on \"h.txt\"\n  while waiting say \"w\" at most once per hour\n"
      "confidence\n  low risk | send at 75% | below that ask once, then hand off\n";
  const std::string odd = "\"\\\t\n\r ()[]|,.$%#-<=>!0aZ_'\x80\xc3\xff";
  for (int round = 0; round < 3000; ++round) {
    std::string broken = text;
    for (unsigned edits = 1 + random() % 4; edits > 0; --edits) {
      const std::size_t at = random() % broken.size();
      switch (random() % 3) {
        case 0: broken.erase(at, 1 + random() % 8); break;
        case 1: broken.insert(at, 1, odd[random() % odd.size()]); break;
        default: broken.insert(at, broken.substr(random() % broken.size(), random() % 20));
      }
    }
    const Read read(broken);
    for (const Diagnostic& found : read.found) {
      INFO(broken);
      CHECK(found.span.begin <= found.span.end);
      CHECK(found.span.end <= broken.size());
      CHECK_FALSE(found.message.empty());
    }
    CHECK(read.found.empty() == read.seen().empty());
  }
}

TEST_CASE("a clause has at most as many parts as the limit") {
  // The clause itself is one.
  const auto signal = [](std::size_t parts) {
    std::string text = "signal s\n  phrases \"a\"";
    for (std::size_t i = 2; i < parts; ++i) text += ", \"a\"";
    return text + "\n";
  };
  CHECK(Read(signal(limits::statement_parts)).found.empty());
  refused_with(signal(limits::statement_parts + 1), "P0108");
}

TEST_CASE("a file has at most as many bytes as the limit") {
  const std::string text = "queue q\n";
  CHECK(Read(text + repeated("#", most - text.size())).found.empty());
  refused_with(text + repeated("#", most - text.size() + 1), "P0009");
}
