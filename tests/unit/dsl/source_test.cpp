#include <algorithm>

#include "dsl/source/codes.hpp"
#include "dsl/source/diagnostic.hpp"
#include "dsl/source/machine_formats.hpp"
#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "tests/catch.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

Sources one(std::string text, std::string path = "refunds.policy") { return Sources({{std::move(path), std::move(text)}}); }

std::uint32_t at(const Sources& sources, std::string_view what, std::uint32_t file = 0) {
  const std::size_t found = sources.file(file).text.find(what);
  REQUIRE(found != std::string::npos);
  return static_cast<std::uint32_t>(found);
}

Span span_of(const Sources& sources, std::string_view what, std::uint32_t file = 0) {
  const std::uint32_t begin = at(sources, what, file);
  return {file, begin, begin + static_cast<std::uint32_t>(what.size())};
}

}  // namespace

TEST_CASE("a place is counted in lines and code points, both from 1") {
  const Sources sources = one("name \"Zürich\" x\nsecond\n");
  CHECK(sources.position(0, 0).line == 1);
  CHECK(sources.position(0, 0).column == 1);
  CHECK(sources.position(0, at(sources, "x")).column == 15);
  CHECK(sources.position(0, at(sources, "second")).line == 2);
  CHECK(sources.position(0, at(sources, "second")).column == 1);
}

TEST_CASE("a place past the end of a text is its end") {
  const Sources sources = one("ab");
  CHECK(sources.position(0, 99).column == 3);
  CHECK(sources.text({0, 1, 99}) == "b");
}

TEST_CASE("a line comes without its line break, also one of Windows") {
  const Sources sources = one("first\r\nsecond");
  CHECK(sources.line_text(0, 1) == "first");
  CHECK(sources.line_text(0, 2) == "second");
}

TEST_CASE("a rule is named by its file and line") {
  const Sources sources = one("a\nb\nc\n", "policies/refunds.policy");
  CHECK(sources.where(span_of(sources, "c")) == "policies/refunds.policy:3");
}

TEST_CASE("a diagnostic shows the place, the other party and one help") {
  const Sources sources = one("\n\n  when order.total is under 100 USD\n");
  const Diagnostic found{.code = "P0312",
                         .message = "comparing `EUR` with `USD`",
                         .span = span_of(sources, "100 USD"),
                         .note = "this amount is in `USD`",
                         .labels = {{span_of(sources, "order.total"), "declared as money in `EUR`"}},
                         .help = "write the amount in `EUR`"};
  CHECK(render_pretty(sources, {found}, false) ==
        "refunds.policy:3:29: error[P0312]: comparing `EUR` with `USD`\n"
        "  3 |   when order.total is under 100 USD\n"
        "    |                             ^^^^^^^ this amount is in `USD`\n"
        "    |        ----------- declared as money in `EUR`\n"
        "  help: write the amount in `EUR`\n");
}

TEST_CASE("a label in another file names the file") {
  const Sources sources({{"a.policy", "total money\n"}, {"b.policy", "first\nsecond\n"}});
  const std::string shown =
      render_pretty(sources, {{.code = "P0001", .message = "m", .span = span_of(sources, "total"), .labels = {{span_of(sources, "second", 1), "declared here"}}}}, false);
  CHECK(shown.find("  b.policy:2:1\n  2 | second\n    | ------ declared here\n") != std::string::npos);
}

TEST_CASE("nothing in a text reaches the terminal as a command") {
  const Sources sources = one("name \x1b[31mred\u202e \u200b \x80 end");
  const std::string shown = render_pretty(sources, {{.code = "P0005", .message = "m", .span = {0, 5, 6}}}, false);
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find("\u202e") == std::string::npos);
  CHECK(shown.find("\u200b") == std::string::npos);
  CHECK(shown.find('\x80', shown.find("end") - 4) == std::string::npos);
}

TEST_CASE("a very long line is shown around its place") {
  const Sources sources = one(std::string(5000, 'a') + "HERE" + std::string(5000, 'b'));
  const std::string shown = render_pretty(sources, {{.code = "P0105", .message = "m", .span = span_of(sources, "HERE")}}, false);
  CHECK(shown.find("HERE") != std::string::npos);
  CHECK(shown.find("^^^^") != std::string::npos);
  CHECK(shown.size() < 500);
  const std::string line = shown.substr(shown.find("| ") + 2);
  const std::string carets = line.substr(line.find("| ") + 2);
  CHECK(utf8_length(line.substr(0, line.find("HERE"))) == carets.find("^^^^"));
}

TEST_CASE("a line that is shown in part says so at either end") {
  const Sources sources = one(std::string(5000, 'a') + "HERE" + std::string(5000, 'b') + "\n" + std::string(100, 'c') + "\n" + std::string(121, 'd') + "\n");
  const auto at_byte = [&](std::uint32_t byte) { return render_pretty(sources, {{.code = "P0105", .message = "m", .span = {0, byte, byte + 1}}}, false); };
  CHECK(at_byte(5000).find("| …" + std::string(60, 'a') + "HERE" + std::string(56, 'b') + "…\n") != std::string::npos);
  CHECK(at_byte(10'005).find("| " + std::string(100, 'c') + "\n") != std::string::npos);
  CHECK(at_byte(10'106).find("| " + std::string(120, 'd') + "…\n") != std::string::npos);
}

TEST_CASE("a label too far along the line is shown with its own part of it") {
  const Sources sources = one("first" + std::string(500, ' ') + "second\n");
  const std::string shown = render_pretty(sources, {{.code = "P0106", .message = "m", .span = span_of(sources, "first"), .labels = {{span_of(sources, "second"), "here"}}}}, false);
  const std::string below = shown.substr(shown.find("| …"));
  CHECK(below.substr(below.find("| ", 2) + 2) == std::string(61, ' ') + "------ here\n");
}

TEST_CASE("carets stand under what they mean, whatever the characters before it take") {
  const auto carets = [](const std::string& before) {
    const Sources sources = one(before + "HERE\n");
    const std::string shown = render_pretty(sources, {{.code = "P0105", .message = "m", .span = span_of(sources, "HERE")}}, false);
    const std::string line = shown.substr(shown.rfind("| ") + 2);
    CHECK(line.ends_with("^^^^\n"));
    return line.find('^');
  };
  CHECK(carets("name \"Zürich\" ") == 14);
  CHECK(carets("\t\t ") == 3);
  CHECK(carets("name \"東京\" ") == 12);
  CHECK(carets("name \"한국\" ") == 12);
  CHECK(carets("name \"😀\" ") == 10);
  CHECK(carets("name \"e\u0301\" ") == 9);
  CHECK(carets("name \"\u202e\x80\" ") == 10);
}

TEST_CASE("a place on several lines is shown from its first to its last") {
  const Sources sources = one("tool t(a: text)\n  deny  when a\n        is \"x\"\n        or a is \"y\"\n");
  const Span span{0, at(sources, "deny"), at(sources, "\"y\"") + 3};
  CHECK(render_pretty(sources, {{.code = "P0416", .message = "m", .span = span, .note = "the note"}}, false) ==
        "refunds.policy:2:3: error[P0416]: m\n"
        "  2 |   deny  when a\n"
        "    |   ^^^^^^^^^^^^\n"
        "    | …\n"
        "  4 |         or a is \"y\"\n"
        "    |         ^^^^^^^^^^^ the note\n");
}

TEST_CASE("no format lets a finding act on who reads it") {
  const std::string odd = "\x1b]0;x\x07\u009b2J\u202e\u2066\u00ad\n::error::no\r%";
  const Sources sources = one("x " + odd + "\n", "::warning file=\x1b.policy");
  const Diagnostics found{{.code = "P0105", .message = odd, .span = {0, 0, 1}, .note = odd, .labels = {{{0, 0, 1}, odd}}, .help = odd}};
  const std::string pretty = render_pretty(sources, found, false), github = render_github(sources, found, "de:sk\n"),
                    sarif = render_sarif(sources, found, "/tmp/\x1b", "1"), json = render_json(sources, found);
  for (const std::string& text : {pretty, github, sarif, json})
    for (const char* never : {"\x1b", "\x07", "\u009b", "\u202e", "\u2066", "\u00ad", "\r"}) CHECK(text.find(never) == std::string::npos);
  for (const std::string& text : {pretty, github}) CHECK(text.find("\n::error::no") == std::string::npos);
  CHECK(pretty.starts_with("./::warning"));
  CHECK(std::ranges::count(github, '\n') == 1);
  CHECK(github.find("\\u001b]0;x") != std::string::npos);
}

TEST_CASE("a column of SARIF counts as UTF-16 does, and a folder elsewhere is its own base") {
  const Sources sources = one("\"😀ü\" HERE\n");
  const auto sarif = parse_json(render_sarif(sources, {{.code = "P0105", .message = "m", .span = span_of(sources, "HERE")}}, "/srv/a desk", "1"));
  REQUIRE(sarif);
  const Json& run = (*(*sarif)["runs"].items())[0];
  const Json& place = (*(*run["results"].items())[0]["locations"].items())[0]["physicalLocation"];
  CHECK(place["region"].integer_or("startColumn") == 7);
  CHECK(place["artifactLocation"].text_or("uri") == "refunds.policy");
  CHECK(place["artifactLocation"].text_or("uriBaseId") == "BUNDLE");
  CHECK(run["originalUriBaseIds"]["BUNDLE"].text_or("uri") == "file:///srv/a%20desk/");
}

TEST_CASE("colours are used only when they are asked for") {
  const Sources sources = one("x\n");
  const Diagnostics found{{.code = "P0105", .severity = Severity::warning, .message = "m", .span = {0, 0, 1}}};
  CHECK(render_pretty(sources, found, false).find('\x1b') == std::string::npos);
  CHECK(render_pretty(sources, found, true).find("\x1b[1;33mwarning[P0105]") != std::string::npos);
}

TEST_CASE("as JSON a diagnostic has its place in lines and columns, and its labels") {
  const Sources sources = one("first\nsecond third\n");
  const std::string text = render_json(
      sources, {{.code = "P0106", .message = "`x` is said twice", .span = span_of(sources, "third"), .note = "again",
                 .labels = {{span_of(sources, "first"), "first"}}, .help = "keep one"}});
  const auto parsed = parse_json(text);
  REQUIRE(parsed);
  const Json& item = parsed->items()->at(0);
  CHECK(item["code"] == Json("P0106"));
  CHECK(item["severity"] == Json("error"));
  CHECK(item["file"] == Json("refunds.policy"));
  CHECK(item["line"].integer() == 2);
  CHECK(item["column"].integer() == 8);
  CHECK(item["end_line"].integer() == 2);
  CHECK(item["end_column"].integer() == 13);
  CHECK(item["labels"].items()->at(0)["line"].integer() == 1);
  CHECK(item["labels"].items()->at(0)["text"] == Json("first"));
  CHECK(item["help"] == Json("keep one"));
}

TEST_CASE("without diagnostics the JSON is an empty array") { CHECK(render_json(one(""), {}) == "[]"); }

TEST_CASE("a warning is no error") {
  CHECK_FALSE(has_errors({{.code = "P0401", .severity = Severity::warning, .message = "m"}}));
  CHECK(has_errors({{.code = "P0401", .severity = Severity::warning, .message = "m"}, {.code = "P0001", .message = "m"}}));
}

TEST_CASE("the codes are listed in order, each once, each with a line") {
  std::string_view before;
  for (const CodeLine& line : codes()) {
    INFO(line.code);
    CHECK(before < line.code);
    CHECK(line.code.size() == 5);
    CHECK_FALSE(line.summary.empty());
    before = line.code;
  }
  CHECK(summary_of("P0001") == codes().front().summary);
  CHECK(summary_of("P9999").empty());
}
