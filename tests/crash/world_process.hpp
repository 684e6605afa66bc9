// The process of the world: the engine on a store that is full at times and dies with it. For what the world does with it, and what people do.
#pragma once

#include "tests/crash/world.hpp"

namespace handrail {

// A disk that is full refuses what is to be stored, and is not dead.
class World::FullStore : public MortalStore {
 public:
  FullStore(World& world) : MortalStore(world.disk_, world.life_), world_(world) {}
  Result<Head> append(Batch batch) override {
    if (full()) return fail(ErrorCode::unavailable, "the disk is full");
    return MortalStore::append(std::move(batch));
  }
  Result<void> arrive(const Arrival& arrival) override {
    if (full()) return fail(ErrorCode::unavailable, "the disk is full");
    return MortalStore::arrive(arrival);
  }

 private:
  bool full() {
    if (world_.full_for_ == 0 || world_.full_in_-- > 0) return false;
    --world_.full_for_;
    return true;
  }

  World& world_;
};

struct World::Process {
  explicit Process(World& world)
      : waiting(world.clock_), store(world), lanes(waiting), journal(store, lanes, world.clock_),
        seams{journal, world.clock_, world.ids_, world.outside_, world.workflows_, world.bundles_}, engine(seams) {}
  FakeWaiting waiting;
  FullStore store;
  Lanes lanes;
  Journal journal;
  Seams seams;
  Engine engine;
};

}  // namespace handrail
