#include "dsl/syntax/layout.hpp"

#include <algorithm>

#include "dsl/syntax/characters.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/utf8.hpp"

namespace handrail::dsl {

std::uint32_t Statement::original(std::uint32_t at) const {
  auto after = std::upper_bound(runs.begin(), runs.end(), at, [](std::uint32_t value, const Run& run) { return value < run.joined; });
  if (after == runs.begin()) return 0;
  --after;
  return after->original + (at - after->joined);
}

Span Statement::span(std::uint32_t begin, std::uint32_t end) const {
  if (runs.empty()) return {file, 0, 0};
  const auto size = static_cast<std::uint32_t>(text.size());
  if (begin >= size) {
    const std::uint32_t after = original(size - 1) + 1;
    return {file, after, after};
  }
  // The end is taken from the last byte, because what follows it may stand on another line.
  return {file, original(begin), end > begin ? original(std::min(end, size) - 1) + 1 : original(begin)};
}

Span LaidOutBlock::span() const {
  const Span first = head.whole();
  return {first.file, first.begin, clauses.empty() ? first.end : std::max(first.end, clauses.back().whole().end)};
}

namespace {

class Layout {
 public:
  Layout(const Sources& sources, std::uint32_t file, Findings& findings) : text_(sources.file(file).text), file_(file), findings_(findings) {}

  std::vector<LaidOutBlock> run() {
    if (text_.size() > limits::policy_file_bytes) {
      findings_.add({.code = "P0009",
                     .message = "this file has " + std::to_string(text_.size()) + " bytes, more than the " + std::to_string(limits::policy_file_bytes) + " that are read",
                     .span = {file_, 0, 0},
                     .help = "split it into several files: all `.policy` files of a bundle are read as one"});
      return {};
    }
    std::size_t at = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    while (at < text_.size()) {
      const std::size_t line_end = std::min(text_.find('\n', at), text_.size());
      std::size_t end = line_end;
      if (end > at && text_[end - 1] == '\r') --end;
      read_line(at, end);
      at = line_end + 1;
    }
    return std::move(blocks_);
  }

 private:
  void read_line(std::size_t begin, std::size_t end) {
    std::size_t first = begin;
    while (first < end && (text_[first] == ' ' || text_[first] == '\t')) ++first;
    if (first == end) return;
    if (text_[first] == '#') {
      scan(nullptr, first, end);
      return;
    }
    Statement* statement = place(begin, first);
    scan(statement, first, end);
  }

  // The statement that a line belongs to, by its indentation; null where it belongs nowhere.
  Statement* place(std::size_t begin, std::size_t first) {
    const std::size_t indent = first - begin;
    const std::size_t tab = begin + std::min(text_.substr(begin, indent).find('\t'), indent);
    if (tab != first) refuse_tab(tab, first);
    if (indent == 0) {
      blocks_.emplace_back();
      clause_indent_ = 0;
      return open(blocks_.back().head);
    }
    if (blocks_.empty()) {
      if (!orphaned_)
        add("P0003", "a clause stands before any block", first, first + 1, "indented, so it is a clause", "start a block at the margin, or move this line to the margin");
      orphaned_ = true;
      return nullptr;
    }
    return clause_at(indent, begin, first, tab != first);
  }

  Statement* clause_at(std::size_t indent, std::size_t begin, std::size_t first, bool tabbed) {
    std::vector<Statement>& clauses = blocks_.back().clauses;
    Statement& head = blocks_.back().head;
    if (clauses.empty() && !tabbed && !head.text.empty() && (head.text.back() == ',' || head.text.back() == '(')) return &head;
    // A tab has no width that everybody agrees on: such a line is taken as a clause of its own, and said to be broken.
    if (clause_indent_ == 0 && !tabbed) clause_indent_ = indent;
    if (indent > clause_indent_ && !tabbed) return &clauses.back();
    Statement* clause = open(clauses.emplace_back());
    if (tabbed) clause->broken = true;
    if (indent < clause_indent_ && !tabbed) {
      clause->broken = true;
      const Statement& above = clauses.front();
      Diagnostic finding{.code = "P0002",
                         .message = "this line is indented by " + std::to_string(indent) + ", the clauses of its block by " + std::to_string(clause_indent_),
                         .span = {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(first)},
                         .help = "indent it by " + std::to_string(clause_indent_) + " spaces, or start a block at the margin"};
      if (!above.runs.empty()) finding.labels.push_back({{file_, above.runs.front().original, above.runs.front().original + 1}, "the clauses start in this column"});
      findings_.add(std::move(finding));
    }
    return clause;
  }

  void refuse_tab(std::size_t tab, std::size_t first) {
    std::size_t last = tab;
    while (last < first && text_[last] == '\t') ++last;
    add("P0001", "a tab in the indentation", tab, last, "how wide a tab is, every editor decides for itself", "indent with two spaces");
  }

  Statement* open(Statement& statement) {
    statement.file = file_;
    return &statement;
  }

  // Copies what stands on a line into its statement, blanks collapsed and the comment left out; refuses characters on the way.
  void scan(Statement* statement, std::size_t at, std::size_t end) {
    bool quoted = false, blank = statement && !statement->text.empty(), fault = false;
    std::size_t quote = 0, before = at;
    AlphabetWatch alphabets;
    while (at < end) {
      const char c = text_[at];
      if (!quoted && c == '#') {
        if (!fault) check_comment(at, end);
        break;
      }
      const CodePoint point = decode_utf8(text_, at);
      if (!fault) fault = refused(point, at, quoted ? Surroundings::quotes : Surroundings::words) || (quoted && mixed(alphabets, point, at, before));
      before = at;
      if (!quoted && (c == ' ' || c == '\t')) {
        blank = true;
        ++at;
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
        quote = at;
        alphabets.reset();
      }
      std::size_t length = std::min(point.bytes, end - at);
      if (quoted && c == '\\' && at + 1 < end) {
        alphabets.reset();
        length = text_[at + 1] >= 0x20 && text_[at + 1] < 0x7f ? 2 : 1;
      }
      if (statement) append(*statement, at, length, blank);
      blank = false;
      at += length;
    }
    if (quoted && !fault) {
      add("P0004", "this quoted text is not closed on its line", quote, quote + 1, "opened here", "close it with `\"`; two quoted texts on two lines are two texts");
      fault = true;
    }
    if (fault && statement) statement->broken = true;
  }

  // A comment may hold any letters, but nothing that makes the text read otherwise than it looks.
  void check_comment(std::size_t at, std::size_t end) {
    bool fault = false;
    while (at < end && !fault) {
      const CodePoint point = decode_utf8(text_, at);
      fault = refused(point, at, Surroundings::comment);
      at += point.bytes;
    }
  }

  bool mixed(AlphabetWatch& alphabets, const CodePoint& point, std::size_t at, std::size_t before) {
    const AlphabetWatch::Stranger stranger = alphabets.next(point.value);
    if (stranger == AlphabetWatch::Stranger::none) return false;
    const std::size_t place = stranger == AlphabetWatch::Stranger::this_one ? at : before;
    const CodePoint letter = decode_utf8(text_, place);
    const CharacterFault fault = mixed_alphabets(letter.value);
    add(fault.code, fault.message, place, place + letter.bytes, fault.note, fault.help);
    return true;
  }

  bool refused(const CodePoint& point, std::size_t at, Surroundings surroundings) {
    if (!point.valid) {
      add("P0008", "this is not UTF-8", at, at + 1, "this byte belongs to no character", "save the file as UTF-8");
      return true;
    }
    const std::optional<CharacterFault> fault = fault_of(point.value, surroundings);
    if (!fault) return false;
    add(fault->code, fault->message, at, at + point.bytes, fault->note, fault->help);
    return true;
  }

  void append(Statement& statement, std::size_t at, std::size_t length, bool blank) const {
    const auto original = static_cast<std::uint32_t>(at);
    std::vector<Statement::Run>& runs = statement.runs;
    if (blank && !statement.text.empty()) {
      // The one blank stands for all that were there: it is placed before what follows.
      const auto space = static_cast<std::uint32_t>(statement.text.size());
      if (runs.back().original + (space - runs.back().joined) + 1 != original) runs.push_back({space, original - 1});
      statement.text += ' ';
    }
    const auto joined = static_cast<std::uint32_t>(statement.text.size());
    if (runs.empty() || runs.back().original + (joined - runs.back().joined) != original) runs.push_back({joined, original});
    statement.text.append(text_.substr(at, length));
  }

  void add(std::string_view code, std::string message, std::size_t begin, std::size_t end, std::string note, std::string help) {
    findings_.add({.code = std::string(code),
                   .message = std::move(message),
                   .span = {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                   .note = std::move(note),
                   .help = std::move(help)});
  }

  std::string_view text_;
  std::uint32_t file_;
  Findings& findings_;
  std::vector<LaidOutBlock> blocks_;
  std::size_t clause_indent_ = 0;  // of the clauses of the last block; 0 before its first
  bool orphaned_ = false;
};

}  // namespace

std::vector<LaidOutBlock> lay_out(const Sources& sources, std::uint32_t file, Findings& findings) { return Layout(sources, file, findings).run(); }

}  // namespace handrail::dsl
