#include "dsl/syntax/parse.hpp"

#include <algorithm>
#include <numeric>

#include "dsl/syntax/blocks.hpp"
#include "dsl/syntax/clause.hpp"
#include "dsl/syntax/habits.hpp"
#include "dsl/syntax/layout.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

// Where the word of the block begins, after an `override`.
struct BlockStart {
  std::size_t word = 0;
  std::optional<Span> overrides;
};

BlockStart start_of(const Statement& head) {
  const FirstWord first = first_word(head.text);
  if (first.text != "override") return {};
  return {first.next, head.span(0, static_cast<std::uint32_t>(first.text.size()))};
}

void read_block(const LaidOutBlock& block, Findings& findings, Tree& tree) {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out;
    for (const BlockForm& form : block_forms()) out.push_back(form.word);
    return out;
  }();
  const BlockStart start = start_of(block.head);
  const FirstWord first = first_word(std::string_view(block.head.text).substr(start.word));
  if (block.head.broken && std::find(words.begin(), words.end(), first.text) == words.end()) return;
  const auto chosen = choose(block.head, words, "P0101", "there is no block", findings, start.word);
  if (chosen) block_forms()[chosen->index].read(block, start.word + first.next, findings, tree);
  tree.placements.resize(tree.blocks.size(), Placement{start.overrides, block.head.file});
}

// A clause that lost its indentation is one of the block above it, and so is what follows it.
void take_in_strays(std::vector<LaidOutBlock>& blocks, Findings& findings) {
  std::vector<LaidOutBlock> kept;
  for (LaidOutBlock& block : blocks) {
    const std::string_view word = first_word(block.head.text).text;
    if (kept.empty() || block.head.broken || !begins_only_clauses(word)) {
      kept.push_back(std::move(block));
      continue;
    }
    LaidOutBlock& above = kept.back();
    Diagnostic found{.code = "P0002",
                     .message = in_backticks(word) + " is a clause, and stands at the margin",
                     .span = block.head.span(0, static_cast<std::uint32_t>(word.size())),
                     .help = "indent it like the other clauses of its block"};
    found.labels.push_back({above.head.whole(), "the block above it"});
    findings.add(std::move(found));
    above.clauses.push_back(std::move(block.head));
    std::ranges::move(block.clauses, std::back_inserter(above.clauses));
  }
  blocks = std::move(kept);
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
      {"include", "include \"standard/escalation/triggers.policy\"", read_include},
      {"list", "list cancel_reasons", read_list},
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
      {"table", "table what_to_try", read_table},
      {"record", "record order", read_record},
      {"tool", "tool lookup_order(order_id: text) gives order", read_tool},
      {"budget", "budget goodwill", read_budget},
      {"workflow", "workflow refund from \"refund.lua\"", read_workflow},
      {"queue", "queue billing", read_queue},
      {"route", "route", read_route},
      {"reply", "reply rules", read_reply_rules},
      {"rollout", "rollout \"First month\"", read_rollout},
      {"goals", "goals", read_goals},
      {"guarantee", "guarantee \"No big refund without a person\"", read_guarantee},
      {"wording", "wording \"Of course. {queue.name} takes over.\"", read_wording},
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
  for (const std::uint32_t file : order) {
    std::vector<LaidOutBlock> blocks = lay_out(sources, file, findings);
    take_in_strays(blocks, findings);
    for (const LaidOutBlock& block : blocks) {
      if (findings.full()) break;
      if (tree.blocks.size() >= limits::declarations) {
        refuse_more_blocks(block, findings);
        break;
      }
      read_block(block, findings, tree);
    }
  }
  in_order_of_text(diagnostics, before, order);
  return tree;
}

}  // namespace handrail::dsl
