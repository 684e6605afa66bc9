// The examples that stand in a tool, asked of the gate itself: what an example does not name satisfies needs, deny and limit.
#include <algorithm>

#include "dsl/program/decode.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {
namespace {

using dsl::Tool;

const dsl::Field* parameter_of(const Tool& tool, const std::string& name) {
  for (const dsl::Field& parameter : tool.parameters)
    if (parameter.name == name) return &parameter;
  return nullptr;
}

// Sets `order.status` in a record built up path by path.
void set_path(Json& record, const std::string& path, Json value) {
  const auto dot = path.find('.');
  if (dot == std::string::npos) {
    record.set(path, std::move(value));
    return;
  }
  Json inner = record[path.substr(0, dot)];
  if (!inner.is_object()) inner = Json::object();
  set_path(inner, path.substr(dot + 1), std::move(value));
  record.set(path.substr(0, dot), std::move(inner));
}

bool is_let(const Tool& tool, const std::string& path) {
  const std::string root = path.substr(0, path.find('.'));
  return std::any_of(tool.lets.begin(), tool.lets.end(), [&](const dsl::Let& let) { return let.name == root; });
}

// What the example says of look-ups: {"order": {"status": "delivered"}}.
Json lets_of(const Tool& tool, const Tool::Example& example) {
  Json lets = Json::object();
  for (const auto& [name, value] : example.facts)
    if (is_let(tool, name)) set_path(lets, name, dsl::encode(value));
  return lets;
}

GateCall call_of(const Tool& tool, const Tool::Example& example) {
  GateCall call{.tool = tool.name, .arguments = Json::object(), .now = {}, .conversation = "", .customer = Json::object(), .context = Json::object(),
                .lookups = {}, .confirmed = {}, .approvals = {}, .used = {}};
  call.customer = Json::object({{"id", "an example"}, {"verified", true}});   // assumed, unless the example says otherwise
  for (const auto& [name, value] : example.facts) {
    Json json = dsl::encode(value);
    if (parameter_of(tool, name)) call.arguments.set(name, std::move(json));
    else if (name.rfind("customer.", 0) == 0) set_path(call.customer, name.substr(9), std::move(json));
    else if (!is_let(tool, name)) set_path(call.context, name, std::move(json));
  }
  return call;
}

// What the example says and the gate does not, in words; empty when it holds.
std::string difference(const Tool::Example& example, const Verdict& verdict) {
  if (word_of(verdict.kind) != example.verdict) return "the gate says `" + std::string(word_of(verdict.kind)) + "`";
  if (!example.role.empty() && (!verdict.approve || verdict.approve->role != example.role))
    return verdict.approve ? "the approval is by `" + verdict.approve->role + "`" : "nobody is asked for an approval";
  if (example.asks.empty()) return "";
  for (const Remedy& remedy : verdict.remedy)
    if (remedy.kind == RemedyKind::ask && remedy.what == example.asks) return "";
  return "nobody is asked for `" + example.asks + "`";
}

}  // namespace

void run_examples(const dsl::Program& program, dsl::Diagnostics& diagnostics) {
  for (const Tool& tool : program.tools) {
    for (const Tool::Example& example : tool.examples) {
      const Verdict verdict = judge(program, BundleHash(), call_of(tool, example), {.assume_rest = true, .lets = lets_of(tool, example)});
      const std::string wrong = difference(example, verdict);
      if (wrong.empty()) continue;
      dsl::Diagnostic found;
      found.code = "P0501";
      found.message = "an example of `" + tool.name + "` does not hold: " + wrong;
      found.span = example.rule.span;
      found.note = "said here";
      found.help = "`" + verdict.rule + "` decides (" + verdict.at + "): change the rule or the example";
      diagnostics.push_back(std::move(found));
    }
  }
}

}  // namespace handrail
