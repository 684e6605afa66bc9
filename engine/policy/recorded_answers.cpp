#include "engine/policy/recorded_answers.hpp"

#include "dsl/program/decode.hpp"
#include "engine/policy/call_facts.hpp"

namespace handrail {

RecordedAnswers::RecordedAnswers(const dsl::Program& program, const GateCall& call) : program_(program) {
  if (!program.has_look_ups) return;
  for (const LookedUp& lookup : call.lookups) {
    const auto tool = program.find_tool(lookup.tool);
    if (!tool || lookup.at > call.now) continue;
    const LookedUp*& latest = made_[{lookup.tool, normalised(program, program.tools[*tool], lookup.arguments)}];
    if (!latest || lookup.at >= latest->at) latest = &lookup;
  }
}

Value RecordedAnswers::answer(std::uint32_t index, const ValueList& arguments) const {
  const dsl::Tool& tool = program_.tools[index];
  Json given = Json::object();
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if (!arguments[i].absent()) given.set(tool.parameters[i].name, dsl::encode(arguments[i]));   // optional, and known not to be there: it is asked without
  const std::string spelled = normalised(program_, tool, given);
  if (const auto known = asked_.find({index, spelled}); known != asked_.end()) return known->second.answer;
  Value value = Unknown{};
  std::vector<JsonIssue> ignored;
  const auto made = made_.find({tool.name, spelled});
  if (made != made_.end() && made->second->result)
    value = made->second->result->is_null() ? Value(Absent{}) : dsl::decode(program_, *tool.gives, *made->second->result, "", ignored);
  asked_[{index, spelled}] = {std::move(given), value, made != made_.end()};
  return value;
}

}  // namespace handrail
