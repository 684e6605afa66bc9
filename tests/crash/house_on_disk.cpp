#include "tests/crash/house_on_disk.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "engine/base/assert.hpp"
#include "engine/turn/views.hpp"
#include "tests/crash/sayings.hpp"

namespace handrail {
namespace {

namespace fs = std::filesystem;
constexpr int asked_while_it_stays = 3;
constexpr int attempts_max = 40;

Principal person(const std::string& name, bool agent, std::vector<std::string> roles) {
  Principal who;
  who.kind = PrincipalKind::person;
  who.name = name;
  who.agent = agent;
  who.roles = std::move(roles);
  return who;
}

Json order(const std::string& id, const std::string& total) {
  return *parse_json(R"({"id":")" + id + R"(","customer":"c_ada","total":{"amount":")" + total + R"(","currency":"USD"},"status":"delivered"})");
}

bool is_open(const Item& item) { return item.status == "open" || item.status == "claimed"; }

}  // namespace

// What ends with the process.
struct HouseOnDisk::Process {
  ThreadWaiting waiting;
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<Lanes> lanes;
  std::unique_ptr<Journal> journal;
  std::unique_ptr<Seams> seams;
  std::unique_ptr<Engine> engine;
};

HouseOnDisk::HouseOnDisk(std::string folder, std::uint64_t seed) : folder_(std::move(folder)), disk_(folder_, seed) {
  reading_->reads("refund W1001", read_as("refund_request", "0.95", {}, {order_id("W1001")}));
  reading_->reads("refund W1002", read_as("refund_request", "0.95", {}, {order_id("W1002")}));
  reading_->reads("yes", read_as("other", "0.1", {"says_yes"}));
  reading_->reads("a voucher", read_as("voucher_request", "0.95"));
  reading_->reads("close my account", read_as("close_account", "0.95"));
  reading_->reads("how long do I have to return something?", read_as("question", "0.95"));
  reading_->reads("a human", read_as("other", "0.1", {"wants_person"}));
  const auto answers = [&](const std::string& tool, Json arguments, Json result, std::string receipt = "") {
    tools_.answers({.tool = tool, .arguments = std::move(arguments), .response = {CallOutcome::completed, std::move(result), std::move(receipt), ""}});
  };
  answers("lookup_account", {}, *parse_json(R"({"id":"c_ada","plan":"pro"})"));
  answers("lookup_order", Json::object({{"order_id", "W1001"}}), order("W1001", "40.00"));
  answers("lookup_order", Json::object({{"order_id", "W1002"}}), order("W1002", "240.00"));
  answers("process_refund", {}, *parse_json(R"({"id":"rf_1","amount":{"amount":"40.00","currency":"USD"}})"), "rf_1");
  answers("send_voucher", {}, *parse_json(R"({"id":"v_1"})"), "v_1");
  answers("close_account", {}, *parse_json(R"({"id":"cl_1"})"), "cl_1");
  tools_.answers({.tool = "check_voucher", .arguments = {}, .response = {}, .by_key = true});
}

HouseOnDisk::~HouseOnDisk() { process_.reset(); }

// --- the process --------------------------------------------------------------------------------------------------------------------------

// A start that the disk does not allow is tried again, as a supervisor does.
void HouseOnDisk::start() {
  for (int attempt = 0;; ++attempt) {
    HANDRAIL_ASSERT(attempt < attempts_max, "the process starts in the end");
    auto process = std::make_unique<Process>();
    auto opened = SqliteStore::open(folder_ + "/handrail.db", process->waiting, {[] { return true; }});
    if (!opened) {
      ++errors_;
      if (disk_.struck()) disk_.mend();
      process.reset();
      if (after_ == After::restart || after_ == After::lose_power) disk_.come_back(after_ == After::lose_power);
      continue;
    }
    process->store = std::move(*opened);
    process->lanes = std::make_unique<Lanes>(process->waiting);
    process->journal = std::make_unique<Journal>(*process->store, *process->lanes, clock_);
    process->seams = std::make_unique<Seams>(Seams{*process->journal, clock_, ids_, tools_, workflows_, bundles_});
    process->engine = std::make_unique<Engine>(*process->seams);
    process_ = std::move(process);
    store_ = process_->store.get();
    return;
  }
}

void HouseOnDisk::end(bool power_is_lost) {
  disk_.die();
  process_.reset();
  disk_.mend();
  disk_.come_back(power_is_lost);
  start();
}

bool HouseOnDisk::ready() {
  if (!bundles_.current()) return process_->store->health().has_value();   // nothing serves yet
  const Json readiness = process_->engine->readiness();
  return canonical(readiness["ready"]) == "true";
}

// Somebody got an error: never a success that was none. What comes now is what the run is about.
void HouseOnDisk::meet(const Error& error) {
  ++errors_;
  HANDRAIL_ASSERT(disk_.struck(), "an error without a fault: " + error.message);
  HANDRAIL_ASSERT(error.code == ErrorCode::unavailable, "the caller may try again: " + error.message);
  switch (after_) {
    case After::go_on: break;
    case After::stay:
      HANDRAIL_ASSERT(!ready(), "what cannot write is not ready");
      if (++patience_ <= asked_while_it_stays) return;
      break;
    case After::restart: end(false); break;
    case After::lose_power: end(true); break;
  }
  disk_.mend();
  HANDRAIL_ASSERT(ready(), "it is ready as soon as it can write, by itself");
  // What was broken off goes on by itself.
  resume_open_turns(*process_->engine, *process_->store, [&](const ConversationId&, const Error& failed) { HANDRAIL_ASSERT(false, "goes on: " + failed.message); });
}

void HouseOnDisk::until_done(const Step& step) {
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    const auto done = step();
    if (done) return;
    meet(done.error());
  }
  HANDRAIL_ASSERT(false, "it is done in the end");
}

// --- people ---------------------------------------------------------------------------------------------------------------------------------

void HouseOnDisk::acknowledge(const ConversationId& conversation) {
  until_done([&]() -> Result<void> {
    HANDRAIL_TRY(const Head head, store_->head(conversation));
    acknowledged_[conversation].push_back({head.seq, head.hash});
    return {};
  });
}

void HouseOnDisk::open(const std::string& conversation) {
  until_done([&]() -> Result<void> {
    HANDRAIL_TRY(const Json opened, process_->engine->open(channel_named("shop-web"), {.id = conversation, .customer = {CustomerId("c_ada"), true, "signed in"}, .context = {}}));
    return {};
  });
  acknowledge(ConversationId(conversation));
}

// Until it is answered, always with the same id; asked once more, the answer is the same.
std::string HouseOnDisk::say(const std::string& conversation, const std::string& message, const std::string& text) {
  std::string said, again;
  const auto ask = [&](std::string& reply) -> Step {
    return [&]() -> Result<void> {
      HANDRAIL_TRY(const TurnAnswer answer, process_->engine->message(channel_named("shop-web"), ConversationId(conversation), {MessageId(message), text, {}}));
      reply = answer.body["reply"].text_or("text");
      return {};
    };
  };
  until_done(ask(said));
  acknowledge(ConversationId(conversation));
  until_done(ask(again));
  HANDRAIL_ASSERT(said == again, "a message that is sent again has its answer: " + said + " / " + again);
  return said;
}

void HouseOnDisk::approve() {
  until_done([&]() -> Result<void> {
    HANDRAIL_TRY(const auto items, store_->items({"approval", std::nullopt, {}, 100, std::nullopt}));
    for (const Item& item : items)
      if (is_open(item)) HANDRAIL_TRY_VOID(process_->engine->decide(person("lea", false, {"billing_lead"}), ApprovalId(item.id), {}));
    return {};
  });
  acknowledge(ConversationId("second"));
}

void HouseOnDisk::on_handoff(HandoffRequest::Action action, const std::string& text) {
  until_done([&]() -> Result<void> {
    HANDRAIL_TRY(const auto items, store_->items({"handoff", std::nullopt, {}, 100, std::nullopt}));
    for (const Item& item : items) {
      if (!is_open(item)) continue;
      HandoffRequest request;
      request.action = action;
      request.text = text;
      HANDRAIL_TRY(const Json done, process_->engine->act(person("ann", true, {}), HandoffId(item.id), request));
    }
    return {};
  });
}

void HouseOnDisk::wait(Duration duration) {
  const Instant until = clock_.now() + duration;
  for (bool more = true; more;) {
    until_done([&]() -> Result<void> {
      HANDRAIL_TRY(const auto due, store_->due_timers(until, 1));
      more = !due.empty();
      if (!more) return {};
      clock_.set(std::max(clock_.now(), due.front().at));
      return process_->engine->fire(due.front().conversation, due.front().id);
    });
  }
  clock_.set(until);
}

void HouseOnDisk::day() {
  for (const char* conversation : {"first", "second", "third", "fourth"}) open(conversation);
  say("first", "m1", "refund W1001");
  say("first", "m2", "yes");
  say("second", "m1", "refund W1002");
  say("second", "m2", "yes");
  approve();
  say("third", "m1", "a voucher");
  say("third", "m2", "how long do I have to return something?");
  say("third", "m3", "a human");
  on_handoff(HandoffRequest::Action::claim);
  on_handoff(HandoffRequest::Action::resolve);
  say("fourth", "m1", "close my account");
  say("fourth", "m2", "yes");
  wait(hours(3));
  on_handoff(HandoffRequest::Action::claim);   // whatever a crash handed over
  on_handoff(HandoffRequest::Action::resolve);
  wait(days(3));
}

// --- what must hold -------------------------------------------------------------------------------------------------------------------------

void HouseOnDisk::nothing_is_lost() {
  for (const auto& [conversation, heads] : acknowledged_) {
    const auto events = store_->events(conversation, 0, 100'000);
    HANDRAIL_ASSERT(events, "the journal can be read");
    for (const Acknowledged& head : heads)
      HANDRAIL_ASSERT(events->size() >= head.seq && (*events)[head.seq - 1].hash == head.hash,
                      "what was acknowledged is there: " + conversation.text + " " + std::to_string(head.seq));
    const auto chain = store_->verify(conversation);
    HANDRAIL_ASSERT(chain, "the chain holds: " + (chain ? "" : chain.error().message));
    const auto replayed = replay(*store_, conversation);
    const auto live = process_->journal->look(conversation);
    HANDRAIL_ASSERT(replayed && live, "the conversation is there");
    HANDRAIL_ASSERT(canonical(conversation_view(*replayed, 0)) == canonical(conversation_view(**live, 0)), "the events add up to the state");
    HANDRAIL_ASSERT(!replayed->turn && replayed->in_flight.empty() && replayed->timers.empty() && replayed->episode.outcome, "everything has come to its end");
  }
  const auto open = store_->open_turns();
  HANDRAIL_ASSERT(open && open->empty(), "nothing is under way");
  const auto due = store_->due_timers(clock_.now() + days(1000), 100);
  HANDRAIL_ASSERT(due && due->empty(), "no timer is left");
}

// A reservation stands for each call that was sent and did not fail, and for no other.
void HouseOnDisk::budgets_are_exact() {
  std::map<std::string, std::string> sent;
  std::set<std::string> done, reserved;
  for (const auto& [conversation, heads] : acknowledged_) {
    const auto events = store_->events(conversation, 0, 100'000);
    HANDRAIL_ASSERT(events, "the journal can be read");
    for (const StoredEvent& stored : *events) {
      const auto event = decode_event(stored.kind, stored.body);
      HANDRAIL_ASSERT(event, "what was stored can be read");
      if (const auto* dispatched = std::get_if<event::CallDispatched>(&*event)) sent[dispatched->call.text] = dispatched->tool;
      if (const auto* settled = std::get_if<event::CallSettled>(&*event); settled && settled->outcome == "failed") sent.erase(settled->call.text);
    }
  }
  for (const auto& [call, tool] : sent)
    if (tool != "close_account") done.insert(call);   // which has no limit
  auto database = sqlite::Database::open_read_only(folder_ + "/handrail.db");
  HANDRAIL_ASSERT(database, "the store can be read");
  auto rows = database->prepare("SELECT DISTINCT call FROM reservations");
  HANDRAIL_ASSERT(rows, "the store has its budgets");
  for (auto row = rows->step(); row && *row; row = rows->step()) reserved.insert(std::string(rows->text(0)));
  HANDRAIL_ASSERT(reserved == done, "the budgets hold what was sent");
  std::set<std::string> keys;
  for (const auto& effect : tools_.effects()) HANDRAIL_ASSERT(keys.insert(effect.key).second, "each effect once");
}

HouseOnDisk::Told HouseOnDisk::told() const {
  Told told{{}, {}, errors_, disk_.struck()};
  for (const auto& [conversation, heads] : acknowledged_) {
    if (conversation.text == "fourth") continue;   // its tool can be neither sent again nor asked about: a crash hands it over
    const auto events = store_->events(conversation, 0, 100'000);
    HANDRAIL_ASSERT(events, "the journal can be read");
    for (const StoredEvent& stored : *events) {
      const auto event = decode_event(stored.kind, stored.body);
      if (const auto* reply = std::get_if<event::ReplySent>(&*event))
        told.heard.push_back(conversation.text + ": " + reply->reply.text.substr(0, reply->reply.text.find("Reference")));
      if (const auto* closed = std::get_if<event::EpisodeClosed>(&*event)) told.heard.push_back(conversation.text + " " + std::string(word_of(closed->outcome)));
    }
  }
  for (const auto& effect : tools_.effects())
    if (effect.tool != "close_account" && effect.tool.rfind("look", 0) != 0 && effect.tool != "check_voucher") told.effects.push_back(effect.tool + " " + effect.arguments);
  std::sort(told.effects.begin(), told.effects.end());
  return told;
}

HouseOnDisk::Told HouseOnDisk::play(std::optional<FaultyDisk::Fault> fault, After after) {
  after_ = after;
  if (fault) disk_.arm(*fault);
  start();
  until_done([&]() -> Result<void> {
    const auto served = bundles_.serve(bundle_named("desk"), Readings::scripted);
    return served ? Result<void>() : fail(served.error());
  });
  day();
  const bool died = fault && (fault->kind == FaultyDisk::Kind::power_fails || fault->kind == FaultyDisk::Kind::process_dies);
  if (!died) disk_.mend();
  nothing_is_lost();
  budgets_are_exact();
  // And once more after the machine is gone: what was acknowledged does not live in memory alone.
  disk_.die();
  process_.reset();
  disk_.come_back(true);
  start();
  nothing_is_lost();
  budgets_are_exact();
  return told();
}

}  // namespace handrail
