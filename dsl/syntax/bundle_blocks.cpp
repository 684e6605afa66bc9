// include, list: what a bundle takes from elsewhere, and the lists that its rules name.
#include <array>

#include "dsl/syntax/block_head.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

struct kind : part<Part::word, grammar::any_name> {};
struct without : p::seq<kind, p::opt<p::sor<g::name, g::text>>> {};

void read_without(IncludeBlock& block, Clause& clause) {
  const auto found = clause.read<without>();
  if (!found) return;
  Builder& build = clause.build();
  IncludeBlock::Without made{build.name(*found->find(Part::word)), {{}, clause.span()}, clause.span()};
  if (const auto name = found->find(Part::name)) made.name = build.name(*name);
  if (const auto title = found->find(Part::text)) {
    const Text text = build.text(*title);
    made.name = {text.text, text.span};
  }
  if (made.kind.text == "reply" && made.name.text == "rules") made.kind.text = "reply rules", made.name.text.clear();
  block.without.push_back(std::move(made));
}

struct item : part<Part::list_item, group<"a value or a word", p::sor<g::literal, g::path>>> {};
struct item_files : part<Part::files, word<"from">, g::comma_list<g::text>> {};

// A bare word is the text of that name.
Expression item_of(Expression value) {
  if (const auto* path = std::get_if<PathNode>(&value.node); path && path->parts.size() == 1) return {value.span, LiteralNode{Value(path->parts[0].text)}};
  return value;
}

void read_items(ListBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<item_files, g::comma_list<item>>>();
  if (!found) return;
  if (const auto files = found->find(Part::files))
    for (const PartView& file : files->all(Part::text)) block.files.push_back(clause.build().text(file));
  for (const PartView& value : found->all(Part::list_item)) block.items.push_back(item_of(clause.build().expression(value)));
}

}  // namespace

void read_include(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<IncludeBlock>, 1> clauses{{{"without", "without trigger \"A long conversation\"", read_without}}};
  Head head(laid_out, "include", "include \"standard/escalation/triggers.policy\"", after_word, findings);
  const auto found = head.read<g::text>();
  IncludeBlock block;
  if (found) block.path = head.build().text(*found->find(Part::text));
  block.span = laid_out.span();
  read_clauses<IncludeBlock>(block, laid_out, "include", clauses, findings);
  if (found) tree.blocks.push_back(std::move(block));
}

void read_list(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<ListBlock>, 1> clauses{{{"items", "items \"no longer needed\", \"ordered by mistake\"", read_items}}};
  read_block<ListBlock>(laid_out, {"list", "list cancel_reasons"}, after_word, clauses, findings, tree);
}

}  // namespace handrail::dsl
