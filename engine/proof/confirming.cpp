#include "engine/proof/confirming.hpp"

#include <algorithm>
#include <numeric>

#include "dsl/program/evaluate.hpp"
#include "dsl/program/percent.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/recorded_answers.hpp"
#include "engine/proof/sample_call.hpp"

namespace handrail {
namespace {

VerdictKind kind_of(dsl::CallClaim::Says says) {
  switch (says) {
    case dsl::CallClaim::Says::allow: return VerdictKind::allow;
    case dsl::CallClaim::Says::approve: return VerdictKind::approve;
    case dsl::CallClaim::Says::deny: return VerdictKind::deny;
  }
  return VerdictKind::deny;
}

bool active(const dsl::Rule& rule, Instant now) { return (!rule.from || now >= *rule.from) && (!rule.until || now < *rule.until); }

// The table's first row that matches, as a decision takes it.
bool comes_to_row(const dsl::Program& program, const dsl::Table& table, std::uint32_t wanted, const dsl::HoldsClaim& claim) {
  const dsl::Frame frame{claim.slots};
  for (std::uint32_t i = 0; i <= wanted; ++i) {
    const dsl::Table::Row& row = table.rows[i];
    const Truth truth = row.when == dsl::no_expression ? Truth::yes : dsl::evaluate(program, row.when, frame);
    const bool person = row.then.action.kind == dsl::ActionKind::hand_off || row.then.action.kind == dsl::ActionKind::offer_person;
    const bool matches = active(row.rule, claim.now) && (truth == Truth::yes || (person && truth == Truth::unknown));
    if (matches) return i == wanted;
  }
  return false;
}

bool confirmed(const dsl::Program& program, const dsl::SampledFinding& finding) {
  return std::ranges::all_of(finding.calls, [&](const dsl::CallClaim& claim) { return handrail::confirmed(program, claim); }) &&
         std::ranges::all_of(finding.holds, [&](const dsl::HoldsClaim& claim) { return handrail::confirmed(program, claim); });
}

// The facts of the first claim that has some worth telling.
std::string sample_of(const dsl::Program& program, const dsl::SampledFinding& finding) {
  for (const dsl::CallClaim& claim : finding.calls)
    if (!claim.facts.empty()) return facts_in_words(program, program.tools[claim.sample.tool].scope, claim.sample.slots, claim.facts);
  for (const dsl::HoldsClaim& claim : finding.holds)
    if (!claim.facts.empty()) return facts_in_words(program, program.turn_scope, claim.slots, claim.facts);
  return "";
}

}  // namespace

bool confirmed(const dsl::Program& program, const dsl::CallClaim& claim) {
  const Verdict verdict = judge(program, BundleHash(), call_of(program, claim.sample));
  return verdict.kind == kind_of(claim.says) && verdict.at == program.where(claim.decides);
}

bool holds_for(const dsl::Program& program, const dsl::GateSample& sample, dsl::ExpressionId condition) {
  if (condition == dsl::no_expression) return true;
  const GateCall call = call_of(program, sample);
  const dsl::Tool& tool = program.tools[sample.tool];
  std::vector<JsonIssue> issues;
  dsl::Frame frame = dsl::bind(tool.scope, roots_of(program, tool, call, issues));
  const RecordedAnswers answers(program, call);
  frame.look_ups = &answers;
  return dsl::evaluate(program, condition, frame) == Truth::yes;
}

bool confirmed(const dsl::Program& program, const dsl::HoldsClaim& claim) {
  const dsl::Frame frame{claim.slots};
  const bool comes_to = std::ranges::all_of(claim.rows, [&](const auto& place) { return comes_to_row(program, program.tables[place.first], place.second, claim); });
  return comes_to && std::ranges::all_of(claim.triggers, [&](std::uint32_t index) {
    const dsl::Trigger& trigger = program.triggers[index];
    return active(trigger.rule, claim.now) && (trigger.when == dsl::no_expression || dsl::evaluate(program, trigger.when, frame) == Truth::yes) &&
           (trigger.unless == dsl::no_expression || dsl::evaluate(program, trigger.unless, frame) == Truth::no);
  });
}

dsl::Diagnostics confirmed_findings(const dsl::Program& program, std::vector<dsl::SampledFinding> sampled, std::size_t& unconfirmed) {
  dsl::Diagnostics told;
  for (dsl::SampledFinding& finding : sampled) {
    if (!confirmed(program, finding)) {
      ++unconfirmed;
      continue;
    }
    if (const std::string sample = sample_of(program, finding); !sample.empty()) finding.found.note += ", such as with " + sample;
    told.push_back(std::move(finding.found));
  }
  return told;
}

std::string value_in_words(const dsl::Program& program, const dsl::Type& type, const Value& value) {
  if (value.absent()) return "nothing";
  if (const auto* share = value.as<Decimal>(); share && type.kind == dsl::TypeKind::percent) return dsl::format_percent(*share);
  if (const auto* list = value.as<ValueList>()) {
    std::string text;
    for (std::size_t i = 0, next = 0; i < list->size(); i = next) {
      for (next = i + 1; next < list->size() && (*list)[next] == (*list)[i];) ++next;
      const std::string item = value_in_words(program, type.element.empty() ? dsl::Type{} : type.element.front(), (*list)[i]);
      text += (text.empty() ? "" : ", ") + (next - i > 1 ? std::to_string(next - i) + " x " : std::string()) + item;
    }
    return "[" + text + "]";
  }
  const auto* record = value.as<ValueRecord>();
  if (record == nullptr) return format_value(value);
  std::string text;
  for (const ValueField& field : record->fields) {
    const dsl::Field* declared = type.kind == dsl::TypeKind::record ? dsl::find_field(program.records[type.index].fields, field.name) : nullptr;
    const dsl::Type of_entry = declared ? declared->type : type.kind == dsl::TypeKind::map ? type.element.front() : dsl::Type{};
    if (const std::string part = value_in_words(program, of_entry, field.value); !part.empty()) text += (text.empty() ? "" : ", ") + field.name + ": " + part;
  }
  return "{" + text + "}";
}

std::vector<std::uint32_t> all_slots(const dsl::Scope& scope) {
  std::vector<std::uint32_t> all(scope.slots.size());
  std::iota(all.begin(), all.end(), 0u);
  return all;
}

std::string on_its_day(const dsl::Scope& scope, const std::vector<std::uint32_t>& told, const std::string& region, Instant moment) {
  const bool dated = region.find("it is before ") != std::string::npos || region.find(" or later") != std::string::npos;
  const auto is_now = [](const dsl::Slot& slot) { return slot.path == std::vector<std::string>{"now"}; };
  const bool beside_now = std::ranges::any_of(scope.slots, is_now) && std::ranges::any_of(told, [&](std::uint32_t slot) {
    return is_now(scope.slots[slot]) || scope.slots[slot].type.kind == dsl::TypeKind::time;
  });
  return dated || beside_now ? ", on " + format_time(moment) : "";
}

std::string look_ups_in_words(const dsl::Program& program, const dsl::GateSample& sample) {
  std::string text;
  for (const dsl::LookUpGiven& one : sample.look_ups) {
    const dsl::Tool& tool = program.tools[*program.find_tool(one.tool)];
    std::string arguments;
    std::size_t given = one.arguments.size();
    while (given > 0 && one.arguments[given - 1].absent()) --given;
    for (std::size_t i = 0; i < given; ++i)
      arguments += (arguments.empty() ? "" : ", ") + value_in_words(program, i < tool.parameters.size() ? tool.parameters[i].type : dsl::Type{}, one.arguments[i]);
    text += (text.empty() ? "" : ", ") + one.tool + "(" + arguments + ") gives " + value_in_words(program, tool.gives.value_or(dsl::Type{}), one.result);
  }
  return text;
}

std::string used_in_words(const dsl::Program& program, const dsl::GateSample& sample) {
  std::string text;
  const auto& limits = program.tools[sample.tool].limits;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    const auto* count = sample.used[i].as<std::int64_t>();
    const auto* money = sample.used[i].as<Money>();
    if ((count ? *count : money ? money->minor : 0) == 0) continue;
    const std::string& rule = limits[i].rule.text;
    text += (text.empty() ? "" : ", ") + format_value(sample.used[i]) + " used of `" + rule.substr(0, std::min(rule.find(", "), rule.find('"'))) + "`";
  }
  return text;
}

std::string facts_in_words(const dsl::Program& program, const dsl::Scope& scope, const std::vector<Value>& slots, const std::vector<std::uint32_t>& asked) {
  std::string text;
  for (std::uint32_t i = 0; i < slots.size(); ++i) {
    if (!asked.empty() && std::ranges::find(asked, i) == asked.end()) continue;
    std::string name = scope.slots[i].path.front();
    for (std::size_t part = 1; part < scope.slots[i].path.size(); ++part) name += "." + scope.slots[i].path[part];
    std::string value = value_in_words(program, scope.slots[i].type, slots[i]);
    if (value.empty() && !asked.empty() && slots[i].unknown()) value = "unknown";
    if (!value.empty() && name != "now") text += (text.empty() ? "" : ", ") + name + " " + value;
  }
  return text;
}

}  // namespace handrail
