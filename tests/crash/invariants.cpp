#include "tests/crash/invariants.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/journal/state.hpp"
#include "tests/crash/world.hpp"

namespace handrail {
namespace {

constexpr std::int64_t needs_a_person_from = 10'000;   // cents; every version of the bundle asks a billing lead above it
constexpr std::int64_t may_need_a_person_from = 6'000;   // one of them asks above this

std::int64_t cents(const Json& arguments) {
  const auto dollars = parse_decimal(arguments["amount"].text_or("amount"));
  return dollars ? dollars->millionths / 10'000 : 0;
}

// One walk over the events of a conversation, in their order.
class Walk {
 public:
  void see(Instant at, const Event& event) {
    at_ = at;
    std::visit([this](const auto& e) { on(e); }, event);
  }

  // At rest: what had to follow has followed.
  void end() const {
    for (const auto& [message, answered] : messages_) must(answered, "message " + message + " is left without a word");
    must(!handoff_untold_, "a handoff was made without a word to the customer");
  }

 private:
  template <class Other> void on(const Other&) {}

  void on(const event::ConversationOpened& e) { verified_ = e.verified; }
  void on(const event::CustomerVerified&) { verified_ = true; }
  void on(const event::EpisodeOpened& e) {
    must(!open_, "an episode begins while another is open");
    must(e.number == ++number_, "episodes are counted without a gap");
    open_ = true;
    person_ = false;
    owner_ = Ownership::bot;
  }
  void on(const event::EpisodeClosed&) {
    must(open_, "an episode has one outcome");
    must(!of_.approval && of_.granted.empty() && aside_.empty() && timers_.empty(), "an episode ends with everything in it");
    open_ = false;
  }
  void on(const event::MessageReceived& e) {
    must(!messages_.count(e.message.text), "a message is stored once");
    const bool draft_waits = of_.approval && of_.approval->what == "reply";   // its reviewer has the conversation, and answers it with the draft or hands it over
    messages_[e.message.text] = owner_ != Ownership::bot || draft_waits;   // a person has it, or will
    last_message_ = e.message.text;
    if (owner_ == Ownership::bot && open_) undecided_.insert(last_message_);
  }
  void on(const event::TurnDecided&) {
    must(open_, "nothing is decided in a closed episode");
    undecided_.erase(last_message_);
  }
  void on(const event::RunStarted& e) {
    must(open_, "nothing is begun in a closed episode");
    run_ = e.run;
    of_.doubtful = e.review;
    of_.settled = false;
  }
  // What was agreed to in a run ends with it.
  void on(const event::RunEnded&) {
    run_ = {};
    of_.agreed.clear();
    of_.doubtful = of_.settled = false;
    must(of_.granted.empty(), "what was approved in a run was sent, or is void by its end");
  }
  void on(const event::RunSetAside& e) {
    must(e.run == run_ && !aside_.count(e.run.text), "what is set aside was spoken with");
    aside_[e.run.text] = std::exchange(of_, {});
    run_ = {};
  }
  void on(const event::RunTakenUp& e) {
    must(aside_.count(e.run.text) == 1, "what is taken up was set aside");
    const Matter taken = aside_[e.run.text];
    aside_.erase(e.run.text);
    if (!run_.empty() || of_.approval) aside_[run_.text] = of_;
    of_ = taken;
    run_ = e.run;
  }
  void on(const event::CustomerConfirmed& e) {
    of_.agreed.erase(e.tool);
    if (e.yes) of_.agreed[e.tool] = call_name(e.tool, e.arguments);
    of_.settled = of_.settled || e.yes;
  }
  void on(const event::TimerSet& e) { timers_[e.timer] = e.at; }
  void on(const event::TimerCleared& e) { timers_.erase(e.timer); }
  void on(const event::TimerFired& e) {
    must(timers_.count(e.timer) > 0, "a timer fires once: " + e.timer);
    must(timers_[e.timer] <= at_, "no timer fires before its time: " + e.timer);
    timers_.erase(e.timer);
  }
  void on(const event::ReplySent& e) {
    must(e.reply.by == Speaker::person || !person_, "the bot is silent while a person has the conversation");
    must(!e.reply.text.empty(), "a reply has words");
    if (e.reply.by == Speaker::bot) handoff_untold_ = false;
    if (e.message.empty()) return;
    const auto [last, first] = replied_.emplace(e.message.text, Promised{});
    must(first || kept_by(e, last->second), "message " + e.message.text + " is answered once, but for what its answer promised");
    last->second = promise_of(e);
    must(e.reply.by == Speaker::person || !undecided_.count(e.message.text), "message " + e.message.text + " is answered by a decision about it");
    messages_[e.message.text] = true;
  }
  void on(const event::ApprovalRequested& e) {
    if (e.what == "reply" && !run_.empty() && of_.approval && of_.approval->what == "call") {   // the draft takes its run's place
      aside_[run_.text] = std::exchange(of_, {});
      run_ = {};
    }
    must(!of_.approval, "one approval at a time, of each run");
    of_.approval = e;
    if (e.what == "reply") messages_[e.facts.text_or("message")] = true;
  }
  void on(const event::ApprovalDecided& e) {
    if (e.verdict == "void") must(of_.granted.erase(e.approval.text) == 1, "what is void was approved, and not used");
    if (e.verdict == "void") return;
    must(of_.approval && of_.approval->approval == e.approval, "an approval is decided once");
    if (e.verdict == "approved" && of_.approval->what == "call") of_.granted[e.approval.text] = call_name(of_.approval->tool, of_.approval->arguments);
    of_.settled = of_.settled || (e.verdict == "approved" && of_.approval->role == person_who_checks);
    of_.approval.reset();
  }
  void on(const event::HandoffMade&) {
    must(owner_ == Ownership::bot, "a conversation is handed over once at a time");
    must(open_, "what is closed is not handed over");
    owner_ = Ownership::nobody;
    handoff_untold_ = true;
    messages_[last_message_] = true;
  }
  void on(const event::HandoffMoved&) {   // nobody came, or whoever had it did not write
    must(owner_ != Ownership::bot, "what is moved is handed over");
    owner_ = Ownership::nobody;
    person_ = false;
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
    must(owner_ == Ownership::bot && open_, "nothing is done while people have the conversation, nor after its end");
    const std::string exactly = call_name(e.tool, e.arguments);
    if (e.tool == "process_refund" && cents(e.arguments) > needs_a_person_from)
      must(granted_by(exactly), "each approval is good for one call: " + exactly);
    const bool agreed = of_.agreed.count(e.tool) && of_.agreed[e.tool] == exactly;
    if (of_.doubtful && e.critical)
      must(agreed || granted_by(exactly) || (e.tool == "note_it" && of_.settled), "nothing is done on a reading that a person checks, but by a yes or an approval: " + exactly);
    std::erase_if(of_.granted, [&](const auto& one) { return one.second == exactly; });
    if (asks_the_customer(e.tool)) must(agreed, "each yes is good for one call: " + exactly);
    of_.agreed.erase(e.tool);
  }
  void on(const event::CallSettled& e) {
    must(dispatched_.count(e.call.text), "what is settled was sent");
    must(settled_.insert(e.call.text).second, "a call is settled once");
  }

  // A reply that says only what comes before the answer, which has then a reply of its own: once, and in its own way.
  struct Promised {
    enum class What { nothing, draft, after_sign_in, after_the_run } what = What::nothing;
    RunId run;   // the one under way then
  };

  [[nodiscard]] Promised promise_of(const event::ReplySent& e) const {
    if (e.kind == says_that_draft_waits) return {Promised::What::draft, run_};
    if (e.asked == says_that_wish_waits) return {Promised::What::after_the_run, run_};
    return {e.asked == "verify" ? Promised::What::after_sign_in : Promised::What::nothing, run_};
  }

  [[nodiscard]] bool kept_by(const event::ReplySent& e, const Promised& promised) const {
    switch (promised.what) {
      case Promised::What::nothing: return false;
      case Promised::What::draft: return e.kind == "draft";
      case Promised::What::after_sign_in: return verified_ && e.asked != "verify";
      case Promised::What::after_the_run: return run_ != promised.run && e.asked != says_that_wish_waits;
    }
    return false;
  }

  static bool asks_the_customer(const std::string& tool) { return tool == "process_refund" || tool == "close_account"; }
  [[nodiscard]] bool granted_by(const std::string& call) const {
    return std::any_of(of_.granted.begin(), of_.granted.end(), [&](const auto& one) { return one.second == call; });
  }

  Instant at_;
  bool open_ = false, person_ = false, handoff_untold_ = false, verified_ = false;
  RunId run_;
  Ownership owner_ = Ownership::bot;
  std::int64_t number_ = 0;
  std::map<std::string, bool> messages_;
  std::string last_message_;
  std::set<std::string> undecided_, dispatched_, settled_;
  std::map<std::string, Promised> replied_;   // by message: what its last reply promised
  std::map<std::string, std::string> judged_;
  struct Matter {
    std::optional<event::ApprovalRequested> approval;
    std::map<std::string, std::string> agreed, granted;   // the call that is agreed to, by tool; the call that is approved, by approval
    bool doubtful = false, settled = false;               // a person checks what it was begun on; the customer or such a person has said what is meant
  };
  Matter of_;                               // the run that is spoken with
  std::map<std::string, Matter> aside_;     // by run
  std::map<std::string, Instant> timers_;
};

bool is_awaited(const std::optional<Run>& run, const std::optional<Approval>& approval) { return approval || (run && (run->waits_for == "time" || run->waits_for == "approval")); }

// Something will come of a run that was set aside, whatever the customer does.
bool others_come(const ConversationState& state) {
  return std::any_of(state.aside.begin(), state.aside.end(), [](const SetAside& one) { return is_awaited(one.run, one.approval); });
}

bool is_timer_of(const std::optional<Run>& run, const std::optional<Approval>& approval, const std::string& timer) {
  if (timer.rfind("run ", 0) == 0) return run && timer.rfind("run " + run->id.text + " ", 0) == 0;
  return approval && timer == "approval " + approval->asked.approval.text;
}

// What nobody waits for any more has no timer; whose conversation it is decides about the others.
bool is_of_something(const ConversationState& state, const std::string& timer) {
  if (timer == "silence") return state.owner == Ownership::bot && !state.approval && !others_come(state);
  const bool of_one_aside = std::any_of(state.aside.begin(), state.aside.end(), [&](const SetAside& one) { return is_timer_of(one.run, one.approval, timer); });
  if (timer.rfind("run ", 0) == 0 || timer.rfind("approval ", 0) == 0) return of_one_aside || is_timer_of(state.run, state.approval, timer);
  return state.owner != Ownership::bot && state.handoff && timer == "handoff " + state.handoff->made.handoff.text;
}

void comes_to_an_end(const ConversationState& state, const std::optional<Run>& run, const std::optional<Approval>& approval) {
  if (approval) must(state.timers.count("approval " + approval->asked.approval.text) == 1, "an approval expires");
  else if (run && run->waits_for == "time") must(state.timers.count(run->waits_name) == 1, "a run that waits for a time is woken");
  if (run) must(!run->waits_for.empty(), "a run waits for something");
  if (run && run->waits_for == "approval") must(approval.has_value(), "a run that waits for an approval has one");
}

// The ids of these tests are counted: of two calls at the same time, which came first.
std::uint64_t number_of(const CallId& call) { return std::strtoull(call.text.substr(call.text.rfind('_') + 1).c_str(), nullptr, 10); }

struct Sent { Instant at; std::uint64_t number = 0; std::string tool, customer; Json arguments; bool approved = false; };

// What was sent and did not fail, of all conversations, in the order of time.
std::vector<Sent> all_sent(const std::map<ConversationId, std::vector<Told>>& told) {
  std::map<std::string, Sent> calls;
  for (const auto& [conversation, events] : told) {
    std::set<std::string> approved;
    std::map<std::string, event::ApprovalRequested> asked;
    for (const auto& [at, event] : events) {
      if (const auto* requested = std::get_if<event::ApprovalRequested>(&event)) asked[requested->approval.text] = *requested;
      if (const auto* decided = std::get_if<event::ApprovalDecided>(&event); decided && decided->verdict == "approved") {
        // A limit turns an `allow` into an approval; where a rule asks for one anyway, that is it.
        const event::ApprovalRequested& what = asked[decided->approval.text];
        if (decided->role == "owner" || cents(what.arguments) > may_need_a_person_from) approved.insert(call_name(what.tool, what.arguments));
      }
      if (const auto* sent = std::get_if<event::CallDispatched>(&event))
        calls[sent->call.text] = {at, number_of(sent->call), sent->tool, sent->customer, sent->arguments, approved.count(call_name(sent->tool, sent->arguments)) > 0};
      if (const auto* settled = std::get_if<event::CallSettled>(&event); settled && settled->outcome == "failed") calls.erase(settled->call.text);
    }
  }
  std::vector<Sent> sent;
  for (auto& [id, call] : calls) sent.push_back(std::move(call));
  std::sort(sent.begin(), sent.end(), [](const Sent& a, const Sent& b) { return std::tuple(a.at, a.number) < std::tuple(b.at, b.number); });
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
    must(!state.run && !state.approval && !state.handoff && state.aside.empty(), "a closed conversation waits for nothing");
    return;
  }
  for (const auto& [timer, at] : state.timers) must(is_of_something(state, timer), "a timer is of something that is open: " + timer);
  must((state.owner == Ownership::bot) == !state.handoff.has_value(), "whose it is, and whether it is handed over, agree");
  comes_to_an_end(state, state.run, state.approval);
  for (const SetAside& one : state.aside) comes_to_an_end(state, one.run, one.approval);
  const bool awaited = is_awaited(state.run, state.approval) || others_come(state);
  if (!awaited && state.owner == Ownership::bot) must(state.timers.count("silence") == 1, "silence ends what nobody goes on with");
  must(state.aside.empty() || state.owner == Ownership::bot, "what is handed over is settled, whatever was open");
  must(state.aside.empty() || state.run || state.approval, "of what is open one is spoken with");
  must(state.aside.size() < limits::runs_at_once, "no more runs than the limit");
  for (const SetAside& one : state.aside) {
    const bool asks = one.run && (one.run->waits_for == "answer" || one.run->waits_for == "confirmation");
    if (asks) must((state.run && !is_awaited(state.run, {})) || state.approval, "whoever has something to ask is not passed over");
  }
  const bool promised = state.handoff && state.timers.count("handoff " + state.handoff->made.handoff.text) == 1;
  const bool heard_that_it_passed = state.handoff && state.handoff->acknowledged_at && *state.handoff->acknowledged_at >= state.handoff->promised_at;
  if (state.owner == Ownership::nobody) must(promised || heard_that_it_passed, "a promise is watched, or the customer has heard that it passed");
  if (state.owner == Ownership::person) must(!state.handoff->claimed_by.empty(), "a person has a name");
}

void items_agree(const ConversationState& state, const std::vector<Item>& items) {
  std::vector<std::string> listed, meant;
  for (const Item& item : items)
    if (item.conversation == state.id && (item.status == "open" || item.status == "claimed")) listed.push_back(item.kind + " " + item.id + " " + item.status);
  if (state.approval) meant.push_back("approval " + state.approval->asked.approval.text + " open");
  for (const SetAside& one : state.aside)
    if (one.approval) meant.push_back("approval " + one.approval->asked.approval.text + " open");
  if (state.handoff) meant.push_back("handoff " + state.handoff->made.handoff.text + (state.owner == Ownership::person ? " claimed" : " open"));
  std::sort(listed.begin(), listed.end());
  std::sort(meant.begin(), meant.end());
  must(listed == meant, "what people list is what the conversation says");
}

void events_agree(const std::vector<Told>& events) {
  Walk walk;
  for (const auto& [at, event] : events) walk.see(at, event);
  walk.end();
}

void calls_agree(const std::vector<Told>& events, const Outside& outside) {
  std::set<std::string> acted, unknown;
  for (const Outside::Act& act : outside.acts()) acted.insert(act.key);
  for (const auto& [at, event] : events) {
    if (std::get_if<event::HandoffMade>(&event)) unknown.clear();
    const auto* settled = std::get_if<event::CallSettled>(&event);
    if (!settled) continue;
    const bool happened = acted.count(settled->call.text) > 0;
    if (settled->outcome == "completed") must(happened, "what is completed has happened: " + settled->tool);
    else if (settled->outcome == "failed") must(!happened, "what failed has not happened: " + settled->tool);
    else unknown.insert(settled->tool);
  }
  must(unknown.empty(), "where nobody can say whether it happened, a person is asked");
}

// A call holds what it reserved unless it is known that it did not happen.
void reservations_agree(const std::vector<Told>& events, const std::set<std::string>& holding) {
  std::map<std::string, bool> holds;
  for (const auto& [at, event] : events) {
    if (const auto* sent = std::get_if<event::CallDispatched>(&event); sent && sent->reserved.items()) holds[sent->call.text] = true;
    const auto* settled = std::get_if<event::CallSettled>(&event);
    if (settled && settled->outcome == "failed" && holds.count(settled->call.text)) holds[settled->call.text] = false;
  }
  for (const auto& [call, held] : holds)
    must((holding.count(call) > 0) == held, std::string("what a call reserved is ") + (held ? "held until" : "free once") + " it is known not to have happened");
}

void budgets_hold(const std::map<ConversationId, std::vector<Told>>& told) {
  const std::vector<Sent> sent = all_sent(told);
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
    must(refunded <= 30'000 || sent[i].approved, "at most $300 per customer in 90 days without a person");
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
