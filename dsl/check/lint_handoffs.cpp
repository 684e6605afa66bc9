// A person can be reached: every hand-off has a queue to go to and words to go with it.
#include <algorithm>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

bool hands_off(const ActionNode& action) {
  return action.word == ActionWord::hand_off || action.word == ActionWord::offer_person || std::ranges::any_of(action.afterwards, hands_off);
}

// The queue named by the action, when it hands off there.
const Name* queue_of(const ActionNode& action) {
  if (action.queue) return &*action.queue;
  return action.afterwards.empty() ? nullptr : queue_of(action.afterwards[0]);
}

void lint_route(Checking& checking) {
  const RouteBlock* route = checking.symbols.route;
  if (route == nullptr) return;
  const auto last = std::ranges::find_if(route->rows, [](const RouteRow& row) { return !row.when; });
  if (last == route->rows.end()) {
    const std::string queue = checking.symbols.queues.size() > 0 ? checking.symbols.queues[0].name.text : "support";
    checking.report.error("P0405", route->rows.empty() ? route->span : route->rows.back().span, "the route has no last row").note("whoever matches no row reaches nobody")
        .help("add `otherwise to " + queue + "`");
    return;
  }
  for (auto row = last + 1; row != route->rows.end(); ++row)
    checking.report.error("P0405", row->span, "this row is never reached").label(last->span, "this one takes everybody").help("move it above `otherwise`");
}

void lint_intents(Checking& checking) {
  if (checking.symbols.route != nullptr) return;
  if (checking.symbols.queues.size() == 0) {
    checking.report.error("P0411", checking.start(), "this bundle has no queue").note("a conversation that needs a person reaches nobody")
        .help("add a `queue` with `name`, `promise` and `say`, and a `route` that ends with `otherwise to …`");
    return;
  }
  const std::string queue = checking.symbols.queues[0].name.text;
  for (const IntentBlock* intent : checking.symbols.intents)
    if (!intent->queue)
      checking.report.error("P0401", intent->name.span, "intent " + backticked(intent->name.text) + " has no queue, and there is no `route`")
          .note("whoever needs a person reaches nobody").help("add " + backticked("queue " + queue) + " to it, or a `route` that ends with " + backticked("otherwise to " + queue));
  if (!checking.symbols.intents.find(built_in_other))
    checking.report.error("P0401", checking.start(), "whatever is none of the intents has no queue, and there is no `route`")
        .help("add a `route` with the row " + backticked("otherwise to " + queue));
}

// Where a conversation goes when nobody names a queue: to its intent's, else where the route leads.
bool is_sent_to(const Symbols& symbols, const QueueBlock& queue) {
  const auto leads = [&](const auto& name) { return name.text == queue.name.text; };
  return std::ranges::any_of(symbols.intents, [&](const IntentBlock* intent) { return intent->queue && leads(*intent->queue); }) ||
         (symbols.route != nullptr && std::ranges::any_of(symbols.route->rows, [&](const RouteRow& row) { return leads(row.queue); }));
}

void lint_words(Checking& checking) {
  for (const TriggerBlock* trigger : checking.symbols.triggers) {
    if (trigger->say || !trigger->then || !hands_off(*trigger->then)) continue;
    const Name* named = queue_of(*trigger->then);
    const QueueBlock* silent = nullptr;
    for (const QueueBlock* queue : checking.symbols.queues)
      if (!queue->say && (named == nullptr ? is_sent_to(checking.symbols, *queue) : named->text == queue->name.text)) silent = queue;
    if (silent == nullptr) continue;
    checking.report.error("P0407", trigger->then->span, "trigger " + backticked(trigger->name.text) + " has no words for the customer")
        .label(silent->name.span, "nor has this queue").help("add `say \"{queue.name} will answer {queue.promise}.\"` to the trigger or to the queue");
  }
}

}  // namespace

void lint_handoffs(Checking& checking) {
  lint_route(checking);
  lint_intents(checking);
  lint_words(checking);
}

}  // namespace handrail::dsl
