// One conversation of a history under two policies: what it adds to a backtest.
#pragma once

#include "engine/insight/backtest.hpp"
#include "engine/insight/replayed.hpp"

namespace handrail {

// What is the same for every conversation. Safe to ask from many threads.
struct Comparing {
  PolicyToJudgeBy before, after;
  std::vector<std::string> new_customer_facts;     // that the policy before does not declare
  std::vector<std::string> new_readings;           // signals and entities that nobody read: "the signal `x`"
};
[[nodiscard]] Comparing comparing(const Bundle& before, const Bundle& after);

// `recorded`: the policy of an episode's bundle.
void add_conversation(Backtest& sum, const std::string& conversation, const RecordedJudgements& recorded, const Comparing& comparing,
                      const std::function<const dsl::Program&(const BundleHash&)>& policy_of);

// Takes up what was counted of later conversations.
void merge(Backtest& sum, Backtest later, std::size_t look_at);

}  // namespace handrail
