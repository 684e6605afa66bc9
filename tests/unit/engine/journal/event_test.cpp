#include "engine/journal/event.hpp"

#include <set>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

// One of each, as bare as it can be.
template <std::size_t I = 0> void each_kind(const auto& visit) {
  if constexpr (I < std::variant_size_v<Event>) {
    visit(Event(std::variant_alternative_t<I, Event>{}));
    each_kind<I + 1>(visit);
  }
}

}  // namespace

TEST_CASE("every kind of event can be written and read again, and comes out as the same bytes") {
  std::set<std::string> kinds;
  each_kind([&](const Event& event) {
    const std::string body = encode(event);
    INFO(kind_of(event) << " " << body);
    const auto again = decode_event(kind_of(event), body);
    REQUIRE(again);
    CHECK(again->index() == event.index());
    CHECK(encode(*again) == body);
    CHECK(kinds.insert(std::string(kind_of(event))).second);   // no two events of one name
  });
  CHECK(kinds.size() == std::variant_size_v<Event>);
}

TEST_CASE("what an event holds survives: texts, times, JSON, lists, maps") {
  const Json amount = Json::object({{"amount", "1.00"}, {"currency", "USD"}});
  const event::MessageRead read{{"angry", "wants_person"}, {"awful", "human"}, {{"amount", amount}}, "refund", *parse_decimal("0.9512"), "embedded 1"};
  const auto again = decode_event("message_read", encode(read));
  REQUIRE(again);
  const auto& e = std::get<event::MessageRead>(*again);
  CHECK(e.signals == read.signals);
  CHECK(e.matched == read.matched);
  CHECK(e.claims == read.claims);
  CHECK(e.confidence == read.confidence);
  const event::TimerSet timer{"silence", *parse_time("2026-01-05T09:00:00.250Z")};
  CHECK(std::get<event::TimerSet>(*decode_event("timer_set", encode(timer))).at == timer.at);
  const event::FactLookedUp nothing{"find", Json::object(), false, Json(), ""};
  CHECK(std::get<event::FactLookedUp>(*decode_event("fact_looked_up", encode(nothing))).result.is_null());
}

TEST_CASE("an event that this version does not know, or that does not hold together, is corrupt") {
  for (const auto& [kind, body] : {std::pair{"message_red", "{}"}, {"", "{}"}, {"timer_set", "["}, {"timer_set", "[]"}, {"timer_set", R"({"timer": 7})"},
                                   {"timer_set", R"({"timer": "x", "at": "soon"})"}, {"episode_closed", R"({"outcome": "happy"})"}, {"message_received", R"({"message": {}})"}}) {
    INFO(kind << " " << body);
    const auto event = decode_event(kind, body);
    REQUIRE(!event);
    CHECK((event.error().code == ErrorCode::corrupt || event.error().code == ErrorCode::invalid));
  }
}
