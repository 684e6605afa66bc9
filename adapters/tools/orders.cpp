// Orders: one with everything on it, a customer's list, and the two changes that are possible before it leaves the house.
#include "adapters/tools/order_record.hpp"
#include "engine/base/limits.hpp"

namespace handrail::tools {

namespace {

Result<Json> items_of(sqlite::Database& database, const std::string& order, const Currency& currency) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database, "SELECT id, product, name, price, quantity, final_sale, options FROM order_items WHERE order_id = ?1 ORDER BY position",
                   order));
  Json items = Json::array();
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return items;
    HANDRAIL_TRY(Json options, stored_json(row.text(6)));
    items.push(Json::object({{"id", row.text(0)},
                             {"product", text_column(row, 1)},
                             {"name", row.text(2)},
                             {"price", money_column(row, 3, currency)},
                             {"quantity", row.integer(4)},
                             {"final_sale", row.integer(5) != 0},
                             {"options", std::move(options)}}));
  }
}

Result<Json> paid_with(sqlite::Database& database, const OrderRecord& order, const Currency& currency) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database,
                   "SELECT p.method, m.kind, sum(p.amount) FROM payments p JOIN payment_methods m ON m.customer = ?2 AND m.id = p.method"
                   " WHERE p.order_id = ?1 GROUP BY p.method ORDER BY min(p.position)",
                   order.id, order.customer));
  Json methods = Json::object();
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return methods;
    methods.set(row.text(0), Json::object({{"id", row.text(0)}, {"kind", row.text(1)}, {"amount", money_column(row, 2, currency)}}));
  }
}

Result<Json> tracking_number(sqlite::Database& database, const std::string& order) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database, "SELECT tracking_number FROM shipments WHERE order_id = ?1 ORDER BY number DESC LIMIT 1", order));
  HANDRAIL_TRY(const bool found, row.step());
  return found ? text_column(row, 0) : Json();
}

Result<Json> order_json(sqlite::Database& database, const OrderRecord& order) {
  HANDRAIL_TRY(const Currency currency, shop_currency(database));
  HANDRAIL_TRY(Json items, items_of(database, order.id, currency));
  HANDRAIL_TRY(Json methods, paid_with(database, order, currency));
  HANDRAIL_TRY(Json address, stored_json(order.address));
  HANDRAIL_TRY(Json tracking, tracking_number(database, order.id));
  return Json::object({{"id", order.id},
                       {"customer", order.customer},
                       {"status", order.status},
                       {"total", money_json(order.total, currency)},
                       {"paid", money_json(order.paid, currency)},
                       {"refunded", money_json(order.refunded, currency)},
                       {"items", std::move(items)},
                       {"paid_with", std::move(methods)},
                       {"note", order.note ? Json(*order.note) : Json()},
                       {"placed_at", format_time(order.placed_at)},
                       {"delivered_at", time_json(order.delivered_at)},
                       {"address", std::move(address)},
                       {"tracking", std::move(tracking)}});
}

}  // namespace

Result<Json> lookup_order(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const std::optional<OrderRecord> order, order_spoken_of(visit.database, id));
  if (!order) return Json();
  return order_json(visit.database, *order);
}

Result<Json> find_orders(Visit& visit) {
  HANDRAIL_TRY(const std::optional<std::string> customer, customer_meant(visit));
  if (!customer) return Json();
  HANDRAIL_TRY(const Currency currency, shop_currency(visit.database));
  HANDRAIL_TRY(sqlite::Statement row,
               ask(visit.database,
                   "SELECT id, status, total, placed_at, delivered_at, (SELECT group_concat(name, ', ') FROM (SELECT name FROM order_items"
                   " WHERE order_id = orders.id ORDER BY position)) FROM orders WHERE customer = ?1 ORDER BY placed_at DESC, id LIMIT ?2",
                   *customer, std::int64_t{limits::page_items}));
  Json list = Json::array();
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return list;
    list.push(Json::object({{"id", row.text(0)},
                            {"status", row.text(1)},
                            {"total", money_column(row, 2, currency)},
                            {"placed_at", time_column(row, 3)},
                            {"delivered_at", time_column(row, 4)},
                            {"summary", row.text(5)}}));
  }
}

Result<Done> cancel_order(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  const std::string reason = reader.required_text("reason", {.bytes_min = 1, .bytes_max = 1000});
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const OrderRecord order, own_order(visit, id));
  if (order.status == "cancelled") return fail(ErrorCode::conflict, "this order is cancelled already");
  if (order.status != "pending") return fail(ErrorCode::conflict, "only a pending order can be cancelled, and this one is " + order.status);
  HANDRAIL_TRY(const Currency currency, shop_currency(visit.database));
  const std::int64_t back = order.paid - order.refunded;
  Json refund;
  if (back > 0) {
    HANDRAIL_TRY(std::string refund_id, pay_back(visit, order, back, "order cancelled"));
    refund = std::move(refund_id);
  }
  HANDRAIL_TRY_VOID(change(visit.database, "UPDATE orders SET status = 'cancelled', cancel_reason = ?2 WHERE id = ?1", id, reason));
  return Done{Json::object({{"order_id", id}, {"status", "cancelled"}, {"refunded", money_json(back, currency)}, {"refund", std::move(refund)}}),
              visit.ids.next("ca")};
}

Result<Done> change_address(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  const Json* given = reader.required_object("address");
  std::vector<JsonIssue> wrong;
  const std::string address = given ? read_address(*given, "/address", wrong) : "";
  reader.take(std::move(wrong));
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const OrderRecord order, own_order(visit, id));
  if (order.status != "pending" && order.status != "processed") {
    return fail(ErrorCode::conflict, "the address can change until the parcel leaves, and this order is " + order.status);
  }
  HANDRAIL_TRY_VOID(change(visit.database, "UPDATE orders SET address = ?2 WHERE id = ?1", id, address));
  HANDRAIL_TRY(Json kept, stored_json(address));
  return Done{Json::object({{"order_id", id}, {"status", order.status}, {"address", std::move(kept)}}), visit.ids.next("ad")};
}

}  // namespace handrail::tools
