// The plan that a customer is on, and for how long.
#include "adapters/tools/rows.hpp"

namespace handrail::tools {

namespace {

Result<Json> subscription(sqlite::Database& database, const std::string& customer) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database,
                   "SELECT s.id, s.plan, s.status, p.price, s.started_at, s.renews_at, s.ends_at FROM subscriptions s"
                   " LEFT JOIN plans p ON p.plan = s.plan WHERE s.customer = ?1",
                   customer));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return Json();
  HANDRAIL_TRY(const Currency currency, shop_currency(database));
  return Json::object({{"id", row.text(0)},
                       {"customer", customer},
                       {"plan", row.text(1)},
                       {"status", row.text(2)},
                       {"price", money_column(row, 3, currency)},
                       {"started_at", time_column(row, 4)},
                       {"renews_at", time_column(row, 5)},
                       {"ends_at", time_column(row, 6)}});
}

Result<Json> own_subscription(Visit& visit, const std::string& customer) {
  HANDRAIL_TRY_VOID(own_customer(visit, customer));
  HANDRAIL_TRY(Json found, subscription(visit.database, customer));
  if (found.is_null()) return fail(ErrorCode::not_found, "this customer has no subscription");
  return found;
}

}  // namespace

Result<Json> lookup_subscription(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string customer = required_id(reader, "customer_id");
  HANDRAIL_TRY_VOID(finish(reader));
  return subscription(visit.database, customer);
}

Result<Done> update_subscription(Visit& visit) {
  constexpr Duration one_period = days(30);
  JsonReader reader = argument_reader(visit);
  const std::string customer = required_id(reader, "customer_id");
  reader.one_of("plan", {"free", "pro", "enterprise"}, true);
  HANDRAIL_TRY_VOID(finish(reader));
  const std::string plan = visit.arguments.text_or("plan");
  HANDRAIL_TRY(const Json before, own_subscription(visit, customer));
  const bool running = before.text_or("status") != "cancelled";
  if (running && before.text_or("plan") == plan) return fail(ErrorCode::conflict, "the subscription is on the plan " + plan + " already");
  // A running period is kept; a subscription that had ended begins a new one today.
  HANDRAIL_TRY_VOID(change(visit.database,
                           "UPDATE subscriptions SET plan = ?2, ends_at = NULL, renews_at = CASE WHEN status = 'cancelled' OR renews_at IS NULL"
                           " THEN ?3 ELSE renews_at END, status = CASE WHEN status = 'cancelled' THEN 'active' ELSE status END WHERE customer = ?1",
                           customer, plan, visit.now + one_period));
  HANDRAIL_TRY_VOID(change(visit.database, "UPDATE customers SET plan = ?2 WHERE id = ?1", customer, plan));
  HANDRAIL_TRY(Json after, subscription(visit.database, customer));
  return Done{std::move(after), visit.ids.next("su")};
}

Result<Done> cancel_subscription(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string customer = required_id(reader, "customer_id");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const Json before, own_subscription(visit, customer));
  if (before.text_or("status") == "cancelled") return fail(ErrorCode::conflict, "the subscription is cancelled already");
  // What is paid for is used to its end.
  HANDRAIL_TRY_VOID(change(visit.database,
                           "UPDATE subscriptions SET status = 'cancelled', ends_at = coalesce(renews_at, ?2), renews_at = NULL WHERE customer = ?1",
                           customer, visit.now));
  HANDRAIL_TRY(Json after, subscription(visit.database, customer));
  return Done{std::move(after), visit.ids.next("su")};
}

}  // namespace handrail::tools
