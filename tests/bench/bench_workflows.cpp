// Durable workflows: three steps, each of them a tool that acts, so that its intent is on the disk before it is dispatched and its result before the run goes
// on or ends; how many of them at once; what waiting runs weigh; and the same three steps by DBOS on PostgreSQL, in rounds that take turns with ours.
// `bench_workflows 1000000` makes as many runs wait; `bench_workflows count` makes some runs alone, on one thread, for a tool that counts instructions.
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <iostream>
#include <optional>
#include <string_view>

#include "tests/bench/dbos.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/syncs.hpp"
#include "tests/bench/workflow_desk.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

using Row = std::vector<std::string>;
constexpr int rounds = 3;
constexpr std::size_t alone = 400;          // runs one after the other, a round
constexpr double together_seconds = 2;      // runs side by side, a round

struct Alone {
  std::vector<double> milliseconds;
  // Of one run, on average. own and kernel: milliseconds of processor time of all threads, in our code and in the system's; of own, what the run's thread has.
  double syncs = 0, own = 0, on_its_thread = 0, kernel = 0;
};

// Runs of one after the other, each in a conversation of its own that is open already.
void run_alone(WorkflowDesk& desk, const std::string& workflow, std::size_t from, Alone& alone_figures) {
  desk.on_strand([&] {
    std::uint64_t syncs = 0;
    ProcessorTime worked, worked_here;
    for (std::size_t i = from; i < from + alone; ++i) {
      const ConversationId id = desk.open(workflow + "-" + std::to_string(i));
      const Syncs before = syncs_so_far();
      const ProcessorTime worked_before = process_time(), here_before = thread_time();
      const auto start = Stopwatch::now();
      desk.run(id, workflow);
      alone_figures.milliseconds.push_back(seconds_since(start) * 1e3);
      const ProcessorTime worked_after = process_time();
      worked_here.own += thread_time().own - here_before.own;
      worked.own += worked_after.own - worked_before.own;
      worked.kernel += worked_after.kernel - worked_before.kernel;
      syncs += (syncs_so_far() - before).count;
    }
    alone_figures.syncs += static_cast<double>(syncs) / alone / rounds;
    alone_figures.own += worked.own * 1e3 / alone / rounds;
    alone_figures.on_its_thread += worked_here.own * 1e3 / alone / rounds;
    alone_figures.kernel += worked.kernel * 1e3 / alone / rounds;
  });
}

// Runs per second with `at_once` of them under way all the time.
double run_together(WorkflowDesk& desk, std::size_t at_once, std::size_t round) {
  std::atomic<std::size_t> done = 0, open = at_once;
  std::promise<void> over;
  const auto start = Stopwatch::now();
  for (std::size_t strand = 0; strand < at_once; ++strand)
    desk.waiting.start(strand % desk.waiting.shards(), [&, strand] {
      for (std::size_t i = 0; seconds_since(start) < together_seconds; ++i) {
        const std::string name = std::to_string(at_once) + "-" + std::to_string(round) + "-" + std::to_string(strand) + "-" + std::to_string(i);
        desk.run(desk.begin(name), "three_acts");
        ++done;
      }
      if (--open == 0) over.set_value();
    });
  over.get_future().wait();
  return static_cast<double>(done) / seconds_since(start);
}

// Runs that asked the customer something after two steps, each with a whole journal; many strands, so that they share commits.
void make_waiting(WorkflowDesk& desk, std::size_t from, std::size_t to) {
  constexpr std::size_t strands = 256;
  std::atomic<std::size_t> next = from, open = strands;
  std::promise<void> over;
  for (std::size_t strand = 0; strand < strands; ++strand)
    desk.waiting.start(strand % desk.waiting.shards(), [&] {
      for (std::size_t i = next.fetch_add(1); i < to; i = next.fetch_add(1)) desk.run(desk.begin("waits-" + std::to_string(i)), "asks");
      if (--open == 0) over.set_value();
    });
  over.get_future().wait();
}

Row waiting_row(WorkflowDesk& desk, std::size_t count, double seconds, std::size_t empty_kib, std::size_t empty_bytes) {
  ::malloc_trim(0);
  const double kib = static_cast<double>(resident_kib()) - static_cast<double>(empty_kib);
  const double bytes = static_cast<double>(desk.folder.bytes()) - static_cast<double>(empty_bytes);
  const auto runs = static_cast<double>(count);
  return {figure(runs), figure(bytes / runs), figure(kib * 1024 / runs), figure(static_cast<double>(resident_kib()) / 1024), figure(bytes / 1048576), figure(seconds)};
}

// From the disk to the step that it waits at: events read and added up, the script replayed.
std::vector<double> resumptions(WorkflowDesk& desk, std::size_t among) {
  std::vector<double> milliseconds;
  desk.on_strand([&] {
    for (std::size_t i = 0; i < 500; ++i) {
      const ConversationId id("waits-" + std::to_string(i * 7919 % (among > 4000 ? among - 4000 : among)));   // the latest are in memory
      const auto start = Stopwatch::now();
      desk.resume(id);
      milliseconds.push_back(seconds_since(start) * 1e3);
    }
  });
  return milliseconds;
}

Row latency_row(const std::string& name, const std::vector<double>& milliseconds, const Alone* counted, double ours) {
  const double middle = median(milliseconds);
  Row row{name, figure(middle), figure(quantile(milliseconds, 0.99)), "", "", "", "", figure(middle / ours)};
  if (counted) {
    row[3] = figure(counted->syncs);
    row[4] = figure(counted->own);
    row[5] = figure(counted->on_its_thread);
    row[6] = figure(counted->kernel);
  }
  return row;
}

}  // namespace

int main(int arguments, char** values) {
  if (arguments > 1 && std::string_view(values[1]) == "count") {
    WorkflowDesk counted(hours(1));
    Alone figures;
    run_alone(counted, "three_acts", 0, figures);
    return 0;
  }
  const std::size_t most = arguments > 1 ? std::strtoull(values[1], nullptr, 10) : 100'000;
  if (most == 0) give_up("an argument says how many runs wait, one at least");
  WorkflowDesk desk;
  std::optional<Dbos> dbos;
  if (auto started = Dbos::start(desk.folder.path() + "/dbos"); started) dbos.emplace(std::move(*started));
  else std::cerr << "skipped: " << started.error().message << "\n";

  Alone acts, looks;
  std::vector<double> peer;
  for (std::size_t round = 0; round < rounds; ++round) {
    std::cerr << "  three steps, round " << round + 1 << " of " << rounds << "\n";
    run_alone(desk, "three_acts", round * alone, acts);
    run_alone(desk, "three_looks", round * alone, looks);
    if (dbos) {
      const auto more = must(dbos->alone(alone));
      peer.insert(peer.end(), more.begin(), more.end());
    }
  }
  const double ours = median(acts.milliseconds);
  std::vector<Row> table{{"three steps, one run after the other", "p50 ms", "p99 ms", "fdatasyncs", "own ms", "of it the run's thread", "kernel ms", "of ours"}};
  table.push_back(latency_row("three tools that act", acts.milliseconds, &acts, ours));
  table.push_back(latency_row("three look-ups", looks.milliseconds, &looks, ours));
  if (dbos) table.push_back(latency_row("three steps of DBOS on PostgreSQL", peer, nullptr, ours));
  print_table("bench_workflows: synchronous=FULL; PostgreSQL with its defaults (fsync, synchronous_commit)", table);

  std::vector<Row> many{{"runs at once", "workflows/s", "steps/s", "DBOS workflows/s", "ours of DBOS"}};
  for (const std::size_t at_once : {std::size_t{1}, std::size_t{32}, std::size_t{256}}) {
    std::vector<double> here, there;
    for (std::size_t round = 0; round < rounds; ++round) {
      here.push_back(run_together(desk, at_once, round));
      if (dbos) there.push_back(must(dbos->together(at_once, together_seconds)));
    }
    const double per_second = median(here);
    many.push_back({figure(static_cast<double>(at_once)), figure(per_second), figure(3 * per_second), dbos ? figure(median(there)) : "",
                    dbos ? figure(per_second / median(there)) : ""});
  }
  print_table("three tools that act, many runs at once; every run has a conversation of its own, opened in the same time", many);
  dbos.reset();

  std::vector<Row> weights{{"waiting runs", "bytes each on disk", "bytes each in memory", "VmRSS MiB", "data folder MiB", "seconds to make"}};
  WorkflowDesk fresh;
  ::malloc_trim(0);
  const std::size_t empty_kib = resident_kib(), empty_bytes = fresh.folder.bytes();
  const auto start = Stopwatch::now();
  std::size_t made = 0;
  for (const std::size_t count : {std::min<std::size_t>(most, 10'000), most}) {
    for (; made < count; made = std::min(count, made + 50'000)) make_waiting(fresh, made, std::min(count, made + 50'000));
    weights.push_back(waiting_row(fresh, count, seconds_since(start), empty_kib, empty_bytes));
  }
  print_table("runs that wait for their customer's answer after two steps", weights);
  const auto resumed = resumptions(fresh, most);
  std::cout << "\na waiting run resumed from the disk: median " << figure(median(resumed)) << " ms, p99 " << figure(quantile(resumed, 0.99)) << " ms\n";
  return 0;
}
