// The closed list of what is ever recorded about a conversation. An event says what happened, never what to do; the state is what the events add
// up to (fold.hpp), and everything that anybody is told is read off them.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/base/json_io.hpp"
#include "engine/domain/decision.hpp"
#include "engine/domain/gate.hpp"
#include "engine/domain/message.hpp"
#include "engine/domain/outcome.hpp"
#include "engine/domain/reply.hpp"
#include "engine/seams/store.hpp"

namespace handrail::event {

// One line per event: its kind on the record, its members.
#define HANDRAIL_EVENT(word)                          \
  static constexpr std::string_view event_kind = word; \
  template <class Self, class Io>                     \
  static void members([[maybe_unused]] Self& self, [[maybe_unused]] Io& io)

struct ConversationOpened {
  std::string channel;
  CustomerId customer;
  bool verified = false;
  std::string verified_by;
  Json context;
  BundleHash bundle;
  HANDRAIL_EVENT("conversation_opened") {
    io("channel", self.channel); io("customer", self.customer); io("verified", self.verified); io("verified_by", self.verified_by);
    io("context", self.context); io("bundle", self.bundle);
  }
};
struct CustomerVerified {          // by a tool declared `verifies customer`
  CustomerId customer;
  std::string verified_by;
  HANDRAIL_EVENT("customer_verified") { io("customer", self.customer); io("verified_by", self.verified_by); }
};
struct EpisodeOpened {
  std::int64_t number = 1;
  bool reopened = false;           // within the time that makes the last outcome a false resolution
  BundleHash bundle;               // the version that this episode keeps
  HANDRAIL_EVENT("episode_opened") { io("number", self.number); io("reopened", self.reopened); io("bundle", self.bundle); }
};
struct BundleChanged {             // published: from here on the episode keeps another version
  BundleHash from, to;
  std::string script_hash;         // of the run that waits, in the new version
  HANDRAIL_EVENT("bundle_changed") { io("from", self.from); io("to", self.to); io("script_hash", self.script_hash); }
};
struct MessageReceived {           // opens a turn while the bot owns the conversation
  MessageId message;
  std::string text;
  Json context;
  Received received = {};          // before it waited for the turn before it; the event's own time is when it was stored
  HANDRAIL_EVENT("message_received") {
    io("message", self.message); io("text", self.text); io("context", self.context);
    io("received_at", self.received.at); io("behind", self.received.behind);
  }
};
struct FurtherWish {               // of a message that wishes for several things: one after the first, read by itself
  std::string text;                          // its part of the message
  std::string intent;
  Decimal confidence;
  std::map<std::string, Json> claims;
  std::vector<EntityClaim> named;            // their places are those in `text`
  std::vector<SpeechAct> acts;
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("text", self.text); io("intent", self.intent); io("confidence", self.confidence); io("claims", self.claims); io("named", self.named); io("acts", self.acts);
  }
  bool operator==(const FurtherWish&) const = default;
};
struct MessageRead {               // everything that is ever read off the message: nobody looks at its words again
  std::vector<std::string> signals;
  std::vector<std::string> matched;          // the words behind each signal, in the same order
  std::map<std::string, Json> claims;        // the first of each entity
  std::string intent;
  Decimal confidence;
  std::string model;
  std::vector<EntityClaim> named;            // all of each entity, in the order of the words; empty in older journals
  std::vector<SpeechAct> acts;               // what the words do; empty in older journals
  std::vector<std::int64_t> matched_at;      // of each signal's words the first byte and the one behind their last, two for each; empty in older journals
  std::string urgency, urgent;               // how soon it says that it needs help, and the words that say so; empty in older journals: low
  std::string written_in;                    // ISO 639-1; empty: nobody can tell
  std::int64_t strain = 0;                   // matter, mood and urgency together: what `rising_risk` compares
  std::vector<FurtherWish> further;          // the claims, names and acts above are those of the first wish then
  HANDRAIL_EVENT("message_read") {
    io("signals", self.signals); io("matched", self.matched); io("claims", self.claims); io("intent", self.intent); io("confidence", self.confidence);
    io("model", self.model); io("named", self.named); io("acts", self.acts);
    io("matched_at", self.matched_at); io("urgency", self.urgency); io("urgent", self.urgent); io("written_in", self.written_in); io("strain", self.strain);
    io("further", self.further);
  }
};
struct WishDropped {               // one that waited, and that the customer does not want any more
  std::string intent;
  std::string why;
  HANDRAIL_EVENT("wish_dropped") { io("intent", self.intent); io("why", self.why); }
};
struct FactLookedUp {              // a reading tool was asked
  std::string tool;
  Json arguments;
  bool failed = false;
  Json result;                     // null: no such record
  std::string error;
  HANDRAIL_EVENT("fact_looked_up") {
    io("tool", self.tool); io("arguments", self.arguments); io("failed", self.failed); io("result", self.result); io("error", self.error);
  }
};
struct TurnDecided {
  TurnFacts facts;
  Decision decision;
  HANDRAIL_EVENT("turn_decided") { io("facts", self.facts); io("decision", self.decision); }
};
struct RunStarted {
  RunId run;
  std::string workflow, script_hash;
  Json inputs;
  bool review = false;
  std::int64_t host_api = 1;       // the host_api_version of the program that started it; older journals do not name theirs
  std::string review_rule, review_at;   // the clause by which a person checks; empty in older journals, whose runs hold no call for it
  HANDRAIL_EVENT("run_started") {
    io("run", self.run); io("workflow", self.workflow); io("script_hash", self.script_hash); io("inputs", self.inputs); io("review", self.review);
    io("host_api", self.host_api); io("review_rule", self.review_rule); io("review_at", self.review_at);
  }
};
struct StepRecorded {
  RunId run;
  std::int64_t index = 0;
  std::string name, arguments_hash;
  Json result;
  std::string said;                // words that go out with the next reply
  bool refused = false;            // the script saw an error, with this message
  std::string message;
  std::string arguments;           // their first bytes, for people
  std::string asked;               // of an "ask": the name of the fact
  HANDRAIL_EVENT("step_recorded") {
    io("said", self.said); io("refused", self.refused); io("message", self.message); io("arguments", self.arguments); io("asked", self.asked);
    io("run", self.run); io("index", self.index); io("name", self.name); io("arguments_hash", self.arguments_hash); io("result", self.result);
  }
};
struct RunWaits {                  // what a run waits for; the answer arrives with a message, an approval or a timer
  RunId run;
  std::string what;                // "answer", "confirmation", "approval", "time"
  std::string name;                // of the fact, or the tool
  Json arguments;                  // of the call to confirm
  std::string question;            // what the customer was asked, to be repeated when something else came between
  HANDRAIL_EVENT("run_waits") {
    io("run", self.run); io("what", self.what); io("name", self.name); io("arguments", self.arguments); io("question", self.question);
  }
};
struct RunEnded {
  RunId run;
  std::string how;                 // "finished", "cancelled", "corrected", "handed off", "failed", "diverged", "stopped"
  std::string message;
  HANDRAIL_EVENT("run_ended") { io("run", self.run); io("how", self.how); io("message", self.message); }
};
// It waits for an approval or for a time, and another one is spoken with from here on: its approval, and what was said of it, go with it.
struct RunSetAside {
  RunId run;
  std::string workflow;
  HANDRAIL_EVENT("run_set_aside") { io("run", self.run); io("workflow", self.workflow); }
};
struct RunTakenUp {                // it is the one that is spoken with again; another one that was goes aside
  RunId run;                       // empty: the draft that was set aside
  std::string workflow;
  bool goes_on = false;            // what it is to ask was not asked yet
  HANDRAIL_EVENT("run_taken_up") { io("run", self.run); io("workflow", self.workflow); io("goes_on", self.goes_on); }
};
struct CustomerConfirmed {
  std::string tool;
  Json arguments;
  bool yes = false;
  HANDRAIL_EVENT("customer_confirmed") { io("tool", self.tool); io("arguments", self.arguments); io("yes", self.yes); }
};
struct CallJudged {
  CallId call;
  Json input, verdict;             // a line of `handrail gate`, and its answer
  Json with_yes;                   // where the customer's yes was what lacked: the answer as it would be with it
  HANDRAIL_EVENT("call_judged") { io("call", self.call); io("input", self.input); io("verdict", self.verdict); io("with_yes", self.with_yes); }
};
struct CallDispatched {            // committed before anything is sent
  CallId call;                     // the idempotency key
  std::string tool;
  Json arguments;
  std::string customer;
  bool critical = false;           // it writes or moves money
  RunId run;                       // which step of which run asked for it
  std::int64_t step = 0;
  Json reserved;                   // of which budgets, and how much of each: [{"limit","key","amount","currency"?,"of"?,"at"}]
  HANDRAIL_EVENT("call_dispatched") {
    io("reserved", self.reserved);
    io("run", self.run); io("step", self.step);
    io("call", self.call); io("tool", self.tool); io("arguments", self.arguments); io("customer", self.customer); io("critical", self.critical);
  }
};
struct CallSettled {
  CallId call;
  std::string tool;
  std::string outcome;             // "completed", "failed", "unknown"
  Json result;
  std::string receipt, error;
  RunId run;
  std::int64_t step = 0;
  HANDRAIL_EVENT("call_settled") {
    io("run", self.run); io("step", self.step);
    io("call", self.call); io("tool", self.tool); io("outcome", self.outcome); io("result", self.result); io("receipt", self.receipt);
    io("error", self.error);
  }
};
struct ApprovalRequested {
  ApprovalId approval;
  std::string what;                // "call", "reply"
  std::string role, tool;
  Json arguments;                  // of the call; for a reply {"text"}
  Json facts;                      // what the approver must see: the gate's input
  std::string facts_hash;
  BundleHash bundle;
  std::string rule, at;
  Instant expires_at;
  std::string reference;           // shown to the customer
  Reply reply;                     // what = "reply": the draft
  Json rests_on;                   // what = "call": the facts behind the verdict, by name
  std::string urgency;             // "immediate", "high", "medium", "low"; empty in older journals: medium
  std::vector<std::string> wrote;  // what = "call": what the customer has written of it since it was first asked for, as far as it was not taken up; the last few
  HANDRAIL_EVENT("approval_requested") {
    io("rests_on", self.rests_on); io("urgency", self.urgency); io("wrote", self.wrote);
    io("approval", self.approval); io("what", self.what); io("role", self.role); io("tool", self.tool); io("arguments", self.arguments);
    io("facts", self.facts); io("facts_hash", self.facts_hash); io("bundle", self.bundle); io("rule", self.rule); io("at", self.at);
    io("expires_at", self.expires_at); io("reference", self.reference); io("reply", self.reply);
  }
};
struct ApprovalDecided {
  ApprovalId approval;
  std::string verdict;             // "approved", "refused", "edited", "expired", "void" (after "approved", before the call was sent), "withdrawn", "replaced" (asked for anew)
  std::string by, role, reason;    // void: what has changed
  Json arguments;                  // edited: the new ones
  HANDRAIL_EVENT("approval_decided") {
    io("approval", self.approval); io("verdict", self.verdict); io("by", self.by); io("role", self.role); io("reason", self.reason);
    io("arguments", self.arguments);
  }
};
struct ReplySent {                 // committed means sent: the response and the event feed read it from here
  MessageId message;               // what it answers; empty: nothing in particular
  Reply reply;
  std::string asked;               // a question was asked: its key
  std::string kind, rule, at, because;   // the decision behind it
  HANDRAIL_EVENT("reply_sent") {
    io("message", self.message); io("reply", self.reply); io("asked", self.asked); io("kind", self.kind); io("rule", self.rule); io("at", self.at);
    io("because", self.because);
  }
};
struct HandoffMade {
  HandoffId handoff;
  std::string queue, urgency, reason, rule, at;
  bool by_wish = false;
  Json packet;
  std::string promise;             // in words: "by Mon 23 Nov 11:00"
  Instant promised_at;
  HANDRAIL_EVENT("handoff_made") {
    io("handoff", self.handoff); io("queue", self.queue); io("urgency", self.urgency); io("reason", self.reason); io("rule", self.rule);
    io("at", self.at); io("by_wish", self.by_wish); io("packet", self.packet); io("promise", self.promise); io("promised_at", self.promised_at);
  }
};
struct HandoffMoved {              // nobody came, or whoever did does not write: it is everybody's in that queue
  HandoffId handoff;
  std::string queue, urgency, promise;
  Instant promised_at;
  HANDRAIL_EVENT("handoff_moved") {
    io("handoff", self.handoff); io("queue", self.queue); io("urgency", self.urgency); io("promise", self.promise); io("promised_at", self.promised_at);
  }
};
struct HandoffClaimed {
  HandoffId handoff;
  std::string by;
  HANDRAIL_EVENT("handoff_claimed") { io("handoff", self.handoff); io("by", self.by); }
};
struct HandoffReturned {           // to the bot
  HandoffId handoff;
  std::string by, note;
  HANDRAIL_EVENT("handoff_returned") { io("handoff", self.handoff); io("by", self.by); io("note", self.note); }
};
struct HandoffResolved {
  HandoffId handoff;
  std::string by;
  Json closing;
  HANDRAIL_EVENT("handoff_resolved") { io("handoff", self.handoff); io("by", self.by); io("closing", self.closing); }
};
struct Remembered {
  std::string name;
  Json value;
  HANDRAIL_EVENT("remembered") { io("name", self.name); io("value", self.value); }
};
struct TimerSet {
  std::string timer;
  Instant at;
  HANDRAIL_EVENT("timer_set") { io("timer", self.timer); io("at", self.at); }
};
struct TimerCleared {
  std::string timer;
  HANDRAIL_EVENT("timer_cleared") { io("timer", self.timer); }
};
struct TimerFired {
  std::string timer;
  HANDRAIL_EVENT("timer_fired") { io("timer", self.timer); }
};
struct TurnEnded {
  MessageId message;
  HANDRAIL_EVENT("turn_ended") { io("message", self.message); }
};
struct EpisodeClosed {
  Outcome outcome = Outcome::abandoned;
  DoneBy by = DoneBy::bot_alone;
  HANDRAIL_EVENT("episode_closed") { io("outcome", self.outcome); io("by", self.by); }
};
struct RequestTaken {              // what a person asked with a key of theirs is done, in the same commit: asked again, it is answered as it was
  std::string key, by;
  std::string about;               // the approval or the handoff
  std::string request;             // hash of all that was asked
  HANDRAIL_EVENT("request_taken") { io("key", self.key); io("by", self.by); io("about", self.about); io("request", self.request); }
};
// A person's word on a reply of the assistant's after it went out. Of each person the last one counts, and it changes nothing that was said or done.
struct ReplyJudged {
  std::int64_t reply = 0;          // the number of the event that sent it
  std::string verdict;             // "right", "wrong"
  std::string by, reason;
  std::string text;                // what it should have said; empty: nobody wrote that
  HANDRAIL_EVENT("reply_judged") {
    io("reply", self.reply); io("verdict", self.verdict); io("by", self.by); io("reason", self.reason); io("text", self.text);
  }
};
// A language model has read the message as well: what counts from here on. It is never laxer than what was read without one.
struct ReadingChecked {
  std::string how;                 // "agrees", "disagrees", "read" (nothing was recognised without it), "failed", "nonsense"
  std::string model;               // as the settings and the provider call it; empty: none answered
  std::string said;                // the intent that it named
  Decimal sure;                    // as sure as it says it is; nothing rests on it but a lower confidence
  std::string why;                 // failed, nonsense: what is wrong
  std::string intent;              // that counts
  Decimal confidence;
  std::map<std::string, Json> claims;        // what it adds: as event::MessageRead has them
  std::vector<EntityClaim> named;
  std::vector<std::string> signals, matched;
  std::vector<std::int64_t> matched_at;
  HANDRAIL_EVENT("reading_checked") {
    io("how", self.how); io("model", self.model); io("said", self.said); io("sure", self.sure); io("why", self.why); io("intent", self.intent);
    io("confidence", self.confidence); io("claims", self.claims); io("named", self.named); io("signals", self.signals); io("matched", self.matched);
    io("matched_at", self.matched_at);
  }
};
// What a language model said, or that it said nothing: a claim. It is on the record before anything rests on it, so that nobody asks a model twice.
struct ModelAnswered {
  std::string purpose;             // "reading", "calls", "draft", "repair"
  std::string asked;               // hash of all that it was asked
  std::string model;               // as the settings and the provider call it; empty: none answered
  std::string text;                // masked, as it was said
  Json calls;                      // that it proposes: [{"id","tool","arguments"}]; null: none
  std::string trouble;             // why there is no answer; empty: there is
  std::int64_t input_tokens = 0, output_tokens = 0, cost_micro_usd = 0, requests = 0;
  HANDRAIL_EVENT("model_answered") {
    io("purpose", self.purpose); io("asked", self.asked); io("model", self.model); io("text", self.text); io("calls", self.calls); io("trouble", self.trouble);
    io("input_tokens", self.input_tokens); io("output_tokens", self.output_tokens); io("cost_micro_usd", self.cost_micro_usd); io("requests", self.requests);
  }
};
// A model was asked for the vector of a question, by which articles are found. What was found with it is on the record in its own place.
struct VectorAsked {
  std::string model;               // the provider's name for it
  std::string trouble;             // why there is none: words alone found; empty: there is
  std::int64_t tokens = 0, cost_micro_usd = 0, requests = 0;
  HANDRAIL_EVENT("vector_asked") {
    io("model", self.model); io("trouble", self.trouble); io("tokens", self.tokens); io("cost_micro_usd", self.cost_micro_usd); io("requests", self.requests);
  }
};
// What the check before sending found in a draft or a reply: why it did not go out as it was.
struct ReplyChecked {
  std::string what;                // "draft", "repair", "reply"
  Json findings;                   // [{"kind","text","needs"}]
  std::string then;                // "repaired", "reviewed", "handed over", "answered without a model"
  HANDRAIL_EVENT("reply_checked") { io("what", self.what); io("findings", self.findings); io("then", self.then); }
};
struct BugCaught {                 // ours: the customer was handed over
  std::string what;
  HANDRAIL_EVENT("bug_caught") { io("what", self.what); }
};

#undef HANDRAIL_EVENT

}  // namespace handrail::event

namespace handrail {

using Event = std::variant<event::ConversationOpened, event::CustomerVerified, event::EpisodeOpened, event::MessageReceived, event::MessageRead,
                           event::FactLookedUp, event::TurnDecided, event::RunStarted, event::StepRecorded, event::RunWaits, event::RunEnded,
                           event::CustomerConfirmed, event::CallJudged, event::CallDispatched, event::CallSettled, event::ApprovalRequested,
                           event::ApprovalDecided, event::ReplySent, event::HandoffMade, event::HandoffMoved, event::HandoffClaimed,
                           event::HandoffReturned, event::HandoffResolved, event::Remembered, event::TimerSet, event::TimerCleared, event::TimerFired,
                           event::TurnEnded, event::EpisodeClosed, event::BugCaught, event::BundleChanged, event::WishDropped, event::RequestTaken,
                           event::ModelAnswered, event::ReplyChecked, event::ReadingChecked, event::ReplyJudged, event::VectorAsked, event::RunSetAside,
                           event::RunTakenUp>;

[[nodiscard]] std::string_view kind_of(const Event& event);
[[nodiscard]] std::string encode(const Event& event);                                        // canonical JSON
// Fails with corrupt for a kind that this version does not know, or a body that does not hold together.
[[nodiscard]] Result<Event> decode_event(std::string_view kind, const std::string& body);

}  // namespace handrail
