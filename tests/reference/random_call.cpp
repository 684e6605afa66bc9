#include "tests/reference/random_call.hpp"

#include "tests/reference/said.hpp"

namespace handrail::reference {

GateCall call_of(const dsl::Program& program, const Facts& facts, const std::string& facts_hash) {
  GateCall call;
  call.tool = judged_tool;
  call.now = facts.now;
  call.conversation = *facts.names.at("conversation").as<std::string>();
  call.arguments = call.context = Json::object();
  for (const char* name : {"amount", "order_id", "pieces", "reason", "remark", "items", "tip"})
    if (const Value& value = facts.names.at(name); !value.unknown()) call.arguments.set(name, said(value));
  for (const char* name : {"page", "workspace"})
    if (const Value& value = facts.names.at(name); !value.unknown() && !value.absent()) call.context.set(name, said(value));
  call.customer = said(facts.names.at("customer"));
  for (const LookUp& one : facts.lookups) {
    LookedUp made{one.tool, Json::object({{"order_id", said(one.arguments[0])}}), std::nullopt, "", one.at};
    if (!one.result.unknown()) made.result = said(one.result);
    call.lookups.push_back(made);
  }
  for (const Used& one : facts.used) {
    std::string key;
    for (const Value& part : one.key) key += (key.empty() ? "" : ",") + *part.as<std::string>();
    call.used.push_back({program.tools[*program.find_tool(judged_tool)].limits.at(one.limit).id, key, one.amount.as<Money>() ? said(one.amount) : Json(), one.at});
  }
  for (const dsl::Meter& meter : program.meters) {
    const std::string per = meter.per_customer ? "customer" : "conversation";
    const std::string id = (meter.amount ? "sum refund.amount per " : "count refund per ") + per + (meter.window ? " in " + std::to_string(meter.window->ms) : "");
    const auto past = facts.names.find(id);
    if (past == facts.names.end()) continue;
    const std::string key = meter.per_customer ? *facts.names.at("customer").as<ValueRecord>()->find("id")->as<std::string>() : call.conversation;
    call.used.push_back({meter.id, key, said(past->second), facts.now});
    call.used.push_back({meter.id, "somebody else", said(past->second), facts.now});
    if (meter.window) call.used.push_back({meter.id, key, said(past->second), facts.now - *meter.window});   // just out of it
  }
  for (const Instant at : facts.yes) call.confirmed.push_back({judged_tool, call.arguments, at});
  for (const Approval& one : facts.approvals) call.approvals.push_back({one.by, one.role, judged_tool, call.arguments, facts_hash, BundleHash("test"), one.at});
  return call;
}

}  // namespace handrail::reference
