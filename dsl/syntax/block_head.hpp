// Reading a block: its head, then its clauses.
#pragma once

#include <type_traits>

#include "dsl/syntax/blocks.hpp"
#include "dsl/syntax/clause.hpp"

namespace handrail::dsl {

namespace p = tao::pegtl;
using grammar::group;
using grammar::part;
using grammar::symbol;
using grammar::token;
using grammar::word;

struct BlockWords {
  std::string_view word;
  std::string_view form;
};

// The head of a block: a statement like a clause, but broken ones may still have clauses worth reading.
class Head {
 public:
  Head(const LaidOutBlock& block, std::string_view word, std::string_view form, std::size_t after_word, Findings& findings)
      : broken_(block.head.broken), clause_(block.head, word, form, after_word, said_, findings) {}
  template <class... R>
  std::optional<PartView> read() {
    if (broken_) return std::nullopt;
    return clause_.read<R...>();
  }
  [[nodiscard]] Builder& build() { return clause_.build(); }
  [[nodiscard]] Clause& clause() { return clause_; }

 private:
  bool broken_;
  Said said_;
  Clause clause_;
};

template <class Block>
using ClauseForms = std::type_identity_t<std::span<const ClauseForm<Block>>>;

// `context`, `intent NAME` or `rollout "TITLE"`, by what the block has as its name; and clauses.
template <class Block>
void read_block(const LaidOutBlock& laid_out, BlockWords words, std::size_t after_word, ClauseForms<Block> forms, Findings& findings, Tree& tree,
                const ClauseForm<Block>* otherwise = nullptr) {
  Head head(laid_out, words.word, words.form, after_word, findings);
  Block block;
  std::optional<PartView> found;
  if constexpr (!requires { block.name; }) {
    found = head.read<p::success>();
  } else if constexpr (std::is_same_v<decltype(block.name), Text>) {
    found = head.read<grammar::text>();
    if (found) block.name = head.build().text(*found->find(Part::text));
  } else {
    found = head.read<grammar::name>();
    if (found) block.name = head.build().name(*found->find(Part::name));
  }
  block.span = laid_out.span();
  read_clauses(block, laid_out, words.word, forms, findings, otherwise);
  if (found) tree.blocks.push_back(std::move(block));
}

}  // namespace handrail::dsl
