#include "dsl/check/check.hpp"

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

Checked check(const Tree& tree, const Sources& sources, Diagnostics& diagnostics) {
  Report report(diagnostics);
  Checked out;
  out.symbols = collect(tree, report);
  out.turn = turn_names(out.symbols);
  for (std::uint32_t i = 0; i < out.symbols.tools.size(); ++i) out.tools.push_back(tool_names(out.symbols, i));
  Checking checking{tree, sources, out, report, out.symbols};

  check_facts(checking);
  check_intents(checking);
  check_triggers(checking);
  check_confidence(checking);
  check_tools(checking);
  check_desk(checking);

  lint_required(checking);
  lint_bands(checking);
  lint_handoffs(checking);
  lint_denials(checking);
  lint_undecided(checking);
  lint_unreachable(checking);
  lint_limitation_words(checking);
  lint_examples(checking);
  return out;
}

}  // namespace handrail::dsl
