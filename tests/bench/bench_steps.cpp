// Where the time of one turn goes: the steps of engine/turn/handle_message.cpp called one by one on the inputs of real turns, and beside them the whole.
// Time is also counted in fdatasyncs, the one cost that no code of ours can lower.
#include <iostream>
#include <numeric>

#include <boost/beast/http.hpp>

#include "adapters/server/bodies.hpp"
#include "adapters/server/wire_rules.hpp"
#include "engine/policy/decide.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/carry_out.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/views.hpp"
#include "tests/bench/desk.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/syncs.hpp"

using namespace handrail;
using namespace handrail::bench;

namespace {

constexpr std::size_t conversations = 100;
constexpr std::size_t sampled = 5;   // the message of a conversation whose turn is taken apart: some history, none of it dropped yet

struct Whole {
  std::vector<double> microseconds, on_its_thread;   // on_its_thread: processor time, without the writer's
  double commits = 0, pieces = 0, syncs = 0;   // per turn
  double sync_microseconds = 0;                // of one fdatasync, median over the turns
};

// Whole turns through the engine, one after the other, as one connection would send them, without the wire.
Whole whole_turns(Desk& desk) {
  Whole whole;
  std::uint64_t commits = 0, pieces = 0;
  std::uint64_t syncs = 0;
  std::vector<double> one_sync;
  for (std::size_t c = 0; c < conversations; ++c) {
    const std::string id = "whole-" + std::to_string(c);
    must(desk.house->engine->open(desk.channel, desk.opening(id)));
    const auto figures_before = desk.house->store->figures();
    for (std::size_t m = 0; m < messages_per_conversation; ++m) {
      const Syncs before = syncs_so_far();
      const auto start = Stopwatch::now();
      const double worked = processor_seconds();
      const TurnAnswer answer = must(desk.house->engine->message(desk.channel, ConversationId(id), {MessageId("m" + std::to_string(m)), questions()[m], {}}));
      whole.on_its_thread.push_back((processor_seconds() - worked) * 1e6);
      whole.microseconds.push_back(seconds_since(start) * 1e6);
      const Syncs asked = syncs_so_far() - before;
      syncs += asked.count;
      one_sync.push_back(static_cast<double>(asked.nanoseconds) / 1e3 / static_cast<double>(asked.count));
      if (answer.body["decision"].text_or("kind") != "answer") give_up("`" + questions()[m] + "` was not answered: " + dump(answer.body));
    }
    const auto figures_after = desk.house->store->figures();
    commits += figures_after.commits - figures_before.commits;
    pieces += figures_after.pieces - figures_before.pieces;
  }
  const auto turns = static_cast<double>(whole.microseconds.size());
  whole.commits = static_cast<double>(commits) / turns;
  whole.pieces = static_cast<double>(pieces) / turns;
  whole.syncs = static_cast<double>(syncs) / turns;
  whole.sync_microseconds = median(one_sync);
  return whole;
}

// One recorded turn, and the states that its steps begin with.
struct Turn {
  ConversationId id;
  std::vector<Event> events;                 // of the turn, the message first
  std::vector<Event> received, decided;      // its two commits
  ConversationState before, open, read, done;
  std::string text;
  std::vector<std::string> earlier;          // the customer's last three messages
};

Turn recorded_turn(Desk& desk) {
  Turn turn;
  turn.id = ConversationId("whole-0");
  turn.before.id = turn.id;
  const auto stored = must(desk.house->store->events(turn.id, 0, 10'000));
  std::size_t message = 0;
  bool inside = false, was_read = false;
  ConversationState state = turn.before;
  for (const StoredEvent& one : stored) {
    const Event event = must(decode_event(one.kind, one.body));
    if (one.kind == "message_received" && message++ == sampled) {
      inside = true;
      turn.before = state;
    }
    fold(state, one.at, event);
    if (!inside) continue;
    turn.events.push_back(event);
    const bool first_commit = one.kind == "message_received" || (one.kind == "timer_cleared" && turn.decided.empty());
    (first_commit ? turn.received : turn.decided).push_back(event);
    if (first_commit) turn.open = state;
    if (one.kind == "turn_decided" && !was_read) {
      turn.read = state;
      was_read = true;
    }
    if (one.kind == "turn_ended") turn.done = state;
    if (one.kind == "timer_set") break;
  }
  if (turn.events.size() < 6 || !was_read) give_up("the recorded turn is not what a turn looks like");
  turn.text = turn.open.turn->text;
  for (const SpokenLine& line : turn.before.recent)
    if (line.by == Speaker::customer) turn.earlier.push_back(line.text);
  if (turn.earlier.size() > 3) turn.earlier.erase(turn.earlier.begin(), turn.earlier.end() - 3);
  return turn;
}

const TurnFacts& facts_of(const Turn& turn) {
  for (const Event& event : turn.events)
    if (const auto* decided = std::get_if<event::TurnDecided>(&event)) return decided->facts;
  give_up("a turn without a decision");
}

// What the wire costs beside the kernel: a request's bytes to a message, an answer to a response's bytes.
void read_and_write(const Desk& desk, const std::string& request, const TurnAnswer& answer) {
  namespace http = boost::beast::http;
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  boost::system::error_code error;
  parser.put(boost::asio::buffer(request), error);
  const Json body = *parse_json(parser.get().body(), {.bytes_max = limits::http_body_bytes, .depth_max = static_cast<int>(limits::json_depth)});
  keep(server::nul_bytes_in(body));
  keep(server::read_message(body));
  const auto response = server::json_response(200, answer.body);
  keep(server::response_head(response, false));
  keep(desk.house->keys->principal_of(desk.key));
}

std::string request_of(const Desk& desk, const Turn& turn) {
  const std::string body = dump(Json::object({{"id", "m5"}, {"text", turn.text}}));
  return "POST /v1/conversations/" + turn.id.text + "/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer " + desk.key +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Commit { double total = 0, syncing = 0; };   // microseconds, medians

// The turn's two batches into fresh conversations: everything that a commit is, and how much of it is the disk's.
Commit commit_time(Desk& desk, const Turn& turn) {
  std::vector<double> total, syncing;
  for (std::size_t i = 0; i < 400; ++i) {
    const ConversationId id("commit-" + std::to_string(i));
    Head head;
    const Syncs before = syncs_so_far();
    const auto start = Stopwatch::now();
    for (const auto* events : {&turn.received, &turn.decided}) {
      Batch batch{.conversation = id, .expected_seq = head.seq, .customer = std::string(customer), .turn_open = events == &turn.received};
      for (const Event& event : *events) batch.events.push_back({turn.done.last_at, std::string(kind_of(event)), encode(event)});
      batch.timers.push_back({"silence", events == &turn.received ? std::nullopt : std::optional(turn.done.last_at + hours(48))});
      if (events == &turn.received) batch.message = "m5";
      head = must(desk.house->store->append(std::move(batch)));
    }
    total.push_back(seconds_since(start) * 1e6);
    syncing.push_back(static_cast<double>((syncs_so_far() - before).nanoseconds) / 1e3);
  }
  return {median(total), median(syncing)};
}

class Steps {
 public:
  explicit Steps(double sync_microseconds) : sync_(sync_microseconds) {}
  void time(const std::string& name, const std::function<void()>& work) { add(name, nanoseconds_of(work) / 1e3); }
  void add(const std::string& name, double microseconds) {
    sum_ += microseconds;
    line(name, microseconds);
  }
  void line(const std::string& name, double microseconds) { rows_.push_back({name, figure(microseconds), figure(microseconds / sync_)}); }
  [[nodiscard]] double sum() const { return sum_; }
  [[nodiscard]] const std::vector<std::vector<std::string>>& rows() const { return rows_; }

 private:
  double sync_, sum_ = 0;
  std::vector<std::vector<std::string>> rows_{{"step", "microseconds", "fdatasyncs"}};
};

void take_apart(Desk& desk, Steps& steps, const Turn& turn) {
  House& house = *desk.house;
  const auto live = house.bundles->current();
  const TurnFacts& facts = facts_of(turn);
  TurnFacts on_signals = facts;
  on_signals.stage = DecisionStage::signals;
  const TurnAnswer answer = *answer_view(turn.done, turn.done.answered.back().message);
  const std::string request = request_of(desk, turn);
  const Json look_up = Json::object({{"customer_id", customer}});

  steps.time("HTTP and JSON, in and out; the key", [&] { read_and_write(desk, request, answer); });
  steps.time("journal: lane and state, from memory", [&] { keep(must(house.journal->open(turn.id)).seq()); });
  steps.time("reading: signals, entities, intent", [&] { keep(live->classifier->read(turn.text, turn.earlier)); });
  steps.time("look-up of the customer in the shop", [&] { keep(house.shop->call({"lookup_account", look_up, "look_1", std::string(customer), seconds(15)})); });
  steps.time("facts, and decide() on signals and in full", [&] {
    keep(facts_on_record(*live, turn.read, facts.now));
    keep(decide(live->program(), on_signals));
    keep(decide(live->program(), facts));
  });
  steps.time("knowledge: search, quote, cite", [&] { keep(must(answer_from_knowledge(*live, turn.read, turn.text, facts.intent, {}))); });
  const Words words = *must(answer_from_knowledge(*live, turn.read, turn.text, facts.intent, {}));
  steps.time("reply: checked and finished", [&] {
    keep(check_words(*live, turn.read, words));
    keep(finished_text(live->program().reply, turn.read, words.text));
  });
  steps.time("record: " + std::to_string(turn.events.size()) + " events folded and encoded", [&] {
    ConversationState state = turn.before;
    for (const Event& event : turn.events) {
      fold(state, turn.done.last_at, event);
      keep(encode(event));
    }
  });
  steps.time("view of the answer", [&] { keep(answer_view(turn.done, turn.done.answered.back().message)); });
  const Commit commit = commit_time(desk, turn);
  steps.add("two commits: SQL, hash chain, to the writer's thread and back", commit.total - commit.syncing);
  steps.add("two commits: waiting for the disk", commit.syncing);
}

}  // namespace

int main() {
  Desk desk;
  std::cerr << "  " << conversations * messages_per_conversation << " whole turns, then each step\n";
  desk.on_strand([&] {
    const Whole whole = whole_turns(desk);
    const Turn turn = recorded_turn(desk);
    Steps steps(whole.sync_microseconds);
    take_apart(desk, steps, turn);
    steps.line("sum of the steps", steps.sum());
    steps.line("whole turn through the engine, median (no HTTP)", median(whole.microseconds));
    steps.line("of it processor time on the turn's own thread", median(whole.on_its_thread));
    steps.line("whole turn through the engine, p99", quantile(whole.microseconds, 0.99));
    steps.line("beside: the state read again from the store", nanoseconds_of([&] { keep(must(replay(*desk.house->store, turn.id))); }) / 1e3);
    print_table("bench_steps: one turn of examples/shop, its message the " + std::to_string(sampled + 1) + "th of its conversation; one fdatasync took " +
                    figure(whole.sync_microseconds) + " microseconds (median)",
                steps.rows());
    std::cout << "\nper turn: " << figure(whole.pieces) << " batches, " << figure(whole.commits) << " commits, " << figure(whole.syncs)
              << " fdatasyncs (checkpoints included)\n";
  });
  return 0;
}
