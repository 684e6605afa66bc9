// JSON Schema (2020-12, and what draft 7 wrote otherwise), for arguments of tools: what others publish about what they take, asked of what we are about to
// send. Made for values and schemas that nobody vouches for: patterns take linear time (RE2), a check takes a bounded number of steps and of levels, and
// nothing is ever fetched.
//
//   HANDRAIL_TRY(const JsonSchema schema, JsonSchema::compile(published));
//   HANDRAIL_TRY(const auto issues, schema.issues(arguments, "/arguments"));   // empty: it fits
//
// Asked: type, enum, const, properties, required, additionalProperties, patternProperties, propertyNames, minProperties, maxProperties, dependentRequired,
// dependentSchemas, dependencies, items, prefixItems, additionalItems, contains, minContains, maxContains, minItems, maxItems, uniqueItems, minimum, maximum,
// exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength, pattern, allOf, anyOf, oneOf, not, if, then, else, and $ref to a place in the same
// schema. `format` and what the drafts do not know are remarks. What cannot be asked (a $ref to elsewhere, $dynamicRef, unevaluated…) makes the schema
// unusable: it is never passed over.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/json_reader.hpp"
#include "engine/base/result.hpp"

namespace handrail {

struct CompiledSchema;

class JsonSchema {
 public:
  // Fails with invalid: which place of the schema cannot be used, and why; also beyond limits::schema_bytes and limits::schema_depth.
  static Result<JsonSchema> compile(const Json& schema);

  // What is wrong with the value, by JSON Pointer behind `pointer`; at most limits::schema_issues. Fails with limit when the check takes more than
  // limits::schema_steps or limits::schema_depth levels.
  [[nodiscard]] Result<std::vector<JsonIssue>> issues(const Json& value, const std::string& pointer) const;

 private:
  explicit JsonSchema(std::shared_ptr<const CompiledSchema> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const CompiledSchema> compiled_;
};

}  // namespace handrail
