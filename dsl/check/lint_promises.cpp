// What was done is said when there is a receipt for it: not while a call waits, not in order to confirm it, and not by a trigger.
#include <array>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

constexpr std::array<std::string_view, 10> claims{"i have refunded", "i've refunded", "we have refunded", "i have cancelled", "i've cancelled",
                                                  "we have cancelled", "has been refunded", "has been cancelled", "i have sent", "refund is on its way"};

void lint(Checking& checking, const std::optional<Text>& words) {
  if (!words) return;
  const std::string folded = fold_case(words->text);
  for (std::string_view claim : claims)
    if (folded.find(claim) != std::string::npos) {
      checking.report.warning("P0422", words->span, "these words claim an action before its receipt: \"" + std::string(claim) + "\"")
          .help("say what will happen here, and what was done in `say when done`");
      return;
    }
}

}  // namespace

void lint_promises(Checking& checking) {
  for (const ToolBlock* tool : checking.symbols.tools) {
    lint(checking, tool->say_when_waiting);
    lint(checking, tool->say_to_confirm);
  }
  for (const TriggerBlock* trigger : checking.symbols.triggers) lint(checking, trigger->say);
}

}  // namespace handrail::dsl
