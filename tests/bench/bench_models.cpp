// Turns that a language model takes part in: what a whole turn spends where, with the embedded reading and with a model that answers at once, after 200 and after
// 2,000 milliseconds; and ten thousand turns that wait for a slow model at the same time, their messages posted over a hundred connections.
// `bench_models 2000` has another crowd.
#include <sys/resource.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "tests/bench/desk.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/slow_model.hpp"
#include "tests/bench/timed_turns.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

constexpr auto words = "Standard delivery takes 3 to 5 business days within the USA, and express delivery 1 to 2. Is there anything else you would like to know?";
constexpr std::string_view wanted = "3 to 5 business days";
constexpr std::size_t connections = 100;
constexpr std::size_t memory_mib = 1024, open_files = 20'000;

std::size_t files_open() {
  std::error_code ignored;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", ignored)) count += !entry.path().empty();
  return count;
}

std::size_t most_resident_kib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10);
  give_up("the system does not tell the resident memory");
}

// The most files that were open, looked at ten times a second.
class FilesWatched {
 public:
  FilesWatched() : thread_([this] {
    for (; !over_; std::this_thread::sleep_for(std::chrono::milliseconds(100))) most_ = std::max<std::size_t>(most_, files_open());
  }) {}
  ~FilesWatched() { end(); }
  std::size_t end() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
    return most_;
  }

 private:
  std::atomic<bool> over_ = false;
  std::atomic<std::size_t> most_ = 0;
  std::thread thread_;
};

void print_splits(const SlowModel& model) {
  struct Asked { std::string head, path; std::size_t turns; };
  std::vector<std::vector<std::string>> table{{"milliseconds, medians"}};
  for (const Asked& asked : {Asked{"no model", "", 400}, Asked{"model: 0 ms", "0", 400}, Asked{"200 ms", "200", 40}, Asked{"2,000 ms", "2000", 8}}) {
    std::cerr << "  " << asked.head << "\n";
    Desk desk(asked.path.empty() ? std::vector<ModelService>{} : std::vector{model.service(asked.path, 16)});
    const Split split = timed_turns(desk, "t", asked.turns, wanted);
    table.front().push_back(asked.head);
    if (table.size() == 1)
      for (const auto& [step, milliseconds] : split) table.push_back({step});
    for (std::size_t i = 0; i < split.size(); ++i) table[i + 1].push_back(split[i].second == 0 ? "" : figure(split[i].second));
  }
  print_table("A whole turn, split by step: a question of a verified customer, answered out of the knowledge base, or by a draft of a model that is checked against it", table);
}

using Requests = std::vector<std::vector<std::string>>;

template <class Make>
Requests over_connections(std::size_t crowd, const Make& make) {
  Requests requests(std::min(connections, crowd));
  for (std::size_t i = 0; i < crowd; ++i) requests[i % requests.size()].push_back(make("crowd-" + std::to_string(i)));
  return requests;
}

LoadResult all_as_wanted(const char* what, std::uint16_t port, const Requests& requests, int status, std::string_view text) {
  std::cerr << "  " << what << "\n";
  LoadResult result = run_load(port, requests, status, text);
  if (result.wrong > 0) give_up(std::to_string(result.wrong) + " of the crowd: " + what + " did not answer as it should, the first of them: " + result.first_wrong);
  return result;
}

// Reads the events of all until each has its reply: first of the one that was asked last, then of the others.
void until_answered(std::uint16_t port, const Requests& requests) {
  std::cerr << "  waiting for the answers\n";
  const auto start = Stopwatch::now();
  const auto patience = [&] {
    if (seconds_since(start) > 60) give_up("some of the crowd have no answer after a minute");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  };
  while (ask_once(port, requests.back().back()).find(wanted) == std::string::npos) patience();
  while (run_load(port, requests, 200, wanted).wrong > 0) patience();
}

// How many replies the record of a conversation has.
std::size_t replies_of(Desk& desk, const std::string& id) {
  std::size_t count = 0;
  for (const StoredEvent& event : must(desk.house->store->events(ConversationId(id), 0, 1000))) count += event.kind == event::ReplySent::event_kind;
  return count;
}

void print_crowd(const SlowModel& model, std::size_t crowd) {
  Desk desk({model.service("crowd-" + std::to_string(crowd), crowd)});
  const auto server = desk.serve();
  const std::uint16_t port = server->port();
  const std::string body = dump(Json::object({{"id", "m1"}, {"text", questions().front()}}));
  const auto path = [](const std::string& id) { return "/v1/conversations/" + id + "/messages"; };
  all_as_wanted("opened", port, over_connections(crowd, [&](const std::string& id) {
                  return post("/v1/conversations", desk.key, dump(Json::object({{"id", id}, {"customer", Json::object({{"id", customer}, {"verified", true}})}})));
                }), 201, "\"state\":\"open\"");
  const std::size_t before_kib = resident_kib();
  FilesWatched files;
  const auto start = Stopwatch::now();
  const LoadResult posted = all_as_wanted("posted", port, over_connections(crowd, [&](const std::string& id) {
                                            return post(path(id), desk.key, body, "Prefer: respond-async\r\n");
                                          }), 20, "\"conversation\"");   // 202, or 200 where a crowd did not come together in time
  until_answered(port, over_connections(crowd, [&](const std::string& id) { return get("/v1/conversations/" + id + "/events", desk.key); }));
  const double seconds = seconds_since(start);
  all_as_wanted("asked again", port, over_connections(crowd, [&](const std::string& id) { return post(path(id), desk.key, body); }), 200, wanted);
  const std::size_t most_files = files.end(), most_mib = most_resident_kib() / 1024;
  std::size_t once = 0;
  desk.on_strand([&] {
    for (std::size_t i = 0; i < crowd; ++i) once += replies_of(desk, "crowd-" + std::to_string(i)) == 1;
  });
  const SlowModel::Seen seen = model.seen();
  server->stop();
  print_table("Turns that wait for a slow model at once; every message posted with `Prefer: respond-async`",
              {{"turns", "waiting at once", "connections in", "VmRSS before MiB", "VmHWM MiB", "KiB each", "most open files", "answered once", "s to take all", "s in all"},
               {figure(static_cast<double>(crowd)), figure(static_cast<double>(seen.most_at_once)), std::to_string(std::min(connections, crowd)),
                figure(static_cast<double>(before_kib) / 1024), std::to_string(most_mib),
                figure((static_cast<double>(most_resident_kib()) - static_cast<double>(before_kib)) / static_cast<double>(crowd)), std::to_string(most_files),
                figure(static_cast<double>(once)), figure(posted.seconds), figure(seconds)}});
  if (once != crowd) give_up("not every message was answered exactly once");
  if (most_mib > memory_mib || most_files > open_files) give_up("more than " + std::to_string(memory_mib) + " MiB or " + std::to_string(open_files) + " open files");
}

}  // namespace

int main(int arguments, char** values) {
  const std::size_t crowd = arguments > 1 ? std::strtoull(values[1], nullptr, 10) : 10'000;
  const bool crowd_alone = arguments > 2;
  rlimit files{open_files, open_files};
  rlimit allowed{};
  ::getrlimit(RLIMIT_NOFILE, &allowed);
  if (allowed.rlim_max < open_files) files = {allowed.rlim_max, allowed.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &files);
  const SlowModel model(words), of_the_crowd(words);
  if (!crowd_alone) print_splits(model);
  print_crowd(of_the_crowd, crowd);
  return 0;
}
