// What an edit means: the decisions that two versions of a bundle make differently, as areas in words with a sample each, and what else is different.
// The solver finds, judge() and decide() confirm: what they do not answer as the solver said is counted and not told.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/difference/gate_difference.hpp"
#include "engine/domain/gate.hpp"
#include "engine/policy/bundle.hpp"

namespace handrail {

struct DecisionChange : dsl::DifferenceTold {
  std::vector<std::pair<std::string, std::string>> example;   // the facts that the area speaks of, in the sample
  std::string old_at, old_rule, new_at, new_rule;   // that decide the sample
  Json sample;                            // the whole of it, for the new bundle: a line of `handrail gate`, or what `turn_decided` records
  Json old_sample;                        // the same for the old one, where that has other names for what it reads; else null
};

// The changes of one tool's gate, or of what is decided about messages.
struct DecisionChanges {
  std::string owner;                      // "process_refund", "messages"
  bool of_messages = false;
  std::vector<std::string> contract;      // "takes `reason`, which it did not": a call of the old kind is refused
  bool compared = true;                   // false: no call is in order for both
  std::vector<DecisionChange> changes;    // verdicts first, then ways on
  std::vector<DecisionChange> words;      // the same decision in other words
  bool more = false;                      // there are more than are told
  bool proven = true;                     // false: the budget did not suffice
  std::vector<DecisionChange> unconfirmed;   // of the solver's: the real evaluator did not answer so, mostly because a list or a text is open to the solver
  [[nodiscard]] bool same() const { return contract.empty() && compared && changes.empty() && !more && sure(); }
  [[nodiscard]] bool sure() const { return proven && unconfirmed.empty(); }
};

struct AlsoChanged {
  std::string kind, name;                 // "queue", "billing"
  std::string what;                       // "removed", "added", "renamed to invoices", "promise"
  std::string before, after;              // of a part: "within 2 hours", "within 4 hours"
};

struct BundleDiff {
  std::vector<DecisionChanges> decisions; // of which something is to be told, in the order of the new policy; messages last
  std::vector<AlsoChanged> also;
  bool solver = true;                     // false: this build has none, and decisions were compared only where the rules say the same
  std::size_t tools = 0;                  // that are in both
  [[nodiscard]] std::size_t come_or_go() const;   // tools and intents that only one of them has, by this name
  [[nodiscard]] bool changes() const;     // a decision changes, or is there for one of them only
  [[nodiscard]] bool proven() const;      // whatever is not told is the same
};

// The same bundles and budget give the same difference.
[[nodiscard]] BundleDiff diff_bundles(const Bundle& before, const Bundle& after, dsl::ProofOptions options = {});

// Its parts: the gates of the tools that are in both, what is decided about messages, everything else.
void diff_gates(const dsl::Program& before, const dsl::Program& after, dsl::ProofOptions options, BundleDiff& diff);
// Approvals in samples are of these versions.
void diff_gates(const dsl::Program& before, const dsl::Program& after, dsl::ProofOptions options, BundleDiff& diff, const BundleHash& old_bundle, const BundleHash& new_bundle);
void diff_messages(const dsl::Program& before, const dsl::Program& after, dsl::ProofOptions options, BundleDiff& diff);
[[nodiscard]] std::vector<AlsoChanged> diff_also(const Bundle& before, const Bundle& after);

// Beside the others, unless it reads like one of them. `confirmed`: by the real evaluator.
void add_change(DecisionChanges& to, DecisionChange change, bool confirmed);

// For a person, and for a program (dsl/REFERENCE.md, "Diff").
[[nodiscard]] std::string diff_pretty(const BundleDiff& diff, bool colour);
[[nodiscard]] Json diff_json(const BundleDiff& diff);

}  // namespace handrail
