// What a customer said, as the channel delivered it, and what was read off it. A reading is a set of claims with a score: never facts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "engine/base/value.hpp"

namespace handrail {

struct IncomingMessage {
  MessageId id;        // the idempotency key; empty: the engine makes one
  std::string text;
  Json context;        // an object by the policy's `context` block, or null
};

struct SignalMatch {
  std::string signal;
  std::string what;    // the words that matched
  bool operator==(const SignalMatch&) const = default;
};

struct EntityClaim {
  std::string entity;
  std::string text;    // as written in the message
  Json value;          // canonical: "W1234567", {"amount":"120.00","currency":"USD"}
  std::uint32_t begin = 0, end = 0;   // bytes of the message
  bool operator==(const EntityClaim&) const = default;
};

struct Reading {
  std::vector<SignalMatch> signals;
  std::vector<EntityClaim> entities;
  std::string intent = "other";
  Decimal confidence;  // 0 to 1, calibrated
  std::string model;   // which reader, which version: "embedded 1 3fa2…"
  bool operator==(const Reading&) const = default;
};

}  // namespace handrail
