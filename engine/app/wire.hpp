// The composition root: one process, built in the order in which its parts stand on each other. Nothing else constructs an adapter.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "adapters/knowledge/fts5_indexer.hpp"
#include "adapters/llm/embedding_model.hpp"
#include "adapters/llm/model_chain.hpp"
#include "adapters/reading/embedded_trainer.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/tools/shop.hpp"
#include "adapters/waiting/fibers.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/keys.hpp"
#include "engine/app/settings.hpp"
#include "engine/app/system.hpp"
#include "engine/app/toolbox.hpp"
#include "engine/masking/masking.hpp"
#include "engine/turn/engine.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

namespace handrail {

// A data folder belongs to one process at a time; the lock goes with the process, however that ends.
class FolderLock {
 public:
  static Result<FolderLock> take(const std::string& folder);   // conflict: another process has it
  FolderLock() = default;
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock& operator=(FolderLock&& other) noexcept { std::swap(file_, other.file_); return *this; }
  ~FolderLock();

 private:
  int file_ = -1;
};

// What became of something in the data folder; of what the folder itself refused, with its name.
template <class T> Result<T> in_data_folder(const std::string& folder, Result<T> done) {
  if (!done && (done.error().code == ErrorCode::unavailable || done.error().code == ErrorCode::corrupt))
    done.error().message = "the data folder `" + folder + "` cannot be used: " + done.error().message;
  return done;
}

// What the operator should hear goes where the program tells everything: serve's stderr.
class ToldNotices final : public Notices {
 public:
  explicit ToldNotices(std::function<void(const std::string&)> told) : told_(std::move(told)) {}
  void tell(const std::string& what) override { told_(mask(what, {.digits = 0, .names = {}}).text); }   // no customer's data in a log

 private:
  std::function<void(const std::string&)> told_;
};

struct House {
  FolderLock lock;
  Settings settings;
  SystemClock clock;
  RandomIds ids{clock};
  std::unique_ptr<FiberWaiting> waiting;
  llm::SteadyClock steady;
  std::unique_ptr<llm::ModelChain> model;   // null: none is configured
  std::unique_ptr<llm::EmbeddingModel> embeddings;   // null: none is configured
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<SandboxShop> shop;
  std::unique_ptr<Toolbox> tools;   // the services of the settings, and the shop where it is asked for or nothing else does tools
  std::unique_ptr<KeyFile> keys;
  std::unique_ptr<Lanes> lanes;
  std::unique_ptr<Journal> journal;
  LuaWorkflowRunner workflows;
  std::unique_ptr<EmbeddedTrainer> trainer;
  std::unique_ptr<Fts5Indexer> indexer;
  std::unique_ptr<BundleLibrary> bundles;
  std::unique_ptr<ToldNotices> notices;
  std::unique_ptr<Seams> seams;
  std::unique_ptr<Engine> engine;

  House() = default;
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House();   // drains
  void drain();   // cuts what services are asked, and ends every strand; a second time does nothing
};

enum class BrokenBundle { stops, leaves_the_last };   // where the bundle cannot serve: nothing does, or what served last

// Opens the stores, loads the bundle. `told` hears what an operator should know, one text at a time, and `checked` what the checker says of the bundle (none:
// `told` hears that as well). Fails with what could not be opened.
Result<std::unique_ptr<House>> build_house(Settings settings, const std::function<void(const std::string&)>& told, BrokenBundle broken = BrokenBundle::stops,
                                           const std::function<void(const std::string&)>& checked = {});

}  // namespace handrail
