#include "engine/journal/event.hpp"

#include <limits>
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

// Gives each member something that is not easy to write.
struct Filling {
  template <class T>
  void operator()(std::string_view, T& value) { fill(value); }

  template <class T>
  static void fill(T& value) {
    if constexpr (std::is_same_v<T, Json>) value = Json::object({{"z", Json::array({nullptr, true, -12, Json(Json::Number{"1.50e2"}), ""})}, {"a", "b\"\xff"}});
    else if constexpr (std::is_same_v<T, std::string>) value = "plain, eight and more; \"quoted\" back\\slash \n\t\x01\x7f é € \xf0\x9f\x98\x80 \xff\xc3 end";
    else if constexpr (std::is_same_v<T, bool>) value = true;
    else if constexpr (std::is_integral_v<T>) value = std::is_signed_v<T> ? std::numeric_limits<T>::min() : std::numeric_limits<T>::max();
    else if constexpr (json_io::IsId<T>::value) value.text = "id \"\xe2\x80\xae";
    else if constexpr (std::is_same_v<T, Instant>) value = *parse_time("2026-01-05T09:00:00.250Z");
    else if constexpr (std::is_same_v<T, Duration>) value.ms = 1'000'000;
    else if constexpr (std::is_same_v<T, Decimal>) value = *parse_decimal("-0.9500");
    else if constexpr (json_io::IsOptional<T>::value) fill(value.emplace());
    else if constexpr (json_io::IsVector<T>::value) {
      value.emplace_back();
      fill(value.emplace_back());
    } else if constexpr (json_io::IsMap<T>::value) {
      value["full"];
      fill(value["a key, \"quoted\""]);
      fill(value["€"]);
    } else if constexpr (HasMembers<T>) {
      Filling io;
      T::members(value, io);
    }
  }
};

}  // namespace

TEST_CASE("an event is written as its JSON would be, byte for byte, whatever its members hold") {
  each_kind([](Event event) {
    std::visit([](auto& e) {
      CHECK(encode(Event(e)) == canonical(to_json(e)));
      Filling::fill(e);
      CHECK(encode(Event(e)) == canonical(to_json(e)));
    }, event);
  });
}

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

TEST_CASE("what journals up to 0.9 kept of a message that only asks, and of an answer that offers, is read as it is said now") {
  const auto read = decode_event("turn_decided", R"({"facts":{"signals":["angry","only_asks"]},"decision":{"kind":"answer","workflow":"cancel"}})");
  REQUIRE(read);
  const auto& decided = std::get<event::TurnDecided>(*read);
  CHECK(decided.facts.only_asks);
  CHECK(decided.facts.signals == std::vector<std::string>{"angry"});
  CHECK(decided.decision.offers == "cancel");
  CHECK(decided.decision.workflow.empty());
  const auto begun = decode_event("turn_decided", R"({"facts":{},"decision":{"kind":"act","workflow":"cancel"}})");
  REQUIRE(begun);
  CHECK(std::get<event::TurnDecided>(*begun).decision.workflow == "cancel");
}
