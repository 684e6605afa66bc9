#include "engine/turn/workflow_script.hpp"

#include "dsl/program/carried_by.hpp"
#include "dsl/program/decode.hpp"
#include "engine/base/hash.hpp"

namespace handrail {

WorkflowScript script_of(const Bundle& bundle, const dsl::Workflow& workflow) {
  WorkflowScript script{workflow.name, workflow.file, "", {}, {}};
  if (const std::string* text = bundle.text_of(workflow.file)) script.text = *text;
  if (const auto known = bundle.scripts.find(workflow.file); known != bundle.scripts.end()) {
    for (const RequiredScript& required : known->second.required) {
      const std::string* text = bundle.text_of(required.file);
      script.required.push_back({required.names, required.file, text ? *text : ""});
    }
  }
  for (const std::uint32_t index : workflow.tools) {
    WorkflowScript::Tool tool{bundle.program->tools[index].name, {}};
    for (const dsl::Field& parameter : bundle.program->tools[index].parameters) tool.parameters.push_back(parameter.name);
    script.tools.push_back(std::move(tool));
  }
  return script;
}

std::string script_hash(const Bundle& bundle, const dsl::Workflow& workflow) {
  if (dsl::by_model(workflow)) {   // what there is to carry it with
    std::string whole = workflow.name;
    for (const std::uint32_t tool : workflow.tools) whole += "\n" + bundle.program->tools[tool].name;
    return sha256(whole);
  }
  const auto known = bundle.scripts.find(workflow.file);
  return known == bundle.scripts.end() ? sha256("") : known->second.hash;
}

std::string later_host_api(std::int64_t version) {
  return "it began under version " + std::to_string(version) + " of the desk's functions, and this program knows version " + std::to_string(host_api_version);
}

Json in_one_spelling(const dsl::Program& program, const std::string& tool, const Json& arguments) {
  const auto index = program.find_tool(tool);
  if (!index) return arguments;
  std::vector<JsonIssue> issues;
  const ValueRecord values = dsl::decode_arguments(program, program.tools[*index], arguments, "", issues);
  if (!issues.empty()) return arguments;
  Json spelled = Json::object();
  for (const ValueField& field : values.fields)
    if (!field.value.absent() && !field.value.unknown()) spelled.set(field.name, dsl::encode(field.value));
  return spelled;
}

}  // namespace handrail
