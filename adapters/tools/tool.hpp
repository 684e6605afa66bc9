// One tool of the shop as a plain function: from arguments and a database to a result. Look-ups run in a read snapshot; acts run inside the writer's
// transaction together with the row that remembers their idempotency key. An Error is the shop saying "no": its message goes to the caller as it stands.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/sqlite/database.hpp"
#include "engine/base/json.hpp"
#include "engine/base/time.hpp"
#include "engine/seams/id_source.hpp"

namespace handrail::tools {

struct Visit {
  sqlite::Database& database;
  const Json& arguments;  // an object; members that were null are gone
  Instant now;
  std::string customer;   // the verified customer, or empty: nobody else's things are acted on
  IdSource& ids;
};

struct Done {
  Json result;
  std::string receipt;
};

struct Tool {
  std::string_view name;
  Result<Json> (*look)(Visit&) = nullptr;   // null result: no such record
  Result<Done> (*act)(Visit&) = nullptr;    // exactly one of the two is set
};

[[nodiscard]] std::span<const Tool> all_tools();

// The JSON Schema of the tool's arguments, as text; empty: there is no such tool.
[[nodiscard]] std::string_view schema_of(std::string_view tool);

// accounts.cpp
Result<Json> lookup_account(Visit&);
Result<Done> update_account(Visit&);
Result<Done> reset_password(Visit&);
// orders.cpp
Result<Json> lookup_order(Visit&);
Result<Json> find_orders(Visit&);
Result<Done> cancel_order(Visit&);
Result<Done> change_address(Visit&);
// shipments.cpp
Result<Json> track_shipment(Visit&);
Result<Done> reship_order(Visit&);
// refunds.cpp
Result<Json> check_refund_eligibility(Visit&);
Result<Json> check_refund(Visit&);
Result<Done> process_refund(Visit&);
// subscriptions.cpp
Result<Json> lookup_subscription(Visit&);
Result<Done> update_subscription(Visit&);
Result<Done> cancel_subscription(Visit&);
// catalogue.cpp
Result<Json> search_products(Visit&);
// tickets.cpp
Result<Done> create_ticket(Visit&);

}  // namespace handrail::tools
