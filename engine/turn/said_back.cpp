#include "engine/turn/said_back.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check/own_sentences.hpp"
#include "engine/base/text.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/meaning/wishes.hpp"
#include "engine/sentences/asks_why.hpp"
#include "engine/sentences/clauses.hpp"
#include "engine/sentences/mere_tale.hpp"
#include "engine/sentences/said_of.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/sentences/who_they_are.hpp"
#include "engine/turn/manner.hpp"
#include "engine/turn/waiting_words.hpp"
#include "engine/turn/way_on.hpp"

namespace handrail {
namespace {

constexpr Decimal surely_from = {700'000};
constexpr std::string_view asks_again = "sign in again";
constexpr std::ptrdiff_t asked_again_most = 2;
constexpr std::size_t objection_words_max = 20;
constexpr std::string_view reason_words = "The reason is this: ";
constexpr std::string_view reason_stands_words = "I have noted that for whoever looks at it. By myself I may not go past this: ";

// The last word was a denial of the gate that left them with the offer of a person.
bool was_denied(const ConversationState& state) {
  const Episode& episode = state.episode;
  return !state.run && !episode.offered_by.empty() && !episode.offered_at.empty() && episode.offered_at == state.judged.clause.at;
}

std::string last_words(const ConversationState& state) {
  const auto last = std::find_if(state.recent.rbegin(), state.recent.rend(), [](const SpokenLine& line) { return line.by == Speaker::bot; });
  return last == state.recent.rend() ? "" : last->text;
}

// What the denial said, without the notice before it, the offer behind it, and what an earlier answer of this kind put before it.
std::string reason_told(const LiveBundle& live, const ConversationState& state) {
  const std::string all = last_words(state), notice = worded(live, state, dsl::own::ai_notice);
  std::string_view reason = all;
  if (reason.starts_with(notice)) reason.remove_prefix(notice.size());
  for (const std::string_view before : {reason_words, reason_stands_words})
    if (const std::size_t at = reason.find(before); at != std::string_view::npos) reason.remove_prefix(at + before.size());
  return std::string(trim(reason.substr(0, reason.find(offer_begins))));
}

std::string offer_told(const ConversationState& state, std::string_view otherwise) {
  const std::string all = last_words(state);
  const std::size_t at = all.rfind(offer_begins);
  return at == std::string::npos ? " " + std::string(otherwise) : all.substr(at);
}

bool reads_as_a_wish(const event::MessageRead& reading) { return reading.intent != "other" && reading.confidence >= surely_from; }

// "But it arrived damaged", "it never worked": what stands against the denial, and wishes for nothing new.
bool objects(const Matter& matter, const ConversationState& state) {
  constexpr std::array opposing{"but", "though", "however", "still", "yet", "although"};
  const std::string& text = state.turn->text;
  const std::vector<std::string_view> said = words(text);
  const auto is_thing = [](const EntityClaim& one) { return kind_named(one.value) == NamedKind::thing; };
  if (said.size() < 3 || said.size() > objection_words_max || text.find('?') != std::string::npos || std::ranges::any_of(state.turn->reading->named, is_thing)) return false;
  if (reads_as_a_wish(*state.turn->reading)) return false;
  const bool opposes = std::ranges::find(opposing, lower_ascii(said.front())) != opposing.end();
  const std::vector<SaidClause> clauses = clauses_of(text, matter);
  return opposes || (!clauses.empty() && std::ranges::all_of(clauses, [&](const SaidClause& one) {
    return one.act == ClauseAct::courtesy || (one.act == ClauseAct::says && is_mere_tale(one.text, matter.values));
  }));
}

// "Your refund request (W1001)": the first of the wishes that wait for the sign-in.
std::string waiting_wish(const ConversationState& state) {
  const auto wish = std::ranges::find_if(state.held_up, [](const HeldUp& one) { return !one.behind_another; });
  return wish == state.held_up.end() ? "" : request_words(wish->turn.reading->intent) + objects_named(wish->turn.reading->named);
}

Words to_the_sign_in(std::string text, std::string_view asked) {
  Words words{.text = std::move(text), .asked = std::string(asked)};
  words.rule = "a wish waits until the customer has signed in";
  words.because = "the customer is not verified";
  return words;
}

bool asked_to_sign_in(const ConversationState& state) { return waits_for_sign_in(state) && !state.customer.verified && !state.run && state.episode.waits_for_customer; }

}  // namespace

SaidBack said_back(const LiveBundle& live, const ConversationState& state) {
  if (!state.turn || !state.turn->reading || state.owner != Ownership::bot || crossed(state)) return SaidBack::nothing;
  const std::string& text = state.turn->text;
  if (was_denied(state)) {
    const auto intent = live.program().find_intent(state.episode.last_intent);
    Matter matter = intent ? matter_of_wish(live, live.program().intents[*intent]) : Matter{};
    std::vector<std::string> of_it = matter.deeds;
    of_it.insert(of_it.end(), matter.things.begin(), matter.things.end());
    if (asks_only_why(text, of_it)) return SaidBack::asks_why;
    return objects(matter, state) ? SaidBack::objects : SaidBack::nothing;
  }
  if (!asked_to_sign_in(state) || wishes_by_name(live.program(), *state.turn->reading, text)) return SaidBack::nothing;
  switch (who_they_are(text)) {
    case WhoTheyAre::named: return SaidBack::says_who;
    case WhoTheyAre::without_account: return SaidBack::without_account;
    case WhoTheyAre::nothing: break;
  }
  return SaidBack::nothing;
}

std::optional<Words> answer_to_what_was_said_back(const LiveBundle& live, const ConversationState& state, std::string_view offer) {
  const SaidBack back = said_back(live, state);
  const Clause& denied = state.judged.clause;
  switch (back) {
    case SaidBack::asks_why:
    case SaidBack::objects: {
      const std::string reason = reason_told(live, state);
      Words words{.text = std::string(back == SaidBack::asks_why ? reason_words : reason_stands_words) + reason + offer_told(state, offer), .asked = "offer a person"};
      words.rule = denied.rule;
      words.at = denied.at;
      words.because = denied.because;
      return words;
    }
    case SaidBack::says_who:
      if (std::ranges::count(state.episode.asked, asks_again) >= asked_again_most)
        return to_the_sign_in("A name or an address by itself does not show me that it is you, and a person can make sure of it in another way. " + std::string(offer), "offer a person");
      return to_the_sign_in("Thank you. A name or an address by itself does not show me that it is you, so please sign in to your account: as soon as you are, I go on with " +
                                waiting_wish(state) + ". If you cannot, just ask for a person, who can make sure of it in another way.",
                            asks_again);
    case SaidBack::without_account:
      return to_the_sign_in("Without an account there is nothing that I can open here for " + waiting_wish(state) + ", and a person can find it in another way. " + std::string(offer),
                            "offer a person");
    case SaidBack::nothing: break;
  }
  return std::nullopt;
}

std::string ahead_of_the_same_denial(const ConversationState& before, const Words& words) {
  const std::string said = words.text.substr(0, words.text.find(offer_begins));
  const bool the_same = was_denied(before) && words.asked == "offer a person" && !said.empty() && last_words(before).find(said) != std::string::npos;
  return the_same ? std::string(reason_stands_words) : "";
}

std::optional<Words> still_to_sign_in(const ConversationState& state, const std::string& key) {
  if (!asked_to_sign_in(state)) return std::nullopt;
  return Words{.text = "That I could not take up. For " + waiting_wish(state) +
                       " I still need you to sign in to your account; then I go on with it here. If you cannot, or if it is about something else, say so in one sentence.",
               .asked = key};
}

}  // namespace handrail
