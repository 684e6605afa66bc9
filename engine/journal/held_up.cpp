#include "engine/journal/held_up.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/limits.hpp"
#include "engine/journal/same_wish.hpp"

namespace handrail {
namespace {

// The same thing said again stands in the place of the first.
void hold(ConversationState& state, HeldUp wish) {
  wish.turn.decision.reset();
  wish.turn.stopped.reset();
  wish.turn.left.reset();
  wish.turn.claims_before.reset();
  wish.turn.received = {};   // it answers nothing: it is a matter of its own
  const auto is_the_same = [&](const HeldUp& held) { return is_same_wish(*held.turn.reading, *wish.turn.reading); };
  auto same = std::find_if(state.held_up.begin(), state.held_up.end(), is_the_same);
  if (does(*wish.turn.reading, corrects_wish)) {   // "no, I meant W1002": the last one that waits for the sign-in
    const auto last = std::find_if(state.held_up.rbegin(), state.held_up.rend(), [](const HeldUp& held) { return !held.behind_another; });
    if (last != state.held_up.rend()) same = std::next(last).base();
  }
  if (same != state.held_up.end()) {
    const bool of_one_matter = same->turn.reading->intent == wish.turn.reading->intent;
    if (of_one_matter) wish.turn.reading->claims.insert(same->turn.reading->claims.begin(), same->turn.reading->claims.end());   // what it said and this does not
    *same = std::move(wish);
  } else if (state.held_up.size() < limits::wishes_waiting) {
    state.held_up.push_back(std::move(wish));
  }
}

}  // namespace

void hold_behind_the_run(ConversationState& state) {
  if (state.turn && state.turn->reading) hold(state, {true, state.customer.id, *state.turn, {}});
}

// They go on after what the turn has begun. No message of their own: that one has its answer.
void hold_what_was_wished_as_well(ConversationState& state, Instant at) {
  if (!state.turn || !state.turn->reading || state.owner != Ownership::bot) return;
  for (const event::FurtherWish& wish : state.turn->reading->further) {
    OpenTurn turn{{}, wish.text, state.turn->context, at, {}, {}, {}, {}, {}, {}};
    turn.reading = event::MessageRead{};
    turn.reading->claims = wish.claims;
    turn.reading->intent = wish.intent;
    turn.reading->confidence = wish.confidence;
    turn.reading->named = wish.named;
    turn.reading->acts = wish.acts;
    turn.reading->model = state.turn->reading->model;
    turn.reading->urgency = state.turn->reading->urgency;
    hold(state, {true, state.customer.id, std::move(turn), {}});
  }
}

void hold_up(ConversationState& state) {
  if (!state.turn || !state.turn->reading || state.customer.verified) return;
  HeldUp wish{false, state.customer.id, *state.turn, std::move(state.turn->stopped)};
  state.episode.carried_out = std::min(state.episode.carried_out, state.episode.messages - 1);   // it goes on
  if (wish.run) wish.run->waits_for.clear(), wish.run->said.clear();
  hold(state, std::move(wish));
}

void go_on_with_what_was_held_up(ConversationState& state, Instant at) {
  const bool free = !state.turn && !state.run && !state.approval && state.owner == Ownership::bot && !state.episode.outcome;
  if (!free || state.held_up.empty()) return;
  if (!state.held_up.front().behind_another && !state.customer.verified) return;
  HeldUp held = std::move(state.held_up.front());
  state.held_up.erase(state.held_up.begin());
  state.turn = std::move(held.turn);
  state.turn->at = at;   // what is known of the account is looked up now
  // What was said of another matter meanwhile is none of its own; where it alone waited, what was said meanwhile was said of it ("20 dollars will do").
  const bool among_others = held.behind_another || !state.held_up.empty();
  for (const auto& [name, value] : state.turn->reading->claims) {
    if (among_others) state.claims[name] = value;
    else state.claims.emplace(name, value);
  }
  state.run = std::move(held.run);
}

}  // namespace handrail
