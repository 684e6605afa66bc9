// A shop's data set as plain values, read and checked as a whole before the first row is written. README.md documents the JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "engine/base/json.hpp"
#include "engine/base/money.hpp"
#include "engine/base/time.hpp"

namespace handrail::tools {

// Amounts are minor units of the data set's currency; addresses and options are JSON text.
struct PaymentMethod { std::string id, kind; std::optional<std::string> brand, last_four; std::optional<std::int64_t> balance; };
struct Customer {
  std::string id, name, email, plan, address;
  std::optional<std::string> phone, tier;
  std::optional<Instant> opened_at;
  std::vector<PaymentMethod> methods;
};
struct Product { std::string id, name, options; std::optional<std::string> category, description; std::optional<std::int64_t> price; bool available = true; };
struct OrderItem { std::string id, name, options; std::optional<std::string> product; std::int64_t price = 0, quantity = 1; bool final_sale = false; };
struct Payment { std::string method; std::int64_t amount = 0; };
struct PastRefund { std::int64_t amount = 0; std::string reason; Instant at; };
struct Order {
  std::string id, customer, status, address;
  std::optional<std::string> note;
  std::int64_t total = 0;
  Instant placed_at;
  std::optional<Instant> delivered_at;
  std::vector<OrderItem> items;
  std::vector<Payment> payments;
  std::vector<PastRefund> refunds;
};
struct ParcelEvent { Instant at; std::string what; std::optional<std::string> place; };
struct Shipment { std::string order, carrier, tracking_number, status; std::optional<Instant> expected_at; std::vector<ParcelEvent> events; };
struct Subscription { std::string customer, id, plan, status; Instant started_at; std::optional<Instant> renews_at, ends_at; };

struct DataSet {
  Currency currency;
  std::string hash;                                        // of the canonical JSON
  Instant loaded_at;                                       // what "days ago" counts from
  std::vector<std::pair<std::string, std::int64_t>> plans; // name, price
  std::vector<Customer> customers;
  std::vector<Product> products;
  std::vector<Order> orders;
  std::vector<Shipment> shipments;
  std::vector<Subscription> subscriptions;
};

// Fails with invalid, naming the JSON Pointer of each wrong place (the first ten of them).
Result<DataSet> read_data_set(const Json& json, Instant now);
// Writes all of it into empty tables, inside the caller's transaction.
Result<void> store_data_set(sqlite::Database& database, const DataSet& data);

}  // namespace handrail::tools
