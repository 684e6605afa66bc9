#include "tests/crash/sayings.hpp"

#include "engine/base/value.hpp"

namespace handrail {

Reading read_as(const std::string& intent, const std::string& confidence, const std::vector<std::string>& signals, std::vector<EntityClaim> claims) {
  Reading made;
  made.intent = intent;
  made.confidence = *parse_decimal(confidence);
  for (const std::string& signal : signals) made.signals.push_back({signal, signal});
  made.entities = std::move(claims);
  return made;
}

EntityClaim order_id(const std::string& id) { return {"order_id", id, Json(id), 0, 0}; }
EntityClaim amount(const std::string& dollars) {
  return {"amount", "$" + dollars, Json::object({{"amount", dollars + ".00"}, {"currency", "USD"}}), 0, 0};
}

const std::vector<std::pair<std::string, Reading>>& sayings() {
  static const std::vector<std::pair<std::string, Reading>> all = {
      {"yes", read_as("other", "0.1", {"says_yes"})},
      {"yes!", read_as("other", "0.1", {"says_yes"})},
      {"refund W1001", read_as("refund_request", "0.95", {}, {order_id("W1001")})},
      {"refund W2001", read_as("refund_request", "0.95", {}, {order_id("W2001")})},
      {"refund W1001, $40 of it", read_as("refund_request", "0.95", {}, {order_id("W1001"), amount("40")})},
      {"refund W1001, $120 of it", read_as("refund_request", "0.95", {}, {order_id("W1001"), amount("120")})},
      {"maybe a refund", read_as("refund_request", "0.8")},
      {"no", read_as("other", "0.1", {"says_no"})},
      {"how long do I have to return something?", read_as("question", "0.95")},
      {"what does delivery cost?", read_as("question", "0.6")},
      {"a voucher", read_as("voucher_request", "0.95")},
      {"perhaps a voucher", read_as("voucher_request", "0.5")},
      {"close my account", read_as("close_account", "0.95")},
      {"hm", read_as("other", "0.1")},
      {"a stolen card", read_as("fraud", "0.9")},
      {"terms", read_as("contract", "0.9")},
      {"a human", read_as("other", "0.1", {"wants_person"})},
      {"you charged too much", read_as("dispute", "0.9")},
      {"that is all", read_as("other", "0.1", {"says_done"})},
      {"angry", read_as("question", "0.9", {"angry"})},
      {"thanks", read_as("other", "0.1", {"thanks"})},
      {"cancel that", read_as("other", "0.2")},
  };
  return all;
}

std::string second_wish(std::uint32_t n) {
  static const char* const wishes[] = {"close my account", "a voucher", "refund W1001, $40 of it", "refund W2001", "close my account", "a human", "cancel that", "refund W1001, $120 of it"};
  return wishes[n % std::size(wishes)];
}

Wish refund_of(bool bob, std::uint32_t n) {
  const std::string order = (bob ? "W200" : "W100") + std::to_string(1 + n % orders_of_one), dollars = n / orders_of_one % 2 ? "40" : "120";
  return {"refund " + order + " and of that $" + dollars, read_as("refund_request", "0.95", {}, {order_id(order), amount(dollars)})};
}

}  // namespace handrail
