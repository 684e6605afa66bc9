#include <algorithm>
#include <numeric>

#include "dsl/program/decode.hpp"
#include "engine/policy/gate.hpp"
#include "engine/proof/fact_in_json.hpp"
#include "engine/proof/sample_call.hpp"

namespace handrail {
namespace {

using dsl::Program;
using dsl::Tool;
using dsl::TypeKind;

// A value of the type for a parameter that no clause reads.
Json any_of_type(const Program& program, const dsl::Type& type) {
  switch (type.kind) {
    case TypeKind::whole_number: case TypeKind::decimal: case TypeKind::percent: return std::int64_t{1};
    case TypeKind::yes_no: return true;
    case TypeKind::money: return dsl::encode(Value(Money{100, type.currency.code().empty() ? program.currency : type.currency}));
    case TypeKind::time: return dsl::encode(Value(Instant{0}));
    case TypeKind::duration: return dsl::encode(Value(hours(1)));
    case TypeKind::enumeration: return program.enumerations[type.index].words.front();
    case TypeKind::list: return Json::array();
    case TypeKind::map: return Json::object();
    case TypeKind::record: {
      Json record = Json::object();
      for (const dsl::Field& field : program.records[type.index].fields)
        if (!field.type.optional) record.set(field.name, any_of_type(program, field.type));
      return record;
    }
    default: return "any";
  }
}

// The count that the fact is, where something is known of it.
const dsl::Meter* meter_of(const Program& program, const dsl::Slot& slot, const Value& value) {
  if (slot.path.front() != "used" || slot.path.size() != 2 || value.unknown() || value.absent()) return nullptr;
  const auto meter = std::ranges::find(program.meters, slot.path[1], &dsl::Meter::id);
  return meter == program.meters.end() ? nullptr : &*meter;
}

class Making {
 public:
  Making(const Program& program, const dsl::GateSample& sample, const Json* known)
      : program_(program), sample_(sample), tool_(program.tools[sample.tool]), known_(known) {}

  GateCall call() {
    call_.tool = tool_.name;
    call_.now = sample_.now;
    call_.conversation = "conversation";
    call_.arguments = Json::object();
    call_.context = Json::object();
    call_.customer = Json::object();
    for (const dsl::Field& parameter : tool_.parameters) {
      const Json* given = known_ ? known_->find(parameter.name) : nullptr;
      if (given) call_.arguments.set(parameter.name, *given);
      else if (!parameter.type.optional) call_.arguments.set(parameter.name, any_of_type(program_, parameter.type));
    }
    for (const auto& [parameter, amount] : sample_.unread)
      if (!amount.absent()) call_.arguments.set(tool_.parameters[parameter].name, dsl::encode(amount));
    roots();
    metered();
    one_of();
    moves_some();
    look_ups_of_conditions();
    look_ups();
    if (says_yes()) call_.confirmed.push_back({tool_.name, call_.arguments, call_.now});
    call_.used = {};
    std::vector<CountedUse> uses = uses_of(program_, sample_, call_);
    if (auto history = used_before(uses, call_.now)) call_.used = std::move(*history);
    approve_in_turn(program_, BundleHash(), approvers_of(program_, sample_), call_);
    return call_;
  }

 private:
  void roots() {
    for (std::size_t i = 0; i < sample_.slots.size(); ++i) {
      const auto& path = tool_.scope.slots[i].path;
      const auto named = [&](const dsl::Field& field) { return field.name == path.front(); };
      if (path.front() == "customer" && path.size() > 1) set_fact(program_, call_.customer, tool_.scope.slots[i], 1, sample_.slots[i]);
      else if (std::any_of(tool_.parameters.begin(), tool_.parameters.end(), named)) {
        argument(tool_.scope.slots[i], sample_.slots[i]);
      } else if (std::any_of(program_.context.begin(), program_.context.end(), named)) set_fact(program_, call_.context, tool_.scope.slots[i], 0, sample_.slots[i]);
    }
    const Json* verified = call_.customer.find("verified");
    const auto per_customer = [](const dsl::Limit& limit) { return limit.per_customer; };
    const bool counted = std::any_of(tool_.limits.begin(), tool_.limits.end(), per_customer) && !asks_for({"customer", "id"}) && !sample_.anonymous;
    const bool is_verified = verified && verified->boolean() && *verified->boolean();
    if ((is_verified || counted) && !call_.customer.find("id")) call_.customer.set("id", "customer");
  }

  // A record among the arguments has all its fields, those that no clause reads too.
  void argument(const dsl::Slot& slot, const Value& given) {
    if (given.absent() || given.unknown() || slot.type.kind == TypeKind::record) return;
    const dsl::Type& type = dsl::find_field(tool_.parameters, slot.path.front())->type;
    if (slot.path.size() > 1 && !call_.arguments.find(slot.path.front())) call_.arguments.set(slot.path.front(), any_of_type(program_, type));
    set_fact(program_, call_.arguments, slot, 0, given);
  }

  bool asks_for(const std::vector<std::string>& path) const { return std::ranges::find(tool_.scope.slots, path, &dsl::Slot::path) != tool_.scope.slots.end(); }

  // Of parameters of which one has to be given, and none is: one that no clause reads.
  void one_of() {
    for (const Tool::OneOf& choice : tool_.one_of) {
      const auto name = [&](std::uint32_t parameter) { return tool_.parameters[parameter].name; };
      if (std::any_of(choice.parameters.begin(), choice.parameters.end(), [&](std::uint32_t one) { return call_.arguments.find(name(one)) != nullptr; })) continue;
      for (const std::uint32_t parameter : choice.parameters) {
        const auto read = [&](const dsl::Slot& slot) { return slot.path.front() == name(parameter); };
        if (std::any_of(tool_.scope.slots.begin(), tool_.scope.slots.end(), read)) continue;
        call_.arguments.set(name(parameter), any_of_type(program_, tool_.parameters[parameter].type));
        break;
      }
    }
  }

  // Where every amount that clauses read is zero, an optional one that none reads is what is moved.
  void moves_some() {
    if (tool_.effect != dsl::Effect::moves_money) return;
    const dsl::Field* free = nullptr;
    for (const dsl::Field& parameter : tool_.parameters) {
      if (parameter.type.kind != TypeKind::money) continue;
      const Json* given = call_.arguments.find(parameter.name);
      if (given && given->text_or("amount").find_first_of("123456789") != std::string::npos) return;
      if (!given && !asks_for({parameter.name})) free = &parameter;
    }
    if (free) call_.arguments.set(free->name, any_of_type(program_, free->type));
  }

  // The slots in the order in which one may be written over another: a record, then what stands in it.
  std::vector<std::size_t> wholes_first() const {
    std::vector<std::size_t> order(sample_.slots.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tool_.scope.slots[i].path.size(); });
    return order;
  }

  // Nothing stands in a record that is not there, or of which nothing is known.
  bool in_none(const std::vector<std::string>& path) const {
    for (std::size_t i = 0; i < sample_.slots.size(); ++i) {
      const dsl::Slot& whole = tool_.scope.slots[i];
      if (whole.type.kind != TypeKind::record || sample_.slots[i].as<ValueRecord>() || whole.path.size() >= path.size()) continue;
      if (std::equal(whole.path.begin(), whole.path.end(), path.begin())) return true;
    }
    return false;
  }

  // What the look-up of the `let` gives: a record, nothing (absent), or a failure.
  std::optional<Json> found_by(const dsl::Let& let) const {
    const auto index = static_cast<std::size_t>(&let - tool_.lets.data());
    if (index < sample_.failed.size() && sample_.failed[index]) return std::nullopt;
    Json record = Json::object();
    bool absent = false, known = false, asked = false;
    for (const std::size_t i : wholes_first()) {
      const auto& path = tool_.scope.slots[i].path;
      if (path.front() != let.name) continue;
      asked = true;
      known = known || !(sample_.slots[i].unknown() || sample_.slots[i].absent());
      absent = absent || (sample_.slots[i].absent() && (path.size() == 1 || !tool_.scope.slots[i].type.optional));
      if (path.size() > 1 && !in_none(path)) set_fact(program_, record, tool_.scope.slots[i], 1, sample_.slots[i]);
      else if (path.size() == 1 && known && tool_.scope.slots[i].type.kind != TypeKind::record) return dsl::encode(sample_.slots[i]);
    }
    if (!asked) return any_of_type(program_, let.type);
    if (absent && !known) return Json();
    return record;
  }

  Instant looked_up_at(std::size_t let) const { return let < sample_.ages.size() ? call_.now - sample_.ages[let] : call_.now; }

  // A look-up may need what another one found, so they are made until none is missing.
  void look_ups() {
    for (std::size_t round = 0; round < tool_.lets.size(); ++round) {
      for (const NeededLookup& needed : lookups_for(program_, tool_, call_)) {
        const auto let = std::find_if(tool_.lets.begin(), tool_.lets.end(), [&](const dsl::Let& one) { return one.name == needed.let; });
        const std::string& name = program_.tools[needed.tool].name;
        const auto made = [&](const LookedUp& one) { return one.tool == name && one.arguments == needed.arguments; };
        if (let == tool_.lets.end() || std::any_of(call_.lookups.begin(), call_.lookups.end(), made)) continue;
        call_.lookups.push_back({name, needed.arguments, found_by(*let), "", looked_up_at(static_cast<std::size_t>(let - tool_.lets.begin()))});
      }
    }
  }

  void look_ups_of_conditions() {
    for (const dsl::LookUpGiven& given : sample_.look_ups) {
      const auto tool = program_.find_tool(given.tool);
      if (!tool) continue;
      Json arguments = Json::object();
      const auto& parameters = program_.tools[*tool].parameters;
      for (std::size_t i = 0; i < given.arguments.size() && i < parameters.size(); ++i) arguments.set(parameters[i].name, dsl::encode(given.arguments[i]));
      call_.lookups.push_back({given.tool, std::move(arguments), given.result.absent() ? Json() : json_of(program_, *program_.tools[*tool].gives, given.result), "", call_.now});
    }
  }

  bool says_yes() const {
    for (std::size_t i = 0; i < tool_.needs.size(); ++i)
      if (std::holds_alternative<dsl::Need::CustomersYes>(tool_.needs[i].what) && sample_.needs[i]) return true;
    return false;
  }

  // What earlier calls of tools add up to, where a condition counts them: nobody who is not verified has an account of calls.
  void metered() {
    for (std::size_t i = 0; i < sample_.slots.size(); ++i) {
      const dsl::Meter* meter = meter_of(program_, tool_.scope.slots[i], sample_.slots[i]);
      if (!meter || !meter->per_customer) continue;
      if (!asks_for({"customer", "verified"})) call_.customer.set("verified", true);
      if (!call_.customer.find("id")) call_.customer.set("id", "customer");
    }
  }

  const Program& program_;
  const dsl::GateSample& sample_;
  const Tool& tool_;
  const Json* known_;
  GateCall call_;
};

}  // namespace

GateCall call_of(const Program& program, const dsl::GateSample& sample, const Json* known) { return Making(program, sample, known).call(); }

std::vector<std::string> approvers_of(const Program& program, const dsl::GateSample& sample) {
  std::vector<std::string> names;
  for (const std::uint32_t role : sample.approved) names.push_back(program.roles[role].name);
  return names;
}

void approve_in_turn(const Program& program, const BundleHash& bundle, const std::vector<std::string>& roles, GateCall& call) {
  call.approvals.clear();
  std::vector<std::string> left = roles;
  while (!left.empty()) {
    const Verdict verdict = judge(program, bundle, call);
    if (!verdict.approve || std::erase(left, verdict.approve->role) == 0) return;
    const std::string by = call.customer.text_or("id") == "a colleague" ? "another colleague" : "a colleague";
    call.approvals.push_back({by, verdict.approve->role, call.tool, call.arguments, verdict.approve->facts_hash, bundle, call.now});
  }
}

std::vector<CountedUse> uses_of(const Program& program, const dsl::GateSample& sample, const GateCall& call) {
  const Tool& tool = program.tools[sample.tool];
  std::vector<CountedUse> uses;
  for (std::size_t i = 0; i < sample.slots.size(); ++i) {
    const dsl::Meter* meter = meter_of(program, tool.scope.slots[i], sample.slots[i]);
    if (meter) uses.push_back({meter->id, meter->per_customer ? call.customer.text_or("id") : call.conversation, sample.slots[i], meter->window});
  }
  for (const BudgetUse& use : budget_use(program, tool, call))
    for (std::size_t i = 0; i < tool.limits.size(); ++i)
      if (tool.limits[i].id == use.limit) uses.push_back({use.limit, use.key, sample.used[i], tool.limits[i].window});
  return uses;
}

std::optional<std::vector<UsedBudget>> used_before(std::vector<CountedUse> uses, Instant now) {
  std::ranges::stable_sort(uses, [](const CountedUse& a, const CountedUse& b) { return a.window && (!b.window || *a.window < *b.window); });
  const auto amount = [](const Value& value) { return value.as<Money>() ? value.as<Money>()->minor : value.as<std::int64_t>() ? *value.as<std::int64_t>() : 0; };
  const auto currency = [](const Value& value) { return value.as<Money>() ? value.as<Money>()->currency : Currency(); };
  std::vector<UsedBudget> history;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    const CountedUse* shorter = nullptr;
    for (std::size_t j = 0; j < i; ++j)
      if (uses[j].limit == uses[i].limit && uses[j].key == uses[i].key) shorter = &uses[j];
    if (shorter && (!shorter->used.as<Money>() != !uses[i].used.as<Money>() || currency(shorter->used) != currency(uses[i].used))) return std::nullopt;
    const std::int64_t more = amount(uses[i].used) - (shorter ? amount(shorter->used) : 0);
    if (more < 0 || (shorter && shorter->window == uses[i].window && more > 0)) return std::nullopt;
    if (shorter && more == 0) continue;
    const auto* money = uses[i].used.as<Money>();
    history.push_back({uses[i].limit, uses[i].key, money ? dsl::encode(Value(Money{more, money->currency})) : Json(more), shorter ? now - *shorter->window : now});
  }
  return history;
}

}  // namespace handrail
