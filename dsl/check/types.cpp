#include "dsl/check/types.hpp"

#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

std::string described(const Type& type, const std::vector<Enumeration>& enumerations, const std::vector<RecordType>& records) {
  switch (type.kind) {
    case TypeKind::text: return "text";
    case TypeKind::whole_number: return "whole number";
    case TypeKind::decimal: return "decimal";
    case TypeKind::percent: return "percent";
    case TypeKind::yes_no: return "yes/no";
    case TypeKind::money: return type.currency.code().empty() ? "money" : "money in " + std::string(type.currency.code());
    case TypeKind::time: return "time";
    case TypeKind::duration: return "duration";
    case TypeKind::enumeration: return join(enumerations[type.index].words, " | ");
    case TypeKind::record: return records[type.index].name;
    case TypeKind::list: return "list of " + describe_type(type.element[0], enumerations, records);
    case TypeKind::map: return "map of " + describe_type(type.element[0], enumerations, records);
  }
  return "text";
}

}  // namespace

std::string describe_type(const Type& type, const std::vector<Enumeration>& enumerations, const std::vector<RecordType>& records) {
  return (type.optional ? "optional " : "") + described(type, enumerations, records);
}

const Field* find_field(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

}  // namespace handrail::dsl
