// What comes in from customers, up to where engine/turn/handle_message.cpp takes it: taken in, waited for its turn, read together with what came beside it.
#include "engine/turn/engine.hpp"

#include <algorithm>

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/turn/answered_before.hpp"
#include "engine/turn/arrivals.hpp"
#include "engine/turn/check_context.hpp"
#include "engine/turn/handle_message.hpp"
#include "engine/turn/may_ask.hpp"
#include "engine/turn/views.hpp"

namespace handrail {
namespace {

constexpr auto other_words = "/id: this message id came before, with other words";

// An answer to a message of this id is among the last ones, and it was the same message. None: there is no answer yet.
Result<std::optional<TurnAnswer>> answered(const ConversationState& state, const IncomingMessage& message) {
  auto answer = answer_view(state, message.id);
  if (!answer) return std::nullopt;
  for (const Answered& one : state.answered)
    if (one.message == message.id && one.text_hash != sha256(message.text)) return fail(ErrorCode::conflict, other_words);
  return answer;
}

// The same out of the record, where the state has let go of the first answers.
Result<std::optional<TurnAnswer>> answered_long_ago(Store& store, const ConversationState& state, const IncomingMessage& message) {
  if (state.answered.size() < limits::answers_kept) return std::optional<TurnAnswer>();
  HANDRAIL_TRY(const bool before, store.received(state.id, message.id.text));
  if (!before) return std::optional<TurnAnswer>();
  HANDRAIL_TRY(const auto answer, answered_before(store, state.id, message.id));
  if (!answer) return std::optional<TurnAnswer>();
  if (answer->text_hash != sha256(message.text)) return fail(ErrorCode::conflict, other_words);
  return std::optional(answer_view(state, *answer));
}

Result<void> check_length(const IncomingMessage& message) {
  if (message.text.size() <= limits::message_bytes) return {};
  return fail(ErrorCode::limit, "/text: more than " + std::to_string(limits::message_bytes) + " bytes");
}

}  // namespace

// Taken before the message waits for anything. What the customer wrote before something was said is behind what was there before that.
Received Engine::received_now(const ConversationId& conversation, const Received& given) {
  const Instant now = seams_.journal.clock().now();
  const Instant written = std::min(now, given.at.value_or(now));
  const auto found = seams_.journal.look(conversation);
  if (!found) return {written, 0};   // there is no such conversation: what opens it says so
  const ConversationState& state = **found;
  std::int64_t behind = std::min(state.events, given.behind.value_or(state.events));
  for (const std::optional<SaidAt>& told : {state.last_word, state.run ? state.run->asked : std::nullopt})
    if (given.at && told && written < told->at) behind = std::min(behind, told->event - 1);
  return {written, behind};
}

// This message, and those that wait for the same turn or come within the policy's quiet time. One that cannot be read with it (its context is wrong, its id
// came before) is left to its own strand.
Result<std::vector<IncomingMessage>> Engine::burst_with(const Principal& who, const dsl::Program& program, const ConversationLog& log, const IncomingMessage& own) {
  const ConversationId& conversation = log.state().id;
  const Duration quiet = std::min(program.episode.together_within, limits::burst_quiet_max);
  std::vector<IncomingMessage> burst;
  if (log.state().owner == Ownership::bot) {
    std::size_t waiting = inbox_.waiting(conversation, who.name);
    const Instant latest = log.now() + limits::burst_quiet_max;
    while (quiet > Duration{} && log.now() < latest && waiting < limits::burst_messages) {
      HANDRAIL_TRY_VOID(seams_.journal.wait_for(conversation, log.seq(), quiet));
      const std::size_t now = inbox_.waiting(conversation, who.name);
      if (now == waiting) break;
      waiting = now;
    }
    for (IncomingMessage& message : inbox_.take(conversation, who.name, limits::burst_messages)) {
      if (message.id == own.id) continue;
      const bool twice = std::any_of(burst.begin(), burst.end(), [&](const IncomingMessage& one) { return one.id == message.id; });
      if (twice || answer_view(log.state(), message.id) || !check_context(program, message.context)) continue;
      HANDRAIL_TRY(const bool before, seams_.journal.store().received(conversation, message.id.text));
      if (!before) burst.push_back(std::move(message));
    }
  }
  burst.insert(burst.begin(), own);
  return burst;
}

// Those that another process took in and did not come to, or this one when it could not: in their order, before anything that came after them. Whoever waits here
// reads their own. What a message says about its channel's page is left out where it no longer fits: the conversation was moved to another version since.
Result<void> Engine::read_left_behind(ConversationLog& log) {
  const ConversationId conversation = log.state().id;
  for (std::size_t read = 0; read < limits::messages_waiting_per_conversation; ++read) {
    HANDRAIL_TRY(const auto waiting, seams_.journal.store().arrivals(conversation));
    if (waiting.empty()) return {};
    HANDRAIL_TRY(const auto live, seams_.bundles.pinned(log.state().episode.bundle));
    const std::size_t together = log.state().owner == Ownership::bot ? limits::burst_messages : 1;
    std::vector<IncomingMessage> burst;
    std::string channel;
    for (const Arrival& arrival : waiting) {
      if (inbox_.holds(conversation, MessageId(arrival.message))) continue;
      HANDRAIL_TRY(Arrived one, read_arrival(arrival));
      if (burst.size() == together || (!burst.empty() && one.channel != channel)) break;
      if (!check_context(live->program(), one.message.context)) one.message.context = {};
      channel = one.channel;
      burst.push_back(std::move(one.message));
    }
    if (burst.empty()) return {};
    HANDRAIL_TRY_VOID(handle_message(seams_, log, burst));
  }
  return {};
}

Result<void> Engine::carry_on(ConversationLog& log) {
  HANDRAIL_TRY_VOID(carry_on_turn(seams_, log));
  return log.seq() == 0 ? Result<void>{} : read_left_behind(log);
}

Result<TakenIn> Engine::take_in(const Principal& who, const ConversationId& conversation, const IncomingMessage& given) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::conversations));
  HANDRAIL_TRY_VOID(check_length(given));
  IncomingMessage message = given;
  message.received = received_now(conversation, given.received);
  if (message.id.empty()) message.id = MessageId(seams_.ids.next("msg"));
  HANDRAIL_TRY(const auto state, seams_.journal.look(conversation));
  if (!may_see(who, *state)) return fail(ErrorCode::not_found, unseen);
  HANDRAIL_TRY(const auto live, seams_.bundles.pinned(state->episode.bundle));
  HANDRAIL_TRY_VOID(check_context(live->program(), given.context));
  HANDRAIL_TRY(const auto answer, answered(*state, message));
  if (answer) return TakenIn{std::move(message), true};
  Store& store = seams_.journal.store();
  HANDRAIL_TRY(const auto waiting, store.arrivals(conversation));
  for (const Arrival& arrival : waiting) {
    if (arrival.message != message.id.text) continue;
    HANDRAIL_TRY(Arrived before, read_arrival(arrival));
    if (before.message.text != message.text) return fail(ErrorCode::conflict, other_words);
    return TakenIn{std::move(before.message), false};
  }
  HANDRAIL_TRY(const bool received, store.received(conversation, message.id.text));
  if (received) return TakenIn{std::move(message), !state->turn};
  HANDRAIL_TRY_VOID(store.arrive(arrival_of(conversation, {who.name, message})));
  return TakenIn{std::move(message), false};
}

Result<TurnAnswer> Engine::message(const Principal& who, const ConversationId& conversation, const IncomingMessage& given) {
  HANDRAIL_TRY_VOID(may_ask(who, Asking::conversations));
  HANDRAIL_TRY_VOID(check_length(given));
  IncomingMessage message = given;
  message.received = received_now(conversation, given.received);
  if (message.id.empty()) message.id = MessageId(seams_.ids.next("msg"));
  // What has to wait is durable before it waits: nothing that a customer wrote hangs on this process.
  if (seams_.journal.at_work(conversation)) {
    HANDRAIL_TRY(TakenIn taken, take_in(who, conversation, message));
    message = std::move(taken.message);
  }
  const Inbox::Place place(inbox_, conversation, who.name, message);
  HANDRAIL_TRY(auto log, open_log(who, conversation));
  HANDRAIL_TRY(const auto live, seams_.bundles.pinned(log.state().episode.bundle));
  HANDRAIL_TRY_VOID(check_context(live->program(), given.context));
  HANDRAIL_TRY(const auto seen, answered(log.state(), message));
  HANDRAIL_TRY_VOID(carry_on(log));
  if (const auto answer = answer_view(log.state(), message.id)) return *answer;
  HANDRAIL_TRY(const auto long_ago, answered_long_ago(seams_.journal.store(), log.state(), message));
  if (long_ago) return *long_ago;
  HANDRAIL_TRY(const auto burst, burst_with(who, live->program(), log, message));
  if (const auto handled = handle_message(seams_, log, burst); !handled) {
    if (handled.error().code != ErrorCode::conflict) return fail(handled.error());
    HANDRAIL_TRY(const bool before, seams_.journal.store().received(conversation, message.id.text));
    if (before) return fail(ErrorCode::conflict, "this message was answered before; see the conversation for what was said");
    return fail(ErrorCode::unavailable, "the store was written by somebody else meanwhile: " + handled.error().message);
  }
  return *answer_view(log.state(), message.id);
}

}  // namespace handrail
