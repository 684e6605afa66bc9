// One thing that can be judged: a tool call with what is assumed about it, or the facts of a message. Cases, examples, generated cases and `why` all speak of
// situations, and change them by the names that the policy has for facts ("amount", "customer.plan", "order.status").
#pragma once

#include <optional>
#include <string>

#include "engine/domain/decision.hpp"
#include "engine/policy/gate.hpp"

namespace handrail {

struct Situation {
  bool is_call = true;
  GateCall call;                          // of a message its `used` alone: the earlier calls that `turn.used` adds up
  JudgeOptions options;
  TurnFacts turn;
};

// A call of the tool, or a message, of which nothing is said yet: on a fixed day, of a verified customer, with a sure intent.
[[nodiscard]] Situation blank_call(const std::string& tool);
[[nodiscard]] Situation blank_message();
// What an `example` clause of the tool speaks of.
[[nodiscard]] Situation situation_of(const dsl::Program& program, const dsl::Tool& tool, const dsl::Tool::Example& example);

// What came out, in the language's words: "approve by lead", "hand off to billing".
[[nodiscard]] std::string outcome_of(const Verdict& verdict);
[[nodiscard]] std::string outcome_of(const Decision& decision);
struct Judged { std::string text, rule, at; };       // "approve by lead"; the rule that decided, and where it stands
[[nodiscard]] Judged outcome_of(const dsl::Program& program, const BundleHash& bundle, const Situation& situation);

// Puts a value where the tool or the turn keeps the fact; null: known to be absent. False: there is no such fact.
bool put_fact(const dsl::Program& program, Situation& situation, const std::string& path, const Json& value);
// Makes a fact unknown, and says so: an example that names it does not take it as given. False: there is no such fact.
bool forget_fact(const dsl::Program& program, Situation& situation, const std::string& path);
// A field of an entry of a map among the facts, `order.paid_with["card"].balance`; without a field the entry itself.
struct EntryPlace { std::string map, key, field; };
// Puts a value there; none: something that nobody can read. An entry that is not there yet is made. False: no such fact.
bool put_in_entry(const dsl::Program& program, Situation& situation, const EntryPlace& place, const dsl::Type& type, const std::optional<Json>& value);
// What earlier calls used of the limit, or add up to in the meter, in whose words `words` stands (empty: of the only one).
struct EarlierUse {
  std::string words;
  Json amount;
  std::optional<Instant> at = {};         // none: just now
  bool by_others = false;                 // it counts for another customer, conversation or whatever else the limit counts per
};
// Only what this call or message asks about can be meant. Nowhere: it asks about no such limit or meter, nobody knows on whose account it counts, or there are no
// others: the limit is everybody's. Several: the words stand in more than one, and are none's whole words.
enum class PutUse { put, nowhere, several };
// To be asked after every other fact is there.
PutUse put_used(const dsl::Program& program, Situation& situation, const EarlierUse& use);

// What conditions of the situation see: the facts of its tool, or of the turn.
[[nodiscard]] dsl::Roots roots_of(const dsl::Program& program, const Situation& situation);
[[nodiscard]] const dsl::Scope& scope_of(const dsl::Program& program, const Situation& situation);
// A value that nobody can read as one of the type: what is there and unknown.
[[nodiscard]] Json unreadable(const dsl::Type& type);
// A value of the type as the JSON in which it is read back, with what is unknown somewhere inside of it.
[[nodiscard]] Json json_of(const dsl::Program& program, const dsl::Type& type, const Value& value);

// "order.status"
[[nodiscard]] std::string path_text(const std::vector<std::string>& path);

}  // namespace handrail
