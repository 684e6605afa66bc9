#include "engine/proof/fact_in_json.hpp"

#include <optional>

#include "dsl/program/decode.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {

namespace {

// `leaf`: none leaves the records around it as they are, without the fact.
void set_at(Json& record, const std::vector<std::string>& path, std::size_t from, const std::optional<Json>& leaf) {
  if (from + 1 == path.size()) {
    if (leaf) record.set(path[from], *leaf);
    return;
  }
  const Json* there = record.find(path[from]);
  Json inner = there && there->is_object() ? *there : Json::object();
  set_at(inner, path, from + 1, leaf);
  record.set(path[from], std::move(inner));
}

// What a system leaves out of a customer is not known; what it knows not to be there is null, and with it what lies in it.
void nothing_at(const dsl::Program& program, Json& customer, const std::vector<std::string>& path) {
  const std::vector<dsl::Field>* fields = &program.customer.fields;
  for (std::size_t i = 1; fields != nullptr && i < path.size(); ++i) {
    const dsl::Field* field = dsl::find_field(*fields, path[i]);
    if (field == nullptr) return;
    if (field->type.optional) return set_at(customer, {path.begin(), path.begin() + static_cast<std::ptrdiff_t>(i) + 1}, 1, Json());
    fields = field->type.kind == dsl::TypeKind::record ? &program.records[field->type.index].fields : nullptr;
  }
}

}  // namespace

void set_fact(const dsl::Program& program, Json& record, const dsl::Slot& slot, std::size_t from, const Value& value) {
  if (value.absent() && slot.path.front() != "customer") return;
  if (value.absent()) return nothing_at(program, record, slot.path);
  std::optional<Json> leaf;
  if (!value.unknown()) leaf = json_of(program, slot.type, value);
  else if (slot.type.optional) leaf = unreadable(slot.type);
  set_at(record, slot.path, from, leaf);
}

}  // namespace handrail
