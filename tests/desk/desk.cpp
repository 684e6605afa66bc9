#include "tests/desk/desk.hpp"

#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/reading/embedded_trainer.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/base/assert.hpp"

namespace handrail {
namespace {

Result<std::shared_ptr<const Bundle>> compiled(std::vector<dsl::SourceFile> files) {
  static std::map<BundleHash, std::shared_ptr<const Bundle>> known;
  const BundleHash hash = hash_of(files);
  if (const auto found = known.find(hash); found != known.end()) return found->second;
  const BundleResult result = check_bundle(std::move(files));
  if (!result.bundle) return fail(ErrorCode::invalid, dsl::render_pretty(result.sources, result.diagnostics, false));
  return known[hash] = result.bundle;
}

Result<std::shared_ptr<const KnowledgeBase>> knowledge_of(const Bundle& bundle) {
  static std::map<BundleHash, std::shared_ptr<const KnowledgeBase>> known;
  if (const auto found = known.find(bundle.hash); found != known.end()) return found->second;
  HANDRAIL_TRY(known[bundle.hash], Fts5Indexer("").index(bundle.hash.text, knowledge_files(bundle.files)));
  return known[bundle.hash];
}

Result<std::shared_ptr<const Classifier>> trained(const Bundle& bundle) {
  static std::map<BundleHash, std::shared_ptr<const Classifier>> known;
  if (const auto found = known.find(bundle.hash); found != known.end()) return found->second;
  HANDRAIL_TRY(known[bundle.hash], EmbeddedTrainer("").train(reading_spec(*bundle.program)));
  return known[bundle.hash];
}

}  // namespace

Result<LiveBundle> ready_to_serve(std::vector<dsl::SourceFile> files, Readings readings) {
  LiveBundle live;
  HANDRAIL_TRY(live.bundle, compiled(std::move(files)));
  if (readings == Readings::trained) {
    HANDRAIL_TRY(live.classifier, trained(*live.bundle));
  }
  HANDRAIL_TRY(live.knowledge, knowledge_of(*live.bundle));
  return live;
}

Desk::Desk(Instant start) : Rehearsal(ready_to_serve, start) {}

std::vector<dsl::SourceFile> bundle_named(const std::string& name) {
  auto files = read_bundle_folder(std::string(HANDRAIL_SOURCE_DIR) + "/tests/golden/bundles/" + name);
  HANDRAIL_ASSERT(files, "the bundle `" + name + "` can be read");
  return std::move(*files);
}

}  // namespace handrail
