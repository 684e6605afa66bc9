// Refunds. What may be refunded is the policy's business; check_refund_eligibility tells the shop's own terms, and process_refund enforces only what no
// payment system lets pass: a known order, the right currency, and never more than was paid.
#include <algorithm>

#include "adapters/tools/order_record.hpp"
#include "engine/base/text.hpp"

namespace handrail::tools {

namespace {

constexpr Duration return_window = days(30);

struct Terms {
  bool eligible = false;
  std::string_view rule;      // one of a fixed list of words, for policies and figures
  std::string reason;         // a sentence for people
  std::int64_t refundable = 0;
};

Terms judge(const OrderRecord& order, std::int64_t final_sale, Instant now) {
  const std::int64_t left = order.paid - order.refunded;
  const std::int64_t refundable = std::min(left, std::min(order.paid, order.total) - final_sale - order.refunded);
  if (order.status == "cancelled") return {false, "cancelled", "The order was cancelled, and what was paid has been returned."};
  if (order.refunded > 0 && left <= 0) return {false, "already_refunded", "The order has already been refunded in full."};
  if (!order.delivered_at) return {false, "not_delivered", "The order has not been delivered yet."};
  if (final_sale > 0 && refundable <= 0) {
    return order.refunded > 0 ? Terms{false, "already_refunded", "What can be refunded of this order has already been refunded."}
                              : Terms{false, "final_sale", "Final sale items are not refunded."};
  }
  if (now > *order.delivered_at + return_window) return {false, "past_window", "The order was delivered more than 30 days ago."};
  if (refundable <= 0) return {false, "nothing_paid", "Nothing was paid that could be refunded."};
  if (order.refunded > 0) return {true, "within_terms", "A part of this order has been refunded already.", refundable};
  return {true, "within_terms", final_sale > 0 ? "The order is within 30 days of delivery; its final sale items are not refunded."
                                               : "The order is within 30 days of delivery.", refundable};
}

// An amount of money as arguments may write it: {"amount","currency"}, "$48.00", "48.00", 48.00.
Result<Money> amount_of(const Json& given, const Currency& currency) {
  if (given.is_object()) {
    JsonReader reader(given, "/amount");
    const std::string amount = reader.required_text("amount", {.bytes_min = 1, .bytes_max = 40});
    const std::string code = reader.required_text("currency", {.bytes_min = 3, .bytes_max = 3});
    HANDRAIL_TRY_VOID(no_issues("the arguments do not fit", reader.finish()));
    HANDRAIL_TRY(const Currency named, Currency::parse(code));
    return parse_money(amount, named);
  }
  if (const Json::Number* number = given.number()) return parse_money(number->literal, currency);
  if (const std::string* text = given.text()) return parse_money(*text, currency);
  return fail(ErrorCode::invalid, "the arguments do not fit: /amount: expected an amount of money");
}

}  // namespace

Result<Json> check_refund_eligibility(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const std::optional<OrderRecord> order, order_spoken_of(visit.database, id));
  if (!order) return Json();
  HANDRAIL_TRY(const Currency currency, shop_currency(visit.database));
  HANDRAIL_TRY(const std::int64_t final_sale,
               ask_number(visit.database, "SELECT coalesce(sum(price * quantity), 0) FROM order_items WHERE order_id = ?1 AND final_sale = 1", order->id));
  const Terms terms = judge(*order, final_sale, visit.now);
  const std::optional<Instant> deadline = order->delivered_at ? std::optional(*order->delivered_at + return_window) : std::nullopt;
  return Json::object({{"order_id", order->id},
                       {"customer", order->customer},
                       {"eligible", terms.eligible},
                       {"rule", terms.rule},
                       {"reason", terms.reason},
                       {"refundable", money_json(terms.refundable, currency)},
                       {"refunded", money_json(order->refunded, currency)},
                       {"deadline", time_json(deadline)}});
}

Result<Done> process_refund(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  const Json* given = reader.any("amount");
  const std::string reason = reader.required_text("reason", {.bytes_min = 1, .bytes_max = 1000});
  if (!given) reader.issue("/amount", "this member is required");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const OrderRecord order, own_order(visit, id));
  HANDRAIL_TRY(const Currency currency, shop_currency(visit.database));
  HANDRAIL_TRY(const Money amount, amount_of(*given, currency));
  if (!(amount.currency == currency)) {
    return fail(ErrorCode::invalid, "the order was paid in " + std::string(currency.code()) + ", not in " + std::string(amount.currency.code()));
  }
  if (amount.minor <= 0) return fail(ErrorCode::invalid, "a refund is more than zero");
  HANDRAIL_TRY(const std::string refund, pay_back(visit, order, amount.minor, reason));
  HANDRAIL_TRY(const std::optional<std::string> method, refund_method(visit.database, order.id));
  return Done{Json::object({{"id", refund},
                            {"order_id", order.id},
                            {"amount", money_json(amount.minor, currency)},
                            {"status", "accepted"},
                            {"reason", reason},
                            {"to", method ? Json(*method) : Json()},
                            {"at", format_time(visit.now)}}),
              refund};
}

Result<Json> check_refund(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string key = required_id(reader, "key");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(sqlite::Statement row, ask(visit.database, "SELECT result FROM acts WHERE key = ?1 AND tool = 'process_refund'", key));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return Json();
  return stored_json(row.text(0));
}

}  // namespace handrail::tools
