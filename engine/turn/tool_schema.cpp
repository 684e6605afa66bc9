#include "engine/turn/tool_schema.hpp"

#include <algorithm>

#include "dsl/program/bind.hpp"
#include "engine/schema/json_schema.hpp"

namespace handrail {

std::vector<SchemaIssue> schema_issues(const ToolProvider& tools, const std::string& tool, const Json& arguments) {
  const Json published = tools.schema(tool);
  if (published.is_null()) return {};
  const auto schema = JsonSchema::compile(published);
  if (!schema) return {{"/arguments", "cannot be checked, since the tool's own schema cannot be used: " + schema.error().message}};
  const auto found = schema->issues(arguments, "/arguments");
  if (!found) return {{"/arguments", "cannot be checked by the tool's own schema: " + found.error().message}};
  std::vector<SchemaIssue> issues;
  for (const JsonIssue& issue : *found) issues.push_back({issue.pointer, issue.message});
  return issues;
}

std::vector<std::string> refused_parameters(const ToolProvider& tools, const dsl::Tool& tool) {
  const Json published = tools.schema(tool.name);
  const Json* additional = published.find("additionalProperties");
  if (!additional || !additional->boolean() || *additional->boolean() || published.find("patternProperties")) return {};
  std::vector<std::string> refused;
  for (const dsl::Field& parameter : tool.parameters)
    if (!published["properties"].find(parameter.name)) refused.push_back(parameter.name);
  return refused;
}

std::vector<SchemaIssue> argument_issues(const ToolProvider& tools, const dsl::Tool& tool, const Json& arguments) {
  std::vector<SchemaIssue> issues = schema_issues(tools, tool.name, arguments);
  for (const std::string& name : refused_parameters(tools, tool)) {
    const auto parameter = std::ranges::find(tool.parameters, name, &dsl::Field::name);
    const Json* given = arguments.find(name);
    if (parameter->type.optional && (!given || given->is_null())) continue;
    std::erase_if(issues, [&](const SchemaIssue& issue) { return issue.pointer == "/arguments/" + name; });
    issues.push_back({"/arguments", "`" + name + "` is declared by the policy, and the schema that the tool publishes takes no such argument"});
  }
  return issues;
}

std::string unusable_schema(const ToolProvider& tools, const std::string& tool) {
  const Json published = tools.schema(tool);
  if (published.is_null()) return "";
  const auto schema = JsonSchema::compile(published);
  return schema ? "" : schema.error().message;
}

}  // namespace handrail
