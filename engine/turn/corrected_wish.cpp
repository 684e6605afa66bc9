#include "engine/turn/corrected_wish.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "engine/journal/same_wish.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/reports_back.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/framing.hpp"

namespace handrail {
namespace {

// With a wish of its own they say that it is wanted instead; "no" and "not" alone may be said of anything.
constexpr std::array instead{"instead", "actually", "rather", "meant", "mean", "sorry", "wrong", "oops", "mistake", "correction", "typo"};

constexpr Decimal surely_the_same = {950'000};

const HeldUp* waiting_for_sign_in(const ConversationState& state) {
  const auto last = std::ranges::find_if(state.held_up.rbegin(), state.held_up.rend(), [](const HeldUp& wish) { return !wish.behind_another; });
  return last == state.held_up.rend() ? nullptr : &*last;
}

// "W1002 I mean": another value for what was wished, and no wish of its own. A day, a count or a word is one where the wish has another: `said`.
bool puts_a_value_in_its_place(const LiveBundle& live, const ConversationState& state, const event::MessageRead& read, const dsl::Intent& intent,
                               const std::map<std::string, Json>& said) {
  const auto is_named = [&](const EntityClaim& claim) {
    const auto before = said.find(claim.entity);
    const bool another = before != said.end() && !before->second.is_null() && !same_value(before->second, claim.value);
    const bool number = kind_named(claim.value) == NamedKind::thing || claim.value.members();
    return (number || another) && said_of(state.turn->text, claim.begin, claim.end, kind_named(claim.value)) == SaidOf::named;
  };
  const auto& takes = live.program().workflows[*intent.workflow].takes;
  std::vector<EntityClaim> taken;
  std::ranges::copy_if(read.named, std::back_inserter(taken), [&](const EntityClaim& claim) { return std::ranges::count(takes, claim.entity) != 0; });
  Matter matter = matter_of_wish(live, intent);
  for (const auto& [fact, value] : said)   // "not friday but saturday"
    if (value.text() && kind_named(value) == NamedKind::value && std::ranges::count(takes, fact) != 0)
      for (std::string& word : content_words(*value.text())) matter.things.push_back(std::move(word));
  return std::ranges::any_of(taken, is_named) && only_frames_a_value(matter, state.turn->text, taken);
}

// Of what the wish has already, no object's number and with no word for a deed: either may be one more.
bool is_another_value_alone(const LiveBundle& live, const ConversationState& state, const event::MessageRead& read, const std::map<std::string, Json>& said) {
  return !read.named.empty() && !wishes_by_name(live.program(), read, state.turn->text) && std::ranges::all_of(read.named, [&](const EntityClaim& claim) {
    const auto before = said.find(claim.entity);
    return before != said.end() && !before->second.is_null() && kind_named(claim.value) == NamedKind::value;
  });
}

bool wishes_something_instead(const LiveBundle& live, const ConversationState& state, const event::MessageRead& read) {
  event::MessageRead wish = read;
  wish.signals.clear();   // "no, cancel W1003" wishes it by name
  const auto says_so = [](const SpeechAct& one) { return one.act == speech::in_its_place && std::ranges::find(instead, one.what) != instead.end(); };
  return std::ranges::any_of(read.acts, says_so) && !does(read, speech::ask) && wishes_by_name(live.program(), wish, state.turn->text);
}

}  // namespace

namespace {

// The last thing that we said moved nothing: what has been done is not begun once more by a correction.
bool last_word_did_nothing(const ConversationState& state) {
  const auto last = std::ranges::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by == Speaker::bot; });
  return last != state.recent.rend() && !last->carries_receipt;
}

// "No wait, W1006", behind where W1003 is: the same of another, whatever the few words by themselves are like.
void take_as_the_same_of_another(const LiveBundle& live, const ConversationState& state, event::MessageRead& read) {
  const auto intent = live.program().find_intent(state.episode.last_intent);
  if (!intent || !live.program().intents[*intent].workflow || !last_word_did_nothing(state) || does(read, speech::beside_it) || !read.further.empty()) return;
  const auto another = [&](const EntityClaim& claim) {
    const auto known = state.claims.find(claim.entity);
    return known != state.claims.end() && !known->second.is_null() && kind_named(claim.value) == NamedKind::thing && canonical(known->second) != canonical(claim.value);
  };
  const auto says_so = [](const SpeechAct& one) { return one.act == speech::in_its_place || (one.act == speech::hesitate && one.what == "wait"); };
  if (std::ranges::none_of(read.acts, says_so) || std::ranges::none_of(read.named, another)) return;
  if (!puts_a_value_in_its_place(live, state, read, live.program().intents[*intent], {})) return;
  read.intent = state.episode.last_intent;
  read.confidence = surely_the_same;
  drop_signal(read, "says_no");   // it is said of the number, and is no answer to what was asked
}

}  // namespace

void take_as_corrected_wish(const LiveBundle& live, const ConversationState& state, event::MessageRead& read) {
  if (!state.run && state.held_up.empty()) take_as_the_same_of_another(live, state, read);
  const HeldUp* held = state.run || state.customer.verified ? nullptr : waiting_for_sign_in(state);
  if (!held || does(read, speech::beside_it) || !read.further.empty()) return;
  const event::MessageRead& wish = *held->turn.reading;
  const bool says_so = does(read, speech::in_its_place), as_the_wish = read.intent == wish.intent && !does(read, speech::ask);   // "make it 3 please"
  if (!says_so && !(as_the_wish && is_another_value_alone(live, state, read, wish.claims))) return;
  const auto intent = live.program().find_intent(wish.intent);
  if (!intent || !live.program().intents[*intent].workflow) return;
  const bool another = read.intent != wish.intent && wishes_something_instead(live, state, read);
  if (!another && puts_a_value_in_its_place(live, state, read, live.program().intents[*intent], wish.claims)) {
    read.intent = wish.intent;
    read.confidence = wish.confidence;
    for (const auto& [fact, value] : wish.claims) read.claims.emplace(fact, value);
  } else if (!another && !wishes_something_instead(live, state, read)) {
    return;
  }
  read.acts.push_back({std::string(corrects_wish), ""});
}

}  // namespace handrail
