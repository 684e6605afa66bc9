// The whole engine over fakes: its store lies on a disk in memory, its clock moves when told, its tools and readings are scripted. It can be killed
// and started again; what lay on the disk and what happened outside is then still there.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/timers/timers.hpp"
#include "engine/turn/engine.hpp"
#include "tests/desk/life.hpp"
#include "tests/desk/scripted_reading.hpp"
#include "tests/desk/scripted_tools.hpp"
#include "tests/fakes/fake_clock.hpp"
#include "tests/fakes/fake_ids.hpp"
#include "tests/fakes/fake_waiting.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

namespace handrail {

// The bundles of a test, compiled once each in the life of the program, and stored where every start finds them.
class DeskBundles : public Bundles {
 public:
  DeskBundles(Store*& store, std::shared_ptr<ScriptedReading> reading) : store_(store), reading_(std::move(reading)) {}

  // From now on new episodes begin with these files. Fails with invalid; the message is what the author would see.
  Result<void> serve(std::vector<dsl::SourceFile> files, bool embedded_reading);
  [[nodiscard]] std::shared_ptr<const LiveBundle> current() const override { return current_; }
  Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash& hash) override;
  [[nodiscard]] Json problems() const override { return Json::array(); }

 private:
  Store*& store_;
  std::shared_ptr<ScriptedReading> reading_;
  std::shared_ptr<const LiveBundle> current_;
  std::map<BundleHash, std::shared_ptr<const LiveBundle>> kept_;
};

class Desk {
 public:
  explicit Desk(Instant start = FakeClock::beginning);
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // Another process on the same disk: carries on what is under way, as `serve` does at its start.
  void restart();
  // Fires what is due, in its order and at its time, until then.
  void wait(Duration duration);

  [[nodiscard]] Engine& engine() { return *engine_; }
  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] Journal& journal() { return *journal_; }
  [[nodiscard]] const std::shared_ptr<MemoryStore::Disk>& disk() const { return disk_; }

  std::shared_ptr<Life> life = std::make_shared<Life>();
  std::shared_ptr<ScriptedReading> reading = std::make_shared<ScriptedReading>();
  FakeClock clock;
  FakeIds ids;
  ScriptedTools tools{life};

 private:
  void start();

  std::shared_ptr<MemoryStore::Disk> disk_ = std::make_shared<MemoryStore::Disk>();
  FakeWaiting waiting_;
  LuaWorkflowRunner workflows_;
  std::unique_ptr<MortalStore> store_;
  Store* store_now_ = nullptr;
  std::unique_ptr<Lanes> lanes_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Seams> seams_;
  std::unique_ptr<Engine> engine_;

 public:
  DeskBundles bundles{store_now_, reading};
};

[[nodiscard]] Principal channel_named(const std::string& name);

// The files of a folder under tests/golden/bundles, by path.
[[nodiscard]] std::vector<dsl::SourceFile> bundle_named(const std::string& name);

}  // namespace handrail
