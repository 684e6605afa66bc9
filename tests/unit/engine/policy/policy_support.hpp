// Policies for these tests: a text made whole with what it does not bring along.
#pragma once

#include <map>
#include <string>

#include "engine/base/assert.hpp"
#include "engine/policy/bundle.hpp"
#include "engine/policy/decide.hpp"
#include "tests/unit/dsl/compile_support.hpp"

namespace handrail {

inline std::shared_ptr<const Bundle> bundle_of(const std::string& text, const std::vector<dsl::SourceFile>& more = {}) {
  static std::map<std::string, std::shared_ptr<const Bundle>> known;
  std::string key = text;
  for (const dsl::SourceFile& file : more) key += "\n" + file.path + "\n" + file.text;
  if (const auto found = known.find(key); found != known.end()) return found->second;
  std::vector<dsl::SourceFile> files{{"test.policy", text}, {"zz_whole.policy", dsl::what_else_is_needed(text)}, {"holidays.txt", "2026-01-06\n"}};
  files.insert(files.end(), more.begin(), more.end());
  const BundleResult result = make_bundle(std::move(files));
  HANDRAIL_ASSERT(result.bundle, "the policy of a test is whole:\n" + dsl::render_pretty(result.sources, result.diagnostics, false));
  return known[key] = result.bundle;
}

inline Json json_of(std::string_view text) {
  const auto json = parse_json(text);
  HANDRAIL_ASSERT(json, "JSON in a test: " + std::string(text));
  return *json;
}

// A message of 5 January 2026, 9:00, of a verified customer on the free plan.
inline TurnFacts facts_of(const std::string& intent, const std::string& confidence) {
  TurnFacts made;
  made.now = *parse_time("2026-01-05T09:00:00Z");
  made.customer = json_of(R"({"id": "c_1", "verified": true, "plan": "free"})");
  made.context = Json::object();
  made.intent = intent;
  made.confidence = *parse_decimal(confidence);
  return made;
}

// `base` with the members of `changes`; a member that is the text "-" goes away.
inline Json with(Json base, const Json& changes) {
  Json::Object members;
  for (const auto& [key, value] : *base.members())
    if (!changes.find(key)) members.emplace_back(key, value);
  for (const auto& [key, value] : *changes.members())
    if (!value.text() || *value.text() != "-") members.emplace_back(key, value);
  return Json(std::move(members));
}

}  // namespace handrail
