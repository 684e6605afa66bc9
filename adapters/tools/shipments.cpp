// Parcels: where the latest one is, and sending the goods once more.
#include <algorithm>

#include "adapters/tools/order_record.hpp"
#include "engine/base/hash.hpp"

namespace handrail::tools {

namespace {

constexpr Duration replacement_takes = days(4);

struct Parcel {
  std::int64_t number = 0;
  std::string carrier, tracking_number, status;
  std::optional<Instant> expected_at;
  bool replacement = false;
};

Result<std::optional<Parcel>> latest_parcel(sqlite::Database& database, const std::string& order) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database,
                   "SELECT number, carrier, tracking_number, status, expected_at, replacement FROM shipments WHERE order_id = ?1"
                   " ORDER BY number DESC LIMIT 1",
                   order));
  HANDRAIL_TRY(const bool found, row.step());
  if (!found) return std::nullopt;
  return Parcel{row.integer(0), std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)), instant_column(row, 4),
                row.integer(5) != 0};
}

Result<Json> events_of(sqlite::Database& database, std::int64_t parcel) {
  HANDRAIL_TRY(sqlite::Statement row,
               ask(database, "SELECT at, what, place FROM shipment_events WHERE shipment = ?1 ORDER BY at DESC, position DESC", parcel));
  Json events = Json::array();
  for (;;) {
    HANDRAIL_TRY(const bool found, row.step());
    if (!found) return events;
    events.push(Json::object({{"at", time_column(row, 0)}, {"what", row.text(1)}, {"place", text_column(row, 2)}}));
  }
}

// Twelve digits that follow from the act's receipt.
std::string new_tracking_number(const std::string& receipt) {
  std::string digits = sha256(receipt).substr(0, 12);
  std::transform(digits.begin(), digits.end(), digits.begin(), [](char c) { return c > '9' ? static_cast<char>('0' + (c - 'a')) : c; });
  return "TH" + digits;
}

}  // namespace

Result<Json> track_shipment(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const std::optional<OrderRecord> order, order_spoken_of(visit.database, id));
  if (!order) return Json();
  HANDRAIL_TRY(const std::optional<Parcel> parcel, latest_parcel(visit.database, order->id));
  if (!parcel) return Json();
  HANDRAIL_TRY(Json events, events_of(visit.database, parcel->number));
  return Json::object({{"order_id", order->id},
                       {"customer", order->customer},
                       {"carrier", parcel->carrier},
                       {"tracking_number", parcel->tracking_number},
                       {"status", parcel->status},
                       {"expected_at", time_json(parcel->expected_at)},
                       {"replacement", parcel->replacement},
                       {"events", std::move(events)}});
}

Result<Done> reship_order(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string id = required_id(reader, "order_id");
  HANDRAIL_TRY_VOID(finish(reader));
  HANDRAIL_TRY(const OrderRecord order, own_order(visit, id));
  if (order.status != "shipped" && order.status != "delivered") {
    return fail(ErrorCode::conflict, "only what has left the house can be sent again, and this order is " + order.status);
  }
  HANDRAIL_TRY(const std::optional<Parcel> before, latest_parcel(visit.database, id));
  if (before && before->replacement && before->status != "delivered") {
    return fail(ErrorCode::conflict, "a replacement for this order is on its way already");
  }
  const std::string receipt = visit.ids.next("sh");
  const std::string carrier = before ? before->carrier : "Parcel Post", tracking = new_tracking_number(receipt);
  const Instant expected = visit.now + replacement_takes;
  HANDRAIL_TRY_VOID(change(visit.database,
                           "INSERT INTO shipments (order_id, carrier, tracking_number, status, expected_at, replacement)"
                           " VALUES (?1, ?2, ?3, 'label_created', ?4, 1)",
                           id, carrier, tracking, expected));
  HANDRAIL_TRY_VOID(change(visit.database, "INSERT INTO shipment_events (shipment, position, at, what) VALUES (?1, 0, ?2, 'Label created')",
                           visit.database.last_insert_id(), visit.now));
  return Done{Json::object({{"id", receipt},
                            {"order_id", id},
                            {"carrier", carrier},
                            {"tracking_number", tracking},
                            {"status", "label_created"},
                            {"expected_at", format_time(expected)}}),
              receipt};
}

}  // namespace handrail::tools
