#include "dsl/syntax/print_comments.hpp"

#include <algorithm>

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
    out.push_back({&block.head, true, {}, 0, {}, 0});
    for (const Statement& clause : block.clauses) out.push_back({&clause, false, {}, 0, {}, 0});
  }
  return out;
}

}  // namespace

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
    if (begins) out.statements[next++].blanks = blanks;
    Placed* const here = next > 0 ? &out.statements[next - 1] : nullptr;
    const bool runs_on = here && here->statement->whole().end > line.first;   // a comment line within a statement goes before it
    if (line.first == line.hash && !runs_on) {
      std::vector<WholeLine>& waiting = next < out.statements.size() ? out.statements[next].before : out.after;
      waiting.push_back({comment, line.first == line.begin, blanks});
    } else if (!comment.empty() && here) {
      if (here->trailing.empty() && line.first != line.hash) {
        here->trailing = comment;
        here->column = line.hash - line.begin;
      } else {
        here->before.push_back({comment, here->head, here->before.empty() ? here->blanks : 0});
        if (here->before.size() == 1) here->blanks = 0;
      }
    }
    blanks = 0;
  }
  return out;
}

}  // namespace handrail::dsl
