// An order as the tools need it, without its items: found as a person says it (look-ups) or by its exact id (acts).
#pragma once

#include "adapters/tools/rows.hpp"

namespace handrail::tools {

struct OrderRecord {
  std::string id, customer, status;
  std::int64_t total = 0;
  Instant placed_at;
  std::optional<Instant> delivered_at;
  std::optional<std::string> note;
  std::string address;                   // JSON text
  std::int64_t paid = 0, refunded = 0;
};

// By order number, with or without "#", in any case.
Result<std::optional<OrderRecord>> order_spoken_of(sqlite::Database& database, const std::string& spoken);
// The order that an act is about: named exactly, and the verified customer's own where there is one. Fails with not_found, in the same words for both.
Result<OrderRecord> own_order(Visit& visit, const std::string& id);
// Pays back and writes it down; never more than what was paid and is not yet paid back. The refund's id is new.
Result<std::string> pay_back(Visit& visit, const OrderRecord& order, std::int64_t amount, const std::string& reason);
// The method that the order's refunds go to: the one that was charged most.
Result<std::optional<std::string>> refund_method(sqlite::Database& database, const std::string& order);

}  // namespace handrail::tools
