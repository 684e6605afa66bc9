#include "engine/past/record_past.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/read_on_a_day.hpp"
#include "engine/meaning/rising_risk.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/gate.hpp"
#include "engine/turn/hand_off.hpp"
#include "engine/turn/read_message.hpp"

namespace handrail {
namespace {

constexpr std::size_t messages_before = 3;   // a message is read in the light of the last three

class Recording {
 public:
  Recording(ConversationLog& log, PastClock& clock, const LiveBundle& live, const PastMapping& mapping, const PastConversation& past)
      : log_(log), clock_(clock), live_(live), mapping_(mapping), past_(past) {}

  PastRecorded run() {
    clock_.set(*past_.messages.front().at);
    log_.record(event::ConversationOpened{"import", CustomerId(past_.customer), past_.verified, past_.verified ? "the import" : "", Json::object(), live_.bundle->hash});
    log_.record(event::EpisodeOpened{1, false, live_.bundle->hash});
    for (const PastMessage& message : past_.messages) {
      clock_.set(std::max(clock_.now(), *message.at));
      switch (message.by) {
        case PastSpeaker::customer: customer(message); break;
        case PastSpeaker::agent: said(message, Speaker::person); break;
        case PastSpeaker::bot: said(message, Speaker::bot); break;
        case PastSpeaker::tool: tool(message); break;
        case PastSpeaker::nobody: break;
      }
    }
    made_.latest = *past_.messages.back().at;
    close();
    return std::move(made_);
  }

 private:
  void customer(const PastMessage& message) {
    const MessageId id("m" + std::to_string(++made_.messages));
    log_.record(event::MessageReceived{id, message.text, Json()});
    log_.record(read(message.text));
    TurnFacts facts = facts_on_record(live_, log_.state(), clock_.now());
    facts.stage = DecisionStage::signals;
    Decision decision = decide(live_.program(), facts);
    if (decision.kind == DecisionKind::none) {
      facts.stage = DecisionStage::full;
      decision = decide(live_.program(), facts);
    }
    log_.record(event::TurnDecided{std::move(facts), std::move(decision)});
    log_.record(event::TurnEnded{id});
    ++made_.decisions;
    last_by_customer_ = true;
  }

  event::MessageRead read(const std::string& text) {
    std::vector<std::string> before;
    for (const SpokenLine& line : log_.state().recent)
      if (line.by == Speaker::customer && line.message != log_.state().turn->message) before.push_back(line.text);
    if (before.size() > messages_before) before.erase(before.begin(), before.end() - messages_before);
    const Reading reading = read_on_the_day_of(live_, clock_.now()).classifier->read(text, before);
    event::MessageRead made{{}, {}, {}, reading.intent, reading.confidence, reading.model};
    keep_what_was_heard(reading, made);
    add_rising_risk(live_.program(), log_.state(), made);
    for (const EntityClaim& claim : reading.entities) made.claims.emplace(claim.entity, claim.value);
    if (made_.messages == 1) label(made);
    return made;
  }

  // What people called the conversation stands for what its first message was about.
  void label(event::MessageRead& made) {
    if (past_.intent.empty()) return;
    const auto mapped = mapping_.intents.find(past_.intent);
    const std::string intent = mapped == mapping_.intents.end() ? past_.intent : mapped->second;
    if (!live_.program().find_intent(intent)) {
      made_.unmapped_label = past_.intent;
      return;
    }
    made.intent = intent;
    made.confidence = Decimal{1'000'000};
    made.model = "label";
  }

  void said(const PastMessage& message, Speaker by) {
    event::ReplySent sent;
    sent.reply.by = by;
    if (by == Speaker::person) sent.reply.name = message.name.empty() ? "an agent" : message.name;
    sent.reply.text = message.text;
    log_.record(std::move(sent));
    last_by_customer_ = false;
  }

  // What a system said goes on the record as a look-up. What somebody changed is judged as if it had been asked for here, and nothing is done.
  void tool(const PastMessage& message) {
    const auto index = live_.program().find_tool(message.tool);
    if (!index) return;
    const dsl::Tool& tool = live_.program().tools[*index];
    const Json arguments = message.arguments.is_object() ? message.arguments : Json::object();
    if (tool.effect == dsl::Effect::reads) {
      log_.record(event::FactLookedUp{message.tool, arguments, false, message.result, ""});
      return;
    }
    const TurnFacts facts = facts_on_record(live_, log_.state(), clock_.now());
    GateCall call;
    call.tool = message.tool;
    call.arguments = arguments;
    call.now = clock_.now();
    call.conversation = log_.state().id.text;
    call.customer = facts.customer;
    call.context = facts.context;
    call.lookups = log_.state().lookups;
    call.confirmed.push_back({message.tool, arguments, clock_.now()});   // a person did it: with the customer
    log_.record(event::CallJudged{CallId("past_" + std::to_string(++made_.calls)), to_json(call), to_json(judge(live_.program(), live_.bundle->hash, call))});
  }

  void close() {
    Json tags = Json::array();
    for (const std::string& tag : past_.tags) tags.push(tag);
    log_.record(event::Remembered{"past", Json::object({{"label", past_.intent}, {"resolution", past_.resolution}, {"sentiment", past_.sentiment}, {"tags", std::move(tags)},
                                                           {"place", static_cast<std::int64_t>(past_.place)}})});
    const auto mapped = mapping_.outcomes.find(lower_ascii(trim(past_.resolution)));
    if (mapped == mapping_.outcomes.end()) made_.unmapped_outcome = std::string(trim(past_.resolution));
    const Outcome usual = last_by_customer_ ? Outcome::abandoned : Outcome::resolved_assumed;
    log_.record(event::EpisodeClosed{mapped == mapping_.outcomes.end() ? usual : mapped->second, DoneBy::person});
  }

  ConversationLog& log_;
  PastClock& clock_;
  const LiveBundle& live_;
  const PastMapping& mapping_;
  const PastConversation& past_;
  PastRecorded made_;
  bool last_by_customer_ = false;
};

// Every message with a time, in the order of their times.
Result<PastConversation> in_order(PastConversation past, const PastMapping& mapping) {
  if (past.messages.size() > limits::import_messages)
    return fail(ErrorCode::limit, "conversation " + printable(past.id) + " has more than " + std::to_string(limits::import_messages) + " messages");
  const bool asks = std::any_of(past.messages.begin(), past.messages.end(), [](const PastMessage& one) { return one.by == PastSpeaker::customer; });
  if (!asks) return fail(ErrorCode::invalid, "conversation " + printable(past.id) + " has no message of its customer");
  std::optional<Instant> last;
  for (PastMessage& message : past.messages) {
    if (!message.at) message.at = last ? *last + mapping.every : *mapping.starts;
    last = message.at;
  }
  std::stable_sort(past.messages.begin(), past.messages.end(), [](const PastMessage& a, const PastMessage& b) { return *a.at < *b.at; });
  return past;
}

}  // namespace

Result<PastRecorded> record_past(Journal& journal, PastClock& clock, const LiveBundle& live, const PastMapping& mapping, const PastConversation& conversation) {
  HANDRAIL_TRY(auto log, journal.open(ConversationId("past_" + conversation.id)));
  if (log.seq() != 0) return PastRecorded{.there_before = true, .messages = 0, .decisions = 0, .calls = 0, .latest = {}, .unmapped_outcome = {}, .unmapped_label = {}};
  HANDRAIL_TRY(const PastConversation ordered, in_order(conversation, mapping));
  PastRecorded made = Recording(log, clock, live, mapping, ordered).run();
  HANDRAIL_TRY_VOID(log.commit());
  return made;
}

}  // namespace handrail
