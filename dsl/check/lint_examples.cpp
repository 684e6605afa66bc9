// One message, one intent: the same example under two intents teaches neither.
#include <map>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

void lint_examples(Checking& checking) {
  struct Seen { const IntentBlock* intent; Span span; };
  std::map<std::string, Seen> seen;
  for (const IntentBlock* intent : checking.symbols.intents)
    for (const Text& example : intent->examples) {
      if (trim(example.text).empty()) {
        checking.report.error("P0412", example.span, "an example of intent " + backticked(intent->name.text) + " has no words").help("write what a customer would, or remove it");
        continue;
      }
      const auto [it, fresh] = seen.emplace(fold_case(trim(example.text)), Seen{intent, example.span});
      if (fresh || it->second.intent == intent) continue;
      checking.report.error("P0419", example.span, "this example stands under two intents").note("here for " + backticked(intent->name.text))
          .label(it->second.span, "and here for " + backticked(it->second.intent->name.text)).help("keep it under one of the two");
    }
}

}  // namespace handrail::dsl
