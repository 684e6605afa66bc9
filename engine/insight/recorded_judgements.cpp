#include "engine/insight/recorded_judgements.hpp"

#include <map>

#include "engine/base/json_reader.hpp"
#include "engine/journal/event.hpp"

namespace handrail {
namespace {

class Gathering {
 public:
  explicit Gathering(std::string conversation) : conversation_(std::move(conversation)) { made_.conversation = conversation_; }
  void add(const StoredEvent& stored) {
    static constexpr std::string_view wanted[] = {"conversation_opened", "episode_opened", "bundle_changed", "message_received", "message_read",
                                                  "turn_decided",   "call_judged",    "call_dispatched",  "call_settled",
                                                  "handoff_made",        "approval_requested", "approval_decided", "remembered", "run_started", "run_taken_up"};
    bool any = false;
    for (const std::string_view kind : wanted) any = any || stored.kind == kind;
    if (!any) return;
    const auto event = decode_event(stored.kind, stored.body);
    if (!event) {
      ++made_.unreadable;
      return;
    }
    stored_ = &stored;
    std::visit(*this, *event);
  }

  void operator()(const event::ConversationOpened& e) { imported_ = e.channel == "import"; }
  void operator()(const event::EpisodeOpened& e) { bundle_ = e.bundle; }
  void operator()(const event::BundleChanged& e) { bundle_ = e.to; }
  void operator()(const event::MessageReceived& e) {
    words_ = e.text;
    ++made_.messages;
  }
  void operator()(const event::MessageRead& e) {
    intent_ = e.intent;
    confidence_ = e.confidence;
  }
  void operator()(const event::ReadingChecked& e) {
    intent_ = e.intent;
    confidence_ = e.confidence;
  }
  void operator()(const event::TurnDecided& e) {
    decided_ = RecordedMessage{e.facts, intent_, confidence_, e.decision, imported_};
    point(*decided_);
  }
  void operator()(const event::RunStarted& e) {
    const bool goes_on = !decided_ || decided_->decision.kind == DecisionKind::carry_on;   // a correction began it anew
    const auto last = begun_by_.find(run_.text);
    if (!goes_on) begun_by_[e.run.text] = *decided_;
    else if (last != begun_by_.end()) begun_by_[e.run.text] = RecordedMessage(last->second);
    run_ = e.run;
  }
  void operator()(const event::RunTakenUp& e) { run_ = e.run; }
  void operator()(const event::CallJudged& e) {
    std::vector<JsonIssue> issues;
    RecordedCall recorded;
    recorded.id = e.call;
    recorded.call = read_gate_call(e.input, issues);
    if (!issues.empty()) {
      ++made_.unreadable;
      return;
    }
    const Json& decisive = e.with_yes.text_or("verdict") == "deny" ? e.with_yes : e.verdict;
    recorded.verdict = decisive.text_or("verdict");
    if (const Json* approve = decisive.find("approve"); approve && approve->is_object()) recorded.role = approve->text_or("role");
    recorded.rule = decisive.text_or("rule");
    recorded.at = decisive.text_or("at");
    if (const Json* remedies = decisive.find("remedy"); remedies && remedies->items() && !remedies->items()->empty()) {
      recorded.remedy = remedies->items()->front().text_or("kind");
      recorded.remedy_for = remedies->items()->front().text_or("what");
    }
    recorded.assume_yes = !e.with_yes.is_null() || recorded.remedy != word_of(RemedyKind::confirm);
    if (!imported_ && !recorded.call.confirmed.empty()) judged_with_yes(recorded.call, recorded.verdict);
    recorded.imported = imported_;
    recorded.begun_by = begun_as_judged(recorded.call);
    recorded.never_asked = !imported_ && recorded.verdict == "approve";   // until it is
    if (imported_) made_.completed.push_back({recorded.call, stored_->at, {conversation_, stored_->seq}});
    else if (recorded.verdict == "allow") allowed_[e.call.text] = recorded.call;
    point(std::move(recorded));
  }
  void operator()(const event::CallDispatched& e) { sent_[e.call.text] = {stored_->at, stored_->seq}; }
  void operator()(const event::CallSettled& e) {
    const auto allowed = allowed_.find(e.call.text);
    const auto sent = sent_.find(e.call.text);
    if (e.outcome == "completed" && allowed != allowed_.end() && sent != sent_.end())
      made_.completed.push_back({allowed->second, sent->second.first, {conversation_, sent->second.second}});
  }
  void operator()(const event::HandoffMade& e) {
    if (!imported_) made_.handoffs.push_back({stored_->seq, stored_->at, e.queue});
  }
  void operator()(const event::ApprovalRequested& e) {
    for (RecordedPoint& point : made_.points)
      if (auto* call = std::get_if<RecordedCall>(&point.what); call && call->call.tool == e.tool && call->call.arguments == e.arguments) call->never_asked = false;
  }
  void operator()(const event::ApprovalDecided&) { made_.approvals_decided.push_back(stored_->seq); }
  void operator()(const event::Remembered& e) {
    const auto place = imported_ && e.name == "past" ? e.value["place"].integer() : std::nullopt;
    if (place && *place > 0) made_.place = static_cast<std::size_t>(*place);
  }
  template <class Other> void operator()(const Other&) {}

  RecordedJudgements take() { return std::move(made_); }

 private:
  std::optional<RecordedMessage> begun_as_judged(const GateCall& call) const {
    const auto begun = begun_by_.find(run_.text);
    if (begun == begun_by_.end()) return std::nullopt;
    const Decision& by = begun->second.decision;
    const bool checked = by.review || by.kind == DecisionKind::draft;
    const bool agrees = call.review ? checked && call.review->rule == by.rule && call.review->at == by.at : !checked;
    return agrees ? std::optional(begun->second) : std::nullopt;
  }

  void judged_with_yes(const GateCall& call, const std::string& verdict) {
    for (RecordedPoint& point : made_.points)
      if (auto* asked = std::get_if<RecordedCall>(&point.what);
          asked && asked->remedy == word_of(RemedyKind::confirm) && asked->call.tool == call.tool && asked->call.arguments == call.arguments) {
        asked->assume_yes = false;
        asked->became = verdict;
      }
  }
  template <class What> void point(What what) { made_.points.push_back({stored_->seq, stored_->at, bundle_, conversation_, words_, std::move(what)}); }

  RecordedJudgements made_;
  const StoredEvent* stored_ = nullptr;
  BundleHash bundle_;
  bool imported_ = false;
  std::string conversation_, words_, intent_ = "other";
  Decimal confidence_;
  std::optional<RecordedMessage> decided_;
  RunId run_;
  std::map<std::string, RecordedMessage> begun_by_;
  std::map<std::string, GateCall> allowed_;
  std::map<std::string, std::pair<Instant, std::uint64_t>> sent_;
};

}  // namespace

RecordedJudgements recorded_judgements(const std::string& conversation, const std::vector<StoredEvent>& events) {
  Gathering gathering(conversation);
  for (const StoredEvent& stored : events) gathering.add(stored);
  return gathering.take();
}

}  // namespace handrail
