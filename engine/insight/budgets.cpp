#include "engine/insight/budgets.hpp"

#include <algorithm>
#include <tuple>

#include "engine/policy/gate.hpp"

namespace handrail {
namespace {

// " per customer" of "amount to $300 per customer in 90 days, above that …": what a limit counts by, without its window and its consequence.
std::string counted_per(const dsl::Limit& limit) {
  const std::string& text = limit.rule.text;
  std::size_t begin = text.find(" per ");
  if (begin == std::string::npos) return "";
  std::size_t end = text.size();
  for (const std::string_view stop : {",", " in ", " otherwise", " above "}) end = std::min(end, text.find(stop, begin));
  return text.substr(begin, std::min(end, text.size()) - begin);
}

std::string counted(const dsl::Tool& tool, const dsl::Limit& limit) { return (limit.amount ? tool.parameters[*limit.amount].name : "calls") + counted_per(limit); }

bool covers(const dsl::Limit& recorded, const dsl::Limit& asked) { return !recorded.window || (asked.window && *recorded.window >= *asked.window); }

const dsl::Limit* same_in(const dsl::Tool& recorded, const dsl::Tool& tool, const dsl::Limit& limit) {
  for (const dsl::Limit& other : recorded.limits)
    if (counted(recorded, other) == counted(tool, limit) && covers(other, limit)) return &other;
  return nullptr;
}

}  // namespace

bool count_the_same(const dsl::Program& recorded, const dsl::Program& asked) {
  for (const dsl::Tool& tool : asked.tools) {
    const auto other = recorded.find_tool(tool.name);
    for (const dsl::Limit& limit : tool.limits)
      if (!other || !same_in(recorded.tools[*other], tool, limit)) return false;
  }
  return true;
}

void Ledger::add(const CompletedCall& completed) {
  const auto index = program_->find_tool(completed.call.tool);
  if (!index) return;
  for (const BudgetUse& use : budget_use(*program_, program_->tools[*index], completed.call)) {
    const Json amount = use.of.empty() ? Json() : completed.call.arguments[use.of];
    entries_[{use.limit, use.key}].push_back({{use.limit, use.key, amount, completed.at}, completed.call.conversation, completed.seq});
  }
}

void Ledger::sort() {
  for (auto& [name, entries] : entries_)
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return std::tie(a.used.at, a.conversation, a.seq) < std::tie(b.used.at, b.conversation, b.seq); });
}

std::vector<UsedBudget> Ledger::used(const dsl::Limit& limit, const std::string& key, const GateCall& call, std::uint64_t seq) const {
  const auto found = entries_.find({limit.id, key});
  std::vector<UsedBudget> all;
  if (found == entries_.end()) return all;
  for (const Entry& entry : found->second) {
    const bool earlier = entry.used.at < call.now || (entry.used.at == call.now && (entry.conversation != call.conversation || entry.seq < seq));
    if (earlier && (!limit.window || entry.used.at > call.now - *limit.window)) all.push_back(entry.used);
  }
  return all;
}

GateCall with_budgets_of(const GateCall& call, std::uint64_t seq, const dsl::Program& recorded, const dsl::Program& asked, const Ledger* ledger) {
  const auto now = asked.find_tool(call.tool), before = recorded.find_tool(call.tool);
  if (&recorded == &asked || !now) return call;
  const dsl::Tool& tool = asked.tools[*now];
  if (tool.limits.empty()) return call;
  GateCall made = call;
  made.used.clear();
  std::vector<BudgetUse> uses;
  for (const dsl::Limit& limit : tool.limits) {
    if (const dsl::Limit* same = before ? same_in(recorded.tools[*before], tool, limit) : nullptr) {
      for (UsedBudget entry : call.used)
        if (entry.limit == same->id) {
          entry.limit = limit.id;
          made.used.push_back(std::move(entry));
        }
      continue;
    }
    if (uses.empty()) uses = budget_use(asked, tool, call);
    for (const BudgetUse& use : uses)
      if (ledger && use.limit == limit.id)
        for (UsedBudget& entry : ledger->used(limit, use.key, call, seq)) made.used.push_back(std::move(entry));
  }
  // What other tools' limits and meters read stays as it was recorded.
  for (const UsedBudget& entry : call.used)
    if (entry.limit.rfind(call.tool + "#", 0) != 0) made.used.push_back(entry);
  return made;
}

GateCall with_budgets_of_ledger(const GateCall& call, std::uint64_t seq, const dsl::Program& asked, const Ledger* ledger) {
  const auto index = asked.find_tool(call.tool);
  if (!ledger || !index) return call;
  const dsl::Tool& tool = asked.tools[*index];
  GateCall made = call;
  made.used.clear();
  if (tool.limits.empty()) return made;
  const std::vector<BudgetUse> uses = budget_use(asked, tool, call);
  for (const dsl::Limit& limit : tool.limits)
    for (const BudgetUse& use : uses)
      if (use.limit == limit.id)
        for (UsedBudget& entry : ledger->used(limit, use.key, call, seq)) made.used.push_back(std::move(entry));
  return made;
}

}  // namespace handrail
