#include "engine/insight/knowledge_use.hpp"

#include <algorithm>

#include "engine/journal/event.hpp"

namespace handrail {
namespace {

// One conversation's events, told one by one.
class Listening {
 public:
  Listening(ConversationId conversation, std::optional<Instant> since, KnowledgeUse& use) : conversation_(std::move(conversation)), since_(since), use_(use) {}

  void hear(std::uint64_t seq, Instant at, const Event& event) {
    at_ = at;
    if (const auto* received = std::get_if<event::MessageReceived>(&event)) message_ = received->text, answering_ = false;
    if (const auto* read = std::get_if<event::MessageRead>(&event)) intent_ = read->intent;
    if (const auto* decided = std::get_if<event::TurnDecided>(&event)) {
      const Decision& decision = decided->decision;
      answering_ = (decision.kind == DecisionKind::answer || decision.kind == DecisionKind::draft) && !decision.closes;
    }
    if (const auto* step = std::get_if<event::StepRecorded>(&event)) hear_step(*step);
    if (const auto* sent = std::get_if<event::ReplySent>(&event); sent && sent->reply.by == Speaker::bot) {
      hear_reply(sent->reply);
      sent_[static_cast<std::int64_t>(seq)] = sent->reply.citations;
    }
    if (const auto* judged = std::get_if<event::ReplyJudged>(&event)) last_words_[{judged->reply, judged->by}] = {*judged, at};
    if (const auto* asked = std::get_if<event::ApprovalRequested>(&event); asked && asked->what == "reply") {
      hear_reply(asked->reply);
      draft_ = asked->approval;
      cited_ = asked->reply.citations;
    }
    if (const auto* decided = std::get_if<event::ApprovalDecided>(&event); decided && decided->approval == draft_) hear_verdict(*decided);
  }

  // Once the conversation is told: people may take back what they said of a reply.
  void end() {
    for (const auto& [about, word] : last_words_) {
      at_ = word.at;
      if (counts() && word.judged.verdict == "wrong")
        found_wanting(sent_[about.first], &JudgedArticle::wrong, word.judged.by, word.judged.reason, word.judged.text);
    }
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
  void hear_verdict(const event::ApprovalDecided& decided) {
    if (!counts()) return;
    if (decided.verdict == "refused") found_wanting(cited_, &JudgedArticle::refused, decided.by, decided.reason, "");
    if (decided.verdict == "edited") found_wanting(cited_, &JudgedArticle::edited, decided.by, decided.reason, decided.arguments.text_or("text"));
  }
  void found_wanting(const std::vector<Citation>& cited, std::size_t JudgedArticle::*how, const std::string& by, const std::string& reason, const std::string& correction) {
    std::vector<std::string> articles;   // one that is cited twice was used once
    for (const Citation& citation : cited) {
      std::string article = citation.passage.substr(0, citation.passage.rfind('#'));
      if (std::find(articles.begin(), articles.end(), article) != articles.end()) continue;
      articles.push_back(article);
      JudgedArticle& judged = use_.judged[article];
      ++(judged.*how);
      if (at_ < judged.last) continue;
      judged.last = at_;
      judged.conversation = conversation_;
      judged.by = by;
      judged.reason = reason;
      judged.correction = correction;
    }
  }

  struct LastWord { event::ReplyJudged judged; Instant at; };

  const ConversationId conversation_;
  const std::optional<Instant> since_;
  KnowledgeUse& use_;
  Instant at_;
  std::string message_, intent_;
  bool answering_ = false;      // the next reply should cite something
  ApprovalId draft_;
  std::vector<Citation> cited_;
  std::map<std::int64_t, std::vector<Citation>> sent_;                          // by the number of the event
  std::map<std::pair<std::int64_t, std::string>, LastWord> last_words_;         // of a reply, by a person
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
      listening.hear(stored.seq, stored.at, *event);
    }
    listening.end();
  }
  return use;
}

}  // namespace handrail
