// A tool that pays, the clauses that a test gives it, and a call of which everything is known.
#pragma once

#include <memory>
#include <string>

#include "engine/policy/gate_line.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

namespace handrail {

inline const std::string shop =
    "customer\n  from find_account(customer.id)\n  plan free | pro\n"
    "role lead\n  may approve up to $500\n"
    "role boss\n"
    "record account\n  id text\n  plan free | pro\n"
    "record order\n  id text\n  customer text\n  total money\n  status pending | delivered\n"
    "tool find_account(customer_id: text) gives account\n  reads\n"
    "tool find(order_id: text) gives order\n  reads\n";

inline std::shared_ptr<const Bundle> with_tool(const std::string& clauses) {
  return bundle_of(shop + "tool pay(order_id: text, amount: money) gives order\n  moves money\n  let order is find(order_id)\n" + clauses +
                   "  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n");
}

inline const Json everything_known = json_of(R"({
  "tool": "pay", "arguments": {"order_id": "W1", "amount": {"amount": "50.00", "currency": "USD"}}, "now": "2026-01-05T09:00:00Z", "conversation": "talk",
  "customer": {"id": "c_1", "verified": true, "plan": "pro"},
  "lookups": [{"tool": "find", "arguments": {"order_id": "W1"}, "result": {"id": "W1", "customer": "c_1", "total": {"amount": "80.00", "currency": "USD"}, "status": "delivered"}, "at": "2026-01-05T08:59:00Z"}],
  "confirmed": [{"tool": "pay", "arguments": {"order_id": "W1", "amount": {"amount": "50.00", "currency": "USD"}}, "at": "2026-01-05T08:59:30Z"}]})");

inline Json judged(const Bundle& bundle, const std::string& changes = "{}") { return gate_line(bundle, with(everything_known, json_of(changes))); }

inline std::string clause_of(const Json& verdict) { return verdict.text_or("verdict", "error: " + dump(verdict)) + " by " + verdict.text_or("clause"); }

inline std::string remedies_of(const Json& verdict) {
  std::string list;
  for (const Json& remedy : *verdict["remedy"].items())
    list += (list.empty() ? "" : ", ") + remedy.text_or("kind") + (remedy.text_or("what").empty() ? "" : " " + remedy.text_or("what"));
  return list;
}

inline constexpr auto unlisted = R"({"lookups": []})";
inline constexpr auto failed = R"({"lookups": [{"tool": "find", "arguments": {"order_id": "W1"}, "error": "down", "at": "2026-01-05T08:59:00Z"}]})";
inline constexpr auto no_such = R"({"lookups": [{"tool": "find", "arguments": {"order_id": "W1"}, "result": null, "at": "2026-01-05T08:59:00Z"}]})";
inline constexpr auto of_another = R"({"lookups": [{"tool": "find", "arguments": {"order_id": "W2"}, "result": {"id": "W2", "customer": "c_1", "total": {"amount": "80.00", "currency": "USD"}, "status": "delivered"}, "at": "2026-01-05T08:59:00Z"}]})";

}  // namespace handrail
