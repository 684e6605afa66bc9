// A customer's own record: looking it up, keeping it current, and a link for a new password.
#include "adapters/tools/rows.hpp"
#include "engine/base/limits.hpp"

namespace handrail::tools {

namespace {

Result<Json> order_ids(sqlite::Database& database, const std::string& customer) {
  HANDRAIL_TRY(sqlite::Statement row, ask(database, "SELECT id FROM orders WHERE customer = ?1 ORDER BY placed_at DESC, id LIMIT ?2", customer,
                                          std::int64_t{limits::page_items}));
  Json ids = Json::array();
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return ids;
    ids.push(row.text(0));
  }
}

Result<Json> payment_methods(sqlite::Database& database, const std::string& customer, const Currency& currency) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database, "SELECT id, kind, brand, last_four, balance FROM payment_methods WHERE customer = ?1 ORDER BY id", customer));
  Json methods = Json::object();
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return methods;
    methods.set(row.text(0), Json::object({{"id", row.text(0)},
                                           {"kind", row.text(1)},
                                           {"brand", text_column(row, 2)},
                                           {"last_four", text_column(row, 3)},
                                           {"balance", money_column(row, 4, currency)}}));
  }
}

Result<Json> account(sqlite::Database& database, const std::string& id) {
  HANDRAIL_TRY(const Currency currency, shop_currency(database));
  HANDRAIL_TRY(sqlite::Statement row, ask(database, "SELECT name, email, phone, plan, tier, opened_at, address FROM customers WHERE id = ?1", id));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return Json();
  HANDRAIL_TRY(Json address, stored_json(row.text(6)));
  HANDRAIL_TRY(Json orders, order_ids(database, id));
  HANDRAIL_TRY(Json methods, payment_methods(database, id, currency));
  return Json::object({{"id", id},
                       {"name", row.text(0)},
                       {"email", row.text(1)},
                       {"phone", text_column(row, 2)},
                       {"plan", row.text(3)},
                       {"tier", text_column(row, 4)},
                       {"opened_at", time_column(row, 5)},
                       {"address", std::move(address)},
                       {"orders", std::move(orders)},
                       {"payment_methods", std::move(methods)}});
}

Result<void> change_email(Visit& visit, const std::string& customer, const std::string& email) {
  HANDRAIL_TRY(const std::int64_t taken, ask_number(visit.database, "SELECT count(*) FROM customers WHERE email_key = ?1 AND id <> ?2",
                                                    email_key(email), customer));
  // In these words for every address that is in use: the answer must not say whose it is.
  if (taken) return fail(ErrorCode::conflict, "that e-mail address cannot be used");
  return change(visit.database, "UPDATE customers SET email = ?2, email_key = ?3 WHERE id = ?1", customer, email, email_key(email));
}

}  // namespace

Result<Json> lookup_account(Visit& visit) {
  HANDRAIL_TRY(const std::optional<std::string> customer, customer_meant(visit));
  if (!customer) return Json();
  return account(visit.database, *customer);
}

Result<Done> update_account(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string customer = required_id(reader, "customer_id");
  const auto email = reader.optional_text("email", {.bytes_min = 3, .bytes_max = 254});
  const auto phone = reader.optional_text("phone", {.bytes_min = 3, .bytes_max = 40});
  const Json* address = reader.optional_object("address");
  if (email && !plausible_email(*email)) reader.issue("/email", "is no e-mail address");
  if (phone && phone->find_first_not_of("+0123456789 ()-./") != std::string::npos) reader.issue("/phone", "is no telephone number");
  std::vector<JsonIssue> wrong;
  const std::string address_text = address ? read_address(*address, "/address", wrong) : "";
  reader.take(std::move(wrong));
  HANDRAIL_TRY_VOID(finish(reader));
  if (!email && !phone && !address) return fail(ErrorCode::invalid, "give an email, a phone or an address to change");
  HANDRAIL_TRY_VOID(own_customer(visit, customer));
  if (email) HANDRAIL_TRY_VOID(change_email(visit, customer, *email));
  if (phone) HANDRAIL_TRY_VOID(change(visit.database, "UPDATE customers SET phone = ?2 WHERE id = ?1", customer, *phone));
  if (address) HANDRAIL_TRY_VOID(change(visit.database, "UPDATE customers SET address = ?2 WHERE id = ?1", customer, address_text));
  HANDRAIL_TRY(Json record, account(visit.database, customer));
  return Done{std::move(record), visit.ids.next("ac")};
}

Result<Done> reset_password(Visit& visit) {
  constexpr Duration link_holds = hours(1);
  JsonReader reader = argument_reader(visit);
  const std::string customer = required_id(reader, "customer_id");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY_VOID(own_customer(visit, customer));
  HANDRAIL_TRY(sqlite::Statement row, ask(visit.database, "SELECT email FROM customers WHERE id = ?1", customer));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return fail(ErrorCode::not_found, "there is no such customer");
  const std::string email(row.text(0)), id = visit.ids.next("pw");
  const Instant expires = visit.now + link_holds;
  HANDRAIL_TRY_VOID(change(visit.database, "INSERT INTO password_links (id, customer, sent_to, expires_at) VALUES (?1, ?2, ?3, ?4)", id, customer,
                           email, expires));
  return Done{Json::object({{"id", id}, {"sent_to", email}, {"expires_at", format_time(expires)}}), id};
}

}  // namespace handrail::tools
