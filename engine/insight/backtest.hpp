// What an edit of the policy would have changed in the past: every recorded decision, made again under the bundle before and the bundle after it.
//
// Where the two come apart for the first time, a conversation leaves the record: what was recorded after that would have been another conversation. It is
// counted apart.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/base/money.hpp"
#include "engine/base/time.hpp"
#include "engine/insight/history.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail {

inline constexpr std::size_t hours_of_a_week = 168;   // from Monday, 00:00

struct MoneyChange { std::size_t calls = 0; std::int64_t minor = 0; };   // in one currency; without one: calls that name no amount

struct ChangeGroup {                    // by what came from which rule before, and what from which after
  std::size_t count = 0;
  std::map<std::string, MoneyChange> money;      // by currency
  std::vector<std::string> examples;    // the first conversations
};
struct ChangeKey {
  std::string what;                     // "calls of process_refund", "messages"
  std::string before, before_rule, before_at, after, after_rule, after_at;
  auto operator<=>(const ChangeKey&) const = default;
};

struct LoadOf {                         // of a queue or a role
  std::array<std::size_t, hours_of_a_week> before{}, after{};
};

struct Divergence {                     // where a conversation leaves the record
  std::string conversation;
  std::uint64_t seq = 0;
  Instant at;
  std::string words;                    // the customer's last message
  ChangeKey change;
  std::string amount;                   // "$120.00"; empty: none
  std::int64_t weight = 0;              // what makes it worth a look
  std::size_t after_it = 0;             // decisions that are off the record
};

struct Backtest {
  BundleHash before, after;
  std::size_t conversations = 0, messages = 0, calls = 0;
  std::optional<Instant> first_at, last_at;
  std::size_t by_before = 0, by_others = 0;                       // decisions recorded under the bundle before, under others
  std::size_t not_reproduced_by_before = 0, not_reproduced_by_others = 0;
  std::vector<std::string> not_reproduced;                        // the first conversations
  std::size_t changed = 0, other_rule = 0, other_words = 0;
  std::size_t off_record = 0, off_record_changed = 0;
  std::size_t unreadable = 0;
  std::map<std::string, std::pair<std::size_t, std::size_t>> outcomes;   // "answer", "call: allow": before, after
  std::map<ChangeKey, ChangeGroup> groups;
  // "deny" -> "allow": by currency
  std::map<std::pair<std::string, std::string>, std::map<std::string, MoneyChange>> money;
  std::map<std::string, LoadOf> queues, roles;
  std::map<std::string, std::size_t> not_judged;                  // "the intent `x` is not in the bundle after" -> decisions, counted nowhere else
  std::size_t imported_calls = 0;                                 // taken as done, and added up under the limits of both bundles
  std::map<std::string, std::size_t> imported_lacks;              // a fact that no line of the export says -> imported calls that both deny for it
  std::map<std::string, std::size_t> not_known;                   // a fact -> decisions that would have asked it
  std::vector<Divergence> look_at;                                // the weightiest first

  [[nodiscard]] std::size_t decisions() const { return messages + calls; }
  [[nodiscard]] std::size_t changed_conversations() const { return changed; }   // each changes once on the record
};

struct BacktestOptions {
  std::size_t threads = 1;
  std::size_t look_at = 20;
  std::function<void(std::size_t done, std::size_t all)> progress;   // from any thread, one at a time
};

// The same bundles and history give the same result, however many threads. Fails where the history cannot be read.
Result<Backtest> backtest(const Bundle& before, const Bundle& after, const HistoryOpener& open, const BacktestOptions& options = {});

[[nodiscard]] std::string backtest_pretty(const Backtest& result, bool colour);
[[nodiscard]] Json backtest_json(const Backtest& result);

}  // namespace handrail
