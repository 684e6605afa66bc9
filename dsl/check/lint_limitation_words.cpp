// Words of a handoff say who takes over and when, not what the assistant is unable to do.
#include <array>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

constexpr std::array<std::string_view, 13> limitations{
    "can't assist", "cannot assist", "unfortunately i am not able", "unfortunately, i am not able", "team member will be in touch",
    "can't help", "cannot help", "unable to help", "not able to help", "someone will be in touch",
    "someone will get back to you", "beyond my abilities", "i'm just a bot"};

void lint(Checking& checking, const std::optional<Text>& words) {
  if (!words) return;
  const std::string folded = fold_case(words->text);
  for (std::string_view limitation : limitations)
    if (folded.find(limitation) != std::string::npos) {
      checking.report.warning("P0415", words->span, "these words speak of a limitation: \"" + std::string(limitation) + "\"")
          .help("say who takes over and when: \"{queue.name} will answer {queue.promise}.\"");
      return;
    }
}

}  // namespace

void lint_limitation_words(Checking& checking) {
  for (const TriggerBlock* trigger : checking.symbols.triggers) lint(checking, trigger->say);
  for (const QueueBlock* queue : checking.symbols.queues) {
    lint(checking, queue->say);
    lint(checking, queue->while_waiting);
  }
  if (checking.symbols.confidence != nullptr) lint(checking, checking.symbols.confidence->say);
}

}  // namespace handrail::dsl
