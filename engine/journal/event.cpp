#include "engine/journal/event.hpp"

#include <utility>

#include "engine/base/canonical_writer.hpp"

namespace handrail {
namespace {

template <std::size_t I = 0>
Result<Event> decode_as(std::string_view kind, const Json& body) {
  if constexpr (I == std::variant_size_v<Event>) {
    return fail(ErrorCode::corrupt, "the journal has an event of kind `" + std::string(kind) + "`, which this version does not know");
  } else {
    using Candidate = std::variant_alternative_t<I, Event>;
    if (Candidate::event_kind != kind) return decode_as<I + 1>(kind, body);
    auto event = from_json<Candidate>(body);
    if (!event) return fail(ErrorCode::corrupt, "an event of kind `" + std::string(kind) + "`: " + event.error().message);
    return Event(std::move(*event));
  }
}

}  // namespace

std::string_view kind_of(const Event& event) {
  return std::visit([](const auto& e) { return std::decay_t<decltype(e)>::event_kind; }, event);
}

// Journals up to 0.9 kept that a message only asks among its signals, and the workflow that an answer offers where the one stands that is begun.
static void as_said_now(event::TurnDecided& decided) {
  if (std::erase(decided.facts.signals, "only_asks") > 0) decided.facts.only_asks = true;
  Decision& decision = decided.decision;
  if (decision.kind != DecisionKind::answer && decision.kind != DecisionKind::draft) return;
  if (decision.offers.empty()) decision.offers = std::exchange(decision.workflow, "");
}

std::string encode(const Event& event) {
  TextBuffer body;
  std::visit([&](const auto& e) { append_canonical(body, e); }, event);
  return body.text();
}

Result<Event> decode_event(std::string_view kind, const std::string& body) {
  const auto json = parse_json(body, {.bytes_max = 64u << 20, .depth_max = 256});
  if (!json) return fail(ErrorCode::corrupt, "an event of kind `" + std::string(kind) + "`: " + json.error().message);
  HANDRAIL_TRY(Event event, decode_as(kind, *json));
  if (auto* decided = std::get_if<event::TurnDecided>(&event)) as_said_now(*decided);
  return event;
}

}  // namespace handrail
