// Messages per second through the whole durable turn over HTTP, beside the same load on a bare Beast echo and on an echo with one group commit, all in one
// process: server, load generator and both echoes share its processors. Rounds are interleaved, and medians of the rounds are printed.
#include <iostream>
#include <map>
#include <thread>

#include "tests/bench/desk.hpp"
#include "tests/bench/echo.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/syncs.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

constexpr int rounds = 5;
struct Level { std::size_t connections, conversations; /* per connection and round */ };
constexpr Level levels[] = {{1, 50}, {32, 10}, {256, 2}};

struct Samples {
  std::vector<double> rate, p50, p99, commits, syncs;
  std::size_t wrong = 0;
};

using Requests = std::vector<std::vector<std::string>>;

std::string message_body(std::size_t number) {
  return dump(Json::object({{"id", "m" + std::to_string(number)}, {"text", questions()[number % questions().size()]}}));
}

// A round's conversations are opened before its clock starts.
Requests conversations_of(const Desk& desk, std::uint16_t port, const Level& level, const std::string& round) {
  Requests opening(level.connections), messages(level.connections);
  for (std::size_t connection = 0; connection < level.connections; ++connection)
    for (std::size_t i = 0; i < level.conversations; ++i) {
      const std::string id = round + "-" + std::to_string(connection) + "-" + std::to_string(i);
      const Json person = Json::object({{"id", customer}, {"verified", true}});
      opening[connection].push_back(post("/v1/conversations", desk.key, dump(Json::object({{"id", id}, {"customer", person}}))));
      for (std::size_t m = 0; m < messages_per_conversation; ++m)
        messages[connection].push_back(post("/v1/conversations/" + id + "/messages", desk.key, message_body(m)));
    }
  if (run_load(port, opening, 201, "\"state\":\"open\"").wrong > 0) give_up("conversations could not be opened");
  return messages;
}

Requests echoes_of(const Level& level, std::size_t times) {
  Requests requests(level.connections);
  for (auto& list : requests)
    for (std::size_t i = 0; i < level.conversations * messages_per_conversation * times; ++i) list.push_back(post("/echo", "none", message_body(i)));
  return requests;
}

template <class Commits>
void measure(Samples& samples, std::uint16_t port, const Requests& requests, std::string_view wanted, const Commits& commits) {
  const std::uint64_t commits_before = commits();
  const Syncs syncs_before = syncs_so_far();
  LoadResult result = run_load(port, requests, 200, wanted);
  const auto count = static_cast<double>(result.milliseconds.size());
  samples.rate.push_back(count / result.seconds);
  samples.p50.push_back(median(result.milliseconds));
  samples.p99.push_back(quantile(result.milliseconds, 0.99));
  samples.commits.push_back(static_cast<double>(commits() - commits_before) / count);
  samples.syncs.push_back(static_cast<double>((syncs_so_far() - syncs_before).count) / count);
  samples.wrong += result.wrong;
}

std::vector<std::string> row(const std::string& name, const Samples& s, const Samples& bare, const Samples& committed) {
  const double rate = median(s.rate);
  return {name,
          figure(rate),
          figure(median(s.p50)),
          figure(median(s.p99)),
          figure(median(s.commits)),
          figure(median(s.syncs)),
          figure(rate / median(bare.rate)),
          figure(rate / median(committed.rate))};
}

sqlite::Database echo_table(const std::string& path) {
  auto database = must(sqlite::Database::open(path, sqlite::Durability::full));
  must(database.execute("CREATE TABLE echoes (number INTEGER PRIMARY KEY, body TEXT NOT NULL)"));
  return database;
}

}  // namespace

int main() {
  std::cout << "bench_turns: the desk of examples/shop, " << std::thread::hardware_concurrency() << " processors for server and load together\n" << std::flush;
  Desk desk;
  const auto server = desk.serve();
  FiberWaiting echo_waiting(desk.house->waiting->shards());
  sqlite::Writer writer(echo_table(desk.folder.path() + "/echo.db"), echo_waiting);
  const auto no_commits = [] { return std::uint64_t{0}; };
  const auto echo_commits = [&] { return writer.figures().commits; };
  const auto turn_commits = [&] { return desk.house->store->figures().commits; };
  std::size_t wrong = 0;
  {
    EchoServer bare(echo_waiting, nullptr), durable(echo_waiting, &writer);
    std::vector<std::vector<std::string>> table{
        {"connections, load", "messages/s", "p50 ms", "p99 ms", "commits/message", "fdatasyncs/message", "of bare echo", "of echo + commit"}};
    for (const Level& level : levels) {
      Samples plain, committed, turns;
      for (int round = 0; round < rounds; ++round) {
        std::cerr << "  " << level.connections << " connections, round " << round + 1 << " of " << rounds << "\n";
        measure(plain, bare.port(), echoes_of(level, 10), "text", no_commits);
        measure(committed, durable.port(), echoes_of(level, 3), "text", echo_commits);
        const std::string name = "c" + std::to_string(level.connections) + "r" + std::to_string(round);
        measure(turns, server->port(), conversations_of(desk, server->port(), level, name), "\"kind\":\"answer\"", turn_commits);
      }
      const std::string prefix = std::to_string(level.connections) + ", ";
      table.push_back(row(prefix + "bare echo", plain, plain, committed));
      table.push_back(row(prefix + "echo + one group commit", committed, plain, committed));
      table.push_back(row(prefix + "whole durable turn", turns, plain, committed));
      wrong += turns.wrong + plain.wrong + committed.wrong;
    }
    print_table("Messages through the whole durable turn (median of " + std::to_string(rounds) + " rounds; " + std::to_string(messages_per_conversation) +
                    " messages a conversation, a verified customer, every answer quoted from the knowledge base)",
                table);
  }
  server->stop();
  echo_waiting.drain();
  if (wrong > 0) give_up(std::to_string(wrong) + " answers were not what was asked for");
  return 0;
}
