// Findings for a person at a terminal: the place, its lines with carets, the other parties, one help.
#include <algorithm>
#include <optional>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/shown.hpp"

namespace handrail::dsl {

namespace {

constexpr std::uint32_t shown_columns = 120;    // a longer line is shown in part, around its place
constexpr std::uint32_t columns_before = 60;
constexpr std::size_t window_bytes = 4 * shown_columns + 512;   // of a line that is mostly combining marks

struct Paint {
  const char* error;
  const char* warning;
  const char* quiet;
  const char* help;
  const char* off;
};
constexpr Paint plain{"", "", "", "", ""};
constexpr Paint colours{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[1;32m", "\x1b[0m"};

// The part of a line that is shown: bytes [begin, end) of it, and an ellipsis where something is cut off.
struct Window {
  std::string_view line;
  std::size_t begin = 0, end = 0;

  [[nodiscard]] bool cut_before() const { return begin > 0; }
  [[nodiscard]] bool holds(std::size_t byte) const { return byte >= begin && byte <= end; }
  [[nodiscard]] std::string text() const {
    std::string out = cut_before() ? "…" : "";
    for (std::size_t at = begin; at < end;) {
      const ShownCharacter character = shown_character(line, at);
      out += character.text;
      at += character.bytes;
    }
    while (out.ends_with(' ')) out.pop_back();
    if (end < line.size()) out += "…";
    return out;
  }
  // Columns from the left edge to a byte of the line.
  [[nodiscard]] std::uint32_t columns_to(std::size_t byte) const {
    std::uint32_t columns = cut_before() ? 1 : 0;
    for (std::size_t at = begin; at < std::min(byte, end);) {
      const ShownCharacter character = shown_character(line, at);
      columns += character.columns;
      at += character.bytes;
    }
    return columns;
  }
};

// Where to begin so that `byte` is seen: at the start of the line, unless that is too far away.
std::size_t window_begin(std::string_view line, std::size_t byte) {
  const auto continues = [&](std::size_t at) { return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80; };
  std::size_t at = std::min(byte, line.size());
  std::size_t begin = at;
  std::uint32_t columns = 0;
  while (at > 0 && columns <= columns_before + 20 && byte - at < window_bytes) {
    --at;
    while (at > 0 && continues(at) && byte - at < window_bytes) --at;
    columns += shown_character(line, at).columns;
    if (columns <= columns_before) begin = at;
  }
  return at == 0 && columns <= columns_before + 20 ? 0 : begin;
}

Window window_around(std::string_view line, std::size_t byte) {
  Window window{line, window_begin(line, byte), 0};
  std::uint32_t columns = 0;
  window.end = window.begin;
  while (window.end < line.size() && window.end - window.begin < window_bytes) {
    const ShownCharacter character = shown_character(line, window.end);
    if (columns + character.columns > shown_columns) break;
    columns += character.columns;
    window.end += character.bytes;
  }
  return window;
}

// A span on one of its lines: bytes [begin, end) of that line.
struct Place {
  std::uint32_t file = 0, line = 1;
  std::string_view text;
  std::size_t begin = 0, end = 0;
};

Place on_line(const Sources& sources, Span span, std::uint32_t line) {
  const std::string_view text = sources.line_text(span.file, line);
  const auto start = static_cast<std::size_t>(text.data() - sources.file(span.file).text.data());
  Place place{span.file, line, text, 0, text.size()};
  if (span.begin >= start) place.begin = std::min<std::size_t>(span.begin - start, text.size());
  else place.begin = std::min(text.find_first_not_of(" \t"), text.size());
  if (span.end >= start) place.end = std::min<std::size_t>(span.end - start, text.size());
  place.end = std::max(place.begin, place.end);
  return place;
}

// The last line of which the span holds something; of a whole block, its head, which is what an author looks for.
std::uint32_t last_line(const Sources& sources, Span span) {
  const LineColumn begin = sources.position(span.file, span.begin);
  return begin.column > 1 && span.end > span.begin ? sources.position(span.file, span.end - 1).line : begin.line;
}

std::string gutter(std::size_t width, std::string_view number) {
  return "  " + std::string(width - number.size(), ' ') + std::string(number) + " |";
}

class Pretty {
 public:
  Pretty(const Sources& sources, bool colour) : sources_(sources), paint_(colour ? colours : plain) {}

  std::string render(const Diagnostic& diagnostic) {
    out_.clear();
    shown_.reset();
    const std::uint32_t first = sources_.position(diagnostic.span.file, diagnostic.span.begin).line, last = last_line(sources_, diagnostic.span);
    width_ = std::to_string(last).size();
    for (const Label& label : diagnostic.labels) width_ = std::max(width_, std::to_string(sources_.position(label.span.file, label.span.begin).line).size());
    const char* tone = diagnostic.severity == Severity::error ? paint_.error : paint_.warning;
    out_ += name_of(diagnostic.span) + ": " + tone + (diagnostic.severity == Severity::error ? "error" : "warning") + "[" + shown(diagnostic.code) + "]" + paint_.off + ": " +
            shown(diagnostic.message) + "\n";
    mark(on_line(sources_, diagnostic.span, first), '^', tone, last > first ? "" : diagnostic.note);
    if (last > first + 1) out_ += paint_.quiet + gutter(width_, "") + paint_.off + " …\n";
    if (last > first) mark(on_line(sources_, diagnostic.span, last), '^', tone, diagnostic.note);
    for (const Label& label : diagnostic.labels) {
      if (shown_ && shown_file_ != label.span.file) out_ += "  " + name_of(label.span) + "\n";
      mark(on_line(sources_, label.span, sources_.position(label.span.file, label.span.begin).line), '-', paint_.quiet, label.text);
    }
    if (!diagnostic.help.empty()) out_ += std::string("  ") + paint_.help + "help" + paint_.off + ": " + shown(diagnostic.help) + "\n";
    return out_;
  }

 private:
  // A path that begins with a colon would look like a command of GitHub's log.
  std::string name_of(Span span) const {
    const LineColumn at = sources_.position(span.file, span.begin);
    const std::string path = shown(sources_.file(span.file).path);
    return (path.starts_with(':') ? "./" : "") + path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  // The line, unless it was shown just before, and what stands under it.
  void mark(const Place& place, char with, const char* tone, std::string_view text) {
    if (!shown_ || shown_file_ != place.file || shown_line_ != place.line || !shown_->holds(place.begin)) {
      shown_ = window_around(place.text, place.begin);
      shown_file_ = place.file;
      shown_line_ = place.line;
      const std::string line = shown_->text();
      out_ += paint_.quiet + gutter(width_, std::to_string(place.line)) + paint_.off + (line.empty() ? "" : " ") + line + "\n";
    }
    const std::uint32_t begin = shown_->columns_to(place.begin), end = shown_->columns_to(place.end);
    out_ += paint_.quiet + gutter(width_, "") + paint_.off + " " + std::string(begin, ' ') + tone + std::string(std::max(end, begin + 1) - begin, with) + paint_.off;
    if (!text.empty()) out_ += " " + shown(text);
    out_ += "\n";
  }

  const Sources& sources_;
  const Paint& paint_;
  std::string out_;
  std::size_t width_ = 0;
  std::optional<Window> shown_;   // the line that stands last in `out_`
  std::uint32_t shown_file_ = 0, shown_line_ = 0;
};

}  // namespace

std::string render_pretty(const Sources& sources, const Diagnostics& diagnostics, bool colour) {
  Pretty pretty(sources, colour);
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += "\n";
    out += pretty.render(diagnostic);
  }
  return out;
}

}  // namespace handrail::dsl
