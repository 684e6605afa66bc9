#include "engine/app/recorded_turns.hpp"

#include "engine/base/text.hpp"
#include "engine/cases/explain.hpp"
#include "engine/journal/event.hpp"
#include "engine/policy/situation.hpp"
#include "engine/rehearsal/model_words.hpp"

namespace handrail {
namespace {

// The words of a recorded verdict.
std::string outcome_in(const Json& verdict) {
  std::string text = verdict.text_or("verdict");
  if (const Json* approve = verdict.find("approve"); approve && approve->is_object()) text += " by " + approve->text_or("role");
  return text;
}

// What the outcome rests on. Where a call would be denied even with the customer's yes, nobody was asked for the yes, and that denial is the one to explain.
Json what_decided(const event::CallJudged& judged) {
  Json input = judged.input;
  if (judged.with_yes.text_or("verdict") != "deny") return input;
  Json confirmed = input["confirmed"].is_array() ? input["confirmed"] : Json::array();
  confirmed.push(Json::object({{"tool", input["tool"]}, {"arguments", input["arguments"]}, {"at", input["now"]}}));
  input.set("confirmed", std::move(confirmed));
  return input;
}

std::vector<std::string> told(const event::MessageRead& reading) {
  std::vector<std::string> lines{"intent " + reading.intent + " " + format_decimal(reading.confidence)};
  for (std::size_t i = 0; i < reading.signals.size(); ++i) {
    std::string line = reading.signals[i] + (i < reading.matched.size() && !reading.matched[i].empty() ? ": \"" + printable(reading.matched[i]) + "\"" : "");
    if (2 * i + 1 < reading.matched_at.size() && reading.matched_at[2 * i + 1] > 0)
      line += " (" + std::to_string(reading.matched_at[2 * i]) + "-" + std::to_string(reading.matched_at[2 * i + 1]) + ")";
    lines.push_back(std::move(line));
  }
  if (!reading.urgent.empty()) lines.push_back("urgency " + reading.urgency + ": \"" + printable(reading.urgent) + "\"");
  if (!reading.written_in.empty()) lines.push_back("written in " + reading.written_in);
  return lines;
}

class TurnReading {
 public:
  explicit TurnReading(std::vector<RecordedTurn>& turns) : turns_(turns) {}

  Result<void> read(const StoredEvent& stored) {
    HANDRAIL_TRY(const Event one, decode_event(stored.kind, stored.body));
    if (const auto* opened = std::get_if<event::EpisodeOpened>(&one)) bundle_ = opened->bundle;
    if (const auto* changed = std::get_if<event::BundleChanged>(&one)) bundle_ = changed->to;
    if (const auto* message = std::get_if<event::MessageReceived>(&one)) received(stored, *message);
    if (const auto* reading = std::get_if<event::MessageRead>(&one)) {
      turn(stored).read = told(*reading);
      being_read_ = false;
    }
    if (const auto* checked = std::get_if<event::ReadingChecked>(&one)) turn(stored).read.push_back(checked_reading(*checked));
    if (const auto* answered = std::get_if<event::ModelAnswered>(&one); answered && answered->purpose == "reading")   // the others decide nothing about what was read
      turn(stored).read.push_back("asked a model for " + answered->purpose + model_answer(*answered));
    if (std::holds_alternative<event::TurnEnded>(one)) being_read_ = false;
    if (const auto* decided = std::get_if<event::TurnDecided>(&one))
      turn(stored).decisions.push_back({stored.seq, "", outcome_of(decided->decision), Json::object({{"facts", to_json(decided->facts)}}), bundle_});
    if (const auto* judged = std::get_if<event::CallJudged>(&one))
      turn(stored).calls.push_back({stored.seq, judged->input.text_or("tool"), outcome_in(judged->verdict), Json::object({{"input", what_decided(*judged)}}), bundle_});
    if (const auto* answered = std::get_if<event::ModelAnswered>(&one)) turn(stored).models.push_back(to_json(*answered));
    if (const auto* vector = std::get_if<event::VectorAsked>(&one)) turn(stored).models.push_back(Json(to_json(*vector)).set("purpose", "vector"));
    if (const auto* checked = std::get_if<event::ReplyChecked>(&one)) turn(stored).checks.push_back(to_json(*checked));
    if (std::holds_alternative<event::HandoffMade>(one)) bot_owns_ = being_read_ = false;
    if (std::holds_alternative<event::HandoffReturned>(one) || std::holds_alternative<event::EpisodeOpened>(one)) bot_owns_ = true;
    return {};
  }

 private:
  RecordedTurn& turn(const StoredEvent& stored) {
    if (turns_.empty()) turns_.push_back({.at = stored.at});
    return turns_.back();
  }

  // Messages that no reading parts were read together; while a person has the conversation nothing is read.
  void received(const StoredEvent& stored, const event::MessageReceived& message) {
    if (being_read_) turns_.back().message += "\n" + message.text;
    else turns_.push_back({.at = stored.at, .message = message.text});
    being_read_ = bot_owns_;
  }

  std::vector<RecordedTurn>& turns_;
  BundleHash bundle_;
  bool being_read_ = false, bot_owns_ = true;
};

}  // namespace

Result<RecordedConversation> RecordedConversation::read(const std::string& store, const ConversationId& conversation) {
  HANDRAIL_TRY(auto view, StoreView::open(store));
  HANDRAIL_TRY(const auto events, view.events(conversation));
  if (events.empty()) return fail(ErrorCode::not_found, "there is no conversation `" + printable(conversation.text) + "` in " + printable(store));
  RecordedConversation made(std::move(view));
  TurnReading reading(made.turns_);
  for (const StoredEvent& stored : events) HANDRAIL_TRY_VOID(reading.read(stored));
  return made;
}

Result<std::shared_ptr<const Bundle>> RecordedConversation::bundle_of(const RecordedJudgement& judgement) {
  if (const auto known = compiled_.find(judgement.bundle); known != compiled_.end()) return known->second;
  const std::string version = judgement.bundle.text.substr(0, 12);
  HANDRAIL_TRY(const auto text, view_.bundle(judgement.bundle));
  if (!text) return fail(ErrorCode::corrupt, "the store does not have version " + version + " of the bundle");
  HANDRAIL_TRY(auto files, bundle_files(*text));
  const BundleResult result = make_bundle(std::move(files));
  if (!result.bundle) return fail(ErrorCode::corrupt, "version " + version + " of the bundle does not compile with this program");
  return compiled_[judgement.bundle] = result.bundle;
}

}  // namespace handrail
