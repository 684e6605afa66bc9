#include "engine/turn/model_reading.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "dsl/check/symbols.hpp"
#include "dsl/program/decode.hpp"
#include "dsl/program/evaluate.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/reply/bounds.hpp"
#include "engine/schema/json_schema.hpp"

namespace handrail {
namespace {

constexpr std::string_view no_intent = "none";
constexpr std::size_t examples_told = 2;   // of an intent that says nothing else of itself

std::string line_of(const dsl::Intent& intent) {
  if (!intent.means.empty()) return intent.name + ": " + intent.means;
  std::string line = intent.name;
  for (std::size_t i = 0; i < std::min(examples_told, intent.examples.size()); ++i) line += (i ? ", \"" : ": like \"") + intent.examples[i] + "\"";
  return line;
}

// A signal that ends a conversation, or lifts a trigger, would let the desk be laxer: that the customer must say so that anybody can hear it.
bool may_loosen(const dsl::Program& program, const std::string& signal) {
  const auto reads = [&](dsl::ExpressionId condition) {
    if (condition == dsl::no_expression) return false;
    return std::ranges::any_of(dsl::slots_of(program, condition), [&](std::uint32_t slot) {
      const auto& path = program.turn_scope.slots[slot].path;
      return std::ranges::find(path, signal) != path.end();
    });
  };
  return reads(program.episode.resolved_when) || std::ranges::any_of(program.triggers, [&](const dsl::Trigger& trigger) { return reads(trigger.unless); });
}

Json list_schema(const char* what, Json names) {
  Json properties = Json::object({{what, Json::object({{"type", "string"}, {"enum", std::move(names)}})}, {"text", Json::object({{"type", "string"}})}});
  Json item = Json::object({{"type", "object"}, {"properties", std::move(properties)}, {"required", Json::array({what, "text"})}, {"additionalProperties", false}});
  return Json::object({{"type", "array"}, {"items", std::move(item)}});
}

// Models wrap JSON into a block of code, or say a word before it.
std::string_view json_part(std::string_view answer) {
  const std::size_t begin = answer.find('{'), end = answer.rfind('}');
  return begin == std::string_view::npos || end == std::string_view::npos || end < begin ? answer : answer.substr(begin, end - begin + 1);
}

struct Place { std::uint32_t begin = 0, end = 0; };

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80 || c == '_'; }

// "W1001" is no word of "AW10012", nor of "XW1001-77": a mark that joins two words parts none.
bool stands_alone(const std::string& message, std::size_t begin, std::size_t end) {
  const auto joins = [](char c) { return c == '-' || c == '@'; };
  const auto at = [&](std::size_t i) { return i < message.size() ? message[i] : ' '; };
  const bool before = begin > 0 && in_word(message[begin]) &&
                      (in_word(message[begin - 1]) || (begin > 1 && joins(message[begin - 1]) && in_word(message[begin - 2])));
  const bool behind = in_word(message[end - 1]) && (in_word(at(end)) || (joins(at(end)) && in_word(at(end + 1))));
  return !before && !behind;
}

// Whole words of the message.
std::optional<Place> place_of(const std::string& message, const std::string& words) {
  if (trim(words).empty()) return std::nullopt;
  for (std::size_t at = message.find(words); at != std::string::npos; at = message.find(words, at + 1))
    if (stands_alone(message, at, at + words.size())) return Place{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
  return std::nullopt;
}

std::string quoted(const std::string& words) { return "`" + printable(words, 60) + "`"; }

// As the bundle reads the words that the model points at, standing alone.
std::optional<Json> value_of(const LiveBundle& live, const std::string& entity, const std::string& words) {
  for (const EntityClaim& claim : live.classifier->read_signals(words, {}).entities)
    if (claim.entity == entity) return claim.value;
  return std::nullopt;
}

Result<void> read_entities(const LiveBundle& live, const std::string& message, const Json& list, ModelsReading& reading) {
  for (const Json& one : list.items() ? *list.items() : Json::Array{}) {
    const std::string entity = one.text_or("entity"), words = one.text_or("text");
    const auto place = place_of(message, words);
    if (!place) return fail(ErrorCode::invalid, "the message does not say " + quoted(words));
    auto value = value_of(live, entity, words);
    if (!value) return fail(ErrorCode::invalid, quoted(words) + " is no " + entity);
    reading.named.push_back({entity, words, std::move(*value), place->begin, place->end});
  }
  return {};
}

Result<void> read_signals(const std::string& message, const Json& list, ModelsReading& reading) {
  for (const Json& one : list.items() ? *list.items() : Json::Array{}) {
    const std::string words = one.text_or("text");
    const auto place = place_of(message, words);
    if (!place) return fail(ErrorCode::invalid, "the message does not say " + quoted(words));
    reading.signals.push_back({one.text_or("signal"), printable(words, 80), place->begin, place->end});
  }
  return {};
}

}  // namespace

reply::ReadingSources reading_sources(const dsl::Program& program) {
  reply::ReadingSources sources;
  Json intents = Json::array(), entities = Json::array(), signals = Json::array();
  for (const dsl::Intent& intent : program.intents) {
    if (intent.name == dsl::built_in_other) continue;
    sources.intents.push_back(line_of(intent));
    intents.push(intent.name);
  }
  intents.push(std::string(no_intent));
  for (const dsl::Entity& entity : program.entities) {
    sources.entities.push_back(entity.name + ": " + dsl::describe(program, entity.type));
    entities.push(entity.name);
  }
  for (const dsl::Signal& signal : program.signals) {
    if (may_loosen(program, signal.name)) continue;
    const std::string like = !signal.examples.empty() ? signal.examples.front() : !signal.phrases.empty() ? signal.phrases.front() : "";
    sources.signals.push_back(signal.name + (like.empty() ? "" : ": like \"" + like + "\""));
    signals.push(signal.name);
  }
  Json properties = Json::object({{"intent", Json::object({{"type", "string"}, {"enum", std::move(intents)}})},
                                  {"confidence", Json::object({{"type", "number"}, {"minimum", 0}, {"maximum", 1}})}});
  Json required = Json::array({"intent", "confidence"});
  const auto add = [&](const char* name, const char* what, Json names) {
    if (names.items()->empty()) return;
    properties.set(name, list_schema(what, std::move(names)));
    required.push(name);
  };
  add("entities", "entity", std::move(entities));
  add("signals", "signal", std::move(signals));
  sources.schema = Json::object({{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}});
  return sources;
}

Result<ModelsReading> models_reading(const LiveBundle& live, const std::string& message, const std::string& answer, const Json& schema) {
  auto json = parse_json(json_part(answer));
  if (!json || !json->is_object()) return fail(ErrorCode::invalid, "the answer is no JSON object");
  for (const char* list : {"entities", "signals"})   // some leave out a list that would be empty
    if (schema["properties"].find(list) && !json->find(list)) json->set(list, Json::array());
  HANDRAIL_TRY(const JsonSchema compiled, JsonSchema::compile(schema));
  HANDRAIL_TRY(const auto issues, compiled.issues(*json, ""));
  if (!issues.empty()) return fail(ErrorCode::invalid, "the answer is not as it was asked for: " + issues.front().pointer + " " + issues.front().message);
  for (const char* list : {"entities", "signals"})
    if (const Json::Array* items = (*json)[list].items(); items && items->size() > reply::bounds::reading_parts)
      return fail(ErrorCode::invalid, "the answer names more than " + std::to_string(reply::bounds::reading_parts) + " " + list);
  const auto sure = parse_decimal((*json)["confidence"].number() ? (*json)["confidence"].number()->literal : "");
  if (!sure) return fail(ErrorCode::invalid, "the confidence cannot be read");
  ModelsReading reading{.intent = json->text_or("intent"), .confidence = *sure, .named = {}, .signals = {}};
  if (reading.intent == no_intent) reading.intent = std::string(dsl::built_in_other);
  HANDRAIL_TRY_VOID(read_entities(live, message, (*json)["entities"], reading));
  HANDRAIL_TRY_VOID(read_signals(message, (*json)["signals"], reading));
  return reading;
}

}  // namespace handrail
