#include "engine/app/knowledge_base_of.hpp"

#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "dsl/source/diagnostic.hpp"
#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/embedding_settings.hpp"
#include "engine/app/knowledge_check.hpp"
#include "engine/app/progress_bar.hpp"
#include "engine/app/system.hpp"
#include "engine/base/hash.hpp"
#include "engine/masking/veil.hpp"

namespace handrail {
namespace {

constexpr Duration search_most = minutes(10);   // twice what a question may wait for its vector

// An index is made anew from the articles: where its folder cannot be written (a bundle that is only read), it lies in one that goes with the command.
Result<void> find_room(BundleKnowledge& made) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::create_directories(made.cache, error);
  if (!error && ::access(made.cache.c_str(), W_OK) == 0) return {};
  std::string pattern = (fs::temp_directory_path(error) / "handrail_index_XXXXXX").string();
  if (error || ::mkdtemp(pattern.data()) == nullptr)
    return fail(ErrorCode::unavailable, "neither `" + made.cache + "` nor a temporary folder can be written, and an index of the articles is made in one of them");
  made.cache = pattern;
  made.temporary = std::shared_ptr<void>(nullptr, [folder = pattern](void*) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  });
  return {};
}

void tell(const std::string& text) { std::cerr << "handrail: " << text << "\n"; }

}  // namespace

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
  HANDRAIL_TRY_VOID(find_room(made));
  ProgressBar progress("indexing");
  Fts5Indexer indexer(made.cache, [&](std::size_t done, std::size_t all) { progress.show(done, all); });
  if (made.settings.embeddings) {
    made.embeddings = std::make_unique<CommandEmbeddings>();
    const llm::Surroundings surroundings{made.embeddings->waiting, made.embeddings->clock, llm::real_chance(), tell};
    HANDRAIL_TRY(made.embeddings->model, make_embedding_model(made.embeddings->waiting, surroundings, *made.settings.embeddings));
    const auto vectors = std::make_shared<ProgressBar>("asking for vectors");
    indexer.find_by_meaning({.embedder = made.embeddings->model.get(), .waiting = &made.embeddings->waiting, .filled = knowledge::MeaningOptions::Filled::first, .told = tell,
                             .on_progress = [vectors](std::size_t done, std::size_t all) { vectors->show(done, all); }});
  }
  HANDRAIL_TRY(made.knowledge, indexer.index(knowledge_version(files), files));
  return made;
}

CommandEmbeddings::~CommandEmbeddings() {
  if (model) model->stop();
  waiting.drain();
}

Result<std::vector<Passage>> search(const BundleKnowledge& of, KnowledgeQuery query) {
  if (!of.embeddings) return of.knowledge->search(query);
  query.for_model = [&] { return Veil({"name", "email", "phone", "address"}).cover(query.text); };
  Result<std::vector<Passage>> found;
  const std::shared_ptr<Wait> done = of.embeddings->waiting.prepare();
  of.embeddings->waiting.start(0, [&] {
    found = of.knowledge->search(query);
    done->wake();
  });
  (void)done->park(search_most);
  return found;
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
