// What every implementation of Store shares, so that they cannot drift apart: how a commit is chained to the one before it, what a batch must
// look like, and when a budget is spent.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/seams/store.hpp"

namespace handrail::store_rules {

// The link of one commit to the one before it: the hash before it (empty for the first), the number of its first event, and everything that its events say, a line
// between two. Lengths keep two different commits from reading as the same bytes.
class Link {
 public:
  Link(std::string_view previous, std::uint64_t first_seq, const std::vector<Batch::Event>& events) {
    constexpr std::size_t around_an_event = 40;   // its time and two lengths
    std::size_t size = previous.size() + around_an_event;
    for (const auto& event : events) size += event.kind.size() + event.body.size() + around_an_event;
    bytes_.reserve(size);
    bytes_.append(previous).push_back('\n');
    add(static_cast<std::int64_t>(first_seq), '\n');
    before_ = bytes_.size();
    for (const auto& event : events) {
      if (bytes_.size() > before_) bytes_.push_back('\n');
      add(event.at.ms, '\n');
      add(static_cast<std::int64_t>(event.kind.size()), ' ');
      bytes_.append(event.kind).push_back('\n');
      add(static_cast<std::int64_t>(event.body.size()), ' ');
      bytes_.append(event.body);
    }
  }
  Link(std::string_view previous, std::uint64_t first_seq, std::string_view events) {
    bytes_.append(previous).append("\n").append(std::to_string(first_seq)).append("\n");
    before_ = bytes_.size();
    bytes_.append(events);
  }
  // What the events say, as it is kept; read_commit reads it.
  [[nodiscard]] std::string_view events() const { return std::string_view(bytes_).substr(before_); }
  [[nodiscard]] std::string hash() const { return sha256(bytes_); }

 private:
  void add(std::int64_t number, char behind) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    bytes_.append(digits.data(), end).push_back(behind);
  }
  std::string bytes_;
  std::size_t before_ = 0;
};

// The events of a commit that ends with `last_seq`, off what was kept of them; only the last one has the hash. None: it does not hold together.
[[nodiscard]] inline std::optional<std::vector<StoredEvent>> read_commit(std::string_view kept, std::uint64_t last_seq, std::string_view hash) {
  const auto number = [&](char behind) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, wrong] = std::from_chars(kept.data(), kept.data() + kept.size(), value);
    const auto read = static_cast<std::size_t>(end - kept.data());
    if (wrong != std::errc() || read >= kept.size() || kept[read] != behind) return std::nullopt;
    kept.remove_prefix(read + 1);
    return value;
  };
  const auto text = [&]() -> std::optional<std::string> {
    const auto size = number(' ');
    if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > kept.size()) return std::nullopt;
    std::string found(kept.substr(0, static_cast<std::size_t>(*size)));
    kept.remove_prefix(found.size());
    return found;
  };
  const auto line_ends = [&] {
    if (kept.empty() || kept.front() != '\n') return false;
    kept.remove_prefix(1);
    return true;
  };
  std::vector<StoredEvent> events;
  do {
    const auto at = number('\n');
    auto kind = at ? text() : std::nullopt;
    auto body = kind && line_ends() ? text() : std::nullopt;
    if (!body) return std::nullopt;
    events.push_back({0, Instant{*at}, std::move(*kind), std::move(*body), ""});
  } while (line_ends());
  if (!kept.empty() || events.size() > last_seq) return std::nullopt;
  for (std::size_t i = 0; i < events.size(); ++i) events[i].seq = last_seq - events.size() + i + 1;
  events.back().hash = hash;
  return events;
}

// The chain does not hold there.
[[nodiscard]] inline tl::unexpected<Error> broken(const ConversationId& conversation, std::uint64_t first, std::uint64_t last) {
  const std::string which = first < last ? "events " + std::to_string(first) + " to " + std::to_string(last) + " do" : "event " + std::to_string(first) + " does";
  return fail(ErrorCode::corrupt, "conversation " + printable(conversation.text) + ": " + which + " not hold together with what came before");
}

// Moves `reached` on over the next commit of a conversation, as it was kept. Fails with corrupt where it does not follow.
[[nodiscard]] inline Result<void> follow(Head& reached, const ConversationId& conversation, std::uint64_t last_seq, std::string_view kept, std::string_view hash) {
  const auto events = read_commit(kept, last_seq, hash);
  const bool follows = events && events->front().seq == reached.seq + 1 && Link(reached.hash, reached.seq + 1, kept).hash() == hash;
  if (!follows) return broken(conversation, reached.seq + 1, last_seq);
  reached.seq = last_seq;
  reached.hash = hash;
  return {};
}

[[nodiscard]] inline Result<void> check_id(std::string_view what, std::string_view id) {
  if (id.empty()) return fail(ErrorCode::invalid, std::string(what) + " has no id");
  if (id.size() > limits::id_bytes) {
    return fail(ErrorCode::limit, std::string(what) + " has an id of more than " + std::to_string(limits::id_bytes) + " bytes");
  }
  return {};
}

// Before anything is stored. Fails with invalid or limit.
[[nodiscard]] inline Result<void> check_batch(const Batch& batch) {
  HANDRAIL_TRY_VOID(check_id("the conversation", batch.conversation.text));
  if (batch.events.empty()) return fail(ErrorCode::invalid, "a batch holds at least one event");
  if (batch.message) HANDRAIL_TRY_VOID(check_id("the message", *batch.message));
  for (const auto& timer : batch.timers) HANDRAIL_TRY_VOID(check_id("a timer", timer.id));
  for (const auto& item : batch.items) HANDRAIL_TRY_VOID(check_id("an item of kind " + printable(item.kind), item.id));
  for (const auto& reservation : batch.reserve) {
    HANDRAIL_TRY_VOID(check_id("a reservation's call", reservation.call));
    if (reservation.amount < 0) return fail(ErrorCode::invalid, "a reservation under `" + printable(reservation.limit) + "` is negative");
  }
  if (batch.expected_seq > limits::events_per_conversation || batch.events.size() > limits::events_per_conversation - batch.expected_seq) {
    return fail(ErrorCode::limit, "a conversation holds at most " + std::to_string(limits::events_per_conversation) + " events");
  }
  return {};
}

[[nodiscard]] inline Result<void> check_arrival(const Arrival& arrival) {
  HANDRAIL_TRY_VOID(check_id("the conversation", arrival.conversation.text));
  return check_id("the message", arrival.message);
}

// Whether one more message may wait beside those.
[[nodiscard]] inline Result<void> check_room(std::size_t waiting) {
  if (waiting < limits::messages_waiting_per_conversation) return {};
  return fail(ErrorCode::limit, "this conversation has too many messages waiting; send the next one when an answer has come");
}

// What was used in the window, before this reservation.
struct Window {
  std::int64_t sum = 0;
  bool overflow = false;         // the sum does not fit: over every ceiling
  bool other_currency = false;
};

// Fails with limit when the reservation does not fit under its ceiling, or less is used than its floor.
[[nodiscard]] inline Result<void> check_ceiling(const Reservation& reservation, const Window& window) {
  if (!reservation.ceiling) return {};
  std::int64_t total = 0;
  const bool overflow = window.overflow || __builtin_add_overflow(window.sum, reservation.amount, &total);
  if (overflow || window.other_currency || total > *reservation.ceiling) {
    return fail(ErrorCode::limit, "the limit `" + printable(reservation.limit) + "` for " + printable(reservation.key) + " is used up" +
                                      (window.other_currency ? ": it holds amounts in another currency" : ""));
  }
  if (window.sum < reservation.floor)
    return fail(ErrorCode::limit, "less is used of `" + printable(reservation.limit) + "` for " + printable(reservation.key) + " than was read of it");
  return {};
}

}  // namespace handrail::store_rules
