#include "engine/turn/check_context.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/program/decode.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

constexpr std::size_t issues_named = 20;   // of what is wrong with a request

}  // namespace

Result<void> check_context(const dsl::Program& program, const Json& context) {
  if (context.is_null()) return {};
  if (!context.is_object()) return fail(ErrorCode::invalid, "/context: expected an object, got " + std::string(context.kind()));
  if (dump(context).size() > limits::context_bytes) return fail(ErrorCode::limit, "/context: larger than " + std::to_string(limits::context_bytes) + " bytes");
  std::vector<std::string> names;
  for (const dsl::Field& field : program.context) names.push_back(field.name);
  std::vector<JsonIssue> issues;
  for (const auto& [name, value] : *context.members()) {
    const auto field = std::find_if(program.context.begin(), program.context.end(), [&](const dsl::Field& known) { return known.name == name; });
    if (field == program.context.end()) {
      const auto meant = nearest(name, names);
      issues.push_back({"/context/" + printable(name), "the policy's context has no such member" + (meant ? "; did you mean `" + *meant + "`?" : "")});
      continue;
    }
    (void)dsl::decode(program, field->type, value, "/context/" + name, issues);
  }
  std::vector<std::string> wrong;   // a line each: whoever answers the request tells them apart
  for (const JsonIssue& issue : issues)
    if (wrong.size() < issues_named) wrong.push_back(issue.pointer + ": " + issue.message);
  return wrong.empty() ? Result<void>{} : fail(ErrorCode::invalid, join(wrong, "\n"));
}

}  // namespace handrail
