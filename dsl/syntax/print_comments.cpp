#include "dsl/syntax/print_comments.hpp"

#include <algorithm>

#include "dsl/syntax/print_wrap.hpp"

namespace handrail::dsl {

namespace {

struct Line { std::size_t begin = 0, first = 0, hash = 0, end = 0; };   // hash: where its comment begins, else end

Line line_at(std::string_view text, std::size_t at) {
  Line line{at, at, 0, std::min(text.find('\n', at), text.size())};
  while (line.end > at && (text[line.end - 1] == '\r' || text[line.end - 1] == ' ' || text[line.end - 1] == '\t')) --line.end;
  while (line.first < line.end && (text[line.first] == ' ' || text[line.first] == '\t')) ++line.first;
  bool quoted = false;
  for (line.hash = line.first; line.hash < line.end; ++line.hash) {
    const char c = text[line.hash];
    if (quoted && c == '\\') ++line.hash;
    else if (c == '"') quoted = !quoted;
    else if (c == '#' && !quoted) break;
  }
  line.hash = std::min(line.hash, line.end);
  return line;
}

std::vector<Placed> statements_of(const std::vector<LaidOutBlock>& blocks) {
  std::vector<Placed> out;
  for (const LaidOutBlock& block : blocks) {
    out.push_back({.statement = &block.head, .head = true});
    for (const Statement& clause : block.clauses) out.push_back({.statement = &clause});
  }
  return out;
}

// How many bytes of the statement's text stood before `original`.
std::uint32_t bytes_before(const Statement& statement, std::size_t original) {
  std::uint32_t low = 0, high = static_cast<std::uint32_t>(statement.text.size());
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (statement.original(middle) < original) low = middle + 1;
    else high = middle;
  }
  return low;
}

}  // namespace

std::vector<Segment> segments_of(const PrintWords& words, const std::vector<InnerComment>& inner, std::size_t own) {
  std::vector<Segment> segments(1);
  std::size_t begin = 0;
  for (const InnerComment& comment : inner) {
    std::size_t end = std::max(begin, own);
    while (end < words.size() && words[end].at < comment.at) ++end;
    if (end > begin && !segments.back().after.empty()) segments.emplace_back();
    Segment& last = segments.back();
    last.words.insert(last.words.end(), words.begin() + static_cast<std::ptrdiff_t>(begin), words.begin() + static_cast<std::ptrdiff_t>(end));
    last.after.push_back(comment);
    begin = end;
  }
  if (!inner.empty() && begin < words.size()) segments.emplace_back();
  segments.back().words.insert(segments.back().words.end(), words.begin() + static_cast<std::ptrdiff_t>(begin), words.end());
  return segments;
}

PlacedText place_comments(std::string_view text, const std::vector<LaidOutBlock>& blocks) {
  PlacedText out{statements_of(blocks), {}};
  std::size_t next = 0;   // the first statement that has not begun
  int blanks = 0;
  for (std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < text.size();) {
    const Line line = line_at(text, at);
    at = std::min(text.find('\n', at), text.size()) + 1;
    if (line.first == line.end) {
      ++blanks;
      continue;
    }
    const bool begins = next < out.statements.size() && out.statements[next].statement->whole().begin < line.hash;
    const std::string comment(text.substr(line.hash, line.end - line.hash));
    const std::size_t column = shown_width(text.substr(line.begin, line.hash - line.begin));
    if (begins) out.statements[next++].blanks = blanks;
    Placed* const here = next > 0 ? &out.statements[next - 1] : nullptr;
    const bool own_line = line.first == line.hash;
    if (!comment.empty() && here && here->statement->whole().end > line.hash) {
      here->inner.push_back({bytes_before(*here->statement, line.hash), comment, own_line, column});
    } else if (!comment.empty() && own_line) {
      std::vector<WholeLine>& waiting = next < out.statements.size() ? out.statements[next].before : out.after;
      waiting.push_back({comment, line.first == line.begin, blanks});
    } else if (!comment.empty() && here) {
      here->trailing = comment;
      here->column = column;
    }
    blanks = 0;
  }
  return out;
}

}  // namespace handrail::dsl
