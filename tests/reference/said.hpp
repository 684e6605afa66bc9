// What the tests of the reference share: values as JSON, where what is unknown is not said; how many to run, and how far that is.
#pragma once

#include <cstdlib>
#include <iostream>

#include "dsl/program/decode.hpp"

namespace handrail::reference {

inline Json said(const Value& value) {
  if (const auto* list = value.as<ValueList>()) {
    Json json = Json::array();
    for (const Value& one : *list) json.push(said(one));
    return json;
  }
  const auto* record = value.as<ValueRecord>();
  if (record == nullptr) return dsl::encode(value);
  Json json = Json::object();
  for (const ValueField& field : record->fields)
    if (!field.value.unknown()) json.set(field.name, said(field.value));
  return json;
}

// HANDRAIL_SEED and HANDRAIL_COUNT run other policies, and more; HANDRAIL_SOLVER_COUNT those that the solver is asked about, which takes a hundred times as long.
inline std::uint64_t parameter(const char* name, std::uint64_t otherwise) {
  const char* set = std::getenv(name);
  return set != nullptr ? std::strtoull(set, nullptr, 10) : otherwise;
}
inline void progress(std::uint64_t done, std::uint64_t count) {
  if (count > 10'000 && done % 1'000 == 0) std::cout << "\r" << done << " of " << count << std::flush;
}

}  // namespace handrail::reference
