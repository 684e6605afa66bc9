// The whole engine over fakes: its store lies on a disk in memory, its clock moves when told, its tools and readings are scripted. It can be killed
// and started again; what lay on the disk and what happened outside is then still there.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/rehearsal/fake_clock.hpp"
#include "engine/rehearsal/fake_ids.hpp"
#include "engine/rehearsal/fake_waiting.hpp"
#include "engine/rehearsal/life.hpp"
#include "engine/rehearsal/scripted_model.hpp"
#include "engine/rehearsal/scripted_reading.hpp"
#include "engine/rehearsal/scripted_tools.hpp"
#include "engine/timers/timers.hpp"
#include "engine/turn/engine.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

namespace handrail {

enum class Readings { scripted, trained };   // trained: where no script says otherwise

// Makes a bundle ready to serve: compiled, its knowledge indexed, its classifier trained where that is asked for (else null). Fails with invalid; the
// message is what the author would see.
using BundleMaker = std::function<Result<LiveBundle>(std::vector<dsl::SourceFile> files, Readings readings)>;

// The bundles of a rehearsal, stored where every start finds them.
class RehearsedBundles : public Bundles {
 public:
  RehearsedBundles(Store*& store, std::shared_ptr<ScriptedReading> reading, BundleMaker maker) : store_(store), reading_(std::move(reading)), maker_(std::move(maker)) {}

  // From now on new episodes begin with these files. Fails as the maker does.
  Result<void> serve(std::vector<dsl::SourceFile> files, Readings readings);
  [[nodiscard]] std::shared_ptr<const LiveBundle> current() const override { return current_; }
  Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash& hash) override;
  [[nodiscard]] Json problems() const override { return Json::array(); }

 private:
  Store*& store_;
  std::shared_ptr<ScriptedReading> reading_;
  BundleMaker maker_;
  std::shared_ptr<const LiveBundle> current_;
  std::map<BundleHash, std::shared_ptr<const LiveBundle>> kept_;
};

class Rehearsal {
 public:
  explicit Rehearsal(BundleMaker maker, Instant start = FakeClock::beginning);
  Rehearsal(const Rehearsal&) = delete;
  Rehearsal& operator=(const Rehearsal&) = delete;

  // Another process on the same disk: carries on what is under way, as `serve` does at its start.
  void restart();
  // Fires what is due, in its order and at its time, until then.
  void wait(Duration duration);

  // From now on the scripted model drafts replies and proposes calls.
  void use_model();
  // And reads messages so.
  void read_by_model(ModelReading how);

  [[nodiscard]] Engine& engine() { return *engine_; }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] Journal& journal() { return *journal_; }
  [[nodiscard]] const std::shared_ptr<MemoryStore::Disk>& disk() const { return disk_; }

  std::shared_ptr<Life> life = std::make_shared<Life>();
  std::shared_ptr<ScriptedReading> reading = std::make_shared<ScriptedReading>();
  FakeClock clock;
  FakeIds ids;

 private:
  void start();

  std::shared_ptr<MemoryStore::Disk> disk_ = std::make_shared<MemoryStore::Disk>();
  FakeWaiting waiting_;

 public:
  ScriptedTools tools{life};
  ScriptedModel model;

 private:
  bool uses_model_ = false;
  ModelReading model_reading_;
  LuaWorkflowRunner workflows_;
  std::unique_ptr<MortalStore> store_;
  Store* store_now_ = nullptr;
  std::unique_ptr<Lanes> lanes_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Seams> seams_;
  std::unique_ptr<Engine> engine_;

 public:
  RehearsedBundles bundles;
};

// Through which a transcript speaks where it names none with `channel`.
inline constexpr std::string_view usual_channel = "shop-web";

// A channel of that name that may vouch for customers.
[[nodiscard]] Principal channel_named(const std::string& name);

}  // namespace handrail
