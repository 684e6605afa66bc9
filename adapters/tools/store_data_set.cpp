// A DataSet into rows: one prepared statement per table.
#include "adapters/tools/data_set.hpp"
#include "adapters/tools/rows.hpp"

namespace handrail::tools {

namespace {

// A statement that is run once per row.
class Insert {
 public:
  Insert(sqlite::Database& database, std::string_view sql) : statement_(database.prepare(sql)) {}
  template <class... Parameters>
  Result<void> row(const Parameters&... parameters) {
    if (!statement_) return fail(statement_.error());
    bind_all(*statement_, parameters...);
    return statement_->run();
  }

 private:
  Result<sqlite::Statement> statement_;
};

std::int64_t number(bool yes) { return yes ? 1 : 0; }
std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

Result<void> store_customers(sqlite::Database& database, const DataSet& data) {
  Insert customers(database, "INSERT INTO customers (id, name, email, email_key, phone, plan, tier, opened_at, address)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  Insert methods(database, "INSERT INTO payment_methods (customer, id, kind, brand, last_four, balance) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  for (const Customer& c : data.customers) {
    HANDRAIL_TRY_VOID(customers.row(c.id, c.name, c.email, email_key(c.email), c.phone, c.plan, c.tier, c.opened_at, c.address));
    for (const PaymentMethod& m : c.methods) HANDRAIL_TRY_VOID(methods.row(c.id, m.id, m.kind, m.brand, m.last_four, m.balance));
  }
  return {};
}

Result<void> store_products(sqlite::Database& database, const DataSet& data) {
  Insert products(database, "INSERT INTO products (id, name, category, description, price, available, options) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  Insert search(database, "INSERT INTO product_search (id, name, words) VALUES (?1, ?2, ?3)");
  for (const Product& p : data.products) {
    HANDRAIL_TRY_VOID(products.row(p.id, p.name, p.category, p.description, p.price, number(p.available), p.options));
    HANDRAIL_TRY_VOID(search.row(p.id, p.name, p.category.value_or("") + " " + p.description.value_or("") + " " + p.options));
  }
  return {};
}

Result<void> store_orders(sqlite::Database& database, const DataSet& data) {
  Insert orders(database, "INSERT INTO orders (id, spoken, customer, status, total, placed_at, delivered_at, note, address)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  Insert items(database, "INSERT INTO order_items (order_id, position, id, product, name, price, quantity, final_sale, options)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
  Insert payments(database, "INSERT INTO payments (order_id, position, method, amount) VALUES (?1, ?2, ?3, ?4)");
  Insert refunds(database, "INSERT INTO refunds (id, order_id, amount, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)");
  for (const Order& o : data.orders) {
    HANDRAIL_TRY_VOID(orders.row(o.id, spoken_order(o.id), o.customer, o.status, o.total, o.placed_at, o.delivered_at, o.note, o.address));
    for (std::size_t i = 0; i < o.items.size(); ++i) {
      const OrderItem& item = o.items[i];
      HANDRAIL_TRY_VOID(items.row(o.id, number(i), item.id, item.product, item.name, item.price, item.quantity, number(item.final_sale), item.options));
    }
    for (std::size_t i = 0; i < o.payments.size(); ++i) HANDRAIL_TRY_VOID(payments.row(o.id, number(i), o.payments[i].method, o.payments[i].amount));
    for (std::size_t i = 0; i < o.refunds.size(); ++i) {
      // Unique, since order ids are; no refund of the tools is called so.
      const std::string id = "past " + std::to_string(i + 1) + " " + o.id;
      HANDRAIL_TRY_VOID(refunds.row(id, o.id, o.refunds[i].amount, o.refunds[i].reason, o.refunds[i].at));
    }
  }
  return {};
}

Result<void> store_shipments(sqlite::Database& database, const DataSet& data) {
  Insert shipments(database, "INSERT INTO shipments (order_id, carrier, tracking_number, status, expected_at, replacement) VALUES (?1, ?2, ?3, ?4, ?5, 0)");
  Insert events(database, "INSERT INTO shipment_events (shipment, position, at, what, place) VALUES (?1, ?2, ?3, ?4, ?5)");
  for (const Shipment& s : data.shipments) {
    HANDRAIL_TRY_VOID(shipments.row(s.order, s.carrier, s.tracking_number, s.status, s.expected_at));
    const std::int64_t shipment = database.last_insert_id();
    for (std::size_t i = 0; i < s.events.size(); ++i) {
      HANDRAIL_TRY_VOID(events.row(shipment, number(i), s.events[i].at, s.events[i].what, s.events[i].place));
    }
  }
  return {};
}

Result<void> store_subscriptions(sqlite::Database& database, const DataSet& data) {
  Insert subscriptions(database, "INSERT INTO subscriptions (customer, id, plan, status, started_at, renews_at, ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  for (const Subscription& s : data.subscriptions) {
    HANDRAIL_TRY_VOID(subscriptions.row(s.customer, s.id, s.plan, s.status, s.started_at, s.renews_at, s.ends_at));
  }
  return {};
}

}  // namespace

Result<void> store_data_set(sqlite::Database& database, const DataSet& data) {
  HANDRAIL_TRY_VOID(change(database, "INSERT INTO data_set (one, hash, currency, loaded_at) VALUES (1, ?1, ?2, ?3)", data.hash, data.currency.code(),
                           data.loaded_at));
  Insert plans(database, "INSERT INTO plans (plan, price) VALUES (?1, ?2)");
  for (const auto& [plan, price] : data.plans) HANDRAIL_TRY_VOID(plans.row(plan, price));
  HANDRAIL_TRY_VOID(store_customers(database, data));
  HANDRAIL_TRY_VOID(store_products(database, data));
  HANDRAIL_TRY_VOID(store_orders(database, data));
  HANDRAIL_TRY_VOID(store_shipments(database, data));
  return store_subscriptions(database, data);
}

}  // namespace handrail::tools
