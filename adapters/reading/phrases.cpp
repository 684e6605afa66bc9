#include "adapters/reading/phrases.hpp"

#include <algorithm>
#include <numeric>

namespace handrail::reading {

namespace {
std::uint64_t edge(std::uint32_t node, std::uint32_t word) { return (std::uint64_t{node} << 32) | word; }
}  // namespace

void PhraseFinder::add(std::string_view phrase, std::uint32_t group, Marks marks) {
  std::uint32_t node = 0;
  const std::vector<Token> tokens = tokens_of(phrase);
  for (const Piece& piece : pieces_of(tokens)) {
    const std::uint32_t word = words_.try_emplace(std::string(piece.text), static_cast<std::uint32_t>(words_.size() + 1)).first->second;
    const auto [at, fresh] = children_.try_emplace(edge(node, word), static_cast<std::uint32_t>(nodes_.size()));
    const std::uint32_t length = nodes_[node].length + 1;
    if (fresh) nodes_.push_back({.parent = node, .word = word, .length = length});
    node = at->second;
  }
  if (node == 0) return;
  std::uint32_t which = 0;
  if (!marks.empty()) {
    which = static_cast<std::uint32_t>(marks_.size());
    marks_.push_back(std::move(marks));
  }
  std::vector<Ending>& endings = nodes_[node].endings;
  if (std::find(endings.begin(), endings.end(), Ending{group, which}) == endings.end()) endings.push_back({group, which});
}

void PhraseFinder::add_as_written(std::string_view phrase, std::uint32_t group) {
  const std::vector<Token> tokens = tokens_of(phrase);
  const std::vector<Piece> pieces = pieces_of(tokens);
  if (pieces.empty()) return;
  Marks marks;
  std::size_t from = 0;
  for (const Piece& piece : pieces) {
    marks.push_back(heard_marks(phrase.substr(from, piece.begin - from), from == 0 ? Side::front : Side::inside));
    from = piece.end;
  }
  marks.push_back(heard_marks(phrase.substr(from), Side::behind));
  if (std::all_of(marks.begin(), marks.end(), [](const std::string& mark) { return mark.empty(); })) marks.clear();
  add(phrase, group, std::move(marks));
}

void PhraseFinder::finish() {
  std::vector<std::uint32_t> by_length(nodes_.size());
  std::iota(by_length.begin(), by_length.end(), 0u);
  std::stable_sort(by_length.begin(), by_length.end(), [&](auto a, auto b) { return nodes_[a].length < nodes_[b].length; });
  for (const std::uint32_t at : by_length) {
    Node& node = nodes_[at];
    node.fallback = node.length < 2 ? 0 : step(nodes_[node.parent].fallback, node.word);
    node.next_with_endings = nodes_[node.fallback].endings.empty() ? nodes_[node.fallback].next_with_endings : node.fallback;
  }
}

std::uint32_t PhraseFinder::child(std::uint32_t node, std::uint32_t word) const {
  const auto at = children_.find(edge(node, word));
  return at == children_.end() ? 0 : at->second;
}

std::uint32_t PhraseFinder::step(std::uint32_t node, std::uint32_t word) const {
  for (;; node = nodes_[node].fallback) {
    if (const std::uint32_t next = child(node, word); next != 0) return next;
    if (node == 0) return 0;
  }
}

// Whether the marks stand around and between these pieces as the phrase has them. Two sentences are parted by a mark that the phrase has, or the phrase is in one.
bool PhraseFinder::heard(const Marks& marks, std::string_view text, const std::vector<Piece>& pieces, std::size_t first, std::size_t last, Span& span) const {
  const auto gap_before = [&](std::size_t at) {
    const std::size_t from = at == 0 ? 0 : pieces[at - 1].end;
    return text.substr(from, pieces[at].begin - from);
  };
  const bool written = !marks.empty();
  for (std::size_t at = first + 1; at <= last; ++at) {
    const std::string_view wanted = written ? std::string_view(marks[at - first]) : std::string_view();
    const bool parted = text.empty() ? pieces[at].starts_sentence : ends_a_sentence(gap_before(at));
    if (parted && wanted.find_first_of(".!?") == std::string_view::npos) return false;
    if (!wanted.empty() && heard_marks(gap_before(at), Side::inside) != wanted) return false;
  }
  if (!written) return true;
  if (text.empty()) return false;
  const std::string_view front = gap_before(first), end = text.substr(pieces[last].end);
  const std::string_view behind = end.substr(0, last + 1 < pieces.size() ? pieces[last + 1].begin - pieces[last].end : end.size());
  if (!heard_marks(front, Side::front).ends_with(marks.front()) || !heard_marks(behind, Side::behind).starts_with(marks.back())) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digit(pieces[last].text.back()) && end.size() > 1 && (end[0] == '.' || end[0] == ',') && digit(end[1])) return false;   // "$5" is no "$5.50"
  if (const std::size_t mark = front.rfind(marks.front()); !marks.front().empty() && mark != std::string_view::npos)
    span.begin = pieces[first].begin - static_cast<std::uint32_t>(front.size() - mark);
  if (const std::size_t mark = behind.find(marks.back()); !marks.back().empty() && mark != std::string_view::npos)
    span.end = pieces[last].end + static_cast<std::uint32_t>(mark + marks.back().size());
  return true;
}

std::vector<PhraseMatch> PhraseFinder::find(std::string_view text, const std::vector<Token>& tokens) const {
  std::vector<PhraseMatch> found;
  const std::vector<Piece> pieces = pieces_of(tokens);
  std::string spelled;
  std::uint32_t node = 0;
  for (std::uint32_t i = 0; i < pieces.size(); ++i) {
    spelled = pieces[i].text;
    const auto word = words_.find(spelled);
    node = word == words_.end() ? 0 : step(node, word->second);
    for (std::uint32_t at = nodes_[node].endings.empty() ? nodes_[node].next_with_endings : node; at != 0; at = nodes_[at].next_with_endings) {
      const std::uint32_t first = i + 1 - nodes_[at].length;
      for (const Ending& ending : nodes_[at].endings) {
        Span span{pieces[first].begin, pieces[i].end};
        if (heard(marks_[ending.marks], text, pieces, first, i, span)) found.push_back({ending.group, pieces[first].token, pieces[i].token, span});
      }
    }
  }
  return found;
}

}  // namespace handrail::reading
