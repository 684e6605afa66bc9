#include "tests/crash/world.hpp"

#include <algorithm>
#include <random>

#include "engine/turn/views.hpp"
#include "tests/crash/sayings.hpp"
#include "tests/crash/versions.hpp"
#include "tests/crash/world_process.hpp"

namespace handrail {
namespace {

using Kind = Deed::Kind;
constexpr int restarts_max = 20;
constexpr std::string_view tools[] = {"process_refund", "process_refund", "send_voucher", "close_account", "lookup_order", "lookup_account", "check_voucher", "note_it"};

}  // namespace

Deed saying(const std::string& text) {
  const auto& all = sayings();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == text; });
  must(found != all.end(), "nobody knows how to say `" + text + "`");
  return {Kind::say, 0, static_cast<std::uint32_t>(found - all.begin()), 0};
}

Deed next_call(const std::string& tool, Outside::Mood mood) {
  const auto found = std::find(std::begin(tools), std::end(tools), tool);
  must(found != std::end(tools), "there is no tool `" + tool + "`");
  return {Kind::tool, static_cast<std::uint32_t>(found - std::begin(tools)), static_cast<std::uint32_t>(mood), 0};
}

std::vector<Deed> deeds_of(std::uint64_t seed, std::size_t count) {
  std::mt19937_64 random(seed);
  static constexpr std::pair<Kind, int> often[] = {
      {Kind::say, 40},   {Kind::say_again, 6}, {Kind::say_meanwhile, 6}, {Kind::say_much, 3},   {Kind::decide, 14}, {Kind::decide_meanwhile, 2},
      {Kind::on_handoff, 14}, {Kind::wait, 12}, {Kind::close, 4},        {Kind::restart, 3},    {Kind::die, 12},    {Kind::die_twice, 4},
      {Kind::disk_full, 5},   {Kind::tool, 10}, {Kind::order, 3},        {Kind::edit, 3},   {Kind::refund, 8},    {Kind::second_wish, 10}};
  int total = 0;
  for (const auto& [kind, weight] : often) total += weight;
  std::vector<Deed> deeds;
  while (deeds.size() < count) {
    int left = static_cast<int>(random() % static_cast<std::uint64_t>(total));
    for (const auto& [kind, weight] : often)
      if ((left -= weight) < 0) {
        deeds.push_back({kind, static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random())});
        break;
      }
  }
  return deeds;
}

World::World() {
  for (const auto& [text, read] : sayings()) reading_->reads(text, read);
  for (std::uint32_t n = 0; n < refunds_of_one; ++n)
    for (const bool bob : {false, true}) reading_->reads(refund_of(bob, n).first, refund_of(bob, n).second);
  start();
  must(bundles_.serve(edited(0), Readings::scripted).has_value(), "the bundle is whole");
  for (const char* name : {"talk0", "talk1", "talk2"}) {
    const bool bob = conversations_.size() == 2;
    const auto opened = process_->engine.open(channel_named("shop-web"), {.id = name, .customer = {CustomerId(bob ? "c_bob" : "c_ada"), true, "signed in"}, .context = {}});
    must(opened.has_value(), "a conversation opens");
    conversations_.emplace_back(name);
  }
}

World::~World() = default;

void World::start() {
  life_->dead = false;
  life_->death.reset();
  if (deaths_to_come_ > 0) life_->death = Life::Death{life_->appends + static_cast<std::uint64_t>(deaths_to_come_--), Life::Moment::after};
  process_ = std::make_unique<Process>(*this);
  store_ = &process_->store;
}

// Again and again, also where the recovery itself is killed in its middle.
void World::restart() {
  died_ = died_ || life_->dead;
  for (int attempt = 0; attempt < restarts_max; ++attempt) {
    start();
    resume_open_turns(process_->engine, *store_, [&](const ConversationId&, const Error& error) { excused(error, "a turn goes on after a restart"); });
    if (!life_->dead) return;
  }
  throw Broken("a process that is killed in its recovery recovers in the end");
}

// An error is an answer only where something was in the way.
void World::excused(const Error& error, const std::string& what) {
  const bool world_failed = error.code == ErrorCode::unavailable || error.code == ErrorCode::timeout || error.code == ErrorCode::limit;
  if (!disturbed_ || !world_failed) throw Broken(what + ": " + error.message);
}

// Callers who got no answer ask again; what was broken off goes on by itself; then what must hold is looked at.
void World::come_to_rest() {
  if (life_->dead) restart();
  life_->death.reset();
  deaths_to_come_ = full_for_ = restless_ = 0;
  outside_.meanwhile(nullptr);
  resume_open_turns(process_->engine, *store_, [&](const ConversationId&, const Error& error) { throw Broken("what was broken off goes on: " + error.message); });
  disturbed_ = false;
  for (Said& said : said_)
    if (!said.answered) send(said);
  look();
}

void World::look() {
  std::vector<Item> items;
  for (const auto& [name, item] : disk_->items) items.push_back(item);
  std::set<std::string> holding;
  for (const auto& [name, used] : disk_->reservations) holding.insert(used.call);
  bool moved = false;
  for (const ConversationId& conversation : conversations_) {
    std::vector<Told>& told = told_[conversation];
    const auto more = store_->events(conversation, told.size(), 100'000);
    if (more->empty()) continue;
    moved = true;
    for (const StoredEvent& stored : *more) {
      auto event = decode_event(stored.kind, stored.body);
      must(event.has_value(), "what was stored can be read");
      told.push_back({stored.at, std::move(*event)});
    }
    const auto live = process_->journal.look(conversation);
    const auto replayed = replay(*store_, conversation);
    must(live && replayed, "the conversation is there");
    must(canonical(conversation_view(**live, 0)) == canonical(conversation_view(*replayed, 0)), "the events add up to the state");
    must((*live)->timers == replayed->timers && replayed->timers == disk_->conversations[conversation].timers, "timers are what the events say");
    something_will_happen(*replayed);
    items_agree(*replayed, items);
    events_agree(told);
    calls_agree(told, outside_);
    reservations_agree(told, holding);
    must(store_->verify(conversation).has_value(), "the chain holds");
  }
  if (moved) budgets_hold(told_);
  effects_happened_once(outside_);
  must(store_->open_turns()->empty(), "nothing is under way");
}

std::string World::perform(const Deed& deed) {
  const std::string what = act(deed);
  // What befalls the process, or happens meanwhile, comes with the deeds after it.
  static constexpr Kind for_later[] = {Kind::die, Kind::die_twice, Kind::disk_full, Kind::say_meanwhile, Kind::decide_meanwhile};
  const bool later = std::find(std::begin(for_later), std::end(for_later), deed.kind) != std::end(for_later);
  if (later) return what;
  if (restless_ > 0 && !life_->dead) {   // what the disk broke off still lies there when the next one comes
    --restless_;
    return what;
  }
  come_to_rest();
  return what;
}

std::string World::act(const Deed& deed) {
  switch (deed.kind) {
    case Kind::say: return say(deed);
    case Kind::say_again: return say_again(deed);
    case Kind::say_meanwhile: return say_meanwhile(deed);
    case Kind::say_much: return say_much(deed);
    case Kind::refund:
    case Kind::second_wish: return refund(deed);
    case Kind::decide: return decide(deed);
    case Kind::decide_meanwhile:
      outside_.meanwhile([this, deed] { (void)decide(deed); });
      return "meanwhile somebody decides on an approval";
    case Kind::on_handoff: return on_handoff(deed);
    case Kind::wait: return wait(deed);
    case Kind::close: return close(deed);
    case Kind::restart: restart(); return "the process is started again";
    case Kind::edit: return edit(deed);
    case Kind::order:
      outside_.order_costs(deed.a % 3 == 0 ? "40.00" : deed.a % 3 == 1 ? "90.00" : "240.00");
      return "the orders now cost " + std::string(deed.a % 3 == 0 ? "$40" : deed.a % 3 == 1 ? "$90" : "$240");
    case Kind::die: case Kind::die_twice: case Kind::disk_full: case Kind::tool: return fault(deed);
  }
  return "";
}

std::string World::fault(const Deed& deed) {
  if (deed.kind == Kind::tool) {
    static const char* const words[] = {"works", "fails", "is lost on the way there", "is lost on the way back", "is slow", "is too late"};
    const std::uint32_t mood = deed.b % std::size(words);
    const std::string tool(tools[deed.a % std::size(tools)]);
    outside_.expect(tool, Outside::moods[mood]);
    return "the next call of " + tool + " " + words[mood];
  }
  disturbed_ = true;
  if (deed.kind == Kind::disk_full) {
    full_for_ = static_cast<int>(1 + deed.a % 3);
    full_in_ = static_cast<int>(deed.c % full_in_at_most);
    restless_ = static_cast<int>(deed.b % 3);
    return "in " + std::to_string(full_in_) + " appends the disk is full, for " + std::to_string(full_for_);
  }
  died_ = false;
  const std::uint64_t in = 1 + deed.a % 8;
  life_->death = Life::Death{life_->appends + in, deed.b % 2 ? Life::Moment::before : Life::Moment::after};
  deaths_to_come_ = deed.kind == Kind::die_twice ? static_cast<int>(1 + deed.c % 3) : 0;
  return "the process dies " + std::string(deed.b % 2 ? "before" : "after") + " the append that comes " + std::to_string(in) + "." +
         (deaths_to_come_ ? " and again in its recovery" : "");
}

// Two watchers may look at one timer, and one may look late: what is not due, or not there any more, does nothing.
void World::fires_nothing(const ConversationId& conversation, const std::string& timer, const std::string& otherwise) {
  if (life_->dead) return;
  const std::uint64_t before = store_->head(conversation)->seq;
  (void)process_->engine.fire(conversation, timer);
  must(!life_->dead && store_->head(conversation)->seq == before, otherwise + ": " + timer);
}

std::string World::wait(const Deed& deed) {
  static constexpr Duration lengths[] = {minutes(5), hours(1), hours(5), days(1), days(3), days(31)};
  const Duration length = lengths[deed.a % std::size(lengths)];
  const Instant until = clock_.now() + length;
  const auto set = disk_->conversations[conversation(deed.b)].timers;
  for (const auto& [timer, at] : set)
    if (at > clock_.now()) fires_nothing(conversation(deed.b), timer, "no timer fires before its time");
  for (int fired = 0;; ++fired) {
    must(fired < 1000, "every timer that fires is gone, or later");
    const auto due = store_->due_timers(until, 1);
    if (due->empty()) break;
    const auto& [conversation, timer, at] = due->front();
    clock_.set(std::max(clock_.now(), at));
    const auto done = process_->engine.fire(conversation, timer);
    if (life_->dead) {
      restart();
    } else if (!done) {
      excused(done.error(), "a timer fires");
    } else {
      nothing_is_cut_off(conversation);
      if (!disk_->conversations[conversation].timers.count(timer)) fires_nothing(conversation, timer, "a timer fires once");
    }
  }
  if (clock_.now() < until) clock_.set(until);
  return "waits " + format_duration(length);
}

std::string World::edit(const Deed& deed) {
  const std::uint32_t version = deed.a % bundle_versions;
  const auto before = bundles_.current();
  const auto served = bundles_.serve(edited(version), Readings::scripted);
  must(served.has_value() == (version != 3), "a broken edit is refused, and only that");
  if (version == 3) must(bundles_.current() == before, "a broken edit changes nothing");
  return "version " + std::to_string(version) + " of the bundle is saved";
}

}  // namespace handrail
