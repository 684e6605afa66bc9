#include "adapters/reading/phrases.hpp"

#include <algorithm>
#include <numeric>

namespace handrail::reading {

namespace {
std::uint64_t edge(std::uint32_t node, std::uint32_t word) { return (std::uint64_t{node} << 32) | word; }
}  // namespace

void PhraseFinder::add(std::string_view phrase, std::uint32_t group) {
  std::uint32_t node = 0;
  for (const Token& token : tokens_of(phrase)) {
    const std::uint32_t word = words_.try_emplace(token.text, static_cast<std::uint32_t>(words_.size() + 1)).first->second;
    const auto [at, fresh] = children_.try_emplace(edge(node, word), static_cast<std::uint32_t>(nodes_.size()));
    const std::uint32_t length = nodes_[node].length + 1;
    if (fresh) nodes_.push_back({.parent = node, .word = word, .length = length});
    node = at->second;
  }
  if (node == 0) return;
  std::vector<std::uint32_t>& groups = nodes_[node].groups;
  if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
}

void PhraseFinder::finish() {
  std::vector<std::uint32_t> by_length(nodes_.size());
  std::iota(by_length.begin(), by_length.end(), 0u);
  std::stable_sort(by_length.begin(), by_length.end(), [&](auto a, auto b) { return nodes_[a].length < nodes_[b].length; });
  for (const std::uint32_t at : by_length) {
    Node& node = nodes_[at];
    node.fallback = node.length < 2 ? 0 : step(nodes_[node.parent].fallback, node.word);
    node.next_with_groups = nodes_[node.fallback].groups.empty() ? nodes_[node.fallback].next_with_groups : node.fallback;
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

std::vector<PhraseMatch> PhraseFinder::find(const std::vector<Token>& tokens) const {
  std::vector<PhraseMatch> found;
  std::uint32_t node = 0;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].starts_sentence) node = 0;
    const auto word = words_.find(tokens[i].text);
    node = word == words_.end() ? 0 : step(node, word->second);
    for (std::uint32_t at = nodes_[node].groups.empty() ? nodes_[node].next_with_groups : node; at != 0; at = nodes_[at].next_with_groups) {
      for (const std::uint32_t group : nodes_[at].groups) found.push_back({group, i + 1 - nodes_[at].length, i});
    }
  }
  return found;
}

}  // namespace handrail::reading
