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

// Facts mostly come in the order in which they are declared: each is looked for behind the one before it first.
static const Json* fact_after(const Json::Object* facts, const std::string& name, std::size_t& at) {
  const std::size_t count = facts == nullptr ? 0 : facts->size();
  for (std::size_t step = 0; step < count; ++step) {
    const std::size_t here = at + step < count ? at + step : at + step - count;
    if ((*facts)[here].first != name) continue;
    at = here + 1;
    return &(*facts)[here].second;
  }
  return nullptr;
}

void add_context(const dsl::Program& program, const Json& context, dsl::Roots& roots, std::vector<JsonIssue>& issues) {
  roots.reserve(roots.size() + program.context.size());
  std::size_t at = 0;
  for (const dsl::Field& field : program.context) {
    if (const Json* fact = fact_after(context.members(), field.name, at))
      roots.emplace_back(field.name, dsl::decode(program, field.type, *fact, "/context/" + field.name, issues));
    else if (field.type.optional) roots.emplace_back(field.name, Absent{});
    else roots.emplace_back(field.name, Unknown{});
  }
}

Result<void> read_context(const dsl::Program& program, const dsl::Scope& scope, dsl::FactsReader& reader, std::string_view text, dsl::Frame& frame,
                          std::vector<JsonIssue>& issues) {
  if (reader.read(text, frame)) return {};
  const auto context = parse_json(text);
  if (!context) return fail(context.error());
  if (!context->is_object()) issues.push_back({"/context", "expected an object, got " + std::string(context->kind())});
  dsl::Roots roots;
  add_context(program, *context, roots, issues);
  frame.slots.resize(scope.slots.size());
  for (std::size_t i = 0; i < scope.slots.size(); ++i) {
    const std::vector<std::string>& path = scope.slots[i].path;
    if (!path.empty() && dsl::find_field(program.context, path.front()) != nullptr) frame.slots[i] = dsl::at_path(roots, path);
  }
  return {};
}

}  // namespace handrail
