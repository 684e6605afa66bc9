// The bundles that serve: the present one, those that older conversations keep, and the folder that is watched for edits. An edit is compiled and trained
// aside, and serves when it is ready; a broken edit changes nothing and is told.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "engine/seams/store.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// Compiles the bundle and checks its workflows' scripts, its knowledge and its cases; an error in a case alone leaves the bundle there.
[[nodiscard]] BundleResult check_bundle(std::vector<dsl::SourceFile> files, const dsl::CompileOptions& options = {});
// What the policy says about reading, for a classifier.
[[nodiscard]] ReadingSpec reading_spec(const dsl::Program& program);

class BundleLibrary final : public Bundles {
 public:
  // `data`: the folder that remembers which version served last. `told`: one text per event of interest (a version serves, an edit is broken), for stderr.
  // `checked`: what the checker prints of the bundle, which is the desk's own text and no customer's; none: `told` hears that as well.
  BundleLibrary(std::string folder, std::string data, Store& store, ClassifierTrainer& trainer, KnowledgeIndexer& indexer, std::function<void(const std::string&)> told,
                std::function<void(const std::string&)> checked = {});
  ~BundleLibrary() override;

  // The first version: what the folder holds. Fails with invalid when it has errors (`told` heard them), with not_found and the like when it cannot be read.
  Result<void> load();
  // The same; where the folder cannot serve, what served last from it with this data folder does, so that a restart stops no conversation.
  Result<void> load_or_serve_on();
  // Starts watching; what the folder holds serves within a second of an edit, plus what training takes.
  void watch();

  // The version that is in another folder, or in this one, made ready and stored without serving new episodes. Fails with invalid when it has errors, with
  // conflict when it is another version than `expected`. Takes what training takes; not on a loop.
  Result<std::shared_ptr<const LiveBundle>> take_in(const std::string& folder, const BundleHash& expected);
  [[nodiscard]] std::shared_ptr<const LiveBundle> current() const override;
  Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash& hash) override;
  // With what `also` adds.
  [[nodiscard]] Json problems() const override;
  // A list of what else stands in the way of serving; set before anybody asks.
  void also(std::function<Json()> problems) { also_ = std::move(problems); }

 private:
  Result<std::shared_ptr<const LiveBundle>> make_live(std::shared_ptr<const Bundle> bundle);
  Result<std::shared_ptr<const LiveBundle>> live_from_folder();
  Result<void> serve_on(const std::string& why);
  void remember_what_serves(const BundleHash& hash) const;
  [[nodiscard]] std::string whole_folder() const;
  void look_for_edits();
  void cannot_serve(const std::string& why);
  void take(std::vector<dsl::SourceFile> files);

  std::string folder_, served_last_;
  std::string stamp_;   // of the folder when it was first read
  Store& store_;
  ClassifierTrainer& trainer_;
  KnowledgeIndexer& indexer_;
  std::function<void(const std::string&)> told_, checked_;

  mutable std::mutex mutex_;
  std::shared_ptr<const LiveBundle> current_;
  std::unordered_map<BundleHash, std::shared_ptr<const LiveBundle>> kept_;
  Json problems_;
  std::function<Json()> also_;

  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread watcher_;
};

}  // namespace handrail
