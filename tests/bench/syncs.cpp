#include "tests/bench/syncs.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <chrono>

namespace {

std::atomic<std::uint64_t> calls{0}, nanoseconds_inside{0};

int counted(long number, int descriptor) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = static_cast<int>(::syscall(number, descriptor));
  const auto taken = std::chrono::steady_clock::now() - start;
  calls.fetch_add(1, std::memory_order_relaxed);
  nanoseconds_inside.fetch_add(static_cast<std::uint64_t>(std::chrono::nanoseconds(taken).count()), std::memory_order_relaxed);
  return result;
}

}  // namespace

extern "C" int fdatasync(int descriptor) { return counted(SYS_fdatasync, descriptor); }
extern "C" int fsync(int descriptor) { return counted(SYS_fsync, descriptor); }

namespace handrail::bench {

Syncs syncs_so_far() { return {calls.load(), nanoseconds_inside.load()}; }

}  // namespace handrail::bench
