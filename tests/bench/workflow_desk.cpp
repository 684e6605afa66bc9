#include "tests/bench/workflow_desk.hpp"

#include <sys/resource.h>

#include <future>

#include "engine/policy/bundle.hpp"
#include "tests/bench/figures.hpp"

namespace handrail::bench {
namespace {

constexpr auto policy = R"(currency USD

intent act
  topic     acts
  means     "The customer wants something done"
  examples  "do it"
  class     answerable
  risk      low
  tools     write_one, write_two, write_three, look
  workflow  three_acts
  queue     support

confidence
  low risk | send at 75% | a person checks at 40% | below that ask once, then hand off
  say      "{queue.name} takes over. You will hear {queue.promise}."

tool look(what: text) gives text
  reads
  needs   customer is verified
  allow

workflow three_acts from "three_acts.lua"
  tools  write_one, write_two, write_three

workflow three_looks from "three_looks.lua"
  tools  look

workflow asks from "asks.lua"
  tools  look, write_one

queue support
  name     "Support"
  promise  within 2 hours
  say      "{queue.name} takes over. You will hear {queue.promise}."

route
  otherwise to support
)";

// The three differ in their names: what one of them costs, each does.
std::string that_writes(const std::string& name) {
  return "\ntool " + name + R"((what: text) gives text
  writes
  needs   customer is verified
  allow   when what is not ""
  otherwise  deny because "There is nothing to do." then offer a person
  after a crash  send again with the same key
  if it fails    hand off to support because "It could not be done."
)";
}

// Gives each call a result at once, and nobody remembers it.
class AtOnce final : public ToolProvider {
 public:
  [[nodiscard]] std::vector<std::string> tools() const override { return {"write_one", "write_two", "write_three", "look"}; }
  ToolResponse call(const ToolRequest& request) override { return {CallOutcome::completed, "done", request.reads ? "" : "r_" + request.key, ""}; }
};

class OneBundle final : public Bundles {
 public:
  explicit OneBundle(std::shared_ptr<const LiveBundle> live) : live_(std::move(live)) {}
  [[nodiscard]] std::shared_ptr<const LiveBundle> current() const override { return live_; }
  Result<std::shared_ptr<const LiveBundle>> pinned(const BundleHash&) override { return live_; }
  [[nodiscard]] Json problems() const override { return Json::array(); }

 private:
  std::shared_ptr<const LiveBundle> live_;
};

std::shared_ptr<const LiveBundle> bundle() {
  BundleResult made = make_bundle({{"desk.policy", policy + that_writes("write_one") + that_writes("write_two") + that_writes("write_three")},
                                   {"three_acts.lua", "write_one('a')\nwrite_two('b')\nwrite_three('c')\n"},
                                   {"three_looks.lua", "look('a')\nlook('b')\nlook('c')\ndesk.say('Looked up.')\n"},
                                   {"asks.lua", "look('a')\nwrite_one('b')\ndesk.ask('size', 'Which size?')\nlook('c')\n"}});
  if (!made.bundle) give_up(dsl::render_pretty(made.sources, made.diagnostics, false));
  auto live = std::make_shared<LiveBundle>();
  live->bundle = std::move(made.bundle);
  return live;
}

ProcessorTime time_of(int whose) {
  rusage used{};
  ::getrusage(whose, &used);
  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; };
  return {seconds(used.ru_utime), seconds(used.ru_stime)};
}

}  // namespace

ProcessorTime process_time() { return time_of(RUSAGE_SELF); }
ProcessorTime thread_time() { return time_of(RUSAGE_THREAD); }

struct WorkflowDesk::Parts {
  Parts(const std::string& path, FiberWaiting& waiting, Duration quick)
      : store(must(SqliteStore::open(path, waiting, {[&waiting] { return waiting.may_block(); }, quick}))), lanes(waiting) {}
  SystemClock clock;
  RandomIds ids{clock};
  std::unique_ptr<SqliteStore> store;
  Lanes lanes;
  Journal journal{*store, lanes, clock};
  AtOnce tools;
  LuaWorkflowRunner runner;
  std::shared_ptr<const LiveBundle> live = bundle();
  OneBundle bundles{live};
  Seams seams{journal, clock, ids, tools, runner, bundles};
};

WorkflowDesk::WorkflowDesk(Duration quick) : parts_(std::make_unique<Parts>(folder.path() + "/handrail.db", waiting, quick)) {}
WorkflowDesk::~WorkflowDesk() { waiting.drain(); }

void WorkflowDesk::on_strand(const std::function<void()>& work) {
  std::promise<void> done;
  waiting.start(0, [&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

namespace {

void open_in(ConversationLog& log, const Bundle& bundle) {
  log.record(event::ConversationOpened{"bench", CustomerId("c_ada"), true, "channel bench", {}, bundle.hash});
  log.record(event::EpisodeOpened{1, false, bundle.hash});
}

}  // namespace

ConversationId WorkflowDesk::open(const std::string& name) {
  auto log = must(parts_->journal.open(ConversationId(name)));
  open_in(log, *parts_->live->bundle);
  must(log.commit());
  return ConversationId(name);
}

void WorkflowDesk::run(const ConversationId& conversation, const std::string& workflow) {
  auto log = must(parts_->journal.open(conversation));
  if (log.seq() == 0) open_in(log, *parts_->live->bundle);
  log.record(event::MessageReceived{MessageId("m1"), "please do it", {}});
  must(start_run(parts_->seams, *parts_->live, log, workflow, false));
  const RunReport report = must(carry_on_run(parts_->seams, *parts_->live, log));
  if (report.how != RunReport::How::said) give_up("the run of `" + workflow + "` did not end as it should: " + report.handoff.reason + report.because);
  log.record(event::ReplySent{MessageId("m1"), {.text = report.words.text, .receipts = report.words.receipts}, "", "act", "", "", ""});
  log.record(event::TurnEnded{MessageId("m1")});
  must(log.commit());
}

void WorkflowDesk::resume(const ConversationId& conversation) {
  auto log = must(parts_->journal.open(conversation));
  if (!log.state().run || log.state().run->waits_for != "answer") give_up("the run of " + conversation.text + " does not wait");
  keep(must(carry_on_run(parts_->seams, *parts_->live, log)));
}

}  // namespace handrail::bench
