#include "tests/crash/world.hpp"

#include <algorithm>
#include <random>

#include "engine/base/assert.hpp"
#include "engine/turn/views.hpp"
#include "tests/crash/invariants.hpp"

namespace handrail {
namespace {

using Kind = Deed::Kind;
constexpr int restarts_max = 20;
constexpr std::string_view tools[] = {"process_refund", "process_refund", "send_voucher", "close_account", "lookup_order", "lookup_account", "check_voucher"};

Reading reading(const std::string& intent, const std::string& confidence, const std::vector<std::string>& signals = {}, std::vector<EntityClaim> claims = {}) {
  Reading made;
  made.intent = intent;
  made.confidence = *parse_decimal(confidence);
  for (const std::string& signal : signals) made.signals.push_back({signal, signal});
  made.entities = std::move(claims);
  return made;
}

EntityClaim order_id(const std::string& id) { return {"order_id", id, Json(id), 0, 0}; }
EntityClaim amount(const std::string& dollars) {
  return {"amount", "$" + dollars, Json::object({{"amount", dollars + ".00"}, {"currency", "USD"}}), 0, 0};
}

const std::vector<std::pair<std::string, Reading>>& sayings() {
  static const std::vector<std::pair<std::string, Reading>> all = {
      {"yes", reading("other", "0.1", {"says_yes"})},
      {"yes!", reading("other", "0.1", {"says_yes"})},
      {"refund W1001", reading("refund_request", "0.95", {}, {order_id("W1001")})},
      {"refund W2001", reading("refund_request", "0.95", {}, {order_id("W2001")})},
      {"refund W1001, $40 of it", reading("refund_request", "0.95", {}, {order_id("W1001"), amount("40")})},
      {"refund W1001, $120 of it", reading("refund_request", "0.95", {}, {order_id("W1001"), amount("120")})},
      {"maybe a refund", reading("refund_request", "0.8")},
      {"no", reading("other", "0.1", {"says_no"})},
      {"how long do I have to return something?", reading("question", "0.95")},
      {"what does delivery cost?", reading("question", "0.6")},
      {"a voucher", reading("voucher_request", "0.95")},
      {"perhaps a voucher", reading("voucher_request", "0.5")},
      {"close my account", reading("close_account", "0.95")},
      {"hm", reading("other", "0.1")},
      {"a stolen card", reading("fraud", "0.9")},
      {"terms", reading("contract", "0.9")},
      {"a human", reading("other", "0.1", {"wants_person"})},
      {"you charged too much", reading("dispute", "0.9")},
      {"that is all", reading("other", "0.1", {"says_done"})},
      {"angry", reading("question", "0.9", {"angry"})},
      {"thanks", reading("other", "0.1", {"thanks"})},
      {"cancel that", reading("other", "0.2")},
  };
  return all;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

// The bundle as it is, with a lower bound for refunds, with another script, and broken.
std::vector<dsl::SourceFile> edited(std::uint32_t version) {
  static const std::vector<dsl::SourceFile> as_it_is = bundle_named("desk");
  std::vector<dsl::SourceFile> files = as_it_is;
  for (dsl::SourceFile& file : files) {
    if (version == 1 && file.path == "tools.policy") replace_all(file.text, "$100", "$60");
    if (version == 2 && file.path == "workflows/refund.lua") file.text += "desk.say(\"Anything else?\")\n";
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
      {Kind::disk_full, 5},   {Kind::tool, 10}, {Kind::order, 3},        {Kind::edit, 2}};
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
    if (world_.full_for_ == 0 || world_.full_in_-- > 0) return MortalStore::append(std::move(batch));
    --world_.full_for_;
    return fail(ErrorCode::unavailable, "the disk is full");
  }

 private:
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
  bool moved = false;
  for (const ConversationId& conversation : conversations_) {
    const std::uint64_t seq = store_->head(conversation)->seq;
    if (std::exchange(looked_at_[conversation], seq) == seq) continue;
    moved = true;
    const auto live = process_->journal.look(conversation);
    const auto replayed = replay(*store_, conversation);
    must(live && replayed, "the conversation is there");
    must(canonical(conversation_view(**live, 0)) == canonical(conversation_view(*replayed, 0)), "the events add up to the state");
    must((*live)->timers == replayed->timers && replayed->timers == disk_->conversations[conversation].timers, "timers are what the events say");
    something_will_happen(*replayed);
    items_agree(*replayed, items);
    const auto events = store_->events(conversation, 0, 100'000);
    events_agree(*events);
    calls_agree(*events, outside_);
    must(store_->verify(conversation).has_value(), "the chain holds");
  }
  if (moved) budgets_hold(*store_, conversations_);
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
    case Kind::die:
    case Kind::die_twice:
    case Kind::disk_full:
    case Kind::tool: return fault(deed);
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
    full_in_ = static_cast<int>(deed.c % 3);
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
  if (said.answered && !said.answer.empty()) must(text == said.answer, "a message that is sent again has the answer that it had: `" + said.answer + "`, now `" + text + "`");
  said.answered = true;
  said.answer = text;
}

std::string World::say(const Deed& deed) {
  const std::string& text = sayings()[deed.b % sayings().size()].first;
  said_.push_back({conversation(deed.a), "m" + std::to_string(said_.size() + 1), text, "", false});
  send(said_.back());
  return said_.back().conversation.text + " " + said_.back().id + ": " + text;
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

std::vector<Item> World::open_items(const std::string& kind) {
  std::vector<Item> open;
  for (const auto& [name, item] : disk_->items)
    if (item.kind == kind && (item.status == "open" || item.status == "claimed")) open.push_back(item);
  return open;
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
  const Principal who = person(deed.c);
  const auto decided = process_->engine.decide(who, ApprovalId(item.id), request);
  std::string told = who.name + (deed.b % 4 == 0 ? " refuses " : deed.b % 4 == 1 ? " edits " : " approves ") + item.id;
  if (!decided) told += " (" + decided.error().message + ")";
  return told;
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

std::string World::wait(const Deed& deed) {
  static constexpr Duration lengths[] = {minutes(5), hours(1), hours(5), days(1), days(3), days(31)};
  const Duration length = lengths[deed.a % std::size(lengths)];
  const Instant until = clock_.now() + length;
  for (int fired = 0;; ++fired) {
    must(fired < 1000, "every timer that fires is gone, or later");
    const auto due = store_->due_timers(until, 1);
    if (due->empty()) break;
    clock_.set(std::max(clock_.now(), due->front().at));
    const auto done = process_->engine.fire(due->front().conversation, due->front().id);
    if (life_->dead) restart();
    else if (!done) excused(done.error(), "a timer fires");
  }
  if (clock_.now() < until) clock_.set(until);
  return "waits " + format_duration(length);
}

std::string World::close(const Deed& deed) {
  const ConversationId& closing = conversation(deed.a);
  const auto closed = process_->engine.close(channel_named("shop-web"), closing, deed.b % 2);   // refused while a person has it
  return closing.text + " closes" + (closed ? "" : " (" + closed.error().message + ")");
}

std::string World::edit(const Deed& deed) {
  const std::uint32_t version = deed.a % 4;
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
