// The judgement on one tool call: everything that it rests on, and the verdict. Both are what `handrail gate` reads and writes
// (engine/policy/gate.schema.json), and what the journal keeps, so that any verdict can be made again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/json_io.hpp"

namespace handrail {

// A look-up that was made: what a reading tool gave, and when.
struct LookedUp {
  std::string tool;
  Json arguments;
  std::optional<Json> result;     // null: no such record; none: it failed
  std::string error;
  Instant at;
  bool operator==(const LookedUp&) const = default;
};

// The customer's explicit yes to exactly this call.
struct Confirmed {
  std::string tool;
  Json arguments;
  Instant at;
  template <class Self, class Io> static void members(Self& self, Io& io) { io("tool", self.tool); io("arguments", self.arguments); io("at", self.at); }
  bool operator==(const Confirmed&) const = default;
};

struct GivenApproval {
  std::string by, role, tool;
  Json arguments;
  std::string facts_hash;
  BundleHash bundle;
  Instant at;
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("by", self.by); io("role", self.role); io("tool", self.tool); io("arguments", self.arguments);
    io("facts_hash", self.facts_hash); io("bundle", self.bundle); io("at", self.at);
  }
  bool operator==(const GivenApproval&) const = default;
};

struct UsedBudget {
  std::string limit, key;         // "process_refund#1"; the values that the limit counts per, joined by ","
  Json amount;                    // as money is written; null: one call
  Instant at;
  std::string conversation = {};  // whose call used it; empty where nobody knows. It decides nothing: the approver looks it up
  template <class Self, class Io> static void members(Self& self, Io& io) {
    io("limit", self.limit); io("key", self.key); io("amount", self.amount); io("at", self.at); io("conversation", self.conversation);
  }
  bool operator==(const UsedBudget&) const = default;
};

// What the arguments have wrong by the JSON Schema that the tool itself publishes.
struct SchemaIssue {
  std::string pointer, message;   // "/arguments/reason"
  bool operator==(const SchemaIssue&) const = default;
};

// The call belongs to a run that was begun on a reading which a person checks before anything goes out.
struct UnderReview {
  std::string rule, at;           // the clause that says so: a row of `confidence` or of a table, or a `rollout`
  bool settled = false;           // the customer has said yes to a call of the run, or a person who checks has let one go
  template <class Self, class Io> static void members(Self& self, Io& io) { io("rule", self.rule); io("at", self.at); io("settled", self.settled); }
  bool operator==(const UnderReview&) const = default;
};

// Who decides where no clause names a role: whoever also checks replies before they go out. No role of a policy has blanks in its name.
inline constexpr std::string_view person_who_checks = "a person who checks";

struct GateCall {
  std::string tool;
  Json arguments;
  Instant now;
  std::string conversation;       // may be empty; the key of limits per conversation
  Json customer;                  // {"id","verified", …the facts that the policy declares}
  Json context;
  std::vector<LookedUp> lookups;
  std::vector<Confirmed> confirmed;
  std::vector<GivenApproval> approvals;
  std::vector<UsedBudget> used;
  std::vector<SchemaIssue> schema_issues;   // empty: nothing is wrong, or the tool publishes no schema
  std::string tone, written_in;   // how the customer is spoken to, where the bundle words its texts in more than one manner; nothing is decided by them
  std::optional<UnderReview> review = {};   // none: the reading was sure enough, or the call is no workflow's
};

enum class VerdictKind { allow, approve, deny };
enum class ClauseKind { arguments, needs, deny, limit, approve, allow, otherwise, review };
enum class RemedyKind { ask, look_up, verify, confirm, approval, wait, offer, hand_off };
template <> struct EnumWords<VerdictKind> { static constexpr std::string_view words[] = {"allow", "approve", "deny"}; };
template <> struct EnumWords<ClauseKind> {
  static constexpr std::string_view words[] = {"arguments", "needs", "deny", "limit", "approve", "allow", "otherwise", "review"};
};
template <> struct EnumWords<RemedyKind> {
  static constexpr std::string_view words[] = {"ask", "look_up", "verify", "confirm", "approval", "wait", "offer", "hand_off"};
};

// What would make a denied call possible, or where the customer goes instead.
struct Remedy {
  RemedyKind kind = RemedyKind::offer;
  std::string what;               // ask: a name; look_up: a call; hand_off: a queue (may be empty); approval: a role
  std::string say;
  template <class Self, class Io> static void members(Self& self, Io& io) { io("kind", self.kind); io("what", self.what); io("say", self.say); }
  bool operator==(const Remedy&) const = default;
};

struct NeededApproval {
  std::string role;
  std::optional<Duration> within;
  std::string facts_hash;         // of the arguments and every fact that the verdict rests on
  BundleHash bundle;
  bool operator==(const NeededApproval&) const = default;
};

struct Verdict {
  VerdictKind kind = VerdictKind::deny;
  ClauseKind clause = ClauseKind::otherwise;
  std::string rule;               // the clause as written
  std::string at;                 // "refunds.policy:12"
  std::string because;
  std::optional<NeededApproval> approve;
  std::vector<Remedy> remedy;     // never empty on a deny
  std::vector<std::string> unknown;   // the facts that nobody knew
  bool operator==(const Verdict&) const = default;
};

[[nodiscard]] Json to_json(const LookedUp& lookup);
[[nodiscard]] Json to_json(const GateCall& call);
[[nodiscard]] Json to_json(const Verdict& verdict);
// Reads a line of `handrail gate`. Issues name what is wrong and where; the result is then not to be used.
[[nodiscard]] GateCall read_gate_call(const Json& line, std::vector<struct JsonIssue>& issues);

}  // namespace handrail
