// The decision on one customer message: everything that it rests on, and what was decided. Both are kept in the journal, so that any decision can be
// made again without a model.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/json_io.hpp"
#include "engine/domain/message.hpp"

namespace handrail {

enum class Mood { calm, annoyed, angry };
template <> struct EnumWords<Mood> { static constexpr std::string_view words[] = {"calm", "annoyed", "angry"}; };

enum class DecisionStage {
  signals,   // before any model is asked: immediate triggers only
  full,
};
template <> struct EnumWords<DecisionStage> { static constexpr std::string_view words[] = {"signals", "full"}; };

// What the conversation brings to a decision beside the message itself.
struct TurnFacts {
  DecisionStage stage = DecisionStage::full;
  Instant now;
  Json customer;                          // {"id","verified", …what the policy declares, as far as it is known}
  Json context;
  std::vector<std::string> signals;       // names, each once
  std::map<std::string, Json> claims;     // entities read in this episode, the latest of each
  std::string intent = "other";
  Decimal confidence;
  std::map<std::string, std::int64_t> running;   // signal -> in how many of the latest messages in a row
  std::int64_t messages = 1;              // of the customer, in this episode
  std::int64_t turns_with_bot = 0;        // replies of the bot, in this episode
  Duration since_first_message;           // of this episode
  Mood mood = Mood::calm;
  std::int64_t asked_before = 0;          // how often this question was asked before
  std::int64_t frustration = 0;           // what has built up over this episode
  std::string urgency = "low";            // immediate, high, medium, low: as the message says it
  std::string written_in;                 // ISO 639-1; empty: too short to tell
  std::int64_t tool_errors = 0;           // of critical actions, in this episode
  std::vector<std::string> asked;         // questions already asked in this episode
  std::string offered_by, offered_at;     // the rule that offered a person with the bot's last word; empty: none did
  std::vector<std::string> triggers_won;  // those that already had their say in this episode
  bool bare = false;                      // the message is nothing but a yes, a no or thanks
  bool declines = false;                  // the message says of what it is read as that it is not to be done: "do not cancel W1003"
  bool only_asks = false;                 // the message only asks about what it is read as: "what happens if I cancel?"
  bool crossed = false;                   // the message came in before our last word was sent, and answers nothing of it
  bool says_signed_in = false;            // "done", or the same wish again, after "please sign in", while nobody has signed in
  bool answered = false;                  // something was answered in this episode, and nothing of ours is open
  std::string workflow;                   // one that waits for this message, or empty
  std::int64_t reviewed = 0, accurate = 0;           // drafts for this intent that a person reviewed, and that went out unchanged
  std::int64_t reviewed_all = 0, accurate_all = 0;   // the same over all intents
  std::map<std::string, Json> used;       // what earlier calls add up to, by the meter's id; a missing one is unknown
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("used", self.used); io("stage", self.stage); io("now", self.now); io("customer", self.customer); io("context", self.context); io("signals", self.signals);
    io("claims", self.claims); io("intent", self.intent); io("confidence", self.confidence); io("running", self.running);
    io("messages", self.messages); io("turns_with_bot", self.turns_with_bot); io("since_first_message", self.since_first_message);
    io("mood", self.mood); io("asked_before", self.asked_before); io("frustration", self.frustration); io("urgency", self.urgency);
    io("written_in", self.written_in); io("tool_errors", self.tool_errors);
    io("asked", self.asked); io("offered_by", self.offered_by); io("offered_at", self.offered_at);
    io("triggers_won", self.triggers_won); io("bare", self.bare); io("declines", self.declines); io("only_asks", self.only_asks);
    io("crossed", self.crossed);
    io("says_signed_in", self.says_signed_in); io("answered", self.answered); io("workflow", self.workflow);
    io("reviewed", self.reviewed); io("accurate", self.accurate); io("reviewed_all", self.reviewed_all); io("accurate_all", self.accurate_all);
  }
};

enum class DecisionKind {
  none,          // at the signals stage: nothing fired, go on
  answer,        // from knowledge
  ask,           // one focused question
  act,           // start the workflow
  carry_on,      // a workflow waits for this answer
  draft,         // prepare, and let a person check before it is sent
  offer_person,
  hand_off,
  refuse,
};
template <> struct EnumWords<DecisionKind> {
  static constexpr std::string_view words[] = {"none", "answer", "ask", "act", "carry on", "draft", "offer a person", "hand off", "refuse"};
};

struct FiredTrigger {
  std::string name, at, urgency;
  bool undecided = false;                 // a fact was unknown
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("name", self.name); io("at", self.at); io("urgency", self.urgency); io("undecided", self.undecided);
  }
  bool operator==(const FiredTrigger&) const = default;
};

struct Decision {
  DecisionKind kind = DecisionKind::hand_off;   // a forgotten branch hands over
  std::string rule;                       // the trigger's name, or the clause as written
  std::string at;                         // "shop.policy:40"
  std::string because;
  std::string say;                        // words to go with it, holes filled as far as the facts reach
  std::string question;                   // ask: the words (empty: the engine words it)
  std::string ask_key;                    // ask: what stands in `asked` afterwards
  std::string workflow;                   // act: begun; carry on: waits for the message
  std::string offers;                     // answer, draft: the workflow that is told about and offered, and not begun
  std::string queue;                      // hand off
  std::string urgency = "medium";         // hand off
  bool by_wish = false;                   // the customer asked for a person
  bool closes = false;                    // answer: the customer says that it is done; the episode ends confirmed
  bool review = false;                    // act: a person checks what is said before it goes out
  std::string intent;
  std::string request_class;
  std::vector<FiredTrigger> triggers;     // all that fired, the winner first
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("kind", self.kind); io("rule", self.rule); io("at", self.at); io("because", self.because); io("say", self.say);
    io("question", self.question); io("ask_key", self.ask_key); io("workflow", self.workflow); io("offers", self.offers); io("queue", self.queue);
    io("urgency", self.urgency); io("by_wish", self.by_wish); io("closes", self.closes); io("review", self.review); io("intent", self.intent);
    io("request_class", self.request_class); io("triggers", self.triggers);
  }
  bool operator==(const Decision&) const = default;
};

}  // namespace handrail
