#include "engine/app/knowledge_base_of.hpp"

#include <iostream>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "dsl/source/diagnostic.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/system.hpp"
#include "engine/base/hash.hpp"

namespace handrail {

Result<BundleKnowledge> bundle_of_folder(const std::string& folder) {
  BundleKnowledge made;
  HANDRAIL_TRY(made.settings, read_settings(folder));
  HANDRAIL_TRY(auto files, read_bundle_folder(folder));
  BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) {
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, false);
    return fail(ErrorCode::invalid, "the bundle has errors");
  }
  made.bundle = std::move(result.bundle);
  made.cache = made.settings.data + "/cache";
  return made;
}

Result<BundleKnowledge> knowledge_of_folder(const std::string& folder) {
  HANDRAIL_TRY(auto made, bundle_of_folder(folder));
  const auto files = knowledge_files(made.bundle->files);
  ProgressBar progress("indexing");
  Fts5Indexer indexer(made.cache, [&](std::size_t done, std::size_t all) { progress.show(done, all); });
  HANDRAIL_TRY(made.knowledge, indexer.index(knowledge_version(files), files));
  return made;
}

std::string knowledge_version(const std::vector<KnowledgeFile>& files) {
  std::string contents;
  for (const KnowledgeFile& file : files) contents += sha256(file.path) + sha256(file.text);
  return sha256(contents);
}

Result<Instant> day_or_now(const std::string& day) {
  if (day.empty()) return SystemClock().now();
  auto read = parse_time(day);
  if (!read) return fail(ErrorCode::invalid, "--today takes a date, like 2026-12-01");
  return read;
}

}  // namespace handrail
