// What every implementation of Store shares, so that they cannot drift apart: how an event is chained to the one before it, what a batch must
// look like, and when a budget is spent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "engine/seams/store.hpp"

namespace handrail::store_rules {

// The hash of an event: of the hash before it (empty for the first) and of everything that the event says. Lengths keep two different events from
// reading as the same bytes.
[[nodiscard]] inline std::string chain(std::string_view previous, std::uint64_t seq, Instant at, std::string_view kind, std::string_view body) {
  std::string bytes;
  bytes.reserve(previous.size() + kind.size() + body.size() + 80);
  bytes.append(previous).append("\n").append(std::to_string(seq)).append("\n").append(std::to_string(at.ms)).append("\n");
  bytes.append(std::to_string(kind.size())).append(" ").append(kind).append("\n");
  bytes.append(std::to_string(body.size())).append(" ").append(body);
  return sha256(bytes);
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

// Fails with limit when the reservation does not fit under its ceiling.
[[nodiscard]] inline Result<void> check_ceiling(const Reservation& reservation, const Window& window) {
  if (!reservation.ceiling) return {};
  std::int64_t total = 0;
  const bool overflow = window.overflow || __builtin_add_overflow(window.sum, reservation.amount, &total);
  if (overflow || window.other_currency || total > *reservation.ceiling) {
    return fail(ErrorCode::limit, "the limit `" + printable(reservation.limit) + "` for " + printable(reservation.key) + " is used up" +
                                      (window.other_currency ? ": it holds amounts in another currency" : ""));
  }
  return {};
}

}  // namespace handrail::store_rules
