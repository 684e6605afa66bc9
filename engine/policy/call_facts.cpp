#include "engine/policy/call_facts.hpp"

#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/policy/facts.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/judgement.hpp"
#include "engine/policy/meters.hpp"

namespace handrail {

using dsl::Program;
using dsl::Roots;
using dsl::Tool;

std::string normalised(const Program& program, const Tool& tool, const Json& arguments) {
  std::vector<JsonIssue> ignored;
  return canonical(dsl::encode(Value(dsl::decode_arguments(program, tool, arguments, "", ignored))));
}

const LookedUp* latest_lookup(const Program& program, const Tool& tool, const std::string& arguments, const GateCall& call) {
  const LookedUp* found = nullptr;
  for (const LookedUp& lookup : call.lookups) {
    if (lookup.tool != tool.name || lookup.at > call.now || normalised(program, tool, lookup.arguments) != arguments) continue;
    if (!found || lookup.at >= found->at) found = &lookup;
  }
  return found;
}

std::optional<Json> arguments_of(const Program& program, const dsl::Let& let, const dsl::Frame& frame) {
  Json arguments = Json::object();
  for (const auto& [name, term] : let.arguments) {
    const Value value = dsl::evaluate_value(program, term, frame);
    const dsl::Field* parameter = dsl::find_field(program.tools[let.tool].parameters, name);
    if (value.absent() && parameter && parameter->type.optional) continue;   // known not to be there: it is asked without
    if (value.unknown() || value.absent()) return std::nullopt;
    arguments.set(name, dsl::encode(value));
  }
  return arguments;
}

Roots roots_of(const Program& program, const Tool& tool, const GateCall& call, std::vector<JsonIssue>& issues) {
  std::vector<JsonIssue> ignored;   // the arguments clause reports what is wrong with the arguments
  Roots roots;
  ValueRecord arguments = dsl::decode_arguments(program, tool, call.arguments, "/arguments", ignored);
  for (const dsl::Field& parameter : tool.parameters) {
    const Value* value = arguments.find(parameter.name);
    const bool given_null = call.arguments[parameter.name].is_null();
    roots.emplace_back(parameter.name, value && !(given_null && !parameter.type.optional) ? *value : Value(Unknown{}));
  }
  roots.emplace_back("customer", customer_value(program, call.customer));
  add_context(program, call.context, roots, issues);
  roots.emplace_back("now", call.now);
  if (!program.meters.empty()) {
    const auto asked = meters_asked(program, tool.scope, call.customer, call.conversation);
    roots.emplace_back("used", used_root(tool.scope, meter_values(program, asked, call.used, call.now)));
  }
  const RecordedAnswers answers(program, call);
  for (const dsl::Let& let : tool.lets) {
    const Tool& reading = program.tools[let.tool];
    dsl::Frame frame = dsl::bind(tool.scope, roots);
    frame.look_ups = &answers;
    const auto let_arguments = arguments_of(program, let, frame);
    const LookedUp* found = let_arguments ? latest_lookup(program, reading, normalised(program, reading, *let_arguments), call) : nullptr;
    Value value = Unknown{};
    if (found && found->result) value = found->result->is_null() ? Value(Absent{}) : dsl::decode(program, let.type, *found->result, "", ignored);
    roots.emplace_back(let.name, std::move(value));
  }
  return dsl::with_manner(std::move(roots), {call.tone, call.written_in});
}

std::vector<NeededLookup> lookups_for(const Program& program, const Tool& tool, const GateCall& call) {
  if (tool.lets.empty() && !program.has_look_ups) return {};
  std::vector<JsonIssue> ignored;
  dsl::Frame frame = dsl::bind(tool.scope, roots_of(program, tool, call, ignored));
  const RecordedAnswers answers(program, call);
  frame.look_ups = &answers;
  std::vector<NeededLookup> needed;
  for (const dsl::Let& let : tool.lets)
    if (auto arguments = arguments_of(program, let, frame)) needed.push_back({let.tool, let.name, std::move(*arguments)});
  for (const auto& [asked, found] : answers.asked()) needed.push_back({asked.first, "", found.arguments});
  if (program.has_look_ups)
    for (NeededLookup& nested : Judgement(program, {}, tool, call, {}).look_ups()) needed.push_back(std::move(nested));
  return needed;
}

}  // namespace handrail
