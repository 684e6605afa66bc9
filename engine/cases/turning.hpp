// The smallest change of facts that would have turned a verdict or a decision: boundary values of what the bundle compares a fact with, yes and no, lists
// without items and items with another field, what a limit has left,
// other intents, earlier calls, the customer's yes, a fresh look-up, an approval; one at a time, then two, then three together. Every change
// told was judged again and did turn it.
#pragma once

#include <string>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {

// "amount", "at most", "$100.00". Without a bound: only this value was tried, or it has no order. `until`: "$50.01", the last value beyond which it comes out
// otherwise again; empty where none was found.
struct Change { std::string fact, bound, value, until; };
struct Turning { std::vector<Change> changes; Judged outcome; };

// The fewest changes that turn it, one Turning for each outcome and fact, with the nearest of the values that were tried; none where nothing within the limit does.
[[nodiscard]] std::vector<Turning> turnings(const dsl::Program& program, const BundleHash& bundle, const Situation& situation,
                                           std::size_t tries = limits::turnings_tried);
// "if amount were at most $100.00, it would be `allow` (tools.policy:215)", "if amount were between $50.01 and $100.00, …"
[[nodiscard]] std::string to_text(const Turning& turning);
[[nodiscard]] Json to_json(const Turning& turning);

}  // namespace handrail
