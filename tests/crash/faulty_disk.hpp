// A disk that fails when it is told to. While it lives, SQLite's files below one folder go through it: the k-th write, sync or read fails, comes short, or
// finds the disk full; a sync that failed has thrown away what it should have kept, as Linux does; and power can fail, after which only what had been
// synced is sure to be there. Nothing is really synced, so that it is quick.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>

namespace handrail {

class FaultyDisk {
 public:
  enum class Kind {
    write_fails,    // nothing of it arrives
    write_is_short, // half of it arrives, then an error
    full,           // whatever makes a file longer is refused, until mend()
    sync_fails,     // once; what it should have kept is kept in part, and never asked for again
    syncing_fails,  // every one from there on, until mend()
    read_fails,     // once
    power_fails,    // from there on nothing reaches the disk any more; then come_back(true)
    process_dies,   // the same, but what was written stays written: come_back(false)
  };
  struct Fault {
    Kind kind = Kind::write_fails;
    std::uint64_t at = 1;   // counted from 1: of writes, of lengthening writes, of syncs, of reads; for the last two of everything that changes the disk
  };

  FaultyDisk(std::string folder, std::uint64_t seed);
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  void arm(Fault fault);              // counting begins anew
  void mend();                        // no fault any more
  [[nodiscard]] bool struck() const;  // the fault has happened
  // The process is gone: closing what it had open changes nothing. Before the connections go.
  void die();
  // With every connection closed: the disk works again. After a loss of power the files hold what had been synced, and some of the rest, torn.
  void come_back(bool power_was_lost);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace handrail
