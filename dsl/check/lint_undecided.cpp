// A trigger on a fact that is not always known says what happens when it is not, so that nobody has to think in three truth values.
#include <algorithm>
#include <set>

#include "dsl/check/checking.hpp"

namespace handrail::dsl {

namespace {

struct Read { std::uint32_t slot; Span span; };

void reads_of(const Resolved& value, std::vector<Read>& reads, std::set<std::uint32_t>& asked_whether_known) {
  if (value.op == NodeOp::slot && std::ranges::find(reads, value.index, &Read::slot) == reads.end()) reads.push_back({value.index, value.span});
  if ((value.op == NodeOp::is_known || value.op == NodeOp::is_unknown) && value.operands[0].op == NodeOp::slot)
    asked_whether_known.insert(value.operands[0].index);
  for (const Resolved& operand : value.operands) reads_of(operand, reads, asked_whether_known);
}

void lint_trigger(Checking& checking, const TriggerBlock& trigger) {
  const Resolved* when = trigger.when ? checking.out.find(*trigger.when) : nullptr;
  if (when == nullptr || !when->valid) return;
  std::vector<Read> reads;
  std::set<std::uint32_t> asked;
  reads_of(*when, reads, asked);
  if (const Resolved* unless = trigger.unless ? checking.out.find(*trigger.unless) : nullptr; unless != nullptr && unless->valid) reads_of(*unless, reads, asked);
  const std::vector<Slot>& slots = checking.out.turn.scope.slots;
  std::set<std::string> meant;   // by a name that is misspelt: one mistake, one finding
  for (const TriggerBlock::IfUnknown& unknown : trigger.if_unknown) {
    const bool read = std::ranges::any_of(reads, [&](const Read& one) { return join(slots[one.slot].path, ".") == unknown.fact.text; });
    if (read) continue;
    std::vector<std::string> candidates;
    for (const Read& one : reads) candidates.push_back(join(slots[one.slot].path, "."));
    if (const auto near = nearest(unknown.fact.text, candidates)) meant.insert(*near);
    checking.report.error("P0222", unknown.fact.span, "the condition of this trigger does not read " + backticked(unknown.fact.text)).label(trigger.when->span, "the condition")
        .help(did_you_mean(unknown.fact.text, candidates, "remove the clause"));
  }
  for (const Read& read : reads) {
    const std::string path = join(slots[read.slot].path, ".");
    const bool covered = meant.contains(path) || std::ranges::any_of(trigger.if_unknown, [&](const auto& unknown) { return unknown.fact.text == path; });
    // Earlier calls are known of whoever is verified, and the clause has no name for them.
    if (slots[read.slot].always_set || slots[read.slot].path[0] == "used" || covered || asked.contains(read.slot)) continue;
    checking.report.error("P0408", read.span, backticked(path) + " is not always known, and nothing says what happens then")
        .help("add " + backticked("if " + path + " is unknown  offer a person") + ", or ask " + backticked(path + " is known and …"));
  }
}

}  // namespace

void lint_undecided(Checking& checking) {
  for (const TriggerBlock* trigger : checking.symbols.triggers) lint_trigger(checking, *trigger);
}

}  // namespace handrail::dsl
