#include "engine/proof/fact_in_json.hpp"

#include <optional>

#include "dsl/program/decode.hpp"

namespace handrail {

Json unreadable(const dsl::Type& type) {
  return type.kind == dsl::TypeKind::record || type.kind == dsl::TypeKind::map ? Json::array() : Json::object();
}

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

}  // namespace

void set_fact(Json& record, const dsl::Slot& slot, std::size_t from, const Value& value) {
  if (value.absent() && !slot.type.optional) return;
  std::optional<Json> leaf;
  if (!value.unknown()) leaf = dsl::encode(value);
  else if (slot.type.optional) leaf = unreadable(slot.type);
  set_at(record, slot.path, from, leaf);
}

}  // namespace handrail
