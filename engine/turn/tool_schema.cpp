#include "engine/turn/tool_schema.hpp"

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

std::string unusable_schema(const ToolProvider& tools, const std::string& tool) {
  const Json published = tools.schema(tool);
  if (published.is_null()) return "";
  const auto schema = JsonSchema::compile(published);
  return schema ? "" : schema.error().message;
}

}  // namespace handrail
