// Queues that pass a conversation on when nobody comes do not pass it round.
#include <set>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

// Where the conversation goes when nobody comes to `queue`.
std::optional<std::uint32_t> next_of(const Symbols& symbols, const QueueBlock& queue) {
  if (!queue.if_nobody_comes || !queue.if_nobody_comes->queue) return std::nullopt;
  return symbols.queues.find(queue.if_nobody_comes->queue->text);
}

void lint_circle(Checking& checking, std::uint32_t start, std::set<std::uint32_t>& told) {
  std::set<std::uint32_t> seen;
  std::optional<std::uint32_t> at = start;
  while (at && seen.insert(*at).second) at = next_of(checking.symbols, checking.symbols.queues[*at]);
  if (!at || *at != start) return;
  for (const std::uint32_t one : seen)
    if (told.contains(one)) return;
  told.insert(seen.begin(), seen.end());
  const QueueBlock& queue = checking.symbols.queues[start];
  // To itself, with an urgency: whoever works there is reminded.
  if (seen.size() == 1 && queue.if_nobody_comes->urgency) return;
  checking.report.warning("P0424", queue.if_nobody_comes->span, "when nobody comes, the conversation comes back to queue " + backticked(queue.name.text))
      .note("it is passed round, and nobody takes it").help("leave `if nobody comes` out of one of these queues");
}

}  // namespace

void lint_circles(Checking& checking) {
  std::set<std::uint32_t> told;
  for (std::uint32_t i = 0; i < checking.symbols.queues.size(); ++i) lint_circle(checking, i, told);
}

}  // namespace handrail::dsl
