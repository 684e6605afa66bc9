#include "engine/turn/arrivals.hpp"

#include "engine/base/json.hpp"
#include "engine/base/text.hpp"

namespace handrail {

Arrival arrival_of(const ConversationId& conversation, const Arrived& arrived) {
  const IncomingMessage& message = arrived.message;
  Json body = Json::object({{"channel", arrived.channel}, {"text", message.text}, {"context", message.context}});
  if (message.received.at) body.set("at", format_time(*message.received.at));
  if (message.received.behind) body.set("behind", *message.received.behind);
  return {conversation, message.id.text, canonical(body)};
}

Result<Arrived> read_arrival(const Arrival& arrival) {
  const auto body = parse_json(arrival.body);
  if (!body || !body->is_object()) return fail(ErrorCode::corrupt, "message " + printable(arrival.message) + " waits and cannot be read");
  Arrived arrived{body->text_or("channel"), {MessageId(arrival.message), body->text_or("text"), (*body)["context"]}};
  Received& received = arrived.message.received;
  if (const Json* at = body->find("at")) {
    const std::string* const text = at->text();
    HANDRAIL_TRY(received.at, parse_time(text ? *text : ""));
  }
  if (body->find("behind")) received.behind = body->integer_or("behind", 0);
  return arrived;
}

}  // namespace handrail
