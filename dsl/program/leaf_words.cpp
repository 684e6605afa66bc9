#include "dsl/program/leaf_words.hpp"

#include "dsl/check/node_kinds.hpp"

#include <algorithm>
#include <cctype>

namespace handrail::dsl {

namespace {

std::string with_single_blanks(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space || line.empty() || line.back() != ' ') line += space ? ' ' : c;
  }
  return line;
}

bool in_word(const std::string& text, std::size_t at) { return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_'); }

std::size_t word_at(const std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !in_word(text, at - 1)) && !in_word(text, at + word.size())) return at;
  return std::string::npos;
}

void take_word(std::string& text, std::size_t at, std::string_view word) { text.erase(at, word.size() + (at + word.size() < text.size() ? 1 : 0)); }

// "is not in" -> "is in", "does not start with" -> "starts with", "has no duplicates" -> "has duplicates"; false: it says yes as it stands.
bool says_no(std::string& between) {
  if (const auto no = word_at(between, "no"); no != std::string::npos) return take_word(between, no, "no"), true;
  const auto is_not = word_at(between, "not");
  if (is_not == std::string::npos) return false;
  take_word(between, is_not, "not");
  const auto does = word_at(between, "does");
  if (does == std::string::npos) return true;
  take_word(between, does, "does");
  std::size_t end = does;
  while (in_word(between, end)) ++end;
  between.insert(end, std::string_view(between).substr(0, end).ends_with("ch") ? "es" : "s");
  return true;
}

class Leaf {
 public:
  Leaf(const Program& program, const Node& node) : program_(program), node_(node) {}

  [[nodiscard]] std::string words() const {
    if (is_comparison(node_.op)) return compared();
    switch (node_.op) {
      case NodeOp::in_list: return node_.count == 0 ? written() : said_yes(node_.a, program_.operands[node_.b]);
      case NodeOp::in_value: case NodeOp::contains: case NodeOp::starts_with: case NodeOp::ends_with: return said_yes(node_.a, node_.b);
      case NodeOp::matches: case NodeOp::has_duplicates: return said_yes(node_.a, no_expression);
      default: return written();
    }
  }

 private:
  [[nodiscard]] Span span(ExpressionId id) const { return program_.nodes[id].span; }
  [[nodiscard]] std::string text(Span span) const { return with_single_blanks(program_.sources.text(span)); }
  [[nodiscard]] std::string written() const { return text(node_.span); }
  [[nodiscard]] std::string text(std::uint32_t begin, std::uint32_t end) const { return text(Span{node_.span.file, begin, end}); }

  // The operator stands between the two sides, whichever of them comes first; of a pattern, before its quotes.
  [[nodiscard]] std::string said_yes(ExpressionId a, ExpressionId b) const {
    Span left = span(a), right = b == no_expression ? Span{left.file, node_.span.end, node_.span.end} : span(b);
    if (right.begin < left.begin) std::swap(left, right);
    const bool inside = left.file == node_.span.file && right.file == left.file && left.begin >= node_.span.begin && left.end <= right.begin && right.end <= node_.span.end;
    if (!inside) return written();
    std::uint32_t end = right.begin;
    if (node_.op == NodeOp::matches)
      if (const auto quotes = program_.sources.text({left.file, left.end, end}).find('"'); quotes != std::string_view::npos) end = left.end + static_cast<std::uint32_t>(quotes);
    std::string between = text(left.end, end);
    return says_no(between) ? text(node_.span.begin, left.end) + between + text(end, node_.span.end) : written();
  }

  // Of several comparisons that are written as one, `X not in [a, b]`, each by itself; X with itself is whether there is one.
  [[nodiscard]] std::string compared() const {
    const Span a = span(node_.a), b = span(node_.b);
    if (a == b && !(a == node_.span)) return "there is a value of " + text(a);
    const bool inside = a.file == node_.span.file && b.file == a.file && a.begin >= node_.span.begin && a.end <= b.begin && b.end <= node_.span.end;
    if (!inside || a == node_.span || b == node_.span) return written();
    std::string between = text(a.end, b.begin);
    if (std::string moment = text(b); word_at(moment, "not") == 0 && says_no(moment)) return text(node_.span.begin, b.begin) + moment;   // "is not within the last 3 days"
    if (node_.op == NodeOp::not_equal && word_at(between, "in") != std::string::npos) return text(a) + " is not " + text(b);
    if (node_.op != NodeOp::not_equal && says_no(between)) return text(node_.span.begin, a.end) + between + text(b.begin, node_.span.end);
    return written();
  }

  const Program& program_;
  const Node& node_;
};

}  // namespace

bool said_at_once(const Program& program, ExpressionId condition) {
  const Node& node = program.nodes[condition];
  if (node.op == NodeOp::logical_not) return program.nodes[node.a].span == node.span;
  if ((node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) || node.count == 0) return false;
  for (std::uint32_t i = 0; i < node.count; ++i)
    if (!(program.nodes[program.operands[node.a + i]].span == program.nodes[program.operands[node.a]].span)) return false;
  return node.count > 1;
}

std::string leaf_words(const Program& program, ExpressionId leaf) { return Leaf(program, program.nodes[leaf]).words(); }

std::string days_of(const Rule& rule) {
  const auto day = [](Instant moment) {
    std::string words = format_time(moment);
    if (const auto midnight = words.find("T00:00:00Z"); midnight != std::string::npos) words.resize(midnight);
    return words;
  };
  return (rule.from ? " from " + day(*rule.from) : "") + (rule.until ? " until " + day(*rule.until) : "");
}

}  // namespace handrail::dsl
