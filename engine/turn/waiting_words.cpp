#include "engine/turn/waiting_words.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/domain/in_words.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/turn/draft_review.hpp"
#include "engine/turn/several_runs.hpp"

namespace handrail {
// "Your refund request (W1002), reference appr_1": what colleagues look at.
static std::vector<std::string> awaited(const ConversationState& state) {
  std::vector<std::string> all;
  const auto add = [&](const std::optional<Run>& run, const std::optional<Approval>& approval) {
    if (run && approval && approval->asked.what == "call") all.push_back(run_words(*run) + " (reference " + approval->asked.reference + ")");
  };
  for (const SetAside& one : state.aside) add(one.run, one.approval);
  add(state.run, state.approval);
  return all;
}

bool question_in_review(const ConversationState& state) { return draft_waits(state) && !was_asked(state); }

std::string reminder(const ConversationState& state) {
  const std::string& what = state.run ? state.run->waits_for : std::string();
  if (what == "answer" || what == "confirmation") {
    if (!was_asked(state)) return "";   // it waits for its review, and asks then
    if (!state.run->waits_question.empty()) return "And to go on with what we began: " + state.run->waits_question;
    const std::string name = in_words(state.run->waits_name);
    return what == "answer" ? "And to go on with what we began, I still need the " + name + "." : "And to go on with what we began: shall I go ahead with it? (yes or no)";
  }
  if (what == "approval" && state.approval && !state.aside.empty())
    return "Colleagues are still looking at " + english_list(awaited(state)) + "; you will hear of each as soon as it is decided.";
  if (what == "approval" && state.approval)
    return "A colleague is still looking at the other matter (reference " + state.approval->asked.reference + "); you will hear as soon as it is decided.";
  return "";
}

std::string with_reminder(std::string text, const ConversationState& state) {
  const std::string more = reminder(state);
  return more.empty() ? text : text + "\n\n" + more;
}

// "your refund request". "Your password" at the head of it would read as asking for one.
std::string request_words(const std::string& intent) {
  const std::string matter = in_words(intent);
  return (matter.starts_with("password") ? "the " : "your ") + (matter.ends_with("request") ? matter : matter + " request");
}

std::string in_how_long(const ConversationState& state, const Run& run, Instant now) {
  const auto timer = state.timers.find(run.waits_name);
  const Duration left = timer == state.timers.end() ? Duration{} : timer->second - now;
  return left.ms < minutes(1).ms ? "in a moment" : "in " + format_duration(minutes((left.ms + 59'999) / 60'000));
}

std::string still_waiting(const ConversationState& state, Instant now) {
  const std::string what = state.aside.empty() && !state.run->taken_up ? "this" : run_words(*state.run);
  const std::string reference = !state.approval ? "" : what == "this" ? " (reference " + state.approval->asked.reference + ")" : ", reference " + state.approval->asked.reference;
  if (state.run->waits_for == "approval")
    return "A colleague is still looking at " + what + reference + ". You will hear as soon as it is decided." + how_others_stand(state, now) +
           " If you would rather talk to a person now, just say so.";
  return (what == "this" ? "This" : "As for " + what + ": that") + " goes on by itself: you will hear from me here " + in_how_long(state, *state.run, now) + "." +
         how_others_stand(state, now) + " If you do not want it any more, say \"stop\"; if you would rather talk to a person, just say so.";
}

std::string objects_named(const std::vector<EntityClaim>& claims) {
  std::vector<std::string> named;
  for (const EntityClaim& claim : claims) {
    const std::string* id = claim.value.text();
    const bool is_number = id && id->find_first_of("0123456789") != std::string::npos && id->find_first_of(" :") == std::string::npos;
    if (is_number && std::ranges::find(named, *id) == named.end()) named.push_back(*id);
  }
  return named.empty() ? "" : " (" + english_list(named) + ")";
}

// What a second wish waits for, as the customer knows it.
static std::string what_comes_first(const ConversationState& state) {
  const std::string reference = state.approval ? " (reference " + state.approval->asked.reference + ")" : "";
  if (state.run->waits_for == "approval") return "what a colleague is looking at" + reference + " is decided";
  return state.run->waits_for == "time" ? "what we began is done" : "this is done";
}

std::string sign_in_meanwhile(const LiveBundle& live, const ConversationState& state, const std::vector<std::string>& intents) {
  if (state.customer.verified || waits_for_sign_in(state)) return "";
  const auto needs_account = [&](const std::string& name) {
    const auto intent = live.program().find_intent(name);
    return intent && live.program().intents[*intent].request_class == dsl::RequestClass::needs_account;
  };
  return std::ranges::any_of(intents, needs_account) ? " For that I need to know who you are: please sign in to your account meanwhile." : "";
}

std::vector<std::string> further_intents(const ConversationState& state) {
  std::vector<std::string> intents;
  for (const event::FurtherWish& wish : state.turn->reading->further) intents.push_back(wish.intent);
  return intents;
}

Words wish_waits(const LiveBundle& live, const ConversationState& state, const std::string& intent) {
  const std::string matter = request_words(intent) + objects_named(state.turn->reading->named);
  const bool is_kept = state.held_up.size() < limits::wishes_waiting;
  Words words;
  words.text = is_kept ? "I have noted " + matter + " as well, and nothing of it has been done yet. I will go on with it here as soon as " + what_comes_first(state) + "."
                       : "Nothing has been done yet about " + matter + ": one thing at a time. As soon as " + what_comes_first(state) + ", please write it again.";
  const std::string sign_in = is_kept ? sign_in_meanwhile(live, state, {intent}) : "";
  if (is_kept) words.asked = std::string(says_that_wish_waits), words.text += sign_in;
  if (!sign_in.empty() && may_be_set_aside(state))   // it waits for nothing else
    words.text = "I have noted " + matter + " as well, and nothing of it has been done yet. "
                 "For that I need to know who you are: please sign in to your account, and I go on with it here at once.";
  if (state.run->waits_for == "approval" || state.run->waits_for == "time") return words;
  words.text = with_reminder(std::move(words.text), state);
  words.kept.push_back(reminder(state));
  return words;
}

// "(pilates)": of a row of things that have no number.
static std::string word_named(const event::FurtherWish& wish) {
  if (wish.named.empty() || !wish.named.front().value.text()) return "";
  const std::string& word = *wish.named.front().value.text();
  return words(wish.text).size() <= words(word).size() + 2 && lower_ascii(wish.text).find(lower_ascii(word)) != std::string::npos ? " (" + word + ")" : "";
}

std::string further_matters(const ConversationState& state) {
  std::vector<std::string> noted;
  for (const event::FurtherWish& wish : state.turn->reading->further) {
    const std::string numbers = objects_named(wish.named);
    noted.push_back(request_words(wish.intent) + (numbers.empty() ? word_named(wish) : numbers));
  }
  return english_list(noted);
}

Words further_wishes_wait(const LiveBundle& live, const ConversationState& state) {
  const std::string matters = further_matters(state), first = what_comes_first(state);
  Words words{.text = "I have noted " + matters + " as well, and nothing of it has been done yet. I will go on with it here as soon as " + first + "." +
                      sign_in_meanwhile(live, state, further_intents(state))};
  if (may_be_set_aside(state) && state.customer.verified) words.text = "I take up " + matters + " now" + (state.turn->reading->further.size() > 1 ? ", one after the other." : ".");
  if (state.held_up.size() >= limits::wishes_waiting)
    words.text = "Nothing has been done yet about " + matters + ": one thing at a time. As soon as " + first + ", please write it again.";
  words.text = with_reminder(std::move(words.text), state);
  words.kept.push_back(reminder(state));
  return words;
}

void after_a_no(const ConversationState& state, bool says_more, Words& words) {
  constexpr std::string_view anything_else = " Is there anything else I can do?";
  const std::size_t more = words.text.rfind(anything_else);
  if (more == std::string::npos || more + anything_else.size() != words.text.size() || state.owner != Ownership::bot) return;
  const bool goes_on = !state.held_up.empty() || (state.turn && state.turn->reading && !state.turn->reading->further.empty());
  if (goes_on) words.asked.clear();
  if (goes_on || says_more) words.text.resize(more);
  if (!goes_on && says_more) words.text += " If you would like something else instead, please tell me what, in one sentence.";
}

}  // namespace handrail
