#include "dsl/program/typical.hpp"

namespace handrail::dsl {

Value typical(const Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::whole_number: return std::int64_t{1};
    case TypeKind::decimal: case TypeKind::percent: return Decimal{500'000};
    case TypeKind::yes_no: return true;
    case TypeKind::money: return Money{1000, type.currency.code().empty() ? program.currency : type.currency};
    case TypeKind::time: return Instant{1'767'225'600'000};   // 2026-01-01
    case TypeKind::duration: return hours(1);
    case TypeKind::enumeration: return program.enumerations[type.index].words.empty() ? Value("any") : Value(program.enumerations[type.index].words.front());
    case TypeKind::list: return ValueList{};
    case TypeKind::map: return ValueRecord{};
    case TypeKind::record: {
      ValueRecord record;
      for (const Field& field : program.records[type.index].fields)
        if (!field.type.optional) record.set(field.name, typical(program, field.type));
      return record;
    }
    default: return "any";
  }
}

}  // namespace handrail::dsl
