#include "engine/turn/answer.hpp"

#include "engine/base/text.hpp"
#include "engine/policy/freshness.hpp"
#include "engine/reply/evidence.hpp"

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

}  // namespace

std::string source_of(const Passage& passage) {
  std::string source = passage.title + (passage.heading.empty() || passage.heading == passage.title ? "" : ", " + passage.heading);
  return passage.url.empty() ? source : source + " (" + passage.url + ")";
}

Result<std::vector<Passage>> passages_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent) {
  if (!live.knowledge) return std::vector<Passage>{};
  KnowledgeQuery query{.text = text, .reviewed_since = quotable_since(live.program().reply, state.last_at)};
  if (const auto found = live.program().find_intent(intent)) query.categories = live.program().intents[*found].knowledge;
  auto passages = live.knowledge->search(query);
  if (const std::string whole = with_question_before(state, text); passages && passages->empty() && !whole.empty()) {
    query.text = whole;
    passages = live.knowledge->search(query);
  }
  HANDRAIL_TRY(std::vector<Passage> found, std::move(passages));
  std::erase_if(found, [](const Passage& passage) { return reply::speaks_to_the_model(passage.text); });
  return found;
}

std::optional<Words> quoted(const std::vector<Passage>& found) {
  if (found.empty()) return std::nullopt;
  const Passage& passage = found.front();
  Words answer;
  answer.text = passage.text + "\n\nSource: " + source_of(passage);
  answer.citations.push_back({passage.id, passage.title, passage.url});
  return answer;
}

Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text,
                                                   const std::string& intent) {
  HANDRAIL_TRY(const std::vector<Passage> found, passages_for(live, state, text, intent));
  return quoted(found);
}

}  // namespace handrail
