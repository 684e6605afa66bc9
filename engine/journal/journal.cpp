#include "engine/journal/journal.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "engine/base/assert.hpp"
#include "engine/base/limits.hpp"

namespace handrail {
namespace {

constexpr std::size_t states_kept = 2'000;     // hot conversations; a cold one is read again in about a millisecond
constexpr std::size_t page = 1'000;
constexpr std::size_t usual_events = 8;        // of one commit

Result<void> add_events(Store& store, const ConversationId& conversation, ConversationState& state) {
  for (std::uint64_t after = 0;;) {
    HANDRAIL_TRY(const auto events, store.events(conversation, after, page));
    for (const StoredEvent& stored : events) {
      HANDRAIL_TRY(const Event event, decode_event(stored.kind, stored.body));
      fold(state, stored.at, event);
      after = stored.seq;
    }
    if (events.size() < page) return {};
  }
}

}  // namespace

Result<ConversationState> replay(Store& store, const ConversationId& conversation) {
  ConversationState state;
  state.id = conversation;
  HANDRAIL_TRY_VOID(add_events(store, conversation, state));
  return state;
}

// --- one conversation ---------------------------------------------------------------------------------------------------------------------

ConversationLog::ConversationLog(Journal& journal, Lane lane, Head head, std::shared_ptr<ConversationState> state)
    : journal_(&journal), lane_(std::move(lane)), head_(std::move(head)), state_(std::move(state)) {}

ConversationLog::~ConversationLog() {
  if (state_ && added_.empty()) journal_->hand_over(std::move(state_), head_.seq);
}

Instant ConversationLog::now() const { return journal_->clock_.now(); }

void ConversationLog::record(Event event) {
  const Instant at = now();
  index(event);
  fold(*state_, at, event);
  if (batch_.events.empty()) {
    batch_.events.reserve(usual_events);
    added_.reserve(usual_events);
  }
  batch_.events.push_back({at, std::string(kind_of(event)), encode(event)});
  added_.push_back({at, std::move(event)});
}

// What other things are found by: timers, approvals, handoffs, the messages that were seen.
void ConversationLog::index(const Event& recorded) {
  const Instant at = now();
  if (const auto* message = std::get_if<event::MessageReceived>(&recorded)) {
    batch_.message = message->message.text;
  } else if (const auto* set = std::get_if<event::TimerSet>(&recorded)) {
    batch_.timers.push_back({set->timer, set->at});
  } else if (const auto* cleared = std::get_if<event::TimerCleared>(&recorded)) {
    batch_.timers.push_back({cleared->timer, std::nullopt});
  } else if (const auto* fired = std::get_if<event::TimerFired>(&recorded)) {
    batch_.timers.push_back({fired->timer, std::nullopt});
  } else if (const auto* asked = std::get_if<event::ApprovalRequested>(&recorded)) {
    batch_.items.push_back({"approval", asked->approval.text, "open", asked->role, at, canonical(to_json(*asked))});
  } else if (const auto* decided = std::get_if<event::ApprovalDecided>(&recorded)) {
    const auto is_it = [&](const Approval& one) { return one.asked.approval == decided->approval; };
    const auto granted = std::ranges::find_if(state_->granted, is_it);
    const bool open = state_->approval && is_it(*state_->approval);
    if (const Approval* known = open ? &*state_->approval : granted != state_->granted.end() ? &*granted : nullptr) {
      Json body = to_json(known->asked);   // what was asked, and what became of it
      Json end = to_json(*decided);
      if (decided->verdict == "void") end.set("approved_by", known->by);
      body.set("decided", std::move(end));
      batch_.items.push_back({"approval", decided->approval.text, decided->verdict, known->asked.role, at, canonical(body)});
    }
  } else if (const auto* made = std::get_if<event::HandoffMade>(&recorded)) {
    batch_.items.push_back({"handoff", made->handoff.text, "open", made->queue, at, canonical(to_json(*made))});
  } else if (state_->handoff) {
    const Handoff& handoff = *state_->handoff;
    const auto change = [&](std::string status, const std::string& queue) {
      batch_.items.push_back({"handoff", handoff.made.handoff.text, std::move(status), queue, at, canonical(to_json(handoff.made))});
    };
    if (const auto* moved = std::get_if<event::HandoffMoved>(&recorded)) change("open", moved->queue);
    else if (std::get_if<event::HandoffClaimed>(&recorded)) change("claimed", handoff.queue);
    else if (std::get_if<event::HandoffReturned>(&recorded)) change("handed back", handoff.queue);
    else if (std::get_if<event::HandoffResolved>(&recorded)) change("resolved", handoff.queue);
  }
}

Result<void> ConversationLog::commit() {
  if (!dirty()) return {};
  batch_.conversation = state_->id;
  batch_.expected_seq = head_.seq;
  batch_.customer = state_->customer.id.text;
  batch_.turn_open = state_->turn.has_value() || !state_->in_flight.empty() || (state_->run && state_->run->waits_for.empty());
  auto committed = journal_->store_.append(std::exchange(batch_, {}));
  if (!committed) {
    if (committed.error().code != ErrorCode::limit) journal_->forget(state_->id);   // what a spent budget refused changed nothing of what is stored
    return fail(committed.error());
  }
  head_ = std::move(*committed);
  journal_->committed(*state_, head_, std::exchange(added_, {}));
  journal_->wake(state_->id);
  return {};
}

Result<void> ConversationLog::start_again() {
  const ConversationId id = state_->id;
  batch_ = {};
  added_.clear();
  HANDRAIL_TRY(const auto loaded, journal_->load(id));
  head_ = loaded.first;
  state_ = std::make_shared<ConversationState>(*loaded.second);
  return {};
}

Result<void> ConversationLog::rewind(Mark mark) {
  HANDRAIL_TRY_VOID(start_again());
  for (const auto& event : mark.batch.events) {
    HANDRAIL_TRY(Event decoded, decode_event(event.kind, event.body));
    fold(*state_, event.at, decoded);
    added_.push_back({event.at, std::move(decoded)});
  }
  batch_ = std::move(mark.batch);
  return {};
}

// --- all of them ----------------------------------------------------------------------------------------------------------------------------

Journal::Journal(Store& store, Lanes& lanes, Clock& clock) : store_(store), lanes_(lanes), clock_(clock) {}

Result<ConversationLog> Journal::open(const ConversationId& conversation) {
  HANDRAIL_TRY(Lane lane, lanes_.enter(conversation));
  HANDRAIL_TRY(const auto loaded, load(conversation));
  return ConversationLog(*this, std::move(lane), loaded.first, std::make_shared<ConversationState>(*loaded.second));
}

Result<std::shared_ptr<const ConversationState>> Journal::look(const ConversationId& conversation) {
  HANDRAIL_TRY(auto loaded, load(conversation));
  if (loaded.first.seq == 0) return fail(ErrorCode::not_found, "there is no such conversation");
  return loaded.second;
}

Result<std::pair<Head, std::shared_ptr<const ConversationState>>> Journal::load(const ConversationId& conversation) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(conversation.text);
    if (found != cache_.end()) {
      Cached& cached = found->second;
      recently_used_.splice(recently_used_.begin(), recently_used_, cached.place);
      if (!cached.since.empty()) {
        auto state = std::make_shared<ConversationState>(*cached.state);
        for (const Added& added : std::exchange(cached.since, {})) fold(*state, added.at, added.event);
        cached.state = std::move(state);
      }
      return std::pair{cached.head, cached.state};
    }
  }
  HANDRAIL_TRY(Head head, store_.head(conversation));
  auto state = std::make_shared<ConversationState>();
  state->id = conversation;
  if (head.seq != 0) HANDRAIL_TRY_VOID(add_events(store_, conversation, *state));
  return std::pair{std::move(head), std::shared_ptr<const ConversationState>(std::move(state))};
}

void Journal::committed(const ConversationState& state, const Head& head, std::vector<Added> events) {
  const std::lock_guard lock(mutex_);
  const auto found = cache_.find(state.id.text);
  if (found != cache_.end()) {
    Cached& cached = found->second;
    cached.head = head;
    if (cached.since.empty()) cached.since = std::move(events);
    else std::ranges::move(events, std::back_inserter(cached.since));
    recently_used_.splice(recently_used_.begin(), recently_used_, cached.place);
    return;
  }
  recently_used_.push_front(state.id.text);
  cache_.emplace(state.id.text, Cached{head, std::make_shared<ConversationState>(state), {}, recently_used_.begin()});
  if (cache_.size() > states_kept) {
    cache_.erase(recently_used_.back());
    recently_used_.pop_back();
  }
}

// The whole state, from whoever wrote it last.
void Journal::hand_over(std::shared_ptr<const ConversationState> state, std::uint64_t seq) {
  const std::lock_guard lock(mutex_);
  const auto found = cache_.find(state->id.text);
  if (found == cache_.end() || found->second.head.seq != seq) return;
  found->second.state.swap(state);
  found->second.since = {};
}

void Journal::forget(const ConversationId& conversation) {
  const std::lock_guard lock(mutex_);
  const auto found = cache_.find(conversation.text);
  if (found == cache_.end()) return;
  recently_used_.erase(found->second.place);
  cache_.erase(found);
}

void Journal::wake(const ConversationId& conversation) {
  std::vector<std::shared_ptr<Wait>> woken;
  {
    const std::lock_guard lock(mutex_);
    const auto [first, last] = listeners_.equal_range(conversation.text);
    for (auto it = first; it != last; ++it) woken.push_back(it->second);
    listeners_.erase(first, last);
  }
  for (const auto& wait : woken) wait->wake();
}

Result<bool> Journal::wait_for(const ConversationId& conversation, std::uint64_t seq, Duration at_most) {
  const std::shared_ptr<Wait> wait = lanes_.waiting().prepare();
  {
    const std::lock_guard lock(mutex_);
    listeners_.emplace(conversation.text, wait);
  }
  const auto stop_listening = [&] {
    const std::lock_guard lock(mutex_);
    const auto [first, last] = listeners_.equal_range(conversation.text);
    for (auto it = first; it != last; ++it)
      if (it->second == wait) {
        listeners_.erase(it);
        return;
      }
  };
  auto loaded = store_.head(conversation);   // after listening, so that nothing slips between the look and the wait
  if (!loaded || loaded->seq > seq) {
    stop_listening();
    if (!loaded) return fail(loaded.error());
    wait->wake();
    return true;
  }
  const auto woken = wait->park(at_most);
  stop_listening();
  if (woken) return true;
  if (woken.error().code == ErrorCode::timeout) return false;
  return fail(woken.error());
}

}  // namespace handrail
