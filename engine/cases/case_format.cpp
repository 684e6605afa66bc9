#include "engine/cases/case_format.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/cases/case_facts.hpp"

namespace handrail {
namespace {

constexpr std::size_t column_max = 40;   // a longer fact has its value behind it, and moves no other's

struct Line {
  enum class Kind : std::uint8_t { blank, comment, name, fact };
  Kind kind = Kind::blank;
  bool indented = false;                 // as it is written: of a comment alone
  std::string word, value, comment;      // "used before", "$250 of …", "# as in May"
  bool operator==(const Line& other) const { return kind == other.kind && word == other.word && value == other.value && comment == other.comment; }
};

class CaseLines {
 public:
  CaseLines(std::string_view text, dsl::Diagnostics& found) : text_(text), found_(found) {}

  std::vector<Line> lines() {
    std::vector<Line> all;
    for (const std::string_view whole : split(text_, '\n')) all.push_back(line(whole));
    return all;
  }

 private:
  Line line(std::string_view whole) {
    const std::string_view said = case_words::without_comment(whole), code = trim(said);
    Line made;
    made.comment = std::string(trim(whole.substr(said.size())));
    made.indented = !whole.empty() && (whole.front() == ' ' || whole.front() == '\t');
    if (code.empty()) {
      made.kind = made.comment.empty() ? Line::Kind::blank : Line::Kind::comment;
      return made;
    }
    const std::string_view word = this->word(code);
    std::string_view value = trim(code.substr(word.size()));
    if (value.starts_with("is ")) value = trim(value.substr(3));
    made.word = word.starts_with("used") && word.ends_with("before") ? "used before" : word.starts_with("looked") && word.ends_with("up") ? "looked up" : std::string(word);
    made.value = std::string(value);
    made.kind = word == "case" ? Line::Kind::name : Line::Kind::fact;
    check(made, code, value);
    return made;
  }

  static std::string_view word(std::string_view code) {
    for (const char* const whole : {"not confirmed", "not looked up", "nothing assumed", "checked by a person"})
      if (code == whole) return code;
    const std::string_view first = case_words::fact(code), rest = code.substr(first.size());
    const std::size_t blanks = rest.size() - trim(rest).size();
    if (first == "used" && trim(rest).starts_with("before")) return code.substr(0, first.size() + blanks + 6);
    if (first == "looked" && trim(rest).starts_with("up ")) return code.substr(0, first.size() + blanks + 2);
    const std::size_t close = first == "found" ? case_words::end_of_arguments(rest) : std::string_view::npos;
    return close == std::string_view::npos ? first : code.substr(0, first.size() + close + 1);
  }

  void check(const Line& made, std::string_view code, std::string_view value) {
    const auto quotes = std::ranges::count(code, '"') - count_of(code, "\\\"");
    if (made.kind == Line::Kind::name) {
      inside_ = true;
      if (value.size() < 3 || value.front() != '"' || value.back() != '"') problem("a case has no name", code, "say what it shows: `case \"A refund over the limit waits\"`");
      return;
    }
    if (!inside_) {                        // one finding says it of all the lines before the first case
      if (!std::exchange(told_, true)) problem("a line stands outside of a case", code, "begin with `case \"what it shows\"`");
      return;
    }
    const bool json = !value.empty() && (value.front() == '[' || value.front() == '{');
    if (quotes % 2 != 0) problem("a quote is not closed", code, "write the closing `\"` on the same line");
    else if (json && !parse_json(value)) problem("what stands here is not JSON", value, "write a list like `[\"a\", \"b\"]`, a record like `{\"price\": \"$5\"}`, on one line");
    else if (value.empty() && !alone(made.word)) problem("`" + printable(made.word) + "` has no value", code, "write the value behind it; `unknown` and `none` are values too");
  }

  static std::ptrdiff_t count_of(std::string_view text, std::string_view piece) {
    std::ptrdiff_t count = 0;
    for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + piece.size())) ++count;
    return count;
  }

  static bool alone(std::string_view word) {
    return word == "message" || word == "confirmed" || word == "not confirmed" || word == "not looked up" || word == "nothing assumed" || word == "checked by a person";
  }

  void problem(std::string message, std::string_view piece, std::string help) {
    if (found_.size() >= limits::diagnostics) return;
    dsl::Diagnostic made;
    made.code = "P0507";
    made.message = std::move(message);
    const auto begin = static_cast<std::uint32_t>(piece.data() - text_.data());
    made.span = {0, begin, begin + static_cast<std::uint32_t>(piece.size())};
    made.help = std::move(help);
    found_.push_back(std::move(made));
  }

  std::string_view text_;
  dsl::Diagnostics& found_;
  bool inside_ = false, told_ = false;
};

// The column of the values from this line to the next case.
std::size_t column_of(const std::vector<Line>& lines, std::size_t from) {
  std::size_t widest = 0;
  for (std::size_t i = from; i < lines.size() && (i == from || lines[i].kind != Line::Kind::name); ++i)
    if (lines[i].kind == Line::Kind::fact && !lines[i].value.empty() && lines[i].word.size() <= column_max) widest = std::max(widest, lines[i].word.size());
  return widest + 2;
}

// A case begins with the comments at the margin that stand right before it.
bool begins_case(const std::vector<Line>& lines, std::size_t i) {
  if (i > 0 && lines[i - 1].kind == Line::Kind::comment && !lines[i - 1].indented) return false;
  while (i < lines.size() && lines[i].kind == Line::Kind::comment && !lines[i].indented) ++i;
  return i < lines.size() && lines[i].kind == Line::Kind::name;
}

std::string printed(const std::vector<Line>& lines) {
  std::string text;
  bool blank = true;                     // none before the first line, and never two
  std::size_t column = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.kind == Line::Kind::name) column = column_of(lines, i + 1);
    if ((line.kind == Line::Kind::blank || begins_case(lines, i)) && !blank) text += "\n", blank = true;
    if (line.kind == Line::Kind::blank) continue;
    std::string made;
    if (line.kind == Line::Kind::name) made = line.word + " " + line.value;
    else if (line.kind == Line::Kind::comment) made = (line.indented ? "  " : "") + line.comment;
    else {
      made = "  " + line.word;
      if (!line.value.empty()) made += std::string(line.word.size() + 2 <= column ? column - line.word.size() : 2, ' ') + line.value;
    }
    if (line.kind != Line::Kind::comment && !line.comment.empty()) made += "  " + line.comment;
    text += made + "\n";
    blank = false;
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

std::vector<Line> said(const std::vector<Line>& lines) {
  std::vector<Line> all;
  std::ranges::copy_if(lines, std::back_inserter(all), [](const Line& line) { return line.kind != Line::Kind::blank; });
  return all;
}

}  // namespace

dsl::Formatted format_cases(std::string_view text, dsl::Diagnostics& diagnostics) {
  const std::vector<Line> lines = CaseLines(text, diagnostics).lines();
  if (!diagnostics.empty()) return {dsl::FormatOutcome::has_errors, std::string(text)};
  const std::string made = printed(lines);
  dsl::Diagnostics again;
  const std::vector<Line> read = CaseLines(made, again).lines();
  if (!again.empty() || said(read) != said(lines) || printed(read) != made) return {dsl::FormatOutcome::would_change, std::string(text)};
  return {dsl::FormatOutcome::formatted, made};
}

}  // namespace handrail
