#include "tests/crash/invariants.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/journal/state.hpp"
#include "tests/crash/world.hpp"

namespace handrail {
namespace {

constexpr std::int64_t needs_a_person_from = 10'000;   // cents; every version of the bundle asks a billing lead above it

std::int64_t cents(const Json& arguments) {
  const auto dollars = parse_decimal(arguments["amount"].text_or("amount"));
  return dollars ? dollars->millionths / 10'000 : 0;
}

// One walk over the events of a conversation, in their order.
class Walk {
 public:
  void see(const Event& event) { std::visit([this](const auto& e) { on(e); }, event); }

  // At rest: what had to follow has followed.
  void end() const {
    for (const auto& [message, answered] : messages_) must(answered, "message " + message + " is left without a word");
    must(!handoff_untold_, "a handoff was made without a word to the customer");
  }

 private:
  template <class Other> void on(const Other&) {}

  void on(const event::EpisodeOpened& e) {
    must(!open_, "an episode begins while another is open");
    must(e.number == ++number_, "episodes are counted without a gap");
    open_ = true;
    person_ = false;
    owner_ = Ownership::bot;
  }
  void on(const event::EpisodeClosed&) {
    must(open_, "an episode has one outcome");
    open_ = false;
  }
  void on(const event::MessageReceived& e) {
    must(!messages_.count(e.message.text), "a message is stored once");
    const bool draft_waits = approval_ && approval_->what == "reply";   // its reviewer has the conversation, and answers it with the draft or hands it over
    messages_[e.message.text] = owner_ != Ownership::bot || draft_waits;   // a person has it, or will
    last_message_ = e.message.text;
    if (owner_ == Ownership::bot && open_) undecided_.insert(last_message_);
  }
  void on(const event::TurnDecided&) { undecided_.erase(last_message_); }
  void on(const event::ReplySent& e) {
    must(e.reply.by == Speaker::person || !person_, "the bot is silent while a person has the conversation");
    must(!e.reply.text.empty(), "a reply has words");
    if (e.reply.by == Speaker::bot) handoff_untold_ = false;
    if (e.message.empty()) return;
    must(replied_.insert(e.message.text).second, "message " + e.message.text + " is answered once");
    must(e.reply.by == Speaker::person || !undecided_.count(e.message.text), "message " + e.message.text + " is answered by a decision about it");
    messages_[e.message.text] = true;
  }
  void on(const event::ApprovalRequested& e) {
    must(!approval_, "one approval at a time");
    approval_ = e;
    if (e.what == "reply") messages_[e.facts.text_or("message")] = true;
  }
  void on(const event::ApprovalDecided& e) {
    if (e.verdict == "void") return;
    must(approval_ && approval_->approval == e.approval, "an approval is decided once");
    if (e.verdict == "approved" && approval_->what == "call") ++approved_[call_name(approval_->tool, approval_->arguments)];
    approval_.reset();
  }
  void on(const event::HandoffMade&) {
    must(owner_ == Ownership::bot, "a conversation is handed over once at a time");
    owner_ = Ownership::nobody;
    handoff_untold_ = true;
    messages_[last_message_] = true;
  }
  void on(const event::HandoffClaimed&) {
    must(owner_ == Ownership::nobody, "a handoff is claimed once");
    owner_ = Ownership::person;
    person_ = true;
  }
  void on(const event::HandoffReturned&) {
    must(person_, "who hands back has it");
    owner_ = Ownership::bot;
    person_ = false;
  }
  void on(const event::HandoffResolved& e) {
    must(person_ != (e.by == "the customer"), "who resolves has it, or the customer ends it while nobody has");
    person_ = false;
  }
  void on(const event::CallJudged& e) { judged_[e.call.text] = e.verdict.text_or("verdict"); }
  void on(const event::CallDispatched& e) {
    must(judged_.count(e.call.text) && judged_[e.call.text] == "allow", "a call was judged, and allowed, before it was sent");
    must(dispatched_.insert(e.call.text).second, "a call is recorded once");
    must(!person_, "nothing is done while a person has the conversation");
    const std::string exactly = call_name(e.tool, e.arguments);
    if (e.tool == "process_refund" && cents(e.arguments) > needs_a_person_from)
      must(++sent_above_[exactly] <= approved_[exactly], "each approval is good for one call: " + exactly);
  }
  void on(const event::CallSettled& e) {
    must(dispatched_.count(e.call.text), "what is settled was sent");
    must(settled_.insert(e.call.text).second, "a call is settled once");
  }

  bool open_ = false, person_ = false, handoff_untold_ = false;
  Ownership owner_ = Ownership::bot;
  std::int64_t number_ = 0;
  std::map<std::string, bool> messages_;
  std::string last_message_;
  std::set<std::string> undecided_, replied_, dispatched_, settled_;
  std::map<std::string, std::string> judged_;
  std::optional<event::ApprovalRequested> approval_;
  std::map<std::string, int> approved_, sent_above_;
};

struct Sent { Instant at; std::string tool, customer; Json arguments; bool by_owner = false; };

// What was sent and did not fail, of all conversations, in the order of time.
std::vector<Sent> all_sent(Store& store, const std::vector<ConversationId>& conversations) {
  std::map<std::string, Sent> calls;
  for (const ConversationId& conversation : conversations) {
    const auto events = store.events(conversation, 0, 100'000);
    std::set<std::string> owner_approved;
    std::map<std::string, event::ApprovalRequested> asked;
    for (const StoredEvent& stored : *events) {
      const auto event = decode_event(stored.kind, stored.body);
      if (const auto* requested = std::get_if<event::ApprovalRequested>(&*event)) asked[requested->approval.text] = *requested;
      if (const auto* decided = std::get_if<event::ApprovalDecided>(&*event); decided && decided->verdict == "approved" && decided->role == "owner")
        owner_approved.insert(call_name(asked[decided->approval.text].tool, asked[decided->approval.text].arguments));
      if (const auto* sent = std::get_if<event::CallDispatched>(&*event))
        calls[sent->call.text] = {stored.at, sent->tool, sent->customer, sent->arguments, owner_approved.count(call_name(sent->tool, sent->arguments)) > 0};
      if (const auto* settled = std::get_if<event::CallSettled>(&*event); settled && settled->outcome == "failed") calls.erase(settled->call.text);
    }
  }
  std::vector<Sent> sent;
  for (auto& [id, call] : calls) sent.push_back(std::move(call));
  std::stable_sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return a.at < b.at; });
  return sent;
}

}  // namespace

void must(bool holds, const std::string& what) {
  if (!holds) throw Broken(what);
}

void something_will_happen(const ConversationState& state) {
  must(!state.turn, "no turn is half done");
  must(state.in_flight.empty(), "no call is left under way");
  if (state.episode.outcome) {
    must(state.timers.empty(), "a closed conversation has no timer");
    must(!state.run && !state.approval && !state.handoff, "a closed conversation waits for nothing");
    return;
  }
  must((state.owner == Ownership::bot) == !state.handoff.has_value(), "whose it is, and whether it is handed over, agree");
  if (state.approval) must(state.timers.count("approval " + state.approval->asked.approval.text) == 1, "an approval expires");
  else if (state.owner == Ownership::bot) must(state.timers.count("silence") == 1, "silence ends what nobody goes on with");
  const bool promised = state.handoff && state.timers.count("handoff " + state.handoff->made.handoff.text) == 1;
  if (state.owner == Ownership::nobody) must(promised || state.handoff->promised_at != state.handoff->made.promised_at, "a promise is watched, or was moved already");
  if (state.owner == Ownership::person) must(!state.handoff->claimed_by.empty(), "a person has a name");
  if (state.run) must(!state.run->waits_for.empty(), "a run waits for something");
  if (state.run && state.run->waits_for == "approval") must(state.approval.has_value(), "a run that waits for an approval has one");
}

void items_agree(const ConversationState& state, const std::vector<Item>& items) {
  std::vector<std::string> listed, meant;
  for (const Item& item : items)
    if (item.conversation == state.id && (item.status == "open" || item.status == "claimed")) listed.push_back(item.kind + " " + item.id + " " + item.status);
  if (state.approval) meant.push_back("approval " + state.approval->asked.approval.text + " open");
  if (state.handoff) meant.push_back("handoff " + state.handoff->made.handoff.text + (state.owner == Ownership::person ? " claimed" : " open"));
  must(listed == meant, "what people list is what the conversation says");
}

void events_agree(const std::vector<StoredEvent>& events) {
  Walk walk;
  for (const StoredEvent& stored : events) {
    const auto event = decode_event(stored.kind, stored.body);
    must(event.has_value(), "what was stored can be read");
    walk.see(*event);
  }
  walk.end();
}

void calls_agree(const std::vector<StoredEvent>& events, const Outside& outside) {
  std::set<std::string> acted, unknown;
  for (const Outside::Act& act : outside.acts()) acted.insert(act.key);
  for (const StoredEvent& stored : events) {
    const auto event = decode_event(stored.kind, stored.body);
    if (std::get_if<event::HandoffMade>(&*event)) unknown.clear();
    const auto* settled = std::get_if<event::CallSettled>(&*event);
    if (!settled) continue;
    const bool happened = acted.count(settled->call.text) > 0;
    if (settled->outcome == "completed") must(happened, "what is completed has happened: " + settled->tool);
    else if (settled->outcome == "failed") must(!happened, "what failed has not happened: " + settled->tool);
    else unknown.insert(settled->tool);
  }
  must(unknown.empty(), "where nobody can say whether it happened, a person is asked");
}

void budgets_hold(Store& store, const std::vector<ConversationId>& conversations) {
  const std::vector<Sent> sent = all_sent(store, conversations);
  for (std::size_t i = 0; i < sent.size(); ++i) {
    std::int64_t refunded = 0;
    int vouchers = 0;
    std::map<std::string, int> per_order;
    for (std::size_t j = 0; j <= i; ++j) {
      const Duration before = sent[i].at - sent[j].at;
      if (sent[j].tool == "process_refund" && ++per_order[sent[j].arguments.text_or("order_id")] > 2 && j == i) throw Broken("an order is refunded at most twice");
      if (sent[j].tool != sent[i].tool || sent[j].customer != sent[i].customer) continue;
      if (sent[i].tool == "process_refund" && before < days(90)) refunded += cents(sent[j].arguments);
      if (sent[i].tool == "send_voucher" && before < days(30)) ++vouchers;
    }
    must(refunded <= 30'000 || sent[i].by_owner, "at most $300 per customer in 90 days without the owner");
    must(vouchers <= 1, "one voucher in 30 days");
  }
}

void effects_happened_once(const Outside& outside) {
  std::set<std::string> keys;
  for (const Outside::Act& act : outside.acts()) {
    must(keys.insert(act.key).second, "each effect once: " + act.tool + " " + act.key);
    if (act.tool == "close_account") must(outside.requests().at(act.key) == 1, "what can be neither sent again nor asked about is sent once");
  }
}

}  // namespace handrail
