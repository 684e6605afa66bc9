// A process that can be killed at a chosen append: just before it, so that what was done since the last one is on nobody's record, or just after it,
// so that nobody hears that it was stored. A dead process stores nothing and reaches nothing; what lies on the disk and what happened outside stays.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "engine/rehearsal/memory_store.hpp"

namespace handrail {

struct Life {
  enum class Moment { before, after };
  struct Death { std::uint64_t append = 0; Moment moment = Moment::after; };   // appends count from 1
  std::optional<Death> death;
  std::optional<Death> next;   // of the process that is started after that: its appends count from its start
  std::uint64_t appends = 0;
  bool dead = false;
};

class MortalStore : public MemoryStore {
 public:
  MortalStore(std::shared_ptr<Disk> disk, std::shared_ptr<Life> life) : MemoryStore(std::move(disk)), life_(std::move(life)) {}

  Result<Head> append(Batch batch) override {
    return while_alive([&] { return MemoryStore::append(std::move(batch)); });
  }
  Result<void> arrive(const Arrival& arrival) override {
    return while_alive([&] { return MemoryStore::arrive(arrival); });
  }

 private:
  template <class Write>
  auto while_alive(Write write) -> decltype(write()) {
    if (life_->dead) return killed();
    const bool last = life_->death && ++life_->appends == life_->death->append;
    if (!life_->death) ++life_->appends;
    if (last && life_->death->moment == Life::Moment::before) {
      life_->dead = true;
      return killed();
    }
    auto written = write();
    if (!last) return written;
    life_->dead = true;
    return killed();
  }

  static tl::unexpected<Error> killed() { return fail(ErrorCode::unavailable, "killed"); }
  std::shared_ptr<Life> life_;
};

}  // namespace handrail
