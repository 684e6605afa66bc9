#include "engine/policy/gate.hpp"

#include "engine/policy/gate_line.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/gate_support.hpp"

using namespace handrail;

TEST_CASE("what an unknown fact does, clause kind by clause kind") {
  struct Row { const char* clauses; const char* changes; const char* verdict; const char* remedies; };
  const Row rows[] = {
      // needs and deny block, and say what would find it out
      {"  needs order.customer is customer.id otherwise say \"Not found.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", unlisted, "deny by needs", "look_up find"},
      {"  needs order.customer is customer.id otherwise say \"Not found.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", failed, "deny by needs", "look_up find"},
      {"  needs order.customer is customer.id otherwise say \"Not found.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", of_another, "deny by needs", "look_up find"},
      {"  deny when order.status is pending because \"x\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", unlisted, "deny by deny", "look_up find"},
      {"  deny when amount is over $10 unless order.status is delivered because \"x\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", unlisted, "deny by deny", "look_up find"},
      // approve holds: a person looks
      {"  approve by lead within 4 hours, otherwise hand off to support when order.total is over $60\n  allow\n  otherwise deny say \"No.\"\n", unlisted, "approve by approve", "approval lead"},
      {"  approve by lead within 4 hours, otherwise hand off to support when amount is over $10 unless order.status is pending\n  allow\n  otherwise deny say \"No.\"\n", unlisted, "approve by approve", "approval lead"},
      // allow does not hold, and finding out comes before the author's last word
      {"  allow when order.status is delivered\n  otherwise deny say \"No.\" then offer a person\n", unlisted, "deny by otherwise", "look_up find, offer person"},
      {"  allow unless order.status is pending\n  otherwise deny say \"No.\" then offer a person\n", unlisted, "deny by otherwise", "look_up find, offer person"},
      // the customer
      {"  needs customer is verified\n  allow\n  otherwise deny say \"No.\"\n", R"({"customer": {}})", "deny by needs", "verify customer"},
      {"  needs customer is verified\n  allow\n  otherwise deny say \"No.\"\n", R"({"customer": {"verified": true}})", "deny by needs", "verify customer"},
      {"  needs customer.plan is pro otherwise say \"Not yours.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", R"({"customer": {"id": "c_1", "verified": true}})", "deny by needs", "look_up find_account"},
      // limits
      {"  limit 2 times per customer, otherwise say \"Enough.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", R"({"customer": {}})", "deny by limit", "verify customer"},
      // arguments
      {"  allow\n  otherwise deny say \"No.\"\n", R"({"arguments": {"order_id": "W1"}})", "deny by arguments", "ask amount"},
      {"  allow\n  otherwise deny say \"No.\"\n", R"({"arguments": {"order_id": "W1", "amount": "fifty"}})", "deny by arguments", "ask amount"},
      // two currencies do not compare: not known to be at most, and not known not to be over
      {"  allow when amount is at most $100\n  otherwise deny say \"No.\"\n", R"({"arguments": {"order_id": "W1", "amount": {"amount": "50.00", "currency": "EUR"}}})", "deny by arguments", "ask amount"},
      {"  deny when amount is over $100 because \"x\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", R"({"arguments": {"order_id": "W1", "amount": {"amount": "50.00", "currency": "EUR"}}})", "deny by arguments", "ask amount"},
      // known, and so decided
      {"  needs order.customer is customer.id otherwise say \"Not found.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n", "{}", "allow by allow", ""},
  };
  for (const Row& row : rows) {
    const Json verdict = judged(*with_tool(row.clauses), row.changes);
    INFO(row.clauses << row.changes << "\n" << dump(verdict));
    CHECK(clause_of(verdict) == row.verdict);
    CHECK(remedies_of(verdict) == row.remedies);
  }
}

TEST_CASE("no such record is known absence: comparisons with it are false, and nothing is unknown") {
  const auto bundle = with_tool("  needs order.customer is customer.id otherwise say \"I can't find that order.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const Json missing = judged(*bundle, no_such);
  CHECK(clause_of(missing) == "deny by needs");
  CHECK(remedies_of(missing) == "offer person");
  CHECK(missing["unknown"].items()->empty());
  const auto denying = with_tool("  deny when order.status is pending because \"x\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  CHECK(clause_of(judged(*denying, no_such)) == "allow by allow");
}

TEST_CASE("somebody else's record is judged exactly like one that does not exist") {
  const auto bundle = with_tool("  needs order.customer is customer.id otherwise say \"I can't find that order.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const Json foreign = judged(*bundle, R"({"lookups": [{"tool": "find", "arguments": {"order_id": "W1"}, "result": {"id": "W1", "customer": "c_9", "total": {"amount": "80.00", "currency": "USD"}, "status": "delivered"}, "at": "2026-01-05T08:59:00Z"}]})");
  CHECK(dump(foreign) == dump(judged(*bundle, no_such)));
}

TEST_CASE("the clauses are judged in their one order, the stricter first") {
  // Each row takes one clause away; the next in the order then decides.
  const std::string needs = "  needs customer.plan is free otherwise say \"x\" then offer a person\n", deny = "  deny when amount is over $10 because \"x\" then offer a person\n",
                    limit = "  limit once per customer, otherwise say \"x\" then offer a person\n",
                    approve = "  approve by lead within 4 hours, otherwise hand off to support when amount is over $10\n", allow = "  allow when amount is over $10\n",
                    otherwise = "  otherwise deny say \"No.\"\n";
  const std::string used = R"({"used": [{"limit": "pay#1", "key": "c_1", "at": "2026-01-01T00:00:00Z"}]})";
  CHECK(clause_of(judged(*with_tool(needs + deny + limit + approve + allow + otherwise), used)) == "deny by needs");
  CHECK(clause_of(judged(*with_tool(deny + limit + approve + allow + otherwise), used)) == "deny by deny");
  CHECK(clause_of(judged(*with_tool(limit + approve + allow + otherwise), used)) == "deny by limit");
  CHECK(clause_of(judged(*with_tool(approve + allow + otherwise), "{}")) == "approve by approve");
  CHECK(clause_of(judged(*with_tool(allow + otherwise), "{}")) == "allow by allow");
  CHECK(clause_of(judged(*with_tool("  allow when amount is over $60\n" + otherwise), "{}")) == "deny by otherwise");
}

TEST_CASE("a yes counts for exactly its call, and not before it was given") {
  const auto bundle = with_tool("  needs the customer's yes to this payment\n  allow\n  otherwise deny say \"No.\"\n");
  const auto confirmed = [&](const std::string& yes) { return clause_of(judged(*bundle, "{\"confirmed\": [" + yes + "]}")); };
  CHECK(clause_of(judged(*bundle)) == "allow by allow");
  CHECK(confirmed(R"({"tool": "pay", "arguments": {"order_id": "W1", "amount": "$50.00"}, "at": "2026-01-05T08:59:30Z"})") == "allow by allow");
  CHECK(confirmed(R"({"tool": "pay", "arguments": {"order_id": "W1", "amount": "$50.01"}, "at": "2026-01-05T08:59:30Z"})") == "deny by needs");
  CHECK(confirmed(R"({"tool": "pay", "arguments": {"order_id": "W2", "amount": "$50.00"}, "at": "2026-01-05T08:59:30Z"})") == "deny by needs");
  CHECK(confirmed(R"({"tool": "pay", "arguments": {"order_id": "W1"}, "at": "2026-01-05T08:59:30Z"})") == "deny by needs");
  CHECK(confirmed(R"({"tool": "find", "arguments": {"order_id": "W1", "amount": "$50.00"}, "at": "2026-01-05T08:59:30Z"})") == "deny by needs");
  CHECK(confirmed(R"({"tool": "pay", "arguments": {"order_id": "W1", "amount": "$50.00"}, "at": "2026-01-05T09:00:01Z"})") == "deny by needs");
  CHECK(remedies_of(judged(*bundle, R"({"confirmed": []})")) == "confirm pay");
}

TEST_CASE("an approval counts for its call, its facts, its bundle and its role, and no further") {
  const auto bundle = with_tool("  approve by lead within 4 hours, otherwise hand off to support when amount is over $10\n  allow\n  otherwise deny say \"No.\"\n  deny when order.status is pending because \"x\" then offer a person\n");
  const Json asked = judged(*bundle);
  REQUIRE(clause_of(asked) == "approve by approve");
  Json good = json_of(R"({"by": "lea", "role": "lead", "tool": "pay", "arguments": {"order_id": "W1", "amount": "$50.00"}, "at": "2026-01-05T08:59:30Z"})");
  good.set("facts_hash", asked["approve"]["facts_hash"]);
  good.set("bundle", bundle->hash.text);
  const auto given = [&](const std::string& changes) {
    return clause_of(gate_line(*bundle, with(everything_known, Json::object({{"approvals", Json::array({with(good, json_of(changes))})}}))));
  };
  CHECK(given("{}") == "allow by approve");
  CHECK(given(R"({"role": "boss"})") == "approve by approve");
  CHECK(given(R"({"tool": "find"})") == "approve by approve");
  CHECK(given(R"({"arguments": {"order_id": "W1", "amount": "$50.01"}})") == "approve by approve");
  CHECK(given(R"({"facts_hash": "0000"})") == "approve by approve");
  CHECK(given(R"({"bundle": "0000"})") == "approve by approve");
  CHECK(given(R"({"at": "2026-01-05T09:00:01Z"})") == "approve by approve");
}

TEST_CASE("the facts' hash changes with every fact that the verdict rests on, and with nothing else") {
  const auto bundle = with_tool("  deny when order.status is pending because \"x\" then offer a person\n  approve by lead within 4 hours, otherwise hand off to support when amount is over $10\n  allow\n  otherwise deny say \"No.\"\n");
  const auto hash = [&](const std::string& changes) { return judged(*bundle, changes)["approve"].text_or("facts_hash"); };
  const std::string first = hash("{}");
  REQUIRE(first.size() == 64);
  CHECK(hash(R"({"now": "2026-01-05T09:05:00Z"})") == first);
  CHECK(hash(R"({"arguments": {"order_id": "W1", "amount": "$50.00"}})") == first);
  CHECK(hash(R"({"arguments": {"order_id": "W1", "amount": "$50.01"}})") != first);
  CHECK(hash(no_such) != first);
  // a fact that no clause speaks of
  CHECK(hash(R"({"lookups": [{"tool": "find", "arguments": {"order_id": "W1"}, "result": {"id": "W1", "customer": "c_7", "total": {"amount": "81.00", "currency": "USD"}, "status": "delivered"}, "at": "2026-01-05T08:59:00Z"}]})") == first);
}

TEST_CASE("an approver's own limit holds for the arguments that are approved") {
  const auto bundle = with_tool("  approve by lead within 4 hours, otherwise hand off to support when amount is over $10\n  allow\n  otherwise deny say \"No.\"\n");
  const auto may = [&](const std::vector<std::string>& roles, const std::string& amount) {
    GateCall call;
    call.tool = "pay";
    call.arguments = json_of("{\"order_id\": \"W1\", \"amount\": \"" + amount + "\"}");
    return may_approve(*bundle->program, roles, "lead", call).has_value();
  };
  CHECK(may({"lead"}, "$500.00"));
  CHECK(!may({"lead"}, "$500.01"));
  CHECK(!may({"boss"}, "$5.00"));
  CHECK(!may({}, "$5.00"));
  CHECK(may({"boss", "lead"}, "$5.00"));
}

TEST_CASE("where the amount is no argument, an approver's own limit holds for the amounts that the condition reads") {
  const auto bundle = bundle_of(shop + "tool cancel(order_id: text) gives order\n  moves money\n  let order is find(order_id)\n"
                                       "  approve by lead within 4 hours, otherwise hand off to support when order.total is over $100\n  allow\n"
                                       "  otherwise deny say \"No.\"\n  after a crash send again with the same key\n"
                                       "  if it fails hand off to support because \"It failed\"\n");
  const auto may = [&](const std::string& total) {
    std::vector<JsonIssue> issues;
    const GateCall call = read_gate_call(json_of(R"({"tool": "cancel", "arguments": {"order_id": "W1"}, "now": "2026-01-05T09:00:00Z", "lookups": [{"tool": "find", "arguments": {"order_id": "W1"},
      "result": {"id": "W1", "customer": "c_1", "status": "pending", "total": ")" + total + R"("}, "at": "2026-01-05T08:59:00Z"}]})"), issues);
    REQUIRE(issues.empty());
    return may_approve(*bundle->program, {"lead"}, "lead", call).has_value();
  };
  CHECK(may("$500.00"));
  CHECK(!may("$500.01"));
}

namespace {

// One tool that is told its amounts in every way, and one that is told none, whose condition reads them.
const std::string nested = R"(currency USD
role lead
  may approve up to $500
record line
  what  text
  price money
record bill
  id    text
  total money
  items list of line
  due   map of money
tool find_bill(id: text) gives bill
  reads
tool pay(id: text, amount: optional money, parts: optional list of money, lines: optional list of line, by_name: optional map of money)
  moves money
  let bill is find_bill(id)
  approve by lead within 4 hours, otherwise then refuse when WHEN
  otherwise deny say "No."
  after a crash send again with the same key
  if it fails hand off to support because "It failed"
queue support
  name "S"
  promise within 2 hours
  say "{queue.name} {queue.promise}"
route
  otherwise to support
)";

std::shared_ptr<const Bundle> paying(const std::string& when) {
  std::string text = nested;
  text.replace(text.find("WHEN"), 4, when);
  return bundle_of(text);
}

GateCall paid(const std::string& arguments) {
  std::vector<JsonIssue> issues;
  GateCall call = read_gate_call(json_of(R"({"tool": "pay", "arguments": {"id": "B1")" + arguments + R"(}, "now": "2026-01-05T09:00:00Z",
    "lookups": [{"tool": "find_bill", "arguments": {"id": "B1"}, "at": "2026-01-05T08:59:00Z", "result":
      {"id": "B1", "total": "$300.00", "items": [{"what": "a", "price": "$200.00"}, {"what": "b", "price": "$900.00"}], "due": {"B1": "$700.00", "B2": "$5.00"}}}]})"), issues);
  REQUIRE(issues.empty());
  return call;
}

}  // namespace

TEST_CASE("an approver's own limit holds for each amount among the arguments, at any depth") {
  const auto bundle = paying("bill.total is over $100");
  const auto may = [&](const std::string& arguments) { return may_approve(*bundle->program, {"lead"}, "lead", paid(arguments)).has_value(); };
  CHECK(may(R"(, "parts": ["$500.00", "$500.00"])"));
  CHECK(!may(R"(, "parts": ["$5.00", "$500.01"])"));
  CHECK(!may(R"(, "lines": [{"what": "a", "price": "$500.01"}])"));
  CHECK(!may(R"(, "by_name": {"a": "$5.00", "b": "$600.00"})"));
  CHECK(!may(R"(, "amount": "$1.00", "by_name": {"b": "$600.00"})"));
}

TEST_CASE("of a call that names no amount, an approver's own limit holds for what the condition reads, however indirectly") {
  const auto may = [&](const std::string& when) { return may_approve(*paying(when)->program, {"lead"}, "lead", paid("")).has_value(); };
  CHECK(may("bill.total is over $100"));
  CHECK(may("$1000 - bill.total is over $100"));   // what is left of a bound is no amount
  CHECK(!may("bill.total * 2 is over $100"));
  CHECK(!may("sum of i.price for i in bill.items is over $100"));
  CHECK(!may("any i in bill.items has i.price is over $100"));   // also behind the entry that decides
  CHECK(!may("bill.due[id] is over $100"));
  CHECK(may("any i in bill.items has i.what is \"a\""));   // no amount is read
}

TEST_CASE("nothing is moved where each amount is zero at whatever depth, or a list of amounts is empty") {
  const auto bundle = paying("bill.total is over $100");
  const auto because = [&](const std::string& arguments) { return judge(*bundle->program, bundle->hash, paid(arguments)).because; };
  CHECK(because(R"(, "parts": ["$0.00"])") == "/arguments/parts/0 is zero: nothing would be moved");
  CHECK(because(R"(, "lines": [{"what": "a", "price": "$0.00"}])") == "/arguments/lines/0/price is zero: nothing would be moved");
  CHECK(because(R"(, "parts": ["$0.00", "$1.00"])").empty());
  CHECK(because(R"(, "amount": "$0.00", "parts": [], "lines": [], "by_name": {})").ends_with("/arguments/by_name is empty: nothing would be moved"));
  CHECK(because(R"(, "parts": [])").empty());   // how much it is has been left to the tool
}

TEST_CASE("a member of a record that is missing, undeclared or null is a wrong argument, at any depth") {
  const auto bundle = paying("bill.total is over $100");
  const auto because = [&](const std::string& lines) { return judge(*bundle->program, bundle->hash, paid(R"(, "lines": )" + lines)).because; };
  CHECK(because(R"([{"what": "a", "price": "$5.00"}])").empty());
  CHECK(because(R"([{"what": "a"}])") == "/arguments/lines/0/price expected money, got nothing");
  CHECK(because(R"([{"what": "a", "price": null}])") == "/arguments/lines/0/price expected money, got null");
  CHECK(because(R"([{"what": "a", "price": "$5.00", "tip": "$900.00"}])") == "/arguments/lines/0/tip `line` has no such field");
}

TEST_CASE("the holes in a tool's words are filled as people read them, in every clause that says no") {
  const std::string words = "say \"{amount}, {share}, {at}, {order.status}, {customer.plan}, {queue.name}.\"";
  const std::string ask = "then ask \"{amount}, {share}, {at}, {order.status}, {customer.plan}, {queue.name}.\" once, then hand off to support";
  const std::string rows[] = {
      "  needs order.status is pending otherwise " + words + " then offer a person\n  allow\n  otherwise deny say \"No.\" then offer a person\n",
      "  needs order.status is pending otherwise " + ask + "\n  allow\n  otherwise deny say \"No.\" then offer a person\n",
      "  needs customer.plan is free otherwise " + words + " then verify\n  allow\n  otherwise deny say \"No.\" then offer a person\n",
      "  deny when order.status is delivered " + words + " then offer a person\n  allow\n  otherwise deny say \"No.\" then offer a person\n",
      "  limit amount to $10 in 1 day, otherwise " + words + " then offer a person\n  allow\n  otherwise deny say \"No.\" then offer a person\n",
      "  otherwise deny " + words + " then offer a person\n",
      "  needs the customer's yes to this payment\n  say to confirm " + words.substr(4) + "\n  allow\n  otherwise deny say \"No.\" then offer a person\n",
  };
  for (const std::string& clauses : rows) {
    INFO(clauses);
    const auto bundle = bundle_of(shop + "tool pay(order_id: text, amount: money, share: percent, at: time) gives order\n  moves money\n  let order is find(order_id)\n" + clauses +
                                  "  after a crash send again with the same key\n");
    const Json verdict = judged(*bundle, R"({"arguments": {"order_id": "W1", "amount": "$50", "share": "5%", "at": "2026-01-07T14:30:00Z"}, "confirmed": []})");
    CHECK(verdict["remedy"].items()->front().text_or("say") == "$50.00, 5%, 7 January 2026, 14:30 (UTC), delivered, pro, a colleague.");
  }
}

TEST_CASE("what the tool's own schema finds wrong is denied before any rule is asked, and asked for again") {
  const auto bundle = with_tool("  needs customer.plan is free otherwise say \"x\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const Json verdict = judged(*bundle, R"({"schema_issues": [{"pointer": "/arguments/order_id", "message": "does not match \"^A\""}]})");
  CHECK(clause_of(verdict) == "deny by arguments");
  CHECK(verdict.text_or("because") == "/arguments/order_id does not match \"^A\"");
  CHECK(remedies_of(verdict) == "ask order_id");
}

TEST_CASE("nobody is asked for an argument where the tool's own schema refuses the call as a whole") {
  const auto bundle = with_tool("  allow\n  otherwise deny say \"No.\"\n");
  const Json verdict = judged(*bundle, R"({"arguments": {"amount": "$1.00"}, "schema_issues": [{"pointer": "/arguments", "message": "`why` is not taken"}]})");
  CHECK(clause_of(verdict) == "deny by arguments");
  CHECK(remedies_of(verdict) == "offer person");
}

TEST_CASE("a verdict that nobody can decide names what it rests on, also where each fact is there") {
  const auto unknown = [](const std::string& clause, const std::string& total) {
    const Json look_up = json_of(R"([{"tool": "find", "arguments": {"order_id": "W1"}, "at": "2026-01-05T08:59:00Z", "result": {"id": "W1", "customer": "c_1", "status": "delivered", "total": ")" + total + R"("}}])");
    const Json verdict = judged(*with_tool("  deny when " + clause + " because \"No.\" then offer a person\n  allow\n  otherwise deny because \"No.\" then offer a person\n"), dump(Json::object({{"lookups", look_up}})));
    return verdict.text_or("verdict") + " " + dump(verdict["unknown"]);
  };
  CHECK(unknown("amount is over order.total", "80 EUR") == R"(deny ["order.total"])");
  CHECK(unknown("not (order.status is pending or amount is at most order.total)", "80 EUR") == R"(deny ["order.total"])");
  CHECK(unknown("amount is over order.total", "80 USD") == "allow []");
}

TEST_CASE("a fact that must be fresh is fresh to the second") {
  const auto bundle = with_tool("  needs order looked up in the last 10 minutes\n  allow\n  otherwise deny say \"No.\"\n");
  const auto at = [&](const std::string& now) { return judged(*bundle, "{\"now\": \"" + now + "\"}"); };
  CHECK(clause_of(at("2026-01-05T09:09:00Z")) == "allow by allow");   // looked up at 08:59
  CHECK(clause_of(at("2026-01-05T09:09:00.001Z")) == "deny by needs");
  CHECK(remedies_of(at("2026-01-05T09:10:00Z")) == "look_up find");
  CHECK(clause_of(at("2026-01-05T08:58:00Z")) == "deny by needs");    // a look-up from the future is none
}

TEST_CASE("of several look-ups the latest counts") {
  const auto bundle = with_tool("  needs order.customer is customer.id otherwise say \"Not found.\" then offer a person\n  allow\n  otherwise deny say \"No.\"\n");
  const std::string mine = R"({"tool": "find", "arguments": {"order_id": "W1"}, "result": {"id": "W1", "customer": "c_1", "total": "$80", "status": "delivered"}, "at": "2026-01-05T08:%M:00Z"})",
                    theirs = R"({"tool": "find", "arguments": {"order_id": "W1"}, "result": {"id": "W1", "customer": "c_2", "total": "$80", "status": "delivered"}, "at": "2026-01-05T08:%M:00Z"})";
  const auto at = [](std::string text, const std::string& minute) { return text.replace(text.find("%M"), 2, minute); };
  CHECK(clause_of(judged(*bundle, "{\"lookups\": [" + at(mine, "50") + "," + at(theirs, "51") + "]}")) == "deny by needs");
  CHECK(clause_of(judged(*bundle, "{\"lookups\": [" + at(mine, "52") + "," + at(theirs, "51") + "]}")) == "allow by allow");
}

TEST_CASE("a rule counts from its first moment until before its last") {
  const auto bundle = with_tool("  allow when amount is over $10 from 2026-01-05 until 2026-01-06\n  otherwise deny say \"No.\"\n");
  const auto at = [&](const std::string& now) { return clause_of(judged(*bundle, "{\"now\": \"" + now + "\"}")); };
  CHECK(at("2026-01-04T23:59:59Z") == "deny by otherwise");
  CHECK(at("2026-01-05T00:00:00Z") == "allow by allow");
  CHECK(at("2026-01-05T23:59:59Z") == "allow by allow");
}

TEST_CASE("every deny carries a remedy, whatever is missing") {
  const auto bundle = with_tool("  needs customer is verified\n  needs order.customer is customer.id otherwise say \"Not found.\" then offer a person\n  needs the customer's yes to this payment\n  allow when amount is over $60\n  otherwise deny say \"No.\"\n");
  for (const char* changes : {"{}", R"({"customer": {}})", unlisted, failed, no_such, R"({"confirmed": []})", R"({"arguments": {}})", R"({"arguments": {"order_id": 7, "amount": "$1"}})"}) {
    const Json verdict = judged(*bundle, changes);
    INFO(changes << "\n" << dump(verdict));
    CHECK(verdict.text_or("verdict") == "deny");
    CHECK(!verdict["remedy"].items()->empty());
    CHECK(!verdict.text_or("at").empty());
  }
}

TEST_CASE("a call that moves money moves some: amounts that are all zero are denied before any clause") {
  const auto clause = [](const std::string& effect, const std::string& arguments) {
    const auto bundle = bundle_of("tool pay(amount: optional money, tip: optional money, note: optional text)\n  " + effect +
                                  "\n  allow when not (amount is over $50)\n  otherwise deny say \"No.\" then offer a person\n  after a crash stop and ask a person\n");
    return gate_line(*bundle, json_of(R"({"tool": "pay", "now": "2026-01-05T09:00:00Z", "arguments": )" + arguments + "}"));
  };
  const Json zero = clause("moves money", R"({"amount": "$0.00"})");
  CHECK(clause_of(zero) == "deny by arguments");
  CHECK(zero.text_or("because") == "/arguments/amount is zero: nothing would be moved");
  CHECK(remedies_of(zero) == "ask amount");
  CHECK(clause_of(clause("moves money", R"({"amount": "$0.01"})")) == "allow by allow");
  CHECK(clause_of(clause("moves money", R"({"amount": "$0.00", "tip": "$5.00"})")) == "allow by allow");
  CHECK(clause_of(clause("moves money", R"({"amount": "$0.00", "tip": 0})")) == "deny by arguments");
  CHECK(clause_of(clause("moves money", R"({"note": "ill"})")) == "allow by allow");
  CHECK(clause_of(clause("writes", R"({"amount": "$0.00"})")) == "allow by allow");
}
