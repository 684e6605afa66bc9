#include "adapters/tools/schema.hpp"

namespace handrail::tools {

namespace {

constexpr std::string_view first_tables = R"sql(
CREATE TABLE data_set (one INTEGER PRIMARY KEY CHECK (one = 1), hash TEXT NOT NULL, currency TEXT NOT NULL, loaded_at INTEGER NOT NULL) STRICT;
CREATE TABLE plans (plan TEXT PRIMARY KEY, price INTEGER NOT NULL) STRICT;
CREATE TABLE customers (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, email_key TEXT NOT NULL UNIQUE, phone TEXT, plan TEXT NOT NULL, tier TEXT,
  opened_at INTEGER, address TEXT NOT NULL) STRICT;
CREATE TABLE payment_methods (
  customer TEXT NOT NULL REFERENCES customers, id TEXT NOT NULL, kind TEXT NOT NULL, brand TEXT, last_four TEXT, balance INTEGER,
  PRIMARY KEY (customer, id)) STRICT;
CREATE TABLE products (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, category TEXT, description TEXT, price INTEGER, available INTEGER NOT NULL, options TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE product_search USING fts5(id UNINDEXED, name, words, tokenize = 'porter unicode61');
CREATE TABLE orders (
  id TEXT PRIMARY KEY, spoken TEXT NOT NULL, customer TEXT NOT NULL REFERENCES customers, status TEXT NOT NULL, total INTEGER NOT NULL,
  placed_at INTEGER NOT NULL, delivered_at INTEGER, cancel_reason TEXT, note TEXT, address TEXT NOT NULL) STRICT;
CREATE INDEX orders_by_customer ON orders (customer, placed_at);
CREATE INDEX orders_spoken ON orders (spoken);
CREATE TABLE order_items (
  order_id TEXT NOT NULL REFERENCES orders, position INTEGER NOT NULL, id TEXT NOT NULL, product TEXT, name TEXT NOT NULL, price INTEGER NOT NULL,
  quantity INTEGER NOT NULL, final_sale INTEGER NOT NULL, options TEXT NOT NULL, PRIMARY KEY (order_id, position)) STRICT;
CREATE TABLE payments (
  order_id TEXT NOT NULL REFERENCES orders, position INTEGER NOT NULL, method TEXT NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY (order_id, position)) STRICT;
CREATE TABLE refunds (
  id TEXT PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders, amount INTEGER NOT NULL CHECK (amount > 0), reason TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE INDEX refunds_by_order ON refunds (order_id);
CREATE TABLE shipments (
  number INTEGER PRIMARY KEY, order_id TEXT NOT NULL REFERENCES orders, carrier TEXT NOT NULL, tracking_number TEXT NOT NULL, status TEXT NOT NULL,
  expected_at INTEGER, replacement INTEGER NOT NULL) STRICT;
CREATE INDEX shipments_by_order ON shipments (order_id);
CREATE TABLE shipment_events (
  shipment INTEGER NOT NULL REFERENCES shipments, position INTEGER NOT NULL, at INTEGER NOT NULL, what TEXT NOT NULL, place TEXT,
  PRIMARY KEY (shipment, position)) STRICT;
CREATE TABLE subscriptions (
  customer TEXT PRIMARY KEY REFERENCES customers, id TEXT NOT NULL, plan TEXT NOT NULL, status TEXT NOT NULL, started_at INTEGER NOT NULL,
  renews_at INTEGER, ends_at INTEGER) STRICT;
CREATE TABLE password_links (id TEXT PRIMARY KEY, customer TEXT NOT NULL REFERENCES customers, sent_to TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
CREATE TABLE tickets (
  id TEXT PRIMARY KEY, customer TEXT, subject TEXT NOT NULL, body TEXT NOT NULL, urgency TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE acts (
  key TEXT PRIMARY KEY, tool TEXT NOT NULL, arguments TEXT NOT NULL, result TEXT NOT NULL, receipt TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
)sql";

}  // namespace

Result<void> prepare_schema(sqlite::Database& database) { return sqlite::migrate(database, {{1, first_tables}}); }

Result<void> clear_data(sqlite::Database& database) {
  return database.execute(
      "DELETE FROM tickets; DELETE FROM password_links; DELETE FROM subscriptions; DELETE FROM shipment_events; DELETE FROM shipments;"
      "DELETE FROM refunds; DELETE FROM payments; DELETE FROM order_items; DELETE FROM orders; DELETE FROM product_search; DELETE FROM products;"
      "DELETE FROM payment_methods; DELETE FROM customers; DELETE FROM plans; DELETE FROM data_set;");
}

}  // namespace handrail::tools
