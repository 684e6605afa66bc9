#include "engine/turn/answer.hpp"

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t follow_up_words = 6;   // a shorter question that finds nothing by itself is read together with the one before it

// A short question that finds nothing by itself ("and by express?") is read together with the one before it.
std::string with_question_before(const ConversationState& state, const std::string& text) {
  if (words(text).size() >= follow_up_words) return "";
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line)
    if (line->by == Speaker::customer && line->text != text) return line->text + " " + text;
  return "";
}

bool too_old(const dsl::ReplyRules& rules, const Passage& passage, Instant now) {
  return rules.refuse_after && passage.reviewed_at && *passage.reviewed_at + *rules.refuse_after < now;
}

}  // namespace

Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text,
                                                   const std::string& intent) {
  if (!live.knowledge) return std::nullopt;
  KnowledgeQuery query{.text = text};
  if (const auto found = live.program().find_intent(intent)) query.categories = live.program().intents[*found].knowledge;
  auto passages = live.knowledge->search(query);
  if (const std::string whole = with_question_before(state, text); passages && passages->empty() && !whole.empty()) {
    query.text = whole;
    passages = live.knowledge->search(query);
  }
  HANDRAIL_TRY(const std::vector<Passage> found, std::move(passages));
  for (const Passage& passage : found) {
    if (too_old(live.program().reply, passage, state.last_at)) continue;
    Words answer;
    answer.text = passage.text + "\n\nSource: " + passage.title + (passage.heading.empty() || passage.heading == passage.title ? "" : ", " + passage.heading);
    if (!passage.url.empty()) answer.text += " (" + passage.url + ")";
    answer.citations.push_back({passage.id, passage.title, passage.url});
    return answer;
  }
  return std::nullopt;
}

}  // namespace handrail
