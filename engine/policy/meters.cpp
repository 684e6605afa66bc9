#include "engine/policy/meters.hpp"

#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/policy/facts.hpp"

namespace handrail {

namespace {

// Empty: nobody knows whose calls are counted.
std::string key_of(const dsl::Meter& meter, const Json& customer, const std::string& conversation) {
  if (!meter.per_customer) return conversation;
  return verified(customer) ? customer.text_or("id") : "";
}

BudgetUse budget_of(const dsl::Meter& meter, std::string key) { return {.limit = meter.id, .key = std::move(key), .window = meter.window}; }

// None where an entry cannot be what it should be: nobody knows the sum.
std::optional<std::int64_t> amount_of(const dsl::Program& program, const dsl::Meter& meter, const UsedBudget& used) {
  if (!meter.amount) {
    const auto count = used.amount.is_null() ? std::optional<std::int64_t>(1) : used.amount.integer();
    return count && *count >= 0 ? count : std::nullopt;
  }
  std::vector<JsonIssue> issues;
  const Value value = dsl::decode(program, {.kind = dsl::TypeKind::money, .currency = meter.currency}, used.amount, "", issues);
  const auto* money = value.as<Money>();
  if (!money || money->currency != meter.currency || money->minor < 0) return std::nullopt;
  return money->minor;
}

Value value_of(const dsl::Program& program, const dsl::Meter& meter, const std::string& key, const std::vector<UsedBudget>& used, Instant now) {
  std::int64_t sum = 0;
  for (const UsedBudget& entry : used) {
    if (entry.limit != meter.id || entry.key != key || (meter.window && entry.at + *meter.window <= now)) continue;
    const auto amount = amount_of(program, meter, entry);
    if (!amount || __builtin_add_overflow(sum, *amount, &sum)) return Unknown{};
  }
  return meter.amount ? Value(Money{sum, meter.currency}) : Value(sum);
}

const dsl::Meter* find_meter(const dsl::Program& program, const std::string& id) {
  const auto found = std::ranges::find(program.meters, id, &dsl::Meter::id);
  return found == program.meters.end() ? nullptr : &*found;
}

}  // namespace

std::vector<BudgetUse> meters_asked(const dsl::Program& program, const dsl::Scope& scope, const Json& customer, const std::string& conversation) {
  std::vector<BudgetUse> asked;
  for (const dsl::Slot& slot : scope.slots) {
    if (slot.path.size() != 2 || slot.path[0] != "used") continue;
    const dsl::Meter* meter = find_meter(program, slot.path[1]);
    if (!meter) continue;
    std::string key = key_of(*meter, customer, conversation);
    if (!key.empty()) asked.push_back(budget_of(*meter, std::move(key)));
  }
  return asked;
}

std::map<std::string, Value> meter_values(const dsl::Program& program, const std::vector<BudgetUse>& asked, const std::vector<UsedBudget>& used, Instant now) {
  std::map<std::string, Value> values;
  for (const BudgetUse& budget : asked)
    if (const dsl::Meter* meter = find_meter(program, budget.limit)) values[budget.limit] = value_of(program, *meter, budget.key, used, now);
  return values;
}

Value used_root(const dsl::Scope& scope, const std::map<std::string, Value>& values) {
  ValueRecord record;
  for (const dsl::Slot& slot : scope.slots) {
    if (slot.path.size() != 2 || slot.path[0] != "used") continue;
    const auto found = values.find(slot.path[1]);
    record.set(slot.path[1], found == values.end() ? Value(Unknown{}) : found->second);
  }
  return record;
}

std::vector<BudgetUse> meter_use(const dsl::Program& program, const dsl::Tool& tool, const ValueRecord& arguments, const Json& customer,
                                 const std::string& conversation) {
  std::vector<BudgetUse> uses;
  for (const dsl::Meter& meter : program.meters) {
    if (&program.tools[meter.tool] != &tool) continue;
    std::string key = key_of(meter, customer, conversation);
    if (key.empty()) continue;
    BudgetUse use = budget_of(meter, std::move(key));
    if (meter.amount) {
      const Value* given = arguments.find(tool.parameters[*meter.amount].name);
      const auto* money = given ? given->as<Money>() : nullptr;
      const bool left_out = given && given->absent();   // what the tool then says that it moved is what counts
      if (!left_out && (!money || money->currency != meter.currency)) continue;
      use.amount = money ? money->minor : 0;
      use.currency = std::string(meter.currency.code());
      use.of = tool.parameters[*meter.amount].name;
    }
    uses.push_back(std::move(use));
  }
  return uses;
}

}  // namespace handrail
