#include "engine/turn/draft_sources.hpp"

#include <algorithm>
#include <map>

#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/reply/private_passages.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/evidence.hpp"
#include "engine/turn/proposed_calls.hpp"

namespace handrail {
namespace {

constexpr std::size_t episodes_told = 3;   // that ended before this one

// What the desk knows of the turns that nobody reads word for word any more: what was named, what fired, how it ended before.
std::vector<std::string> so_far(const ConversationState& state) {
  std::vector<std::string> lines;
  const std::size_t first = state.closed.size() > episodes_told ? state.closed.size() - episodes_told : 0;
  for (std::size_t i = first; i < state.closed.size(); ++i) {
    const Episode& episode = state.closed[i];
    const std::string about = episode.last_intent.empty() ? "" : " about " + in_words(episode.last_intent);
    if (episode.outcome) lines.push_back("an earlier conversation" + about + " ended: " + in_words(std::string(word_of(*episode.outcome))));
  }
  std::vector<std::string> named;
  for (const auto& [name, value] : state.claims)
    if (const bool plain = !value.is_null() && !value.is_object() && !value.is_array(); plain && !name.starts_with(answer_to_model))
      named.push_back(in_words(name) + " " + (value.text() ? *value.text() : dump(value)));
  if (!named.empty()) lines.push_back("the customer named " + join(named, ", "));
  for (const std::string& trigger : state.episode.triggers_won) lines.push_back("decided by: " + trigger);
  return lines;
}

// `change` is given each text, and the member that it is the value of.
template <class Change>
Json with_texts(const Json& value, const Change& change, const std::string& called) {
  if (const std::string* text = value.text()) return Json(change(*text, called));
  if (const auto* items = value.items()) {
    Json list = Json::array();
    for (const Json& item : *items) list.push(with_texts(item, change, called));
    return list;
  }
  if (const auto* members = value.members()) {
    Json object = Json::object();
    for (const auto& [key, member] : *members) object.set(key, with_texts(member, change, key));
    return object;
  }
  return value;
}

}  // namespace

reply::DraftSources draft_sources(const LiveBundle& live, const ConversationState& state, const std::string& intent, const std::vector<Passage>& found,
                                  const CountVector& count) {
  reply::DraftSources sources;
  sources.evidence = evidence_of(live, state);
  sources.evidence.passages = reply::shown_passages(found);
  sources.evidence.background = background_for(live, state, intent, count);
  for (const SpokenLine& line : state.recent) sources.lines.push_back({line.by == Speaker::customer, line.carries_receipt, line.text});
  if (state.turn && (sources.lines.empty() || !sources.lines.back().by_customer)) sources.lines.push_back({true, false, state.turn->text});
  sources.so_far = so_far(state);
  sources.limits = reply_limits(live, state);
  sources.purpose = in_words(intent);
  sources.written_in = state.episode.written_in;
  return sources;
}

Veil veil_over(const LiveBundle& live, const ConversationState& state, const std::vector<reply::Fact>& facts) {
  Veil veil(live.program().reply.masked);
  veil.expect(state.episode.written_in);
  for (const reply::Fact& fact : facts) veil.know_record(fact.result, fact.tool == "customer" || fact.result.text_or("id") == state.customer.id.text);
  veil.know_record(state.context, true);   // what the channel calls them
  for (const auto& [entity, value] : state.claims)
    if (value.text()) veil.know(entity, *value.text());
  return veil;
}

Json covered(Veil& veil, const Json& value) {
  return with_texts(value, [&](const std::string& text, const std::string& called) { return veil.cover(text, called); }, "");
}

Json uncovered(const Veil& veil, const Json& value) {
  return with_texts(value, [&](const std::string& text, const std::string&) { return veil.uncover(text); }, "");
}

// Labels are given in an order that does not hang on when a fact was read: a crash lets some be read again, and "[name 2]" in an answer stays the same person.
static void label_facts(Veil& veil, const std::vector<reply::Fact>& facts) {
  std::map<std::string, const reply::Fact*> by_name;
  for (const reply::Fact& fact : facts)
    if (!fact.of_another) by_name[fact.tool + " " + canonical(fact.arguments)] = &fact;
  for (const auto& [name, fact] : by_name) (void)covered(veil, fact->result);
}

// An article for everyone tells customers how they reach the desk, and a passage that reaches a person is shown to nobody: what is left to hide is who it names.
static void hide_people(Veil& veil, Passage& passage) {
  for (const reply::PrivateSpot& spot : reply::private_spots_in(passage.text, {})) {
    if (spot.kind != "name") continue;
    veil.know("name", spot.said);
    const std::string label = veil.cover(spot.said);
    for (std::string* text : {&passage.title, &passage.heading, &passage.text})
      for (std::size_t at = text->find(spot.said); at != std::string::npos; at = text->find(spot.said, at + label.size())) text->replace(at, spot.said.size(), label);
  }
}

reply::DraftSources covered(Veil& veil, reply::DraftSources sources) {
  label_facts(veil, sources.evidence.facts);
  for (reply::Fact& fact : sources.evidence.facts) fact.result = fact.of_another ? Json() : covered(veil, fact.result);
  for (Receipt& receipt : sources.evidence.receipts) {
    receipt.text = veil.cover(receipt.text);
    receipt.result = covered(veil, receipt.result);
    receipt.arguments = covered(veil, receipt.arguments);
  }
  for (std::string& text : sources.evidence.policy) text = veil.cover(text);
  for (reply::Line& line : sources.lines) line.text = veil.cover(line.text);
  for (std::string& line : sources.so_far) line = veil.cover(line);
  for (Passage& passage : sources.evidence.passages) hide_people(veil, passage);
  for (Passage& passage : sources.evidence.background) {   // for colleagues: whoever it names, and however they are reached
    passage.title = veil.cover(passage.title);
    passage.heading = veil.cover(passage.heading);
    passage.text = veil.cover(passage.text);
  }
  return sources;
}

bool belongs_to_another(const ConversationState& state, const Json& record) {
  for (const std::string_view key : {"customer", "customer_id"})
    if (const Json* owner = record.find(key); owner && owner->text() && (!state.customer.verified || *owner->text() != state.customer.id.text)) return true;
  return false;
}

}  // namespace handrail
