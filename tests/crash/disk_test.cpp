// The day of a small desk on a disk that fails at its k-th write, sync or read, is full, loses power, or loses its process, for every k until a day goes by
// without: whoever was told that something is done finds it, each effect happened once, nothing is lost, and the budgets are exact. HANDRAIL_SEED=… and
// HANDRAIL_COUNT=… choose how the disk tears and how many k are tried (0: every few, as in CI; more: every one, as in `make soak`).
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "engine/base/assert.hpp"
#include "tests/catch.hpp"
#include "tests/crash/house_on_disk.hpp"

using namespace handrail;

namespace {

namespace fs = std::filesystem;
using Kind = FaultyDisk::Kind;
using After = HouseOnDisk::After;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* chosen = std::getenv(name);
  return chosen ? std::strtoull(chosen, nullptr, 10) : otherwise;
}

HouseOnDisk::Told day_on_disk(std::optional<FaultyDisk::Fault> fault, After after, std::uint64_t seed) {
  const fs::path folder = fs::temp_directory_path() / ("handrail-disk-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  HouseOnDisk::Told told;
  {
    HouseOnDisk house(folder.string(), seed);
    told = house.play(fault, after);
  }
  fs::remove_all(folder);
  return told;
}

struct Failure { const char* name; Kind kind; After after; std::uint64_t stride; };

constexpr Failure failures[] = {
    {"a write fails", Kind::write_fails, After::go_on, 47},
    {"a write comes short", Kind::write_is_short, After::go_on, 47},
    {"a write comes short and the process is killed", Kind::write_is_short, After::restart, 47},
    {"the disk is full", Kind::full, After::go_on, 47},
    {"the disk stays full", Kind::full, After::stay, 47},
    {"the disk is full and the process is killed", Kind::full, After::restart, 47},
    {"a sync fails", Kind::sync_fails, After::go_on, 9},
    {"syncing fails for a while", Kind::syncing_fails, After::stay, 9},
    {"a sync fails and the process is killed", Kind::sync_fails, After::restart, 9},
    {"a sync fails and the power too", Kind::sync_fails, After::lose_power, 9},
    {"a read fails", Kind::read_fails, After::go_on, 47},
    {"the process is killed at a write", Kind::process_dies, After::restart, 47},
    {"the power fails", Kind::power_fails, After::lose_power, 47},
};

// Every stride-th k, or every one, until a day goes by without the failure.
void try_them_all(const Failure& failure, const HouseOnDisk::Told& undisturbed, std::uint64_t seed, std::uint64_t stride) {
  std::uint64_t struck = 0, k = 1 + seed % stride;
  for (;; k += stride) {
    INFO(failure.name << ", at " << k << ", HANDRAIL_SEED=" << seed);
    try {
      const auto told = day_on_disk(FaultyDisk::Fault{failure.kind, k}, failure.after, seed + k);
      if (!told.struck) break;
      ++struck;
      CHECK(told.effects == undisturbed.effects);
      if (failure.kind != Kind::read_fails) CHECK(told.heard == undisturbed.heard);   // what cannot be read may be said another way
    } catch (const Bug& bug) {
      FAIL_CHECK(bug.what());
    }
  }
  CHECK(struck > 2);
  if (stride == 1) std::cout << failure.name << ": at each of " << struck << " places\n" << std::flush;
}

}  // namespace

TEST_CASE("whatever the disk does, what was acknowledged is there, each effect happened once, nothing is lost and the budgets are exact") {
  const std::uint64_t seed = from_environment("HANDRAIL_SEED", 20'260'105);
  const bool all = from_environment("HANDRAIL_COUNT", 0) > 0;
  const auto undisturbed = day_on_disk(std::nullopt, After::go_on, seed);
  CHECK(undisturbed.errors == 0);
  REQUIRE(undisturbed.effects.size() == 3);
  for (const Failure& failure : failures) SECTION(failure.name) { try_them_all(failure, undisturbed, seed, all ? 1 : failure.stride); }
}
