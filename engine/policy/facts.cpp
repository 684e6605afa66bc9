#include "engine/policy/facts.hpp"

#include "dsl/program/decode.hpp"

namespace handrail {

bool verified(const Json& customer) { return customer.boolean_or("verified") && !customer.text_or("id").empty(); }

Value customer_value(const dsl::Program& program, const Json& customer) {
  ValueRecord record;
  std::vector<JsonIssue> ignored;
  for (const dsl::Field& field : program.customer.fields) {
    const Json* fact = customer.find(field.name);
    record.set(field.name, fact ? dsl::decode(program, field.type, *fact, "", ignored) : Value(Unknown{}));
  }
  const std::string id = customer.text_or("id");
  record.set("id", id.empty() ? Value(Unknown{}) : Value(id));
  record.set("verified", Value(verified(customer)));
  return Value(std::move(record));
}

void add_context(const dsl::Program& program, const Json& context, dsl::Roots& roots, std::vector<JsonIssue>& issues) {
  for (const dsl::Field& field : program.context) {
    if (const Json* fact = context.find(field.name)) roots.emplace_back(field.name, dsl::decode(program, field.type, *fact, "/context/" + field.name, issues));
    else if (field.type.optional) roots.emplace_back(field.name, Absent{});
    else roots.emplace_back(field.name, Unknown{});
  }
}

}  // namespace handrail
