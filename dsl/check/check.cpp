#include "dsl/check/check.hpp"

#include "dsl/check/checking.hpp"
#include "dsl/check/choices.hpp"
#include "dsl/check/lint_negations.hpp"
#include "dsl/check/lists.hpp"

namespace handrail::dsl {

Checked check(const Tree& tree, const Sources& sources, Diagnostics& diagnostics, std::optional<Instant> today) {
  Report report(diagnostics);
  Checked out;
  out.symbols = collect(tree, report);
  collect_lists(out.symbols, sources, report);
  collect_choices(out.symbols, report);
  out.turn = turn_names(out.symbols);
  for (std::uint32_t i = 0; i < out.symbols.tools.size(); ++i) out.tools.push_back(tool_names(out.symbols, i));
  Checking checking{tree, sources, out, report, out.symbols, today};

  check_facts(checking);
  check_intents(checking);
  check_triggers(checking);
  check_confidence(checking);
  check_tools(checking);
  check_budgets(checking);
  check_desk(checking);
  check_plan(checking);
  check_wordings(checking);

  lint_required(checking);
  lint_bands(checking);
  lint_control(checking);
  lint_handoffs(checking);
  lint_denials(checking);
  lint_undecided(checking);
  lint_negations(checking);
  lint_unreachable(checking);
  lint_limitation_words(checking);
  lint_examples(checking);
  lint_choices(checking);
  lint_never_set(checking);
  lint_promises(checking);
  if (!has_errors(diagnostics)) lint_unused(checking);   // what seems unused is often meant by a name that is misspelt
  lint_holes(checking);
  lint_text_files(checking);
  lint_circles(checking);
  lint_same_situation(checking);
  lint_retention(checking);
  lint_roles(checking);
  lint_packets(checking);
  lint_opening(checking);
  return out;
}

}  // namespace handrail::dsl
