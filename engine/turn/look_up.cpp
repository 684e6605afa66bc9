#include "engine/turn/look_up.hpp"

#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"
#include "engine/turn/contacts.hpp"

namespace handrail {
namespace {

// The arguments with which the policy asks for its customer's facts.
std::optional<Json> customer_arguments(const dsl::Program& program, const CustomerIdentity& customer) {
  if (!program.customer.tool || !customer.verified || customer.id.empty()) return std::nullopt;
  ValueRecord record;
  record.set("id", Value(customer.id.text));
  record.set("verified", Value(true));
  const dsl::Frame frame = dsl::bind(program.turn_scope, {{"customer", Value(std::move(record))}});
  Json arguments = Json::object();
  for (const auto& [name, term] : program.customer.arguments) arguments.set(name, dsl::encode(dsl::evaluate_value(program, term, frame)));
  return arguments;
}

}  // namespace

const LookedUp* on_record(const ConversationState& state, const std::string& tool, const Json& arguments) {
  for (const LookedUp& lookup : state.lookups)
    if (lookup.tool == tool && canonical(lookup.arguments) == canonical(arguments)) return &lookup;
  return nullptr;
}

const LookedUp* known_since(const ConversationState& state, const std::string& tool, const Json& arguments, Instant since, Instant now) {
  const LookedUp* found = on_record(state, tool, arguments);
  return found && found->at >= since && found->at <= now ? found : nullptr;
}

void look_up(Seams& seams, ConversationLog& log, const dsl::Tool& tool, const Json& arguments) {
  const ToolResponse response = seams.tools.call({tool.name, arguments, seams.ids.next("look"), log.state().customer.id.text, limits::tool_deadline, true});
  event::FactLookedUp found{tool.name, arguments, response.outcome != CallOutcome::completed, response.result, response.error};
  if (!found.failed && dump(found.result).size() > limits::tool_result_bytes) {
    found.failed = true;
    found.result = {};
    found.error = "the answer is larger than a tool's result may be";
  }
  log.record(std::move(found));
}

Json customer_on_record(const dsl::Program& program, const ConversationState& state) {
  const CustomerIdentity& customer = state.customer;
  Json facts = Json::object();
  if (!customer.id.empty()) facts.set("id", customer.id.text);
  facts.set("verified", customer.verified);
  const auto arguments = customer_arguments(program, customer);
  const LookedUp* lookup = arguments ? on_record(state, program.tools[*program.customer.tool].name, *arguments) : nullptr;
  if (lookup && lookup->result && lookup->result->is_object())
    for (const dsl::Field& field : program.customer.declared())
      if (const Json* fact = lookup->result->find(field.name); fact && field.name != "id" && field.name != "verified") facts.set(field.name, *fact);
  add_contacts(program, state, facts);
  return facts;
}

Json customer_facts(Seams& seams, const LiveBundle& live, ConversationLog& log, Instant since) {
  const dsl::Program& program = live.program();
  if (const auto arguments = customer_arguments(program, log.state().customer)) {
    const dsl::Tool& tool = program.tools[*program.customer.tool];
    if (!known_since(log.state(), tool.name, *arguments, since, log.now())) look_up(seams, log, tool, *arguments);
  }
  look_up_contacts(seams, live, log, since);
  return customer_on_record(program, log.state());
}

}  // namespace handrail
