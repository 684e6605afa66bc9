#include "engine/turn/several_runs.hpp"

#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/journal/set_aside.hpp"
#include "engine/meaning/asked.hpp"
#include "engine/meaning/matter.hpp"
#include "engine/sentences/speech.hpp"
#include "engine/turn/run_workflow.hpp"
#include "engine/turn/waiting_words.hpp"

namespace handrail {
namespace {

constexpr std::string_view anything_else = "Is there anything else";

bool is_number(const Json& value) {
  const std::string* id = value.text();
  return id && id->find_first_of("0123456789") != std::string::npos && id->find_first_of(" :") == std::string::npos;
}

bool asks_the_customer(const Run& run) { return run.waits_for == "answer" || run.waits_for == "confirmation"; }

bool is_draft(const std::optional<Approval>& approval) { return approval && approval->asked.what == "reply"; }

// It was spoken with when another one was taken up: its question is on the record with the words that asked it, or stands in a draft.
const SetAside* broken_off(const ConversationState& state) {
  const auto found = std::ranges::find_if(state.aside, [&](const SetAside& one) {
    return is_draft(one.approval) || (one.run && asks_the_customer(*one.run) && was_asked(state, *one.run));
  });
  return found == state.aside.end() ? nullptr : &*found;
}

const SetAside* has_something_to_ask(const ConversationState& state) {
  const auto found = std::ranges::find_if(state.aside, [&](const SetAside& one) { return one.run && asks_the_customer(*one.run) && !is_draft(one.approval); });
  return found == state.aside.end() ? nullptr : &*found;
}

enum class Then { waits_on, goes_on };
void take_up(ConversationLog& log, const SetAside& one, Then then) {
  log.record(event::RunTakenUp{one.run ? one.run->id : RunId(), one.run ? one.run->workflow : "", then == Then::goes_on});
}

// "That is done. Is there anything else I can do?", with a question behind it.
std::string without_last_question(std::string text) {
  const std::size_t at = text.rfind(anything_else);
  if (at != std::string::npos && text.find('?', at) + 1 == text.size()) text.resize(at);
  return std::string(trim(text));
}

}  // namespace

bool take_up_for_approval(ConversationLog& log, const ApprovalId& approval) {
  const ConversationState& state = log.state();
  if (state.approval && state.approval->asked.approval == approval) return true;
  const auto found = std::ranges::find_if(state.aside, [&](const SetAside& one) { return one.approval && one.approval->asked.approval == approval; });
  if (found == state.aside.end()) return false;
  take_up(log, *found, Then::waits_on);
  return true;
}

void take_up_for_timer(ConversationLog& log, const std::string& timer) {
  const ConversationState& state = log.state();
  const auto found = std::ranges::find_if(state.aside, [&](const SetAside& one) {
    if (one.approval && timer == "approval " + one.approval->asked.approval.text) return true;
    return one.run && timer.rfind("run " + one.run->id.text + " ", 0) == 0;
  });
  if (found != state.aside.end()) take_up(log, *found, Then::waits_on);
}

void take_up_run(ConversationLog& log, const RunId& run) {
  const auto found = std::ranges::find_if(log.state().aside, [&](const SetAside& one) { return one.run && one.run->id == run; });
  if (found != log.state().aside.end()) take_up(log, *found, Then::waits_on);
}

void take_up_next(ConversationLog& log) { take_up(log, log.state().aside.back(), Then::waits_on); }

bool others_are_awaited(const ConversationState& state) {
  return std::ranges::any_of(state.aside, [](const SetAside& one) { return one.approval || (one.run && waits_for_others(*one.run)); });
}

Words give_way(ConversationLog& log, const std::string& about, Words words) {
  const ConversationState& state = log.state();
  const SetAside* first = state.owner == Ownership::bot ? broken_off(state) : nullptr;
  if (first && state.run && asks_the_customer(*state.run)) {   // what it has to ask comes when that is answered
    words.text = join(state.run->said, "\n\n");
    words.asked.clear();
  }
  if (first) {
    take_up(log, *first, Then::waits_on);
    if (words.asked == "anything else") words.text = without_last_question(std::move(words.text));
    words.asked.clear();   // a "yes" is to the question behind it, and to no offer
  }
  if (words.text.empty()) return words;
  words.text = about + words.text;
  if (!first) return words;
  words.text = with_reminder(std::move(words.text), state);
  words.kept.push_back(reminder(state));
  return words;
}

void next_matter(ConversationLog& log) {
  const ConversationState& state = log.state();
  if (state.owner != Ownership::bot || state.episode.outcome || state.turn || state.episode.number == 0) return;
  if ((state.run && !waits_for_others(*state.run)) || is_draft(state.approval)) return;
  if (const SetAside* first = broken_off(state)) return take_up(log, *first, Then::waits_on);
  if (const SetAside* asks = has_something_to_ask(state)) return take_up(log, *asks, Then::goes_on);
  const bool wish_is_ready = !state.held_up.empty() && state.customer.verified;
  if (wish_is_ready && may_be_set_aside(state)) return log.record(event::RunSetAside{state.run->id, state.run->workflow});
  if (!state.run && !state.approval && !state.aside.empty()) take_up_next(log);
}

bool is_done_to_the_same(const LiveBundle& live, const ConversationState& state, const std::string& workflow, const Run& run) {
  const auto index = live.program().find_workflow(workflow);
  if (!index || run.workflow != workflow) return false;
  return std::ranges::all_of(live.program().workflows[*index].takes, [&](const std::string& taken) {
    const Json* used = used_by(run, taken);
    const auto said = state.claims.find(taken);
    return !used || !is_number(*used) || said == state.claims.end() || !is_number(said->second) || canonical(said->second) == canonical(*used);
  });
}

const SetAside* set_aside_for(const LiveBundle& live, const ConversationState& state, const std::string& workflow) {
  const auto found = std::ranges::find_if(state.aside, [&](const SetAside& one) { return one.run && is_done_to_the_same(live, state, workflow, *one.run); });
  return found == state.aside.end() ? nullptr : &*found;
}

std::string run_words(const Run& run) {
  std::vector<std::string> numbers;
  const auto add = [&](const Json& value) {
    if (is_number(value) && std::ranges::find(numbers, *value.text()) == numbers.end()) numbers.push_back(*value.text());
  };
  if (const Json::Object* inputs = run.inputs.members())
    for (const auto& [name, value] : *inputs)
      if (name != "message") add(value);   // a model's run has the message by its id
  for (const RecordedStep& step : run.steps)
    if (!step.asked.empty()) add(step.result);
  return request_words(run.intent.empty() ? run.workflow : run.intent) + (numbers.empty() ? "" : " (" + english_list(numbers) + ")");
}

std::string about_run(const ConversationState& state) { return state.run && state.run->taken_up ? "About " + run_words(*state.run) + ": " : ""; }

std::string how_it_stands(const ConversationState& state, const SetAside& one, Instant now) {
  if (!one.run) return "";
  if (one.run->waits_for == "time") return "As for " + run_words(*one.run) + ": that goes on by itself, and you will hear from me here " + in_how_long(state, *one.run, now) + ".";
  if (!one.approval) return "As for " + run_words(*one.run) + ": I come back to it here.";
  return "A colleague is still looking at " + run_words(*one.run) + ", reference " + one.approval->asked.reference + "; you will hear as soon as it is decided.";
}

std::string how_others_stand(const ConversationState& state, Instant now) {
  std::string all;
  for (const SetAside& one : state.aside)
    if (std::string stands = how_it_stands(state, one, now); !stands.empty()) all += " " + stands;
  return all;
}

Words served_already(const ConversationState& state, const SetAside& same, Instant now) {
  Words words{.text = how_it_stands(state, same, now)};
  const bool asks = state.run && !waits_for_others(*state.run);
  if (asks) words.text = with_reminder(std::move(words.text), state);
  if (asks) words.kept.push_back(reminder(state));
  return words;
}

bool names_run(const InRun& in, const Run& run) {
  const std::vector<std::string> own = own_matter(in.live, run);
  std::vector<std::string> of_others;
  for (const Run* other : open_runs(in.state)) {
    if (other->id == run.id) continue;
    for (std::string& word : own_matter(in.live, *other)) of_others.push_back(std::move(word));
  }
  if (speaks_of(telling_words(in.text), own, of_others)) return true;
  for (const SetAside& one : in.state.aside)
    if (one.run && one.run->id == run.id && one.approval && in.text.find(one.approval->asked.reference) != std::string::npos) return true;
  return std::ranges::any_of(in.reading.named, [&](const EntityClaim& claim) {
    const Json* used = used_by(run, claim.entity);
    const Json* own_one = used_by(in.run, claim.entity);
    return in.is_object(claim) && used && same_value(*used, claim.value) && (run.id == in.run.id || !own_one || !same_value(*own_one, claim.value));
  });
}

bool means_all(const std::string& text) {
  const std::vector<std::string_view> said = words(text);
  return std::ranges::any_of(said, [](std::string_view word) {
    const std::string low = lower_ascii(word);
    return low == "both" || low == "all" || low == "everything";
  });
}

bool keeps_or_denies(const std::string& text) {
  constexpr std::array<std::string_view, 11> other{"not", "don't", "dont", "keep", "neither", "none", "nothing", "no", "that's", "thats", "that"};
  return std::ranges::any_of(words(text), [&](std::string_view word) { return std::ranges::find(other, lower_ascii(word)) != other.end(); });
}

std::vector<const Run*> open_runs(const ConversationState& state) {
  std::vector<const Run*> open;
  if (state.run) open.push_back(&*state.run);
  for (auto one = state.aside.rbegin(); one != state.aside.rend(); ++one)
    if (one->run) open.push_back(&*one->run);
  return open;
}

Words asked_which_run(const ConversationState& state) {
  std::vector<std::string> open;
  for (const Run* run : open_runs(state)) open.push_back(run_words(*run));
  if (open.size() == 1)
    return {.text = "Nothing has been stopped yet, and what is done stays done. If it is " + open.front() + " that you do not want any more, just say \"stop\".",
            .asked = std::string(asks_which_run)};
  return {.text = "Nothing has been stopped yet. Which do you mean: " + english_list(open, "or") + "?", .asked = std::string(asks_which_run)};
}

}  // namespace handrail
