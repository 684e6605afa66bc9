#include "dsl/source/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::dsl {

namespace {

constexpr std::uint32_t shown_columns = 120;    // a longer line is shown in part, around its place
constexpr std::uint32_t columns_before = 60;

struct Paint {
  const char* error;
  const char* warning;
  const char* quiet;
  const char* help;
  const char* off;
};
constexpr Paint plain{"", "", "", "", ""};
constexpr Paint colours{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1;32m", "\x1b[0m"};

std::string_view to_text(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

// What would act on the reader's terminal rather than be read: control characters, those that turn the direction of writing, and invisible ones.
bool not_to_be_printed(char32_t c) {
  return c < 0x20 || c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200d) || (c >= 0x2060 && c <= 0x2065) || (c >= 0xe0000 && c <= 0xe0fff) ||
         (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

// The columns [from, from + shown_columns) of a line, safe to print, one character for one column.
std::string window_of(std::string_view line, std::uint32_t from) {
  std::string out;
  std::uint32_t column = 1;
  for (std::size_t at = 0; at < line.size() && column < from + shown_columns; ++column) {
    const CodePoint point = decode_utf8(line, at);
    if (column >= from) {
      if (point.value == '\t')
        out += ' ';
      else if (!point.valid || not_to_be_printed(point.value))
        out += "\xEF\xBF\xBD";
      else
        out.append(line.substr(at, point.bytes));
    }
    at += point.bytes;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

struct Place {  // a span on its first line
  Span span;
  LineColumn begin;
  std::uint32_t columns = 1;
  std::string_view text;
  bool primary = false;
};

Place place_of(const Sources& sources, Span span, std::string_view text, bool primary) {
  Place place{span, sources.position(span.file, span.begin), 1, text, primary};
  if (span.end > span.begin) {
    const LineColumn end = sources.position(span.file, span.end);
    const auto line_columns = static_cast<std::uint32_t>(utf8_length(sources.line_text(span.file, place.begin.line)));
    const std::uint32_t last = end.line == place.begin.line ? end.column : line_columns + 1;
    place.columns = last > place.begin.column ? last - place.begin.column : 1;
  }
  return place;
}

std::string gutter(std::size_t width, std::string_view number) {
  return "  " + std::string(width - number.size(), ' ') + std::string(number) + " |";
}

class Pretty {
 public:
  Pretty(const Sources& sources, bool colour) : sources_(sources), paint_(colour ? colours : plain) {}

  std::string render(const Diagnostic& diagnostic) {
    out_.clear();
    const Place primary = place_of(sources_, diagnostic.span, diagnostic.note, true);
    std::vector<Place> places{primary};
    for (const Label& label : diagnostic.labels) places.push_back(place_of(sources_, label.span, label.text, false));
    for (const Place& place : places) width_ = std::max(width_, std::to_string(place.begin.line).size());
    const char* tone = diagnostic.severity == Severity::error ? paint_.error : paint_.warning;
    out_ += name_of(primary) + ": " + tone + std::string(to_text(diagnostic.severity)) + "[" + diagnostic.code + "]" + paint_.off + ": " +
            diagnostic.message + "\n";
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool same_line = i > 0 && places[i].span.file == places[i - 1].span.file && places[i].begin.line == places[i - 1].begin.line;
      if (!same_line) line(places[i], i > 0);
      carets(places[i], tone);
    }
    if (!diagnostic.help.empty()) out_ += std::string("  ") + paint_.help + "help" + paint_.off + ": " + diagnostic.help + "\n";
    width_ = 0;
    return out_;
  }

 private:
  std::string name_of(const Place& place) const {
    return printable(sources_.file(place.span.file).path, 200) + ":" + std::to_string(place.begin.line) + ":" + std::to_string(place.begin.column);
  }

  void line(const Place& place, bool elsewhere) {
    from_ = place.begin.column > columns_before + 20 ? place.begin.column - columns_before : 1;
    const bool other_file = elsewhere && place.span.file != file_;
    file_ = place.span.file;
    if (other_file) out_ += "  " + name_of(place) + "\n";
    out_ += paint_.quiet + gutter(width_, std::to_string(place.begin.line)) + paint_.off + " " +
            window_of(sources_.line_text(place.span.file, place.begin.line), from_) + "\n";
    while (out_.size() >= 2 && out_[out_.size() - 2] == ' ') out_.erase(out_.size() - 2, 1);
  }

  void carets(const Place& place, const char* tone) {
    const std::uint32_t begin = place.begin.column < from_ ? from_ : std::min(place.begin.column, from_ + shown_columns);
    const std::uint32_t room = from_ + shown_columns - begin;
    out_ += paint_.quiet + gutter(width_, "") + paint_.off + " " + std::string(begin - from_, ' ') + (place.primary ? tone : paint_.quiet) +
            std::string(std::clamp<std::uint32_t>(place.columns, 1, std::max(room, 1u)), place.primary ? '^' : '-') + paint_.off;
    if (!place.text.empty()) out_ += " " + std::string(place.text);
    out_ += "\n";
  }

  const Sources& sources_;
  const Paint& paint_;
  std::string out_;
  std::size_t width_ = 0;
  std::uint32_t from_ = 1;
  std::uint32_t file_ = 0;
};

void put_place(Json& json, const Sources& sources, Span span) {
  const LineColumn begin = sources.position(span.file, span.begin);
  const LineColumn end = sources.position(span.file, std::max(span.begin, span.end));
  json.set("file", printable(sources.file(span.file).path, 4096));
  json.set("line", begin.line).set("column", begin.column).set("end_line", end.line).set("end_column", end.column);
}

}  // namespace

// The kinds of findings as an author mends them: what cannot be read, then names, types, clauses, examples and scripts, proof.
namespace {
int importance(const Diagnostic& finding) { return finding.code.size() < 3 ? 9 : finding.code[2] <= '1' ? 1 : finding.code[2] - '0'; }
}  // namespace

Diagnostics most_important_first(Diagnostics findings) {
  const auto order = [](const Diagnostic& d) {
    return std::tuple(d.severity, importance(d), d.span.file, d.span.begin, d.span.end, std::string_view(d.code), std::string_view(d.message));
  };
  std::ranges::stable_sort(findings, [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
  const auto same = std::ranges::unique(findings, [&](const Diagnostic& a, const Diagnostic& b) { return order(a) == order(b); });
  findings.erase(same.begin(), same.end());
  return findings;
}

std::string summary_line(const Diagnostics& diagnostics, std::string_view folder) {
  const auto errors = static_cast<std::size_t>(std::ranges::count(diagnostics, Severity::error, &Diagnostic::severity));
  const std::size_t warnings = diagnostics.size() - errors;
  const auto counted = [](std::size_t count, std::string_view word) { return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s"); };
  std::string out;
  if (errors > 0 || warnings == 0) out = counted(errors, "error");
  if (warnings > 0) out += (out.empty() ? "" : ", ") + counted(warnings, "warning");
  return out + " in " + std::string(folder);
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string render_pretty(const Sources& sources, const Diagnostics& diagnostics, bool colour) {
  Pretty pretty(sources, colour);
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += "\n";
    out += pretty.render(diagnostic);
  }
  return out;
}

std::string render_json(const Sources& sources, const Diagnostics& diagnostics) {
  Json array = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    Json item = Json::object({{"code", diagnostic.code}, {"severity", to_text(diagnostic.severity)}, {"message", diagnostic.message}});
    put_place(item, sources, diagnostic.span);
    Json labels = Json::array();
    for (const Label& label : diagnostic.labels) {
      Json other = Json::object({{"text", label.text}});
      put_place(other, sources, label.span);
      labels.push(std::move(other));
    }
    item.set("note", diagnostic.note).set("labels", std::move(labels)).set("help", diagnostic.help).set("explain", "handrail explain " + diagnostic.code);
    array.push(std::move(item));
  }
  return dump(array);
}

}  // namespace handrail::dsl
