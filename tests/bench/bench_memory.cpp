// Resident memory with open conversations, each opened through the engine with a verified customer and one message answered from the knowledge base, many
// strands at a time so that they share commits.
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <iostream>

#include "tests/bench/desk.hpp"
#include "tests/bench/figures.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

constexpr std::size_t strands = 256;

void open_one(Desk& desk, std::size_t number) {
  const std::string id = "open-" + std::to_string(number);
  must(desk.house->engine->open(desk.channel, desk.opening(id)));
  const IncomingMessage message{MessageId("m1"), questions()[number % questions().size()], {}};
  must(desk.house->engine->message(desk.channel, ConversationId(id), message));
}

// Opens conversations `from` to `to`; returns when all are durable.
void open_many(Desk& desk, std::size_t from, std::size_t to) {
  std::atomic<std::size_t> next = from, running = strands;
  std::promise<void> done;
  for (std::size_t strand = 0; strand < strands; ++strand)
    desk.house->waiting->start(strand % desk.house->waiting->shards(), [&] {
      for (std::size_t number = next.fetch_add(1); number < to; number = next.fetch_add(1)) open_one(desk, number);
      if (running.fetch_sub(1) == 1) done.set_value();
    });
  done.get_future().wait();
}

std::vector<std::string> row(const Desk& desk, std::size_t count, double seconds, std::size_t empty_kib) {
  const std::size_t busy = resident_kib();
  ::malloc_trim(0);
  const std::size_t kib = resident_kib();
  const double each = count ? (static_cast<double>(kib) - static_cast<double>(empty_kib)) * 1024 / static_cast<double>(count) : 0;
  const double disk = static_cast<double>(desk.folder.bytes());
  return {figure(static_cast<double>(count)), figure(static_cast<double>(busy) / 1024), figure(static_cast<double>(kib) / 1024), count ? figure(each) : "",
          figure(disk / 1048576), figure(seconds)};
}

}  // namespace

int main(int arguments, char** values) {
  const std::size_t most = arguments > 1 ? std::strtoull(values[1], nullptr, 10) : 100'000;
  Desk desk;
  std::vector<std::vector<std::string>> table{{"open conversations", "VmRSS MiB", "after malloc_trim MiB", "bytes each", "data folder MiB", "seconds to open"}};
  const std::size_t empty_kib = (::malloc_trim(0), resident_kib());
  table.push_back(row(desk, 0, 0, empty_kib));
  std::size_t open = 0;
  for (const std::size_t count : {std::size_t{1000}, most}) {
    const auto start = Stopwatch::now();
    for (; open < count; open = std::min(count, open + 10'000)) {
      open_many(desk, open, std::min(count, open + 10'000));
      std::cerr << "  " << std::min(count, open + 10'000) << " of " << most << " conversations after " << figure(seconds_since(start)) << " s\n";
    }
    table.push_back(row(desk, count, seconds_since(start), empty_kib));
  }
  print_table("bench_memory: the desk of examples/shop with open conversations, one answered message each", table);
  return 0;
}
