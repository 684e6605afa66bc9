// The readers of the blocks, in the order of the reference. Each reads a head and its clauses into the tree; a block whose head does not match
// is left out of the tree, but its clauses are read for their findings.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/syntax/findings.hpp"
#include "dsl/syntax/layout.hpp"
#include "dsl/syntax/tree.hpp"

namespace handrail::dsl {

struct BlockForm {
  std::string_view word;   // the head's first word
  std::string_view form;   // a well-formed head, for the help
  void (*read)(const LaidOutBlock& block, std::size_t after_word, Findings& findings, Tree& tree) = nullptr;
};
[[nodiscard]] const std::vector<BlockForm>& block_forms();

using BlockReader = void(const LaidOutBlock&, std::size_t, Findings&, Tree&);
// what a bundle takes from elsewhere (bundle_blocks.cpp)
BlockReader read_include, read_list;
// about whom, and in what (declaration_blocks.cpp)
BlockReader read_currency, read_conversation, read_customer, read_context, read_role, read_entity, read_record;
// what is wanted (reading_blocks.cpp)
BlockReader read_intent, read_confidence, read_signal, read_trigger;
// topic by mood: what to try (table_block.cpp)
BlockReader read_table;
// what may happen (tool_block.cpp)
BlockReader read_tool, read_budget;
// who takes it on, and how it is said (desk_blocks.cpp)
BlockReader read_workflow, read_queue, read_route, read_reply_rules;
// how it goes live and what it must reach (promise_blocks.cpp)
BlockReader read_rollout, read_goals, read_guarantee, read_wording;

}  // namespace handrail::dsl
