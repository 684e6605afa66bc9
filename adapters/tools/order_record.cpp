#include "adapters/tools/order_record.hpp"

#include "engine/base/text.hpp"

namespace handrail::tools {

namespace {

constexpr std::string_view columns =
    "SELECT id, customer, status, total, placed_at, delivered_at, note, address,"
    " (SELECT coalesce(sum(amount), 0) FROM payments WHERE order_id = orders.id),"
    " (SELECT coalesce(sum(amount), 0) FROM refunds WHERE order_id = orders.id) FROM orders ";

Result<std::optional<OrderRecord>> read(sqlite::Statement row) {
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return std::nullopt;
  OrderRecord order;
  order.id = row.text(0);
  order.customer = row.text(1);
  order.status = row.text(2);
  order.total = row.integer(3);
  order.placed_at = {row.integer(4)};
  order.delivered_at = instant_column(row, 5);
  if (!row.is_null(6)) order.note = std::string(row.text(6));
  order.address = row.text(7);
  order.paid = row.integer(8);
  order.refunded = row.integer(9);
  return order;
}

}  // namespace

Result<std::optional<OrderRecord>> order_spoken_of(sqlite::Database& database, const std::string& spoken) {
  // Two orders may sound alike ("W1" and "#W1"): the one that is spelled so comes first.
  HANDRAIL_TRY(sqlite::Statement row, ask(database, std::string(columns) + "WHERE spoken = ?1 ORDER BY id <> ?2, id LIMIT 1", spoken_order(spoken), spoken));
  return read(std::move(row));
}

Result<OrderRecord> own_order(Visit& visit, const std::string& id) {
  HANDRAIL_TRY(sqlite::Statement row, ask(visit.database, std::string(columns) + "WHERE id = ?1", id));
  HANDRAIL_TRY(std::optional<OrderRecord> order, read(std::move(row)));
  const bool foreign = order && !visit.customer.empty() && order->customer != visit.customer;
  if (!order || foreign) return fail(ErrorCode::not_found, "there is no order `" + printable(id) + "`; an order is named as a look-up writes its id");
  return std::move(*order);
}

Result<std::string> pay_back(Visit& visit, const OrderRecord& order, std::int64_t amount, const std::string& reason) {
  const std::int64_t left = order.paid - order.refunded;
  if (amount > left) {
    HANDRAIL_TRY(const Currency currency, shop_currency(visit.database));
    return fail(ErrorCode::limit, left <= 0 ? "everything that was paid for this order has been paid back"
                                            : "at most " + format_money({left, currency}) + " of what was paid is left to pay back");
  }
  const std::string id = visit.ids.next("re");
  HANDRAIL_TRY_VOID(change(visit.database, "INSERT INTO refunds (id, order_id, amount, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)", id, order.id, amount,
                           reason, visit.now));
  return id;
}

Result<std::optional<std::string>> refund_method(sqlite::Database& database, const std::string& order) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database, "SELECT method FROM payments WHERE order_id = ?1 GROUP BY method ORDER BY sum(amount) DESC, method LIMIT 1", order));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return std::nullopt;
  return std::string(row.text(0));
}

}  // namespace handrail::tools
