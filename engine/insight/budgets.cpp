#include "engine/insight/budgets.hpp"

#include <algorithm>
#include <limits>
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

// A budget of several tools: which of them count in it, with what.
std::string sharers(const dsl::Program& program, const std::string& id) {
  std::string all;
  for (const dsl::Tool& tool : program.tools)
    for (const dsl::Limit& limit : tool.limits)
      if (limit.id == id) all += tool.name + " " + counted(tool, limit) + "\n";
  return all;
}

bool of_several(const dsl::Limit& limit) { return limit.id.starts_with("budget "); }

const dsl::Limit* same_in(const dsl::Program& before, const dsl::Tool& recorded, const dsl::Program& now, const dsl::Tool& tool, const dsl::Limit& limit) {
  for (const dsl::Limit& other : recorded.limits) {
    if (of_several(other) != of_several(limit) || counted(recorded, other) != counted(tool, limit) || !covers(other, limit)) continue;
    if (!of_several(limit) || (other.id == limit.id && sharers(before, other.id) == sharers(now, limit.id))) return &other;
  }
  return nullptr;
}

}  // namespace

bool count_the_same(const dsl::Program& recorded, const dsl::Program& asked) {
  for (const dsl::Tool& tool : asked.tools) {
    const auto other = recorded.find_tool(tool.name);
    for (const dsl::Limit& limit : tool.limits)
      if (!other || !same_in(recorded, recorded.tools[*other], asked, tool, limit)) return false;
  }
  return true;
}

void Ledger::add(const CompletedCall& completed) {
  const auto index = program_->find_tool(completed.call.tool);
  if (!index) return;
  for (const BudgetUse& use : budget_use(*program_, program_->tools[*index], completed.call)) {
    Json amount = use.of.empty() ? Json() : completed.call.arguments[use.of];
    if (!use.of.empty() && amount.is_null()) continue;   // left out: it used nothing
    entries_[{use.limit, use.key}].push_back({{use.limit, use.key, amount, completed.at}, 0, completed.in.conversation, completed.in.seq});
  }
}

void Ledger::sort() {
  for (auto& [name, entries] : entries_) {
    for (Entry& entry : entries) entry.place = place_of(entry.conversation);
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::tie(a.used.at, a.place, a.conversation, a.seq) < std::tie(b.used.at, b.place, b.conversation, b.seq);
    });
  }
}

std::size_t Ledger::place_of(const std::string& conversation) const {
  const auto found = order_->find(conversation);
  return found == order_->end() ? std::numeric_limits<std::size_t>::max() : found->second;
}

std::vector<UsedBudget> Ledger::used(const dsl::Limit& limit, const std::string& key, const GateCall& call, const InRecord& in) const {
  return used({.limit = limit.id, .key = key, .window = limit.window}, call.now, in);
}

std::vector<UsedBudget> Ledger::used(const BudgetUse& what, Instant now, const InRecord& in) const {
  const auto found = entries_.find({what.limit, what.key});
  std::vector<UsedBudget> all;
  if (found == entries_.end()) return all;
  const std::vector<Entry>& entries = found->second;
  auto entry = entries.begin();
  if (what.window) entry = std::upper_bound(entries.begin(), entries.end(), now - *what.window, [](Instant from, const Entry& one) { return from < one.used.at; });
  const std::size_t place = place_of(in.conversation);
  const auto earlier = [&](const Entry& one) { return std::tie(one.used.at, one.place, one.conversation, one.seq) < std::tie(now, place, in.conversation, in.seq); };
  for (; entry != entries.end() && earlier(*entry); ++entry) all.push_back(entry->used);
  return all;
}

GateCall with_budgets_of(const GateCall& call, const InRecord& in, const dsl::Program& recorded, const dsl::Program& asked, const Ledger* ledger) {
  const auto now = asked.find_tool(call.tool), before = recorded.find_tool(call.tool);
  if (&recorded == &asked || !now) return call;
  const dsl::Tool& tool = asked.tools[*now];
  if (tool.limits.empty()) return call;
  GateCall made = call;
  made.used.clear();
  std::vector<BudgetUse> uses;
  for (const dsl::Limit& limit : tool.limits) {
    if (const dsl::Limit* same = before ? same_in(recorded, recorded.tools[*before], asked, tool, limit) : nullptr) {
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
        for (UsedBudget& entry : ledger->used(limit, use.key, call, in)) made.used.push_back(std::move(entry));
  }
  // What other tools' limits and meters read stays as it was recorded.
  const auto limits_the_call = [&](const std::string& id) {
    const auto has = [&](const dsl::Tool& one) { return std::ranges::any_of(one.limits, [&](const dsl::Limit& limit) { return limit.id == id; }); };
    return id.rfind(call.tool + "#", 0) == 0 || has(tool) || (before && has(recorded.tools[*before]));
  };
  for (const UsedBudget& entry : call.used)
    if (!limits_the_call(entry.limit)) made.used.push_back(entry);
  return made;
}

GateCall with_budgets_of_ledger(const GateCall& call, const InRecord& in, const dsl::Program& asked, const Ledger* ledger) {
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
        for (UsedBudget& entry : ledger->used(limit, use.key, call, in)) made.used.push_back(std::move(entry));
  return made;
}

}  // namespace handrail
