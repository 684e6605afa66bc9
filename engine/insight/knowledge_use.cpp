#include "engine/insight/knowledge_use.hpp"

#include <algorithm>

#include "engine/journal/event.hpp"

namespace handrail {
namespace {

// One conversation's events, told one by one.
class Listening {
 public:
  Listening(ConversationId conversation, std::optional<Instant> since, KnowledgeUse& use) : conversation_(std::move(conversation)), since_(since), use_(use) {}

  void hear(Instant at, const Event& event) {
    at_ = at;
    if (const auto* received = std::get_if<event::MessageReceived>(&event)) message_ = received->text, answering_ = false;
    if (const auto* read = std::get_if<event::MessageRead>(&event)) intent_ = read->intent;
    if (const auto* decided = std::get_if<event::TurnDecided>(&event)) {
      const Decision& decision = decided->decision;
      answering_ = (decision.kind == DecisionKind::answer || (decision.kind == DecisionKind::draft && decision.workflow.empty())) && !decision.closes;
    }
    if (const auto* step = std::get_if<event::StepRecorded>(&event)) hear_step(*step);
    if (const auto* sent = std::get_if<event::ReplySent>(&event); sent && sent->reply.by == Speaker::bot) hear_reply(sent->reply);
    if (const auto* asked = std::get_if<event::ApprovalRequested>(&event); asked && asked->what == "reply") {
      hear_reply(asked->reply);
      draft_ = asked->approval;
      cited_ = asked->reply.citations;
    }
    if (const auto* decided = std::get_if<event::ApprovalDecided>(&event); decided && decided->approval == draft_) hear_verdict(decided->verdict);
  }

 private:
  [[nodiscard]] bool counts() const { return !since_ || at_ >= *since_; }

  void hear_reply(const Reply& reply) {
    if (counts() && !reply.citations.empty()) ++use_.answered;
    if (counts() && answering_ && reply.citations.empty() && !message_.empty()) use_.unanswered.push_back({message_, intent_, conversation_, at_});
    answering_ = false;
  }
  // What a script looked up and did not find; `arguments` are the first bytes of {"query": …}.
  void hear_step(const event::StepRecorded& step) {
    const bool nothing = (step.name == "search" && step.result.items() && step.result.items()->empty()) || (step.name == "draft" && step.result.is_null());
    if (!counts() || !nothing || step.refused) return;
    const auto arguments = parse_json(step.arguments);
    const std::string query = arguments ? arguments->text_or(step.name == "search" ? "query" : "instruction") : "";
    use_.unanswered.push_back({query.empty() ? message_ : query, intent_, conversation_, at_});
  }
  void hear_verdict(const std::string& verdict) {
    if (!counts() || (verdict != "refused" && verdict != "edited")) return;
    std::vector<std::string> articles;   // one that is cited twice was used once
    for (const Citation& citation : cited_) {
      std::string article = citation.passage.substr(0, citation.passage.rfind('#'));
      if (std::find(articles.begin(), articles.end(), article) != articles.end()) continue;
      articles.push_back(article);
      JudgedArticle& judged = use_.judged[article];
      ++(verdict == "refused" ? judged.refused : judged.edited);
      judged.last = at_;
      judged.conversation = conversation_;
    }
  }

  const ConversationId conversation_;
  const std::optional<Instant> since_;
  KnowledgeUse& use_;
  Instant at_;
  std::string message_, intent_;
  bool answering_ = false;      // the next reply should cite something
  ApprovalId draft_;
  std::vector<Citation> cited_;
};

}  // namespace

Result<KnowledgeUse> knowledge_use(History& history, std::optional<Instant> since, const std::function<void(std::size_t, std::size_t)>& on_progress) {
  HANDRAIL_TRY(const auto conversations, history.conversations());
  KnowledgeUse use;
  for (std::size_t i = 0; i < conversations.size(); ++i) {
    if (on_progress) on_progress(i, conversations.size());
    HANDRAIL_TRY(const auto events, history.events(conversations[i]));
    Listening listening(conversations[i], since, use);
    for (const StoredEvent& stored : events) {
      const auto event = decode_event(stored.kind, stored.body);
      if (!event) {
        ++use.unreadable;
        break;
      }
      listening.hear(stored.at, *event);
    }
  }
  return use;
}

}  // namespace handrail
