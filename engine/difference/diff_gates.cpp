// The gates of two policies, tool by tool: where they say the same nothing is asked; else the solver is, and each sample of it is put to both real gates.
#include <algorithm>

#include "dsl/formulas/vocabulary.hpp"
#include "dsl/program/decode.hpp"
#include "engine/base/text.hpp"
#include "engine/difference/diff.hpp"
#include "engine/difference/fingerprint.hpp"
#include "engine/policy/gate.hpp"
#include "engine/proof/confirming.hpp"
#include "engine/proof/sample_call.hpp"

namespace handrail {
namespace {

using dsl::DifferenceLevel;
using dsl::GateDifference;
using dsl::Program;
using dsl::Tool;

// What only one of the two says of the same record is said by both.
Json together(const Json& one, const Json& other) {
  if (!one.is_object() || !other.is_object()) return one;
  Json both = one;
  for (const auto& [name, value] : *other.members()) both.set(name, both.find(name) ? together(*both.find(name), value) : value);
  return both;
}

// Whether a clause asks something of what the look-up gives: what it gives is anything else.
bool reads(const Program& program, const Tool& tool, const std::string& looked_up) {
  return std::ranges::any_of(tool.lets, [&](const dsl::Let& let) {
    return program.tools[let.tool].name == looked_up && std::ranges::any_of(tool.scope.slots, [&](const dsl::Slot& slot) { return slot.path.front() == let.name; });
  });
}

// A line names nothing that its policy does not have.
void only_declared(const Program& program, GateCall& call) {
  std::erase_if(call.lookups, [&](const LookedUp& one) { return !program.find_tool(one.tool); });
  std::erase_if(call.used, [&](const UsedBudget& one) {
    const auto counts = [&](const Tool& tool) { return std::ranges::find(tool.limits, one.limit, &dsl::Limit::id) != tool.limits.end(); };
    return std::ranges::find(program.meters, one.limit, &dsl::Meter::id) == program.meters.end() && std::ranges::none_of(program.tools, counts);
  });
  if (!call.context.members()) return;
  Json known = Json::object();
  for (const auto& [name, value] : *call.context.members())
    if (dsl::find_field(program.context, name)) known.set(name, value);
  call.context = std::move(known);
}

struct Sample { GateCall before, after; };   // one call after one past

// What both count under one name has one history; what they count there in two ways each has its own of.
void one_history(const Program& before, const Program& after, const GateDifference& found, Sample& sample) {
  std::vector<CountedUse> all = uses_of(before, found.old_sample, sample.before);
  for (const CountedUse& one : uses_of(after, found.new_sample, sample.after)) {
    const auto same = [&](const CountedUse& other) { return other.limit == one.limit && other.key == one.key && other.window == one.window && other.used == one.used; };
    if (std::ranges::none_of(all, same)) all.push_back(one);
  }
  if (auto history = used_before(std::move(all), sample.after.now)) {
    sample.before.used = *history;
    sample.after.used = std::move(*history);
  }
}

struct Compared { const Program& program; const BundleHash& bundle; };

Sample sample_of(const Compared& old_one, const Compared& new_one, const GateDifference& found) {
  const Program &before = old_one.program, &after = new_one.program;
  const GateCall first = call_of(before, found.old_sample);
  GateCall call = call_of(after, found.new_sample, &first.arguments);
  call.customer = together(call.customer, first.customer);
  call.context = together(call.context, first.context);
  const Tool &old_tool = before.tools[found.old_sample.tool], &new_tool = after.tools[found.new_sample.tool];
  for (const LookedUp& one : first.lookups) {
    const auto same = std::ranges::find_if(call.lookups, [&](const LookedUp& other) { return other.tool == one.tool && other.arguments == one.arguments; });
    if (same == call.lookups.end()) call.lookups.push_back(one);
    else if (!reads(after, new_tool, one.tool)) *same = one;
    else if (same->result && one.result && reads(before, old_tool, one.tool)) same->result = together(*same->result, *one.result);
  }
  if (!first.confirmed.empty() && call.confirmed.empty()) call.confirmed.push_back({call.tool, call.arguments, call.now});
  Sample made{call, call};
  made.before.tool = before.tools[found.old_sample.tool].name;
  made.before.used = first.used;
  for (Confirmed& yes : made.before.confirmed) yes.tool = made.before.tool;
  one_history(before, after, found, made);
  only_declared(before, made.before);
  only_declared(after, made.after);
  approve_in_turn(before, old_one.bundle, approvers_of(before, found.old_sample), made.before);
  approve_in_turn(after, new_one.bundle, approvers_of(after, found.new_sample), made.after);
  return made;
}

std::string told(const Verdict& verdict) { return verdict.approve ? "approve by " + verdict.approve->role : std::string(word_of(verdict.kind)); }

bool confirmed(const Compared& old_one, const Compared& new_one, const GateDifference& found, const Sample& sample) {
  const Program &before = old_one.program, &after = new_one.program;
  const Verdict one = judge(before, old_one.bundle, sample.before), other = judge(after, new_one.bundle, sample.after);
  if (sample.before.approvals.size() != found.old_sample.approved.size() || sample.after.approvals.size() != found.new_sample.approved.size()) return false;
  if (one.at != before.where(found.old_rule) || other.at != after.where(found.new_rule)) return false;
  if (found.level == DifferenceLevel::verdict) return told(one) == found.before.front() && told(other) == found.after.front();
  // What a denial leads to is read off what is known: a sample that does not answer as the solver took it to shows nothing of it.
  return told(one) == found.both && told(other) == found.both && found.old_sample.open.empty() && found.new_sample.open.empty();
}

// The facts that the area speaks of, as the sample has them, and what was used up before; where it speaks of none, the amounts among the arguments.
std::vector<std::pair<std::string, std::string>> example_of(const Program& program, const dsl::GateSample& sample, const std::vector<std::string>& facts,
                                                            const std::vector<std::pair<std::string, std::string>>& known) {
  std::vector<std::pair<std::string, std::string>> example = known;
  const auto add = [&](const std::string& name, const std::string& text) {
    if (!text.empty() && std::ranges::none_of(example, [&](const auto& one) { return one.first == name; })) example.emplace_back(name, text);
  };
  const Tool& tool = program.tools[sample.tool];
  for (std::size_t i = 0; i < tool.scope.slots.size(); ++i) {
    std::string path;
    for (const std::string& part : tool.scope.slots[i].path) path += (path.empty() ? "" : ".") + part;
    const Value& value = sample.slots[i];
    const bool asked = facts.empty() ? value.as<Money>() && dsl::find_field(tool.parameters, path) : std::ranges::find(facts, path) != facts.end();
    if (asked) add(path, value.unknown() ? "unknown" : value_in_words(program, tool.scope.slots[i].type, value));
  }
  for (const auto& [parameter, amount] : sample.unread)
    if (facts.empty() && !amount.absent()) add(tool.parameters[parameter].name, value_in_words(program, tool.parameters[parameter].type, amount));
  return example;
}

// What was used up before, of each limit; of what only the longer of two windows has seen, how long ago.
void add_used(const Program& program, const GateCall& call, std::vector<std::pair<std::string, std::string>>& example) {
  for (const dsl::Limit& limit : program.tools[*program.find_tool(call.tool)].limits) {
    for (const UsedBudget& used : call.used) {
      const auto count = used.amount.integer();
      const bool nothing = count ? *count == 0 : used.amount.text_or("amount").find_first_of("123456789") == std::string::npos;
      if (used.limit != limit.id || nothing) continue;
      std::vector<JsonIssue> issues;
      const Value value = count ? Value(*count) : dsl::decode(program, {.kind = dsl::TypeKind::money}, used.amount, "", issues);
      const std::string text = format_value(value) + (used.at == call.now ? "" : " " + format_duration(call.now - used.at) + " ago");
      const std::string name = count ? "calls before" : "used before", &rule = limit.rule.text, of = rule.substr(0, std::min(rule.find(", "), rule.find('"')));
      if (std::ranges::any_of(example, [&](const auto& one) { return one.second == text && one.first.starts_with(name); })) continue;
      const bool taken = std::ranges::any_of(example, [&](const auto& one) { return one.first == name; });
      example.emplace_back(taken ? name + ", of `" + of + "`," : name, text);
    }
  }
}

DecisionChange change_of(const Program& before, const Program& after, const GateDifference& found, const Sample& sample) {
  DecisionChange made{found};
  made.example = example_of(before, found.old_sample, found.facts, example_of(after, found.new_sample, found.facts, {}));
  add_used(after, sample.after, made.example);
  add_used(before, sample.before, made.example);
  for (const std::string& role : approvers_of(after, found.new_sample)) made.example.emplace_back("after an approval by", role);
  if (sample.after.now.ms != limits::sample_moment) made.example.emplace_back("time", format_time(sample.after.now));
  made.old_at = before.where(found.old_rule);
  made.old_rule = found.old_rule.text;
  made.new_at = after.where(found.new_rule);
  made.new_rule = found.new_rule.text;
  made.sample = to_json(sample.after);
  if (Json old_sample = to_json(sample.before); old_sample != made.sample) made.old_sample = std::move(old_sample);
  return made;
}

std::string typed(const Program& program, const dsl::Field& field, bool in_full) {
  return "`" + field.name + "` (" + (in_full ? dsl::shape_of(program, field.type) : dsl::describe(program, field.type)) + ")";
}

std::vector<std::string> choices(const Tool& tool) {
  std::vector<std::string> all;
  for (const Tool::OneOf& choice : tool.one_of) {
    std::vector<std::string> names;
    for (const std::uint32_t parameter : choice.parameters) names.push_back(tool.parameters[parameter].name);
    std::ranges::sort(names);
    all.push_back((choice.at_least ? "at least one of " : "one of ") + english_list(names));
  }
  return all;
}

// Parameters that only one of them has, and those that are of another type.
std::vector<std::string> contract(const Program& before, const Tool& old_tool, const Program& after, const Tool& new_tool) {
  std::vector<std::string> changed;
  for (const dsl::Field& field : old_tool.parameters)
    if (!dsl::find_field(new_tool.parameters, field.name)) changed.push_back("no longer takes " + typed(before, field, false));
  for (const dsl::Field& field : new_tool.parameters) {
    const dsl::Field* was = dsl::find_field(old_tool.parameters, field.name);
    if (!was) changed.push_back("takes " + typed(after, field, false) + ", which it did not");
    else if (dsl::shape_of(before, was->type) != dsl::shape_of(after, field.type)) {
      const bool in_full = typed(after, field, false) == typed(before, *was, false);   // the same words for it, and another currency
      changed.push_back("takes " + typed(after, field, in_full) + ", and took " + typed(before, *was, in_full));
    }
  }
  const std::vector<std::string> was = choices(old_tool), is = choices(new_tool);
  for (const std::string& choice : was)
    if (std::ranges::find(is, choice) == is.end()) changed.push_back("no longer demands " + choice);
  for (const std::string& choice : is)
    if (std::ranges::find(was, choice) == was.end()) changed.push_back("demands " + choice + ", which it did not");
  const auto moves = [](const Tool& tool) {
    return tool.effect == dsl::Effect::moves_money && std::ranges::any_of(tool.parameters, [](const dsl::Field& one) { return one.type.kind == dsl::TypeKind::money; });
  };
  if (moves(new_tool) && !moves(old_tool)) changed.push_back("refuses amounts that are all zero, which it did not");
  if (moves(old_tool) && !moves(new_tool)) changed.push_back("no longer refuses amounts that are all zero");
  return changed;
}

void diff_tool(const Compared& old_one, std::uint32_t old_index, const Compared& new_one, std::uint32_t new_index, dsl::ProofOptions options, BundleDiff& diff) {
  const Program &before = old_one.program, &after = new_one.program;
  const Tool &old_tool = before.tools[old_index], &new_tool = after.tools[new_index];
  if (fingerprint(before, old_tool) == fingerprint(after, new_tool)) return;
  DecisionChanges made;
  made.owner = new_tool.name;
  made.contract = contract(before, old_tool, after, new_tool);
  const dsl::GateDifferences found = dsl::gate_differences(before, old_index, after, new_index, options);
  made.compared = found.comparable;
  made.more = found.more;
  made.proven = found.proven;
  for (const GateDifference& one : found.differences) {
    const Sample sample = sample_of(old_one, new_one, one);
    add_change(made, change_of(before, after, one, sample), confirmed(old_one, new_one, one, sample));
  }
  if (!made.same() || !made.words.empty()) diff.decisions.push_back(std::move(made));
}

// An approval of more than the role may give does not count.
void diff_roles(const Program& before, const Program& after, BundleDiff& diff) {
  const auto limit = [](const dsl::Role& role) { return role.limit ? "up to " + format_money(*role.limit) : std::string("any amount"); };
  for (const dsl::Role& role : after.roles) {
    const auto was = before.find_role(role.name);
    if (!was || limit(before.roles[*was]) == limit(role)) continue;
    DecisionChanges made;
    made.owner = "role " + role.name;
    made.contract.push_back("may approve " + limit(role) + ", and did " + limit(before.roles[*was]));
    diff.decisions.push_back(std::move(made));
  }
}

// A call whose context is of another type is refused before any clause.
void diff_context(const Program& before, const Program& after, BundleDiff& diff) {
  DecisionChanges made;
  made.owner = "context";
  for (dsl::Field field : after.context) {
    const dsl::Field* there = dsl::find_field(before.context, field.name);
    if (!there) continue;
    dsl::Field was = *there;
    was.type.optional = field.type.optional = false;         // what is left out is decided by the clauses
    if (dsl::shape_of(before, was.type) == dsl::shape_of(after, field.type)) continue;
    const bool in_full = typed(after, field, false) == typed(before, was, false);
    made.contract.push_back("takes " + typed(after, field, in_full) + ", and took " + typed(before, was, in_full));
  }
  if (!made.contract.empty() && diff.tools > 0) diff.decisions.push_back(std::move(made));
}

}  // namespace

void diff_gates(const Program& before, const Program& after, dsl::ProofOptions options, BundleDiff& diff) {
  diff_gates(before, after, options, diff, BundleHash(), BundleHash());
}

void diff_gates(const Program& before, const Program& after, dsl::ProofOptions options, BundleDiff& diff, const BundleHash& old_bundle, const BundleHash& new_bundle) {
  for (std::uint32_t tool = 0; tool < after.tools.size(); ++tool) {
    const auto was = before.find_tool(after.tools[tool].name);
    if (!was) continue;
    ++diff.tools;
    diff_tool({before, old_bundle}, *was, {after, new_bundle}, tool, options, diff);
  }
  diff_context(before, after, diff);
  diff_roles(before, after, diff);
}

}  // namespace handrail
