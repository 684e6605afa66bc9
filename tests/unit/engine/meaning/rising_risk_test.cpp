#include "engine/meaning/rising_risk.hpp"

#include <algorithm>

#include "tests/catch.hpp"

using namespace handrail;

namespace {

struct Said { std::string intent; std::vector<std::string> signals; std::string urgency = "low"; };

// Whether the risk rises with the last of these messages.
bool rises(const std::vector<Said>& messages) {
  dsl::Program program;
  for (const auto& [name, risk] : {std::pair{"order_status", dsl::Risk::low}, std::pair{"refund", dsl::Risk::high}}) {
    dsl::Intent intent;
    intent.name = name;
    intent.risk = risk;
    program.intents.push_back(std::move(intent));
  }
  ConversationState state;
  bool rising = false;
  for (const Said& said : messages) {
    event::MessageRead read;
    read.intent = said.intent;
    read.confidence = {900'000};
    read.signals = said.signals;
    read.matched.resize(said.signals.size());
    read.matched_at.resize(2 * said.signals.size());
    read.urgency = said.urgency;
    add_rising_risk(program, state, read);
    CHECK(read.matched.size() == read.signals.size());
    CHECK(read.matched_at.size() == 2 * read.signals.size());
    rising = std::find(read.signals.begin(), read.signals.end(), "rising_risk") != read.signals.end();
    fold(state, Instant{}, read);
  }
  return rising;
}

}  // namespace

TEST_CASE("the risk rises where matter, mood and urgency are two steps worse than a moment ago") {
  CHECK(rises({{"order_status", {}}, {"refund", {"frustrated"}}}));
  CHECK(rises({{"order_status", {}}, {"order_status", {"angry", "asks_again"}}}));
  CHECK(rises({{"refund", {}}, {"refund", {"angry"}}}));
  CHECK(rises({{"refund", {}}, {"refund", {}, "immediate"}}));
  CHECK(rises({{"order_status", {}}, {"order_status", {"frustrated"}}, {"refund", {"frustrated"}}}));
}

TEST_CASE("a first message, another matter asked for calmly, and what stays as bad as it was are no rise") {
  CHECK_FALSE(rises({{"refund", {"angry"}, "immediate"}}));
  CHECK_FALSE(rises({{"order_status", {}}, {"refund", {}}}));
  CHECK_FALSE(rises({{"refund", {"angry"}}, {"refund", {"angry"}}}));
  CHECK_FALSE(rises({{"order_status", {}}, {"order_status", {"angry"}}}));
  CHECK_FALSE(rises({{"order_status", {}}, {"refund", {"angry"}}, {"refund", {"angry"}}, {"refund", {"angry"}}, {"refund", {"angry"}}}));
}
