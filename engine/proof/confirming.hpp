// Findings that stand on a sample: the real evaluator is asked about each, and only what it confirms is told.
#pragma once

#include <string>
#include <vector>

#include "dsl/prove/prove.hpp"

namespace handrail {

[[nodiscard]] bool confirmed(const dsl::Program& program, const dsl::CallClaim& claim);
// A condition of the tool's scope holds for the call, by the compiled condition.
[[nodiscard]] bool holds_for(const dsl::Program& program, const dsl::GateSample& sample, dsl::ExpressionId condition);
// All of its triggers hold, by the compiled conditions.
[[nodiscard]] bool confirmed(const dsl::Program& program, const dsl::HoldsClaim& claim);

// Those that the real evaluator confirms, each with its samples in words; how many it did not confirm is added to `unconfirmed`.
[[nodiscard]] dsl::Diagnostics confirmed_findings(const dsl::Program& program, std::vector<dsl::SampledFinding> sampled, std::size_t& unconfirmed);

// "amount $100.01, order.status pending": those of the slots that are asked for, in the order of the scope; none: all of them. What is not known and not asked
// for is left out.
// "$5.00", "nothing"; lists and records with what stands in them, the same items once: "[3 x {price: $20.01}]". Empty: not known.
[[nodiscard]] std::string value_in_words(const dsl::Program& program, const dsl::Type& type, const Value& value);
// ", on 2026-12-01T00:00:00Z" where the region depends on the date, or what is told hangs on what time it is: a condition that reads `now`, and a moment beside it.
[[nodiscard]] std::vector<std::uint32_t> all_slots(const dsl::Scope& scope);
[[nodiscard]] std::string on_its_day(const dsl::Scope& scope, const std::vector<std::uint32_t>& told, const std::string& region, Instant moment);
// Look-ups inside conditions: "get_flight(LH1) gives {status: cancelled}".
[[nodiscard]] std::string look_ups_in_words(const dsl::Program& program, const dsl::GateSample& sample);
// What earlier calls used of the tool's limits: "$1,000.00 used of `limit amount to $1,000 in 1 day`"; what was not used is left out.
[[nodiscard]] std::string used_in_words(const dsl::Program& program, const dsl::GateSample& sample);
[[nodiscard]] std::string facts_in_words(const dsl::Program& program, const dsl::Scope& scope, const std::vector<Value>& slots,
                                         const std::vector<std::uint32_t>& asked = {});

}  // namespace handrail
