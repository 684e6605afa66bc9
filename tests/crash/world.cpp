#include "tests/crash/world.hpp"

#include <algorithm>
#include <random>

#include "engine/base/assert.hpp"
#include "engine/turn/views.hpp"
#include "tests/crash/sayings.hpp"

namespace handrail {
namespace {

using Kind = Deed::Kind;
constexpr int restarts_max = 20;
constexpr std::string_view tools[] = {"process_refund", "process_refund", "send_voucher", "close_account", "lookup_order", "lookup_account", "check_voucher", "note_it"};

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// Pays it back twice: each time with a yes, and an approval, of its own.
constexpr auto twice = R"(local order = lookup_order(desk.ask("order_id"))
process_refund(order.id, amount or order.total)
process_refund(order.id, amount or order.total)
)";

// Comes back to it later; and where the wait was in vain, somebody else's it is.
constexpr auto later = R"(local order = lookup_order(desk.ask("order_id"))
desk.say("I will see to it in two hours.")
desk.wait("2 hours")
if order.total.amount == "240.00" then desk.hand_off("too much to pay back by itself") end
process_refund(order.id, amount or order.total)
)";

// Of which the customer hears nothing.
constexpr auto note = R"(
tool note_it(order_id: text)
  writes
  allow
  otherwise  deny because "No rule allows it" then hand off to support
  after a crash  stop and ask a person
  if it fails    hand off to support because "The note could not be written"
)";

// The bundle as it is, with a lower bound for refunds, with a script that notes it first and says more, broken, with a script that does its call twice, and with one that waits.
std::vector<dsl::SourceFile> edited(std::uint32_t version) {
  static const std::vector<dsl::SourceFile> as_it_is = bundle_named("desk");
  std::vector<dsl::SourceFile> files = as_it_is;
  for (dsl::SourceFile& file : files) {
    if (version == 1 && file.path == "tools.policy") replace_all(file.text, "$100", "$60");
    if (version == 2 && file.path == "workflows/refund.lua") file.text = "note_it(desk.ask(\"order_id\"))\n" + file.text + "desk.say(\"Anything else?\")\n";
    if (version == 2 && file.path == "tools.policy") replace_all(file.text += note, "tools  lookup_order, process_refund", "tools  lookup_order, process_refund, note_it");
    if (version == 4 && file.path == "workflows/refund.lua") file.text = twice;
    if (version == 5 && file.path == "workflows/refund.lua") file.text = later;
    if (version == 3 && file.path == "tools.policy") file.text += "tool half of a\n";
  }
  return files;
}

Principal person(std::uint32_t n) {
  Principal person;
  person.kind = PrincipalKind::person;
  person.name = n % 3 == 0 ? "bea" : "ann";
  person.agent = true;
  person.roles = {"billing_lead"};
  if (n % 2) person.roles.emplace_back("owner");
  return person;
}

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

// A disk that is full refuses what is to be stored, and is not dead.
class World::FullStore : public MortalStore {
 public:
  FullStore(World& world) : MortalStore(world.disk_, world.life_), world_(world) {}
  Result<Head> append(Batch batch) override {
    if (full()) return fail(ErrorCode::unavailable, "the disk is full");
    return MortalStore::append(std::move(batch));
  }
  Result<void> arrive(const Arrival& arrival) override {
    if (full()) return fail(ErrorCode::unavailable, "the disk is full");
    return MortalStore::arrive(arrival);
  }

 private:
  bool full() {
    if (world_.full_for_ == 0 || world_.full_in_-- > 0) return false;
    --world_.full_for_;
    return true;
  }

  World& world_;
};

struct World::Process {
  explicit Process(World& world)
      : waiting(world.clock_), store(world), lanes(waiting), journal(store, lanes, world.clock_),
        seams{journal, world.clock_, world.ids_, world.outside_, world.workflows_, world.bundles_}, engine(seams) {}
  FakeWaiting waiting;
  FullStore store;
  Lanes lanes;
  Journal journal;
  Seams seams;
  Engine engine;
};

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

// --- what people do -------------------------------------------------------------------------------------------------------------------------

// Whoever got no answer asks again as soon as there is somebody to ask; whoever asks again gets the same answer.
void World::send(Said& said) {
  const auto answer = process_->engine.message(channel_named("shop-web"), said.conversation, {MessageId(said.id), said.text, {}});
  if (life_->dead) return;   // nobody heard anything
  if (!answer) {
    if (said.answered && answer.error().code == ErrorCode::conflict) return;   // so long ago that its answer is not kept at hand
    return excused(answer.error(), said.id + " is answered");
  }
  const std::string text = answer->body["reply"].text_or("text");
  if (said.answered && !said.answer.empty())
    must(text == said.answer || follows(said, text), "a message that is sent again has the answer that it had: `" + said.answer + "`, now `" + text + "`");
  said.answered = true;
  said.answer = text;
  nothing_is_cut_off(said.conversation);
}

// An answer that was promised has come since, in a reply of its own (events_agree knows which may): that one is what is told from then on.
bool World::follows(const Said& said, const std::string& text) {
  std::vector<std::string> replies;
  const auto events = store_->events(said.conversation, 0, 100'000);
  must(events.has_value(), "the events can be read");
  for (const StoredEvent& stored : *events) {
    if (stored.kind != "reply_sent") continue;
    const auto event = decode_event(stored.kind, stored.body);
    const auto* sent = event ? std::get_if<event::ReplySent>(&*event) : nullptr;
    if (sent && sent->message.text == said.id) replies.push_back(sent->reply.text);
  }
  const auto heard = std::find(replies.begin(), replies.end(), said.answer);
  return heard != replies.end() && heard + 1 != replies.end() && replies.back() == text;
}

// Whoever has an answer comes after what was broken off before, and that is done.
void World::nothing_is_cut_off(const ConversationId& conversation) {
  if (life_->dead) return;
  const auto state = process_->journal.look(conversation);
  must(state && !(*state)->turn && (!(*state)->run || !(*state)->run->waits_for.empty()), "whoever has an answer finds nothing half done");
}

std::string World::say(const ConversationId& conversation, const std::string& text) {
  said_.push_back({conversation, "m" + std::to_string(said_.size() + 1), text, "", false});
  Said& said = said_.back();
  send(said);
  return conversation.text + " " + said.id + ": " + text;
}

std::string World::say(const Deed& deed) { return say(conversation(deed.a), sayings()[deed.b % sayings().size()].first); }

// To its end: whatever it is asked, the customer says yes to, and whoever has to approves it; or, while a colleague looks, something else is wished for.
std::string World::refund(const Deed& deed) {
  const ConversationId& wishing = conversation(deed.a);
  std::string told = say(wishing, refund_of(wishing == conversations_.back(), deed.b).first);
  for (int step = 0; step < 6 && !life_->dead; ++step) {
    const auto state = process_->journal.look(wishing);
    if (!state || !(*state)->run) break;
    if ((*state)->run->waits_for == "confirmation" && !(*state)->approval) told += "; " + say(wishing, "yes");
    else if ((*state)->approval && deed.kind == Kind::second_wish) return told + "; " + say(wishing, second_wish(deed.c));
    else if ((*state)->approval) told += "; " + decide(item_of(*(*state)->approval), {}, person(1));
    else break;
  }
  return told;
}

std::string World::say_again(const Deed& deed) {
  if (said_.empty()) return "nothing was said yet";
  Said& said = said_[deed.a % said_.size()];
  if (deed.b % 4 || !said.answered) {   // what never arrived may come with other words
    send(said);
    return said.conversation.text + " " + said.id + " again: " + said.text;
  }
  const auto answer = process_->engine.message(channel_named("shop-web"), said.conversation, {MessageId(said.id), said.text + ", but otherwise", {}});
  if (!life_->dead) must(!answer && (answer.error().code == ErrorCode::conflict || disturbed_), "an id is for one message only");
  return said.conversation.text + " " + said.id + " again, with other words";
}

// Lands while a call of the next deeds is under way, in the same conversation or beside it.
std::string World::say_meanwhile(const Deed& deed) {
  outside_.meanwhile([this, deed] {
    const bool disturbed = std::exchange(disturbed_, true);   // the lane may be taken
    (void)say(deed);
    disturbed_ = disturbed || life_->dead;
  });
  return "meanwhile " + conversation(deed.a).text + ": " + sayings()[deed.b % sayings().size()].first;
}

std::string World::say_much(const Deed& deed) {
  std::string told;
  for (std::uint32_t i = 0; i < 2 + deed.c % 3; ++i) told += (i ? "; " : "") + say({Kind::say, deed.a, deed.b + i * 7, 0});
  return told;
}

Item World::item_of(const Approval& approval) {
  for (const auto& [name, item] : disk_->items)
    if (item.kind == "approval" && item.id == approval.asked.approval.text) return item;
  throw Broken("an approval that is open is listed: " + approval.asked.approval.text);
}

std::vector<Item> World::open_items(const std::string& kind) {
  std::vector<Item> open;
  for (const auto& [name, item] : disk_->items)
    if (item.kind == kind && (item.status == "open" || item.status == "claimed")) open.push_back(item);
  return open;
}

std::string World::decide(const Item& item, const ApprovalRequest& request, const Principal& who) {
  using Verdict = ApprovalRequest::Verdict;
  std::string told = who.name + (request.verdict == Verdict::refuse ? " refuses " : request.verdict == Verdict::edit ? " edits " : " approves ") + item.id;
  for (;;) {   // whoever hears that the disk is full asks again
    const int full = full_for_;
    const auto decided = process_->engine.decide(who, ApprovalId(item.id), request);
    if (!decided) told += " (" + decided.error().message + ")";
    if (life_->dead) return told;
    if (decided || decided.error().code == ErrorCode::conflict || decided.error().code == ErrorCode::forbidden) nothing_is_cut_off(item.conversation);
    if (decided || full_for_ == full) return told;
  }
}

std::string World::decide(const Deed& deed) {
  const auto items = open_items("approval");
  if (items.empty()) return "there is nothing to approve";
  const Item& item = items[deed.a % items.size()];
  const bool reply = item.group.empty();
  ApprovalRequest request;
  if (deed.b % 4 == 0) request = {ApprovalRequest::Verdict::refuse, "no", {}};
  const char* const edit = reply ? R"({"text":"Better words."})" : R"({"order_id":"W1001","amount":{"amount":"60.00","currency":"USD"}})";
  if (deed.b % 4 == 1) request = {ApprovalRequest::Verdict::edit, "", *parse_json(edit)};
  return decide(item, request, person(deed.c));
}

std::string World::on_handoff(const Deed& deed) {
  const auto items = open_items("handoff");
  if (items.empty()) return "there is nothing to take";
  using Action = HandoffRequest::Action;
  static constexpr std::pair<Action, const char*> actions[] = {
      {Action::claim, "claims"}, {Action::claim, "claims"}, {Action::reply, "answers"}, {Action::hand_back, "hands back"}, {Action::resolve, "resolves"}};
  const Item& item = items[deed.a % items.size()];
  const auto& [action, word] = actions[deed.b % std::size(actions)];
  HandoffRequest request;
  request.action = action;
  request.text = "words of a person";
  const Principal who = person(deed.c);
  const auto done = process_->engine.act(who, HandoffId(item.id), request);   // somebody else's is refused
  return who.name + " " + word + " " + item.id + (done ? "" : " (" + done.error().message + ")");
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

std::string World::close(const Deed& deed) {
  const ConversationId& closing = conversation(deed.a);
  const auto closed = process_->engine.close(channel_named("shop-web"), closing, {.resolved = deed.b % 2 != 0, .key = {}});   // refused while a person has it
  return closing.text + " closes" + (closed ? "" : " (" + closed.error().message + ")");
}

std::string World::edit(const Deed& deed) {
  const std::uint32_t version = deed.a % bundle_versions;
  const auto before = bundles_.current();
  const auto served = bundles_.serve(edited(version), Readings::scripted);
  must(served.has_value() == (version != 3), "a broken edit is refused, and only that");
  if (version == 3) must(bundles_.current() == before, "a broken edit changes nothing");
  return "version " + std::to_string(version) + " of the bundle is saved";
}

// --- the end --------------------------------------------------------------------------------------------------------------------------------

void World::settle() {
  come_to_rest();
  for (int day = 0; day < 30; ++day) {
    for (const Item& item : open_items("handoff")) {
      Principal owner = person(1);
      const auto state = process_->journal.look(item.conversation);
      if (!(*state)->handoff->claimed_by.empty()) owner.name = (*state)->handoff->claimed_by;
      must(process_->engine.act(owner, HandoffId(item.id), {.action = HandoffRequest::Action::claim, .text = "", .closing = {}}).has_value(), "who may claim can");
      must(process_->engine.act(owner, HandoffId(item.id), {.action = HandoffRequest::Action::resolve, .text = "", .closing = {}}).has_value(), "who has it can resolve it");
    }
    (void)wait({Kind::wait, 3, 0, 0});
    look();
  }
  std::int64_t episodes = 0, outcomes = 0;
  for (const ConversationId& conversation : conversations_) {
    const auto state = process_->journal.look(conversation);
    must((*state)->episode.outcome.has_value(), "every conversation has come to its end");
    episodes += (*state)->episode.number;
    outcomes += static_cast<std::int64_t>((*state)->closed.size()) + 1;
  }
  must(episodes == outcomes, "the outcomes add up to the episodes");
}

}  // namespace handrail
