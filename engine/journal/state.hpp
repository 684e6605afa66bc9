// What a conversation's events add up to. A plain value: nothing writes it but fold().
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/principal.hpp"
#include "engine/journal/event.hpp"
#include "engine/seams/workflow_runner.hpp"

namespace handrail {

// When something was said to the customer: the time, and the number of the event.
struct SaidAt {
  Instant at;
  std::int64_t event = 0;
};

// The clause that decided about a call.
struct Clause {
  std::string rule, at, because;
};

struct SpokenLine {
  Speaker by = Speaker::customer;
  std::string name, text;
  Instant at;                              // of a customer's line: when it came in
  MessageId message;
  bool carries_receipt = false;            // it told what a tool did
  std::int64_t event = 0;                  // the number of the event that said it
};

// What language models and embedding models used up for a turn, a run or a conversation.
struct ModelSpend {
  std::int64_t tokens = 0, cost_micro_usd = 0;
  std::int64_t calls = 0;                  // that were proposed, whatever came of them
};

// A workflow's run.
struct Run {
  RunId id;
  std::string workflow, script_hash;
  Json inputs;
  bool review = false;
  std::string review_rule, review_at;      // the clause by which a person checks; empty in older journals
  bool settled = false;                    // what is meant: the customer has said yes to one of its calls, or a person who checks has let one go
  std::int64_t host_api = 1;
  std::vector<RecordedStep> steps;
  std::string waits_for;                   // "", "answer", "confirmation", "approval", "time"
  std::string waits_name;
  Json waits_arguments;
  std::string waits_question;              // empty in older journals, and where nothing was asked
  std::optional<SaidAt> asked;               // when the customer was first asked just this
  std::optional<Clause> clause;            // of the last call that was carried out or turned down since the run waited last
  std::vector<std::string> said;           // words of recorded steps that did not go out with a reply yet
  struct Turned { std::string verdict, reason; };
  std::map<std::string, Turned> turned_down;   // calls (tool and canonical arguments) whose approval was refused or expired
  std::string declined;                    // the call that the customer said no to
  std::map<std::string, Json> edited;      // calls as the script makes them, that an approver changed or a customer's answer completed: the arguments they have
  std::map<std::string, std::string> edited_by;   // calls as they were changed, and by whom
  std::vector<event::ModelAnswered> models;        // what models were asked for it while no turn was open
  ModelSpend vectors;                              // and questions' vectors
  std::string intent, matter_words;        // what the conversation was about when it began
  bool taken_up = false;                   // again, behind another one, and nothing was said of it since
};

// A turn that was begun and not ended: what of it is on the record already.
struct OpenTurn {
  MessageId message;                       // the last of a burst
  std::string text;
  Json context;
  Instant at;
  std::optional<event::MessageRead> reading;   // with what a model added to it
  bool reading_checked = false;            // by a model, or it failed to
  std::optional<Decision> decision;
  std::optional<Run> stopped;              // a run that ended in it
  std::optional<Run> left;                 // the run that waited, and that its wish put an end to
  std::vector<MessageId> earlier;          // of its burst: read with it as one text, a line each, and answered by the same reply
  std::vector<event::ModelAnswered> models;   // what models were asked in it, in order
  ModelSpend vectors = {};                  // what questions' vectors used
  Received received = {};                  // of a burst: the earliest
  std::optional<std::map<std::string, Json>> claims_before = {};   // what was said before it, where a run waited when it was read, and is the one that it is said beside
};

// A wish that waits, for the customer to sign in or for what was wished before it: the turn that asked for it, and the run that stopped there.
// Once nothing else is under way, and the customer is verified where that was lacking, the turn is open again, read as it was and decided anew, and the run
// goes on from its recorded steps: nobody repeats what they wrote.
struct HeldUp {
  bool behind_another = false;             // it waits for the wish before it to end
  CustomerId customer;                     // who they said they were; empty: nobody
  OpenTurn turn;
  std::optional<Run> run;
};

struct Call {
  CallId id;
  std::string tool;
  Json arguments;
  std::string customer;
  bool critical = false;
  RunId run;
  std::int64_t step = 0;
  Json reserved;                           // as event::CallDispatched has it
  Clause clause = {};
};

struct Approval {
  event::ApprovalRequested asked;
  std::string status = "open";
  bool told = false;                       // a draft that waits for its review: the customer has heard so
  std::string by = {};                     // who approved it
};

// A run that waits for somebody else, or for a time, while another one is spoken with, and all that is its alone.
struct SetAside {
  std::optional<Run> run;                  // none: of a draft that waits for its review, and no run does
  std::optional<Approval> approval;
  std::vector<Approval> granted;
  std::vector<Confirmed> confirmed;
  std::map<std::string, std::string> confirmed_words;
  std::vector<GivenApproval> approvals_given;
  std::map<std::string, Json> claims;      // as they were said of it
};

struct Handoff {
  event::HandoffMade made;
  std::string queue, urgency, promise;     // where it is now
  Instant promised_at;
  std::string claimed_by;
  std::optional<Instant> acknowledged_at;  // the bot's last word while nobody had claimed it
};

// What a message got, kept for the last few: a message sent twice is answered from here.
struct Answered {
  MessageId message;
  std::string text_hash;                   // the same id with other words is another message
  bool ended = false;
  std::optional<Decision> decision;
  std::optional<event::ReplySent> reply;
  std::vector<event::ReplySent> followed_by;   // what the assistant said next, before another message: a wish that was kept goes on after the answer
};

// What the message before said, and what came of it: whether the next one is of the same matter hangs on that.
struct SaidBefore {
  std::map<std::string, Json> claims;      // behind our question what it is about: with those of the message that the question was about
  DecisionKind decided = DecisionKind::none;
  bool only_asked = false;
};

// From the first message to the close.
struct Episode {
  std::int64_t number = 0;
  BundleHash bundle;
  std::int64_t messages = 0;               // of the customer
  std::int64_t bot_turns = 0;              // replies of the bot
  std::int64_t carried_out = 0;            // messages up to the one in which a run ended last: what they wished is done with
  Instant first_message_at;
  std::int64_t tool_errors = 0;
  std::map<std::string, std::int64_t> running;
  Mood mood = Mood::calm;
  std::int64_t asked_before = 0;
  std::int64_t frustration = 0;            // an angry message adds 2, an annoyed or repeated one 1, a calm one takes 1 away
  std::string urgency = "low", written_in; // of the last message; the language is kept until another one is recognised
  std::vector<std::int64_t> strain;        // of the last three messages, oldest first
  std::vector<std::string> asked, triggers_won;
  std::string last_intent, matter_words;   // what it is about, and the message that said so
  std::string offered_by, offered_at;      // the rule behind the bot's last word, when that offered a person
  bool waits_for_customer = false;         // the last word was a question or an offer
  bool answered = false, refused = false, approved = false, reviewed = false, person_spoke = false, handed_off = false, by_wish = false;
  std::int64_t sentiment_low = 0;          // how many messages were angry
  std::optional<Outcome> outcome;
  Instant closed_at;
};

struct ConversationState {
  ConversationId id;
  std::string channel;
  CustomerIdentity customer;
  Json context;                            // the latest of each member
  Ownership owner = Ownership::bot;
  Episode episode;
  std::vector<Episode> closed;             // earlier episodes, oldest first
  std::vector<SpokenLine> recent;          // working memory: the last ten
  std::map<std::string, Json> claims;      // of this episode: the latest of each entity, and what workflows remembered
  std::optional<SaidBefore> said_before;   // none: it was the first, or its turn has not ended
  std::vector<LookedUp> lookups;           // the latest per tool and arguments
  std::vector<Confirmed> confirmed;
  std::map<std::string, std::string> confirmed_words;   // by tool: what was asked when the yes on the record was said
  std::vector<GivenApproval> approvals_given;
  std::optional<OpenTurn> turn;
  std::vector<HeldUp> held_up;             // in the order of the wishes, at most limits::wishes_waiting
  std::optional<Run> run;                  // the one that is spoken with
  std::vector<SetAside> aside;             // others, which wait; the one that was spoken with last at the end. With it at most limits::runs_at_once
  std::map<std::string, Call> in_flight;   // dispatched and not settled
  std::vector<event::CallSettled> settled; // of this episode
  std::optional<Approval> approval;        // the open one of the run that is spoken with, or a draft
  std::vector<Approval> granted;           // of calls of it that are not sent yet, in the order in which they were given: one per call and role
  std::optional<Handoff> handoff;          // the open one
  std::map<std::string, Instant> timers;
  std::vector<Receipt> receipts;           // of this episode
  std::vector<Answered> answered;          // the last messages, oldest first
  ModelSpend model_spend;
  std::int64_t events = 0;                 // how many there are: the number of the last one
  std::optional<SaidAt> last_word;           // the last thing that anybody here has said to the customer
  struct Judged { CallId call; Clause clause; } judged = {};   // the last verdict
  Instant opened_at, last_at;
};

// Whether a wish waits for the customer to sign in.
[[nodiscard]] bool waits_for_sign_in(const ConversationState& state);

// Whether a message came in before that was said. Never, where the journal is older than what says so.
[[nodiscard]] bool came_before(const Received& received, const SaidAt& told);

// Whether the words of the message do that (`reading.acts`).
[[nodiscard]] bool does(const event::MessageRead& reading, std::string_view act);

// Whether the run waits for an argument that a call of it lacks: {"again","tool","arguments"} is what it waits with.
[[nodiscard]] bool fills_call(const Run& run);

// What a reply "asks" that says no more than that a second wish goes on after the first: it waits for nobody's answer.
inline constexpr std::string_view says_that_wish_waits = "wish waits";

// The kind of a reply that says no more than that a colleague looks at the draft.
inline constexpr std::string_view says_that_draft_waits = "draft waits";

// One spelling for a call: "process_refund {…}".
[[nodiscard]] std::string call_name(const std::string& tool, const Json& arguments);

// Adds one event. Total: an event that does not fit the state changes nothing but the times.
void fold(ConversationState& state, Instant at, const Event& event);

}  // namespace handrail
