// Policies for these tests: a text made whole with what it does not bring along.
#pragma once

#include <map>
#include <string>

#include "engine/base/assert.hpp"
#include "engine/policy/bundle.hpp"
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
