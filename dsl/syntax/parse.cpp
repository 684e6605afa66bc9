#include "dsl/syntax/parse.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "dsl/syntax/blocks.hpp"
#include "dsl/syntax/clause.hpp"
#include "dsl/syntax/layout.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

constexpr std::array<std::string_view, 4> words_of_later_versions{"table", "rollout", "goals", "guarantee"};

bool of_later_version(const Statement& head, Findings& findings) {
  const std::string_view word = first_word(head.text).text;
  if (std::find(words_of_later_versions.begin(), words_of_later_versions.end(), word) == words_of_later_versions.end()) return false;
  findings.add({.code = "P0102",
                .message = in_backticks(word) + " is not a block that this version reads",
                .span = head.span(0, static_cast<std::uint32_t>(word.size())),
                .help = "take the block out, or put `#` before each of its lines"});
  return true;
}

void read_block(const LaidOutBlock& block, Findings& findings, Tree& tree) {
  if (of_later_version(block.head, findings)) return;
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out;
    for (const BlockForm& form : block_forms()) out.push_back(form.word);
    return out;
  }();
  const FirstWord first = first_word(block.head.text);
  if (block.head.broken && std::find(words.begin(), words.end(), first.text) == words.end()) return;
  if (const auto chosen = choose(block.head, words, "P0101", "there is no block", findings)) block_forms()[chosen->index].read(block, first.next, findings, tree);
  tree.placements.resize(tree.blocks.size(), Placement{std::nullopt, block.head.file});
}

void refuse_more_blocks(const LaidOutBlock& block, Findings& findings) {
  findings.add({.code = "P0009",
                .message = "there are more than " + std::to_string(limits::declarations) + " blocks; the rest is not read",
                .span = block.head.whole(),
                .help = "split the bundle"});
}

// Layout is looked at before words are: what they found is put together again, file by file.
void in_order_of_text(Diagnostics& diagnostics, std::size_t from, const std::vector<std::uint32_t>& order) {
  std::vector<std::size_t> rank(order.size() + 1);
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] >= rank.size()) rank.resize(order[i] + 1);
    rank[order[i]] = i;
  }
  std::stable_sort(diagnostics.begin() + static_cast<std::ptrdiff_t>(from), diagnostics.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(rank[a.span.file], a.span.begin) < std::pair(rank[b.span.file], b.span.begin);
  });
}

}  // namespace

const std::vector<BlockForm>& block_forms() {
  static const std::vector<BlockForm> forms = {
      {"currency", "currency USD", read_currency},
      {"conversation", "conversation", read_conversation},
      {"customer", "customer", read_customer},
      {"context", "context", read_context},
      {"role", "role billing_lead", read_role},
      {"entity", "entity order_id", read_entity},
      {"intent", "intent refund_request", read_intent},
      {"confidence", "confidence", read_confidence},
      {"signal", "signal wants_person", read_signal},
      {"trigger", "trigger \"Customer asks for a person\"", read_trigger},
      {"record", "record order", read_record},
      {"tool", "tool lookup_order(order_id: text) gives order", read_tool},
      {"workflow", "workflow refund from \"refund.lua\"", read_workflow},
      {"queue", "queue billing", read_queue},
      {"route", "route", read_route},
      {"reply", "reply rules", read_reply_rules},
  };
  return forms;
}

Tree parse(const Sources& sources, Diagnostics& diagnostics) {
  std::vector<std::uint32_t> order(sources.size());
  std::iota(order.begin(), order.end(), 0u);
  std::erase_if(order, [&](std::uint32_t file) { return !sources.file(file).path.ends_with(".policy"); });
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return sources.file(a).path < sources.file(b).path; });
  Tree tree;
  const std::size_t before = diagnostics.size();
  Findings findings(diagnostics, Findings::OneTooMany::keep);
  for (const std::uint32_t file : order)
    for (const LaidOutBlock& block : lay_out(sources, file, findings)) {
      if (findings.full()) break;
      if (tree.blocks.size() >= limits::declarations) {
        refuse_more_blocks(block, findings);
        break;
      }
      read_block(block, findings, tree);
    }
  in_order_of_text(diagnostics, before, order);
  return tree;
}

}  // namespace handrail::dsl
