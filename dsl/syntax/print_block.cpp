#include "dsl/syntax/print_block.hpp"

#include <algorithm>
#include <map>

#include "dsl/syntax/print_comments.hpp"
#include "dsl/syntax/print_forms.hpp"
#include "dsl/syntax/print_wrap.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t indent = 2;
constexpr std::size_t lined_up_max = 40;   // a longer first cell or key lines nothing up

struct ClauseToPrint {
  Placed* placed = nullptr;
  PrintWords words;
  ClausePlace place;
  std::vector<std::string> cells;
};

std::string_view block_word(const PrintWords& head) {
  if (head.size() > 1 && head[0].text == "override") return head[1].text;
  return head.empty() ? std::string_view() : std::string_view(head[0].text);
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t shown = shown_width(text);
  if (shown < width) text.append(width - shown, ' ');
  return text;
}

std::vector<std::string> cells_of(const PrintWords& words) {
  std::vector<std::string> cells;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    if (i < words.size() && !(words[i].kind == PrintWord::Kind::symbol && words[i].text == "|" && words[i].depth == 0)) continue;
    cells.push_back(joined(words, begin, i));
    begin = i + 1;
  }
  return cells;
}

class BlockPrinter {
 public:
  BlockPrinter(std::string& out, const PrintWords& head, std::vector<ClauseToPrint> clauses)
      : out_(out), word_(block_word(head)), places_(places_of(word_)), clauses_(std::move(clauses)) {
    for (ClauseToPrint& clause : clauses_) {
      clause.place = place_of(word_, clause.words);
      if (places_.cells) clause.cells = cells_of(clause.words);
      if (clause.cells.size() > 1) out_of_the_row(*clause.placed);
    }
    put_in_order();
    measure();
  }

  void print() {
    bool first = true;
    for (ClauseToPrint& clause : clauses_) {
      int blanks = std::min(clause.placed->blanks, 1);
      for (const WholeLine& comment : clause.placed->before) {
        if (!first && comment.blanks > 0) out_ += '\n';
        out_ += (comment.margin ? std::string() : std::string(indent, ' ')) + comment.text + '\n';
        first = false;
      }
      if (!first && blanks > 0) out_ += '\n';
      print_clause(clause);
      first = false;
    }
  }

 private:
  // A row is one line: what is said within it is said before it.
  static void out_of_the_row(Placed& placed) {
    for (InnerComment& comment : placed.inner) {
      placed.before.push_back({comment.text, false, placed.before.empty() ? placed.blanks : 0});
      placed.blanks = 0;
    }
    placed.inner.clear();
  }

  // A clause without a place of its own stays behind the one it followed.
  void put_in_order() {
    int last = 0;
    for (ClauseToPrint& clause : clauses_) last = clause.place.rank = clause.place.rank == 0 ? last : clause.place.rank;
    std::stable_sort(clauses_.begin(), clauses_.end(), [](const ClauseToPrint& a, const ClauseToPrint& b) { return a.place.rank < b.place.rank; });
  }

  void measure() {
    for (const ClauseToPrint& clause : clauses_) {
      if (clause.cells.size() > 1) measure_cells(clause.cells);
      if (clause.place.words == 0 || clause.place.words >= clause.words.size()) continue;
      const std::size_t width = shown_width(joined(clause.words, 0, clause.place.words)) + (clause.place.group == 4 && word_ == "route" ? 1 : 2);
      std::size_t& column = columns_[clause.place.group];
      if (width <= lined_up_max) column = std::max({column, width, clause.place.group == 1 ? places_.column_min : 0});
    }
    if (word_ == "confidence" && !widths_.empty()) columns_[1] = widths_[0] + 1;
    for (const ClauseToPrint& clause : clauses_) measure_otherwise(clause);
  }

  void measure_cells(const std::vector<std::string>& cells) {
    if (word_ == "table" && columns_in_table_ == 0) columns_in_table_ = cells.size();
    if (spans(cells)) return;
    if (widths_.size() < cells.size()) widths_.resize(cells.size());
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) widths_[i] = std::max(widths_[i], shown_width(cells[i]) + (word_ == "confidence" && i == 0 ? 1 : 0));
  }
  // `any other | hand off`: one cell in the place of all conditions.
  [[nodiscard]] bool spans(const std::vector<std::string>& cells) const { return cells.size() == 2 && columns_in_table_ > 2; }

  [[nodiscard]] std::string row(const std::vector<std::string>& cells) const {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool last = i + 1 == cells.size();
      std::size_t width = last ? 0 : widths_.at(i);
      if (!last && spans(cells))
        for (std::size_t k = 1; k + 1 < columns_in_table_; ++k) width += widths_[k] + 3;
      out += padded(cells[i], width) + (last ? "" : " | ");
    }
    return out;
  }

  // The `otherwise` of several `needs` stand in one column, as long as their lines have room.
  static std::size_t otherwise_at(const ClauseToPrint& clause) {
    if (clause.words.empty() || clause.words[0].text != "needs") return 0;
    for (std::size_t i = 1; i < clause.words.size(); ++i)
      if (clause.words[i].kind == PrintWord::Kind::name && clause.words[i].text == "otherwise" && clause.words[i].depth == 0 && clause.words[i - 1].text != ",") return i;
    return 0;
  }
  void measure_otherwise(const ClauseToPrint& clause) {
    const std::size_t at = otherwise_at(clause);
    if (at == 0) return;
    const std::size_t condition = shown_width(joined(clause.words, 1, at));
    if (indent + columns_[1] + condition + 3 + shown_width(joined(clause.words, at, clause.words.size())) <= print_width) otherwise_ = std::max(otherwise_, condition + 3);
  }

  void print_clause(const ClauseToPrint& clause) {
    if (clause.cells.size() > 1) return finish({row(clause.cells)}, indent, indent, *clause.placed);
    std::size_t column = indent + 2;
    const std::size_t own = clause.place.words;
    std::string key = joined(clause.words, 0, own);
    if (own > 0 && own < clause.words.size()) {
      const auto found = columns_.find(clause.place.group);
      const std::size_t width = std::max(found == columns_.end() ? 0 : found->second, shown_width(key) + 1);
      key = padded(std::move(key), width);
      if (width <= 24) column = indent + width;
    }
    const std::vector<Segment> segments = segments_of(clause.words, clause.placed->inner, own);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const bool first = i == 0, last = i + 1 == segments.size();
      ClauseToPrint part = clause;
      part.words = segments[i].words;
      std::vector<std::string> lines{""};
      if (!first) lines = wrapped(part.words, 0, column, column);
      else if (own < part.words.size()) lines = value_lines(part, own, indent + shown_width(key), column);
      if (first) lines.front() = key + lines.front();
      const std::size_t begin = first ? indent : column;
      last ? finish(lines, begin, column, *clause.placed) : finish(lines, begin, column, segments[i].after);
    }
  }

  std::vector<std::string> value_lines(const ClauseToPrint& clause, std::size_t own, std::size_t first, std::size_t rest) const {
    const std::size_t at = otherwise_at(clause);
    if (at > own) {
      const std::string before = joined(clause.words, own, at), after = joined(clause.words, at, clause.words.size());
      const std::string lined_up = padded(before, otherwise_ - std::min<std::size_t>(otherwise_, 3)) + "   " + after;
      if (first + shown_width(lined_up) <= print_width) return {lined_up};
    }
    const std::size_t split = condition_after_otherwise(clause);
    if (split == 0) return wrapped(clause.words, own, first, rest);
    std::vector<std::string> lines = wrapped({clause.words.begin(), clause.words.begin() + static_cast<std::ptrdiff_t>(split)}, own, first, rest);
    for (std::string& line : wrapped(clause.words, split, rest, rest)) lines.push_back(std::move(line));
    return lines;
  }

  // `approve by lead, otherwise hand off when …`: on a line of its own, the condition cannot be taken for one of the handing off.
  static std::size_t condition_after_otherwise(const ClauseToPrint& clause) {
    if (clause.words.empty() || clause.words[0].text != "approve") return 0;
    bool otherwise = false;
    for (std::size_t i = 1; i < clause.words.size(); ++i) {
      if (clause.words[i].kind != PrintWord::Kind::name) continue;
      otherwise = otherwise || clause.words[i].text == "otherwise";
      if (otherwise && (clause.words[i].text == "when" || clause.words[i].text == "unless")) return i;
    }
    return 0;
  }

 public:
  // The lines of a statement, or of its last segment, with the comment after its last word.
  void finish(const std::vector<std::string>& lines, std::size_t first, std::size_t rest, const Placed& placed) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool last = i + 1 == lines.size();
      put(std::string(i == 0 ? first : rest, ' ') + lines[i], last ? placed.trailing : std::string(), placed.column);
    }
  }
  // The lines of a segment, with the comments that end it.
  void finish(const std::vector<std::string>& lines, std::size_t first, std::size_t rest, const std::vector<InnerComment>& after) {
    const bool beside = !after.empty() && !after.front().own_line;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool last = i + 1 == lines.size();
      put(std::string(i == 0 ? first : rest, ' ') + lines[i], last && beside ? after.front().text : std::string(), last && beside ? after.front().column : 0);
    }
    for (std::size_t i = beside ? 1 : 0; i < after.size(); ++i) put(std::string(rest, ' ') + after[i].text, "", 0);
  }
  void print_head(const PrintWords& words, const Placed& head) {
    const std::vector<Segment> segments = segments_of(words, head.inner, 1);
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const std::size_t begin = i == 0 ? 0 : 2 * indent;
      const std::vector<std::string> lines = wrapped(segments[i].words, 0, begin, 2 * indent, BreakAt::after_commas);
      i + 1 == segments.size() ? finish(lines, begin, 2 * indent, head) : finish(lines, begin, 2 * indent, segments[i].after);
    }
  }

 private:
  void put(std::string line, const std::string& comment, std::size_t column) {
    while (line.ends_with(' ')) line.pop_back();
    out_ += (comment.empty() ? line : padded(line + "  ", column) + comment) + '\n';
  }

  std::string& out_;
  std::string word_;
  BlockPlaces places_;
  std::vector<ClauseToPrint> clauses_;
  std::map<int, std::size_t> columns_;
  std::vector<std::size_t> widths_;
  std::size_t columns_in_table_ = 0;
  std::size_t otherwise_ = 0;
};

void blank_lines(std::string& out, int count) {
  if (!out.empty()) out.append(static_cast<std::size_t>(std::clamp(count, 0, 2)), '\n');
}

// The comments before a head: those that are indented end the block above, the others begin this one.
void print_before_head(std::string& out, const Placed& head, bool apart) {
  for (const WholeLine& comment : head.before) {
    const bool begins = comment.margin || out.empty();
    blank_lines(out, begins && apart ? std::max(comment.blanks, 1) : comment.blanks);
    if (begins) apart = false;
    out += (begins ? std::string() : std::string(indent, ' ')) + comment.text + '\n';
  }
  blank_lines(out, apart ? std::max(head.blanks, 1) : head.blanks);
}

}  // namespace

std::string print_blocks(std::string_view text, const std::vector<LaidOutBlock>& blocks, Brackets brackets) {
  PlacedText placed = place_comments(text, blocks);
  std::string out;
  bool long_before = false;
  for (std::size_t at = 0; at < placed.statements.size();) {
    Placed& head = placed.statements[at++];
    std::vector<ClauseToPrint> clauses;
    for (; at < placed.statements.size() && !placed.statements[at].head; ++at)
      clauses.push_back({&placed.statements[at], words_of(placed.statements[at].statement->text, brackets), {}, {}});
    const bool is_long = !clauses.empty();
    print_before_head(out, head, is_long || long_before);
    long_before = is_long;
    const PrintWords words = words_of(head.statement->text, brackets);
    BlockPrinter printer(out, words, std::move(clauses));
    printer.print_head(words, head);
    printer.print();
  }
  for (const WholeLine& comment : placed.after) {
    blank_lines(out, comment.blanks);
    out += (comment.margin || out.empty() ? std::string() : std::string(indent, ' ')) + comment.text + '\n';
  }
  return out;
}

}  // namespace handrail::dsl
