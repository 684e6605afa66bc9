// What a customer said, as the channel delivered it, and what was read off it. A reading is a set of claims with a score: never facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/json_io.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace handrail {

// When a message came in, before it waited for anything: what was said to the customer after that, it cannot answer. Both are empty in older journals.
struct Received {
  std::optional<Instant> at;                  // of the receipt, or earlier, where the channel says when the message was written
  std::optional<std::int64_t> behind;         // the number of the conversation's last event on the record at that moment
  bool operator==(const Received&) const = default;
};

struct IncomingMessage {
  MessageId id;        // the idempotency key; empty: the engine makes one
  std::string text;
  Json context;        // an object by the policy's `context` block, or null
  Received received = {};   // `at`: the channel's word, never later than the receipt counts; `behind` is the engine's to fill
};

struct SignalMatch {
  std::string signal;
  std::string what;    // the words that matched, or what stands for them ("card number")
  std::uint32_t begin = 0, end = 0;   // bytes of the message; both 0: all of it, or several messages together
  bool operator==(const SignalMatch&) const = default;
};

struct EntityClaim {
  std::string entity;
  std::string text;    // as written in the message
  Json value;          // canonical: "W1234567", {"amount":"120.00","currency":"USD"}
  std::uint32_t begin = 0, end = 0;   // bytes of the message
  // On the record without the text: it is what stands from `begin` to `end`.
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("entity", self.entity); io("value", self.value); io("begin", self.begin); io("end", self.end);
  }
  bool operator==(const EntityClaim&) const = default;
};

// What the words of a message do, whatever stands open when it comes: they leave something ("forget it"), put one thing in the place of another ("no, I meant"),
// ask, greet. engine/sentences/speech.hpp lists them.
struct SpeechAct {
  std::string act;
  std::string what;    // the words that do it; empty where the whole message does
  template <class Self, class Io> static void members(Self& self, Io& io) { io("act", self.act); io("what", self.what); }
  bool operator==(const SpeechAct&) const = default;
};

struct Reading {
  std::vector<SignalMatch> signals;
  std::vector<EntityClaim> entities;
  std::string intent = "other";
  Decimal confidence;  // 0 to 1, calibrated
  std::string urgency = "low";   // immediate, high, medium, low
  std::string urgent;            // the words that say so
  std::string written_in;        // ISO 639-1; empty: too short to tell
  std::string model;   // which reader, which version: "embedded 1 3fa2…"
  bool operator==(const Reading&) const = default;
};

}  // namespace handrail
