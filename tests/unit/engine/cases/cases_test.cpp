#include "engine/cases/cases.hpp"

#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "role lead\n  may approve up to $1,000\n"
    "signal upset\n  phrases \"terrible\"\n"
    "tool pay(amount: money, order_id: text)\n  moves money\n  let order is look(order_id)\n  needs order.status is not closed otherwise offer a person\n"
    "  needs order looked up in the last 10 minutes\n  needs the customer's yes to this payment\n"
    "  deny when count of pay per customer in 30 days is over 2 because \"Often enough.\" then offer a person\n"
    "  limit amount to $300 per customer in 90 days, otherwise offer a person\n"
    "  allow when amount is at most $100\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n"
    "tool look(order_id: text) gives ticket\n  reads\n"
    "record ticket\n  status open | closed\n  note optional text\n";

// The outcome of the only case, which must be readable.
std::string came(const std::string& lines) {
  const auto bundle = bundle_of(desk);
  const Cases cases = read_case_text(*bundle->program, "case \"one\"\n" + lines + "  gives deny\n");
  INFO(lines);
  for (const auto& problem : cases.problems) INFO(problem.message);
  REQUIRE(cases.cases.size() == 1);
  return run_case(*bundle->program, bundle->hash, cases.cases.front()).came;
}

std::string first_code(const std::string& text) {
  const Cases cases = read_case_text(*bundle_of(desk)->program, text);
  return cases.problems.empty() ? "" : cases.problems.front().code;
}

const std::string paying = "  call pay\n  order_id \"W1\"\n";

}  // namespace

TEST_CASE("earlier use counts against the limit or the count that its words name") {
  CHECK(came(paying + "  amount $50\n") == "allow");
  CHECK(came(paying + "  amount $50\n  used before $250 of \"amount to $300\"\n") == "allow");
  CHECK(came(paying + "  amount $50.01\n  used before $250 of \"amount to $300\"\n") == "deny");
  CHECK(came(paying + "  amount $50\n  used before 2 of \"count pay\"\n") == "allow");
  CHECK(came(paying + "  amount $50\n  used before 3 of \"count pay\"\n") == "deny");
}

TEST_CASE("a fact that is said to be unknown is not taken as given, and one that is not there is known") {
  CHECK(came(paying + "  amount $50\n  order.status unknown\n") == "deny");
  CHECK(came(paying + "  amount $50\n  order unknown\n") == "deny");
  CHECK(came(paying + "  amount $50\n  order none\n") == "deny");
  CHECK(came(paying + "  amount $50\n  order.status open\n  order.note none\n") == "allow");
}

TEST_CASE("a case says a field of an entry of a map, by its key or by the parameter that has it") {
  const auto bundle = bundle_of(
      "record method\n  kind card | gift_card\n  balance money\nrecord order\n  id text\n  paid_with map of method\ntool look(order_id: text) gives order\n  reads\n"
      "tool pay(amount: money, order_id: text, method: text)\n  moves money\n  let order is look(order_id)\n"
      "  deny when order.paid_with[method].balance is under amount because \"Too little.\" then offer a person\n"
      "  allow when order.paid_with[method].kind is gift_card\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  const auto one = [&](const std::string& lines) {
    const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  call pay\n  amount $5\n  order_id \"W1\"\n  method \"my card\"\n" + lines + "  gives deny\n");
    if (!cases.problems.empty()) return cases.problems.front().code;
    return run_case(*bundle->program, bundle->hash, cases.cases.front()).came;
  };
  const std::string map = "  order.paid_with {\"my card\": {\"kind\": \"gift_card\", \"balance\": {\"amount\": \"5.00\", \"currency\": \"USD\"}}}\n";
  CHECK(one(map) == "allow");
  CHECK(one(map + "  order.paid_with[\"my card\"].balance $4.99\n") == "deny");
  CHECK(one(map + "  order.paid_with[\"my card\"].balance unknown\n") == "deny");
  CHECK(one("  order.paid_with[method].balance unknown\n" + map) == "deny");   // whichever stands first
  CHECK(one(map + "  order.paid_with[\"another\"].balance unknown\n") == "allow");
  CHECK(one("  order.paid_with[method].kind gift_card\n  order.paid_with[method].balance $5\n") == "allow");
  CHECK(one(map + "  order.paid_with[method] unknown\n") == "deny");
  CHECK(one(map + "  order.paid_with[method].colour red\n") == "P0503");
  CHECK(one(map + "  order.paid_with[].balance $1\n") == "P0503");
  CHECK(one(map + "  order.paid_with[method.balance $1\n") == "P0507");
  CHECK(one(map + "  order.id[method] $1\n") == "P0503");
  CHECK(one(map + "  order.paid_with[amount].balance $1\n") == "P0504");
  CHECK(one(map + "  order.paid_with[method].balance red\n") == "P0504");
  CHECK(one(map + "  order.paid_with[method].balance $1\n  order.paid_with[method].balance $2\n") == "P0506");
}

TEST_CASE("what a look-up did not give, and what an entry leaves out, is not taken as given") {
  const auto bundle = bundle_of(
      "record leg\n  flight text\n  price money\n  seat optional text\nrecord booking\n  id text\n  kind text\n  legs list of leg\nrecord flight\n  number text\n  status scheduled | landed\n"
      "tool get_booking(id: text) gives booking\n  reads\ntool get_flight(number: text) gives flight\n  reads\n"
      "tool pay(booking_id: text, amount: money)\n  moves money\n  let booking is get_booking(booking_id)\n"
      "  deny when any l in booking.legs has get_flight(l.flight).status is landed because \"Flown.\" then offer a person\n"
      "  deny when count of l in booking.legs with (l.price is over $5 and l.price is under amount) is at least 1 because \"Dear.\" then offer a person\n"
      "  deny when booking.kind is \"group\" because \"Group.\" then offer a person\n"
      "  limit once per booking in 1 day, otherwise offer a person\n"
      "  allow\n  otherwise deny then offer a person\n  after a crash stop and ask a person\n");
  const auto one = [&](const std::string& lines) {
    const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  call pay\n  booking_id \"B\"\n" + lines + "  gives deny\n");
    if (!cases.problems.empty()) return cases.problems.front().code;
    const CaseResult result = run_case(*bundle->program, bundle->hash, cases.cases.front());
    return result.came + " " + result.rule.substr(0, result.rule.find_first_of("\"."));
  };
  const std::string leg = "  booking.legs [{\"flight\": \"F1\", \"price\": \"$1\"}]\n";
  const std::string flies = "  found get_flight(\"F1\") {\"number\": \"F1\", \"status\": \"scheduled\"}\n";
  CHECK(one("") == "allow allow");
  CHECK(one(leg) == "allow allow");                            // what is looked up is not named
  CHECK(one(leg + flies) == "allow allow");
  CHECK(one(leg + "  found get_flight(\"F1\") unknown\n") == "deny deny when any l in booking");
  CHECK(one(leg + "  found get_flight(\"F2\") unknown\n") == "allow allow");
  CHECK(one(leg + "  found get_flight(\"F1\") {\"number\": \"F1\"}\n") == "deny deny when any l in booking");
  CHECK(one(leg + "  found get_flight(\"F1\") none\n") == "allow allow");
  CHECK(one("  booking.legs [{\"flight\": \"F1\"}]\n" + flies) == "deny deny when count of l in booking");
  CHECK(one("  booking.legs [{\"price\": \"$1\"}]\n") == "deny deny when any l in booking");
  CHECK(one("  booking.legs [{\"flight\": \"F1\", \"price\": \"$6\"}]\n" + flies) == "allow allow");   // the amount is not named
  CHECK(one("  found get_booking(\"B\") unknown\n") == "deny deny when any l in booking");
  CHECK(one("  found get_booking(\"B\") {\"id\": \"B\", \"legs\": []}\n") == "deny deny when booking");
  CHECK(one("  found get_booking(\"B\") {\"id\": \"B\", \"kind\": \"single\", \"legs\": []}\n") == "allow allow");
  CHECK(one("  found get_booking(\"B\") {\"kind\": \"single\", \"legs\": []}\n") == "deny limit once per booking in 1 day, otherwise offer a person");
  CHECK(one("  booking.id unknown\n") == "deny limit once per booking in 1 day, otherwise offer a person");
}

TEST_CASE("a yes or a fresh look-up can be said to be missing") {
  CHECK(came(paying + "  amount $50\n  not confirmed\n") == "deny");
  CHECK(came(paying + "  amount $50\n  not looked up\n") == "deny");
}

TEST_CASE("how old a look-up is is judged, to the second, and not taken as given") {
  CHECK(came(paying + "  amount $50\n  looked up order, 10 minutes ago\n") == "allow");
  CHECK(came(paying + "  amount $50\n  looked up order, 601 seconds ago\n") == "deny");
  CHECK(came(paying + "  amount $50\n  looked up order, at 2026-01-05T09:50:00Z\n") == "allow");
  CHECK(came(paying + "  amount $50\n  looked up order, at 2026-01-05T09:49:59Z\n") == "deny");
  CHECK(came(paying + "  looked up order, 10 minutes ago\n  now 2026-02-01T00:00:00Z\n  amount $50\n") == "allow");   // before the case's own time, wherever it stands
  CHECK(came(paying + "  amount $50\n  not looked up\n  looked up order, 1 minute ago\n") == "allow");
  CHECK(came("  call pay\n  nothing assumed\n  order_id \"W1\"\n  amount $50\n  customer.verified yes\n  customer.id \"a\"\n  confirmed\n"
             "  found look(\"W1\") {\"status\": \"open\"}\n  looked up order, 11 minutes ago\n") == "deny");
}

TEST_CASE("what an earlier call used leaves the window, whether it is told by how long ago it was or by the time") {
  CHECK(came(paying + "  amount $50.01\n  used before $250 of \"amount to $300\", 7775999 seconds ago\n") == "deny");
  CHECK(came(paying + "  amount $50.01\n  used before $250 of \"amount to $300\", 90 days ago\n") == "allow");
  CHECK(came(paying + "  amount $50.01\n  used before $250 of \"amount to $300\", 1 day ago, by others\n") == "allow");
  CHECK(came(paying + "  amount $50\n  used before 2 of \"count pay\"\n  used before 1 of \"count pay\", 3 days ago\n") == "deny");
}

TEST_CASE("of a message too earlier calls were at a time, of somebody") {
  const auto bundle = bundle_of(desk +
                                "trigger \"Often\"\n  when count of pay per customer in 30 days is over 2\n  urgency high\n  then hand off\n  say \"{queue.name} takes this.\"\n");
  const auto one = [&](const std::string& lines) {
    const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  message\n" + lines + "  gives answer\n");
    if (!cases.problems.empty()) return cases.problems.front().code;
    const CaseResult result = run_case(*bundle->program, bundle->hash, cases.cases.front());
    return result.rule == "Often" ? std::string("often") : std::string("not often");
  };
  CHECK(one("  used before 3 of \"count pay\"\n") == "often");
  CHECK(one("  used before 2 of \"count pay\"\n") == "not often");
  CHECK(one("  used before 2 of \"count pay\"\n  used before 1 of \"count pay\", 29 days ago\n") == "often");
  CHECK(one("  used before 3 of \"count pay\", 30 days ago\n") == "not often");
  CHECK(one("  used before 3 of \"count pay\", at 2025-12-06T10:00:01Z\n") == "often");
  CHECK(one("  used before 3 of \"count pay\", by others\n") == "not often");
  CHECK(one("  customer.verified no\n  used before 3 of \"count pay\"\n") == "P0503");   // nobody knows whose calls they are
}

TEST_CASE("a case tells what goes out by itself from what a person checks first") {
  const auto bundle = bundle_of("confidence\n  low risk | send at 90% | a person checks at 50% | below that hand off\n"
                                "intent refund\n  means \"Wants money back\"\n  examples \"refund\", \"money back\", \"send it back\", \"return this\", \"charged twice\"\n  class answerable\n  risk low\n  workflow refund\n"
                                "workflow refund from \"refund.lua\"\n", {{"refund.lua", ""}});
  const auto holds = [&](const std::string& confidence, const std::string& gives) {
    const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  message\n  intent refund\n  confidence " + confidence + "\n  gives " + gives + "\n");
    REQUIRE(cases.cases.size() == 1);
    return run_case(*bundle->program, bundle->hash, cases.cases.front()).holds;
  };
  CHECK(holds("90%", "act"));
  CHECK_FALSE(holds("90%", "act, checked by a person"));
  CHECK(holds("89%", "act, checked by a person"));
  CHECK_FALSE(holds("89%", "act"));
}

TEST_CASE("a message has what the turn has, whether or not a condition asks for it") {
  const auto bundle = bundle_of(desk);
  const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  message\n  reviewed 3\n  asked \"verify\"\n  since_first_message 2 hours\n  bare yes\n"
                                                       "  running.upset 2\n  gives ask\n");
  for (const auto& problem : cases.problems) INFO(problem.message);
  REQUIRE(cases.cases.size() == 1);
  const TurnFacts& turn = cases.cases.front().situation.turn;
  CHECK(turn.reviewed == 3);
  CHECK(turn.asked == std::vector<std::string>{"verify"});
  CHECK(turn.since_first_message == hours(2));
  CHECK(turn.running.at("upset") == 2);
  CHECK(run_case(*bundle->program, bundle->hash, cases.cases.front()).holds);
}

TEST_CASE("each way in which a case cannot be read has its code") {
  const std::string good = "case \"a\"\n  call pay\n  amount $1\n";
  CHECK(first_code(good + "  gives allow\n").empty());
  CHECK(first_code("case \"a\"\n  call pya\n  amount $1\n  gives allow\n") == "P0502");
  CHECK(first_code(good + "  amont $1\n  gives allow\n") == "P0503");
  CHECK(first_code("case \"a\"\n  message\n  signals upste\n  gives ask\n") == "P0503");
  CHECK(first_code(good + "  used before 1\n  gives allow\n").empty());
  CHECK(first_code(good + "  used before 1 of \"per order\"\n  gives allow\n") == "P0503");
  CHECK(first_code("case \"a\"\n  call pay\n  amount much\n  gives allow\n") == "P0504");
  CHECK(first_code("case \"a\"\n  message\n  intent refund\n  gives ask\n") == "P0504");
  CHECK(first_code(good) == "P0505");
  CHECK(first_code(good + "  amount $2\n  gives allow\n") == "P0506");
  CHECK(first_code(good + "  gives allow\n" + good + "  gives allow\n") == "P0506");
  CHECK(first_code("amount $1\n") == "P0507");
  CHECK(first_code("case \"a\"\n  amount $1\n  call pay\n  gives allow\n") == "P0507");
  CHECK(first_code("case\n  call pay\n  gives allow\n") == "P0507");
  CHECK(first_code(good + "  gives alow\n") == "P0508");
  CHECK(first_code(good + "  looked up ordr, 1 minute ago\n  gives allow\n") == "P0503");
  CHECK(first_code("case \"a\"\n  message\n  looked up order, 1 minute ago\n  gives ask\n") == "P0503");
  for (const char* when : {"", ",", ", 1 minute", ", ago", ", 1 fortnight ago", ", 9223372036854775807 days ago", ", -1 minutes ago", ", at noon", ", at 2027-01-01"})
    CHECK(first_code(good + "  looked up order" + when + "\n  gives allow\n") == "P0504");
  CHECK(first_code(good + "  used before 1, at 2027-01-01\n  gives allow\n") == "P0504");
  CHECK(first_code(good + "  looked up order, 1 minute ago\n  looked up order, 2 minutes ago\n  gives allow\n") == "P0506");
  CHECK(first_code("case \"a\"\n  message\n  gives allow\n") == "P0508");
  CHECK(first_code(good + "  gives approve by led\n") == "P0508");
}

TEST_CASE("a case that cannot be read is left out, and the others stay") {
  const Cases cases = read_case_text(*bundle_of(desk)->program, "case \"a\"\n  call pay\n  gives alow\ncase \"b\"\n  call pay\n  amount $1\n  gives allow\n");
  CHECK(cases.problems.size() == 1);
  REQUIRE(cases.cases.size() == 1);
  CHECK(cases.cases.front().name == "b");
}

TEST_CASE("a case says what a look-up inside of a condition finds") {
  const auto bundle = bundle_of("record flight\n  number text\n  status flying | cancelled\ntool get_flight(number: text) gives flight\n  reads\n"
                                "tool refund(flights: list of text)\n  writes\n  deny when none number in flights has get_flight(number).status is cancelled because \"None is.\" then offer a person\n"
                                "  allow\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  const auto given = [&](const std::string& lines) {
    const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  call refund\n  flights [\"A1\", \"A2\"]\n" + lines + "  gives allow\n");
    for (const auto& problem : cases.problems) INFO(problem.message);
    if (cases.cases.empty()) return cases.problems.front().code;
    return run_case(*bundle->program, bundle->hash, cases.cases.front()).came;
  };
  CHECK(given("  found get_flight(\"A1\") {\"number\": \"A1\", \"status\": \"cancelled\"}\n  found get_flight(\"A2\") none\n") == "allow");
  CHECK(given("  found get_flight(\"A1\") {\"number\": \"A1\", \"status\": \"flying\"}\n  found get_flight(\"A2\") none\n") == "deny");
  CHECK(given("  found get_flight(\"A1\") {\"status\": \"late\"}\n") == "P0504");
  CHECK(given("  found get_flight(\"A1\", \"A2\") none\n") == "P0504");
  CHECK(given("  found get_plane(\"A1\") none\n") == "P0502");
  CHECK(given("  found get_flight \"A1\"\n") == "P0507");
}

TEST_CASE("what the signals of a message say of its mood and of the messages before is so, unless the case says it itself") {
  const auto bundle = bundle_of(desk);
  const auto read = [&](const std::string& lines) {
    const Cases cases = read_case_text(*bundle->program, "case \"one\"\n  message\n" + lines + "  gives ask\n");
    REQUIRE(cases.cases.size() == 1);
    return cases.cases.front().situation.turn;
  };
  CHECK(read("  signals angry, upset\n").mood == Mood::angry);
  CHECK(read("  signals angry, upset\n").running.at("upset") == 1);
  CHECK(read("  signals frustrated\n").mood == Mood::annoyed);
  CHECK(read("  signals asks_again\n").asked_before == 1);
  CHECK(read("  mood annoyed\n  signals angry\n").mood == Mood::annoyed);
  CHECK(read("  signals upset\n  running.upset 3\n").running.at("upset") == 3);
}
