#include "engine/turn/answer.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/policy/freshness.hpp"
#include "engine/reply/evidence.hpp"
#include "engine/turn/draft_sources.hpp"
#include "engine/turn/evidence.hpp"

namespace handrail {
namespace {

constexpr std::size_t background_among = 6;  // of so many of the best, those that are internal inform a draft
constexpr std::size_t follow_up_words = 6;   // a shorter question that finds nothing by itself is read together with the one before it

// A short question that finds nothing by itself ("and by express?") is read together with the one before it.
std::string with_question_before(const ConversationState& state, const std::string& text) {
  if (words(text).size() >= follow_up_words) return "";
  for (auto line = state.recent.rbegin(); line != state.recent.rend(); ++line)
    if (line->by == Speaker::customer && line->text != text) return line->text + " " + text;
  return "";
}

constexpr std::array<std::string_view, 6> of_a_person = {"name", "first_name", "last_name", "email", "phone", "birthday"};
constexpr std::array<std::string_view, 3> where_they_live = {"address", "ship_to", "bill_to"};
constexpr std::array<std::string_view, 4> many_live_there = {"country", "region", "state", "city"};   // what may be asked about

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

void own_words(const Json& record, bool address, std::unordered_set<std::string>& own) {
  const auto* members = record.members();
  if (!members) return;
  for (const auto& [key, value] : *members) {
    const bool lives = address || one_of(where_they_live, key);
    if (value.members()) own_words(value, lives, own);
    else if (value.text() && !one_of(many_live_there, key) && (lives || one_of(of_a_person, key)))
      for (const std::string_view word : words(*value.text())) own.insert(fold_case(word));
  }
}

// The question without the customer's own name, e-mail address and street: they say who asks, and no article has them.
std::string without_own_words(const LiveBundle& live, const ConversationState& state, const std::string& text) {
  if (!state.customer.verified) return text;
  std::unordered_set<std::string> own;
  for (const reply::Fact& fact : evidence_of(live, state).facts)
    if (!fact.of_another) own_words(fact.result, false, own);
  std::string left;
  std::size_t end = 0;
  for (const std::string_view word : words(text)) {
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    left += text.substr(end, begin - end);
    end = begin + word.size();
    if (!own.contains(fold_case(word))) left += word;
  }
  return left + text.substr(end);
}

Result<std::vector<Passage>> search(const LiveBundle& live, const ConversationState& state, const std::string& text, KnowledgeQuery query) {
  query.text = without_own_words(live, state, text);
  query.for_model = as_a_model_may_see_it(live, state, query.text);
  auto passages = live.knowledge->search(query);
  if (const std::string whole = with_question_before(state, text); passages && passages->empty() && !whole.empty()) {
    query.text = without_own_words(live, state, whole);
    query.for_model = as_a_model_may_see_it(live, state, query.text);
    passages = live.knowledge->search(query);
  }
  return passages;
}

}  // namespace

std::function<std::string()> as_a_model_may_see_it(const LiveBundle& live, const ConversationState& state, const std::string& text) {
  return [&live, &state, text] { return veil_over(live, state, evidence_of(live, state).facts).cover(text); };
}

std::string source_of(const Passage& passage) {
  std::string source = passage.title + (passage.heading.empty() || passage.heading == passage.title ? "" : ", " + passage.heading);
  return passage.url.empty() ? source : source + " (" + passage.url + ")";
}

Result<std::vector<Passage>> passages_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent) {
  if (!live.knowledge) return std::vector<Passage>{};
  KnowledgeQuery query{.reviewed_since = quotable_since(live.program().reply, state.last_at)};
  if (const auto at = live.program().find_intent(intent)) query.categories = live.program().intents[*at].knowledge;
  HANDRAIL_TRY(std::vector<Passage> found, search(live, state, text, std::move(query)));
  std::erase_if(found, [](const Passage& passage) { return reply::speaks_to_the_model(passage.text); });
  return found;
}

std::vector<Passage> background_for(const LiveBundle& live, const ConversationState& state, const std::string& intent) {
  if (!live.knowledge || !state.turn) return {};
  KnowledgeQuery query{.passages_max = background_among, .quotable_only = false};
  if (const auto at = live.program().find_intent(intent)) query.categories = live.program().intents[*at].knowledge;
  auto found = search(live, state, state.turn->text, std::move(query));
  if (!found) return {};
  std::erase_if(*found, [](const Passage& passage) { return passage.audience != Audience::internal; });
  return std::move(*found);
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
