#include "engine/policy/gate_line.hpp"

#include "engine/base/text.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {
Json error_line(const std::string& error, const std::vector<JsonIssue>& issues) {
  Json list = Json::array();
  for (const JsonIssue& issue : issues) list.push(Json::object({{"pointer", issue.pointer}, {"message", issue.message}}));
  return Json::object({{"error", error}, {"issues", std::move(list)}});
}

Json gate_line(const Bundle& bundle, const Json& line) {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(line, issues);
  if (!issues.empty()) return error_line("the line is not a call that can be judged", issues);
  if (bundle.program->find_tool(call.tool)) return to_json(judge(*bundle.program, bundle.hash, call));
  std::vector<std::string> names;
  for (const dsl::Tool& tool : bundle.program->tools) names.push_back(tool.name);
  const auto meant = nearest(call.tool, names);
  return error_line("the policy has no such tool",
                    {{"/tool", "`" + printable(call.tool) + "` is not declared" + (meant ? "; did you mean `" + *meant + "`?" : "")}});
}

}  // namespace handrail
