// The smallest change of facts that would have turned a verdict or a decision: boundary values of what the bundle compares a fact with, yes and no,
// the customer's yes, a fresh look-up; one at a time, then two, then three together. Every change told was judged again and did turn it.
#pragma once

#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/domain/decision.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {

// What is judged: a call with what is assumed about it, or the facts of a turn.
struct Situation {
  bool is_call = true;
  GateCall call;
  JudgeOptions options;
  TurnFacts turn;
};
struct Judged { std::string text, rule, at; };
[[nodiscard]] Judged outcome_of(const dsl::Program& program, const BundleHash& bundle, const Situation& situation);

struct Change { std::string fact, value; };          // "amount", "$100.00"
struct Turning { std::vector<Change> changes; Judged outcome; };

// The fewest changes that turn it, one Turning for each outcome and fact, nearest first; none where nothing within the limit does.
[[nodiscard]] std::vector<Turning> turnings(const dsl::Program& program, const BundleHash& bundle, const Situation& situation,
                                           std::size_t tries = limits::turnings_tried);
// "with amount $100.00 it would be allow (tools.policy:215)"
[[nodiscard]] std::string to_text(const Turning& turning);
[[nodiscard]] Json to_json(const Turning& turning);

// Puts a value at "customer.plan", "order.status", "amount": where the tool or the turn keeps it. False: there is no such fact.
bool put_fact(const dsl::Program& program, Situation& situation, const std::string& path, const Json& value);

}  // namespace handrail
