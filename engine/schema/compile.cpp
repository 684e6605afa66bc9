#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/schema/compiled.hpp"

namespace handrail {
namespace {

constexpr std::size_t pattern_memory_bytes = 256u << 10;

// "~1" is "/", "~0" is "~", and "%41" is "A".
std::string unescaped(std::string_view part) {
  std::string text;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  for (std::size_t i = 0; i < part.size(); ++i) {
    if (part[i] == '%' && i + 2 < part.size() && digit(part[i + 1]) >= 0 && digit(part[i + 2]) >= 0) {
      text += static_cast<char>(digit(part[i + 1]) * 16 + digit(part[i + 2]));
      i += 2;
    } else {
      text += part[i];
    }
  }
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '~' && i + 1 < text.size() && (text[i + 1] == '0' || text[i + 1] == '1');
    out += escape ? (text[++i] == '0' ? '~' : '/') : text[i];
  }
  return out;
}

// The place that a $ref names: "#", "#/$defs/money".
const Json* place(const Json& root, std::string_view ref) {
  if (ref == "#") return &root;
  if (ref.substr(0, 2) != "#/") return nullptr;
  const Json* at = &root;
  for (const std::string_view part : split(ref.substr(2), '/')) {
    const std::string name = unescaped(part);
    if (const Json::Array* items = at->items()) {
      const bool number = !name.empty() && name.size() < 7 && std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
      const std::size_t index = number ? static_cast<std::size_t>(std::stoul(name)) : items->size();
      at = index < items->size() ? &(*items)[index] : nullptr;
    } else {
      at = at->find(name);
    }
    if (!at) return nullptr;
  }
  return at;
}

class Reading {
 public:
  explicit Reading(CompiledSchema& compiled) : compiled_(compiled) {}

  // The whole, and the places that are referred to: they may lie where no schema is looked for.
  Result<void> read_all() {
    HANDRAIL_TRY_VOID(read(compiled_.root, "", 0));
    while (!pending_.empty()) {
      const auto [schema, at] = pending_.back();
      pending_.pop_back();
      HANDRAIL_TRY_VOID(read(*schema, at, 0));
    }
    return {};
  }

 private:
  // `schema` is a schema: itself, and those inside of it.
  Result<void> read(const Json& schema, const std::string& at, std::size_t depth) {
    if (depth > limits::schema_depth) return wrong(at, "the schema is nested more than " + std::to_string(limits::schema_depth) + " deep");
    if (schema.boolean()) return {};
    if (!schema.is_object()) return wrong(at, "a schema is an object or a boolean, not " + std::string(schema.kind()));
    for (const auto& [key, value] : *schema.members()) HANDRAIL_TRY_VOID(keyword(key, value, at + "/" + key, depth));
    return {};
  }

  enum class Shape { schema, schemas, named_schemas, named_schemas_or_names, schema_or_schemas, pattern, named_patterns, reference, type, count, number, names, flag, list, no };
  static Shape shape_of(std::string_view key) {
    static constexpr std::pair<std::string_view, Shape> shapes[] = {
        {"additionalProperties", Shape::schema}, {"propertyNames", Shape::schema}, {"additionalItems", Shape::schema}, {"contains", Shape::schema},
        {"not", Shape::schema}, {"if", Shape::schema}, {"then", Shape::schema}, {"else", Shape::schema}, {"items", Shape::schema_or_schemas},
        {"prefixItems", Shape::schemas}, {"allOf", Shape::schemas}, {"anyOf", Shape::schemas}, {"oneOf", Shape::schemas},
        {"properties", Shape::named_schemas}, {"$defs", Shape::named_schemas}, {"definitions", Shape::named_schemas}, {"dependentSchemas", Shape::named_schemas},
        {"dependencies", Shape::named_schemas_or_names}, {"patternProperties", Shape::named_patterns}, {"pattern", Shape::pattern}, {"$ref", Shape::reference},
        {"type", Shape::type}, {"minLength", Shape::count}, {"maxLength", Shape::count}, {"minItems", Shape::count}, {"maxItems", Shape::count},
        {"minProperties", Shape::count}, {"maxProperties", Shape::count}, {"minContains", Shape::count}, {"maxContains", Shape::count},
        {"minimum", Shape::number}, {"maximum", Shape::number}, {"exclusiveMinimum", Shape::number}, {"exclusiveMaximum", Shape::number},
        {"multipleOf", Shape::number}, {"required", Shape::names}, {"uniqueItems", Shape::flag}, {"enum", Shape::list},
        {"$dynamicRef", Shape::no}, {"$recursiveRef", Shape::no}, {"unevaluatedProperties", Shape::no}, {"unevaluatedItems", Shape::no},
    };
    for (const auto& [name, shape] : shapes)
      if (name == key) return shape;
    return key == "dependentRequired" ? Shape::named_schemas_or_names : Shape::no;
  }
  static bool known(std::string_view key) { return shape_of(key) != Shape::no || key == "$dynamicRef" || key == "$recursiveRef" || key.substr(0, 11) == "unevaluated"; }

  Result<void> keyword(const std::string& key, const Json& value, const std::string& at, std::size_t depth) {
    if (!known(key)) return {};
    switch (shape_of(key)) {
      case Shape::schema: return read(value, at, depth + 1);
      case Shape::schema_or_schemas: return value.items() ? all(value, at, depth) : read(value, at, depth + 1);
      case Shape::schemas: return value.items() && !value.items()->empty() ? all(value, at, depth) : wrong(at, "expected a list of schemas");
      case Shape::named_schemas: return named(value, at, depth, false);
      case Shape::named_schemas_or_names: return named(value, at, depth, true);
      case Shape::named_patterns:
        if (value.members())
          for (const auto& [text, schema] : *value.members()) HANDRAIL_TRY_VOID(pattern(text, at));
        return named(value, at, depth, false);
      case Shape::pattern: return value.text() ? pattern(*value.text(), at) : wrong(at, "expected a pattern");
      case Shape::reference: return reference(value, at);
      case Shape::type: return types(value, at);
      case Shape::count: return value.integer() && *value.integer() >= 0 ? Result<void>() : wrong(at, "expected a whole number of zero or more");
      case Shape::number: return value.number() ? Result<void>() : wrong(at, "expected a number");
      case Shape::names: return names(value, at);
      case Shape::flag: return value.boolean() ? Result<void>() : wrong(at, "expected true or false");
      case Shape::list: return value.items() ? Result<void>() : wrong(at, "expected a list");
      case Shape::no: break;
    }
    return wrong(at, "`" + key + "` cannot be asked here");
  }

  Result<void> all(const Json& list, const std::string& at, std::size_t depth) {
    for (std::size_t i = 0; i < list.items()->size(); ++i) HANDRAIL_TRY_VOID(read((*list.items())[i], at + "/" + std::to_string(i), depth + 1));
    return {};
  }

  Result<void> named(const Json& object, const std::string& at, std::size_t depth, bool or_names) {
    if (!object.members()) return wrong(at, "expected an object");
    for (const auto& [name, value] : *object.members()) {
      const std::string place = at + "/" + name;
      HANDRAIL_TRY_VOID(or_names && value.items() ? names(value, place) : read(value, place, depth + 1));
    }
    return {};
  }

  static Result<void> names(const Json& list, const std::string& at) {
    const bool good = list.items() && std::ranges::all_of(*list.items(), [](const Json& name) { return name.text() != nullptr; });
    return good ? Result<void>() : wrong(at, "expected a list of names");
  }

  static Result<void> types(const Json& value, const std::string& at) {
    constexpr std::string_view known_types[] = {"null", "boolean", "object", "array", "number", "string", "integer"};
    const auto good = [&](const Json& type) { return type.text() && std::ranges::find(known_types, *type.text()) != std::end(known_types); };
    if (good(value) || (value.items() && !value.items()->empty() && std::ranges::all_of(*value.items(), good))) return {};
    return wrong(at, "there is no such type");
  }

  Result<void> pattern(const std::string& text, const std::string& at) {
    if (compiled_.patterns.contains(text)) return {};
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(pattern_memory_bytes);
    auto compiled = std::make_unique<re2::RE2>(text, options);
    if (!compiled->ok()) return wrong(at, "the pattern `" + printable(text) + "` cannot be used: " + compiled->error());
    compiled_.patterns.emplace(text, std::move(compiled));
    return {};
  }

  Result<void> reference(const Json& value, const std::string& at) {
    if (!value.text()) return wrong(at, "expected a reference");
    if (compiled_.references.contains(*value.text())) return {};
    const Json* found = place(compiled_.root, *value.text());
    if (!found) return wrong(at, "`" + printable(*value.text()) + "` is no place in this schema, and nothing is fetched");
    compiled_.references.emplace(*value.text(), found);
    pending_.emplace_back(found, *value.text());
    return {};
  }

  static tl::unexpected<Error> wrong(const std::string& at, const std::string& why) { return fail(ErrorCode::invalid, (at.empty() ? "the schema" : printable(at)) + ": " + why); }

  CompiledSchema& compiled_;
  std::vector<std::pair<const Json*, std::string>> pending_;
};

}  // namespace

Result<JsonSchema> JsonSchema::compile(const Json& schema) {
  if (dump(schema).size() > limits::schema_bytes) return fail(ErrorCode::invalid, "the schema has more than " + std::to_string(limits::schema_bytes) + " bytes");
  auto compiled = std::make_shared<CompiledSchema>();
  compiled->root = schema;
  HANDRAIL_TRY_VOID(Reading(*compiled).read_all());
  return JsonSchema(std::move(compiled));
}

}  // namespace handrail
