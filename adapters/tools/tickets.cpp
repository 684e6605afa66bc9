// Tickets: what the shop's own people find in their list.
#include "adapters/tools/rows.hpp"
#include "engine/base/limits.hpp"

namespace handrail::tools {

Result<Done> create_ticket(Visit& visit) {
  JsonReader reader = argument_reader(visit);
  const std::string subject = reader.required_text("subject", {.bytes_min = 1, .bytes_max = 300});
  const std::string body = reader.required_text("body", {.bytes_max = limits::message_bytes});
  reader.one_of("urgency", {"immediate", "high", "medium", "low"}, true);
  const std::optional<std::string> customer = optional_id(reader, "customer_id");
  HANDRAIL_TRY_VOID(finish(reader));
  if (customer) HANDRAIL_TRY_VOID(own_customer(visit, *customer));
  const std::string urgency = visit.arguments.text_or("urgency"), id = visit.ids.next("tk");
  HANDRAIL_TRY_VOID(change(visit.database, "INSERT INTO tickets (id, customer, subject, body, urgency, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                           id, customer, subject, body, urgency, visit.now));
  return Done{Json::object({{"id", id}, {"status", "open"}, {"urgency", urgency}, {"created_at", format_time(visit.now)}}), id};
}

}  // namespace handrail::tools
