#include "engine/cases/explain.hpp"

#include <algorithm>

#include "engine/cases/cases.hpp"
#include "engine/cases/changes.hpp"
#include "engine/cases/turning.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "tool pay(amount: money)\n  moves money\n  needs customer is verified\n  deny when amount is over $500 because \"Too much.\" then offer a person\n"
    "  allow when amount is at most $100\n  otherwise deny because \"No.\" then offer a person\n"
    "  after a crash stop and ask a person\n  if it fails hand off because \"It failed.\"\n  say when done \"Done.\"\n";

Situation paying(const std::string& amount, bool verified = true) {
  Situation situation;
  situation.call.tool = "pay";
  situation.call.arguments = Json::object({{"amount", amount}});
  situation.call.customer = Json::object({{"id", "c_1"}, {"verified", verified}});
  situation.call.context = Json::object();
  return situation;
}

const ExplainedClause& clause(const Explanation& explanation, const std::string& kind) {
  return *std::find_if(explanation.clauses.begin(), explanation.clauses.end(), [&](const ExplainedClause& one) { return one.kind == kind; });
}

Bundle with_cases(const std::string& text) { return *bundle_of(desk, {{"pay.case", text}}); }

}  // namespace

TEST_CASE("a call of a run whose reading a person checks is explained with the row that holds it, and a case may say so") {
  const auto bundle = bundle_of(desk);
  GateCall call = paying("$50").call;
  call.review = UnderReview{"low risk | send at 75%", "desk.policy:83"};
  const Explanation held = explain(*bundle->program, bundle->hash, call);
  CHECK((held.outcome == "deny" && held.at == "desk.policy:83"));
  CHECK((clause(held, "review").wins && clause(held, "review").reached && clause(held, "allow").reached));
  call.confirmed.push_back({"pay", call.arguments, call.now});
  const Explanation agreed = explain(*bundle->program, bundle->hash, call);
  CHECK((agreed.outcome == "allow" && clause(agreed, "allow").wins && clause(agreed, "review").truth == Truth::no));
  const Bundle cases = with_cases("case \"held\"\n  call pay\n  amount $50\n  checked by a person\n  not confirmed\n  gives deny\n"
                                  "case \"agreed\"\n  call pay\n  amount $50\n  checked by a person\n  gives allow\n");
  const Cases read = read_cases(*cases.program);
  REQUIRE((read.problems.empty() && read.cases.size() == 2));
  for (const Case& one : read.cases) CHECK(outcome_of(*cases.program, cases.hash, one.situation).text == one.gives);
}

TEST_CASE("an explanation asks every clause, names the winner and where the others were lost") {
  const auto bundle = bundle_of(desk);
  const Explanation explanation = explain(*bundle->program, bundle->hash, paying("$100.01").call);
  CHECK(explanation.outcome == "deny");
  CHECK(clause(explanation, "otherwise").wins);
  CHECK(clause(explanation, "needs").truth == Truth::yes);
  CHECK_FALSE(clause(explanation, "allow").wins);
  REQUIRE(lost_at(clause(explanation, "allow")) != nullptr);
  CHECK(lost_at(clause(explanation, "allow"))->text == "amount is at most $100");
}

TEST_CASE("an explanation has the verdict that the gate gives") {
  const auto bundle = bundle_of(desk);
  for (const char* amount : {"$100", "$100.01", "$500.01"}) {
    const Situation situation = paying(amount);
    const Verdict verdict = judge(*bundle->program, bundle->hash, situation.call);
    const Explanation explanation = explain(*bundle->program, bundle->hash, situation.call);
    CHECK(explanation.outcome == outcome_of(verdict));
    CHECK(explanation.at == verdict.at);
  }
}

TEST_CASE("the smallest change that turns a verdict is at the boundary") {
  const auto bundle = bundle_of(desk);
  const auto found = turnings(*bundle->program, bundle->hash, paying("$100.01"));
  REQUIRE(found.size() == 1);
  REQUIRE(found.front().changes.size() == 1);
  CHECK(found.front().changes.front().value == "$100.00");
  CHECK(found.front().outcome.text == "allow");
}

TEST_CASE("a rule that is not in force is told with its days, and not left out") {
  const auto bundle = bundle_of("tool pay(amount: money)\n  writes\n  allow when amount is at most $50 from 2026-11-25 until 2026-12-05\n  allow when amount is at most $5\n"
                                "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = blank_call("pay");
  situation.call.arguments = Json::object({{"amount", "$20"}});
  const auto told = [&](const char* now) {
    situation.call.now = *parse_time(now);
    return to_text(explain(*bundle->program, bundle->hash, situation.call));
  };
  CHECK(told("2026-12-04T23:59:59Z").find("in force from") == std::string::npos);
  CHECK(told("2026-12-05T00:00:00Z").find("in force from 2026-11-25 until 2026-12-05 · allow when amount is at most $50") != std::string::npos);
}

TEST_CASE("what takes two facts is told as two") {
  const auto bundle = bundle_of(desk);
  const auto found = turnings(*bundle->program, bundle->hash, paying("$200", false));
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().changes.size() == 2);
}

TEST_CASE("the search for a turning change stops at its limit") {
  const auto bundle = bundle_of(desk);
  CHECK(turnings(*bundle->program, bundle->hash, paying("$100.01"), 0).empty());
  CHECK_FALSE(turnings(*bundle->program, bundle->hash, paying("$100.01"), limits::turnings_tried).empty());
}

TEST_CASE("a case holds or does not, and says which rule decided") {
  const Bundle bundle = with_cases("case \"a\"\n  call pay\n  amount $100\n  gives allow\ncase \"b\"\n  call pay\n  amount $100.01\n  gives allow\n");
  const Cases cases = read_cases(*bundle.program);
  REQUIRE(cases.problems.empty());
  REQUIRE(cases.cases.size() == 2);
  CHECK(run_case(*bundle.program, bundle.hash, cases.cases[0]).holds);
  CHECK_FALSE(run_case(*bundle.program, bundle.hash, cases.cases[1]).holds);
  CHECK(run_case(*bundle.program, bundle.hash, cases.cases[1]).came == "deny");
}

TEST_CASE("a misspelt fact of a case is told with its place and what was meant") {
  const Bundle bundle = with_cases("case \"a\"\n  call pay\n  amoun $100\n  gives allow\n");
  const Cases cases = read_cases(*bundle.program);
  REQUIRE(cases.problems.size() == 1);
  CHECK(bundle.program->sources.where(cases.problems.front().span) == "pay.case:3");
  CHECK(bundle.program->sources.text(cases.problems.front().span) == "amoun");
  CHECK(cases.problems.front().code == "P0503");
  CHECK(cases.problems.front().help == "did you mean `amount`?");
  CHECK(cases.cases.empty());
}

TEST_CASE("of very many intents only as many are tried as the limit says") {
  std::string many;
  for (std::size_t i = 0; i <= limits::turning_changes; ++i)
    many += "intent i" + std::to_string(i) + "\n  examples \"number " + std::to_string(i) + "\"\n  class answerable\n  risk low\n";
  const auto bundle = bundle_of(many);
  const auto changes = possible_changes(*bundle->program, bundle->hash, blank_message());
  const auto intents = std::ranges::count(changes, std::string("intent"), &PossibleChange::fact);
  CHECK(intents > 0);
  CHECK(static_cast<std::size_t>(intents) <= limits::turning_changes);
}

TEST_CASE("of a long list the first items are tried alone, as many as the limit says") {
  const auto bundle = bundle_of("tool pay(what: list of text)\n  writes\n  deny when any w in what has w is \"cash\" because \"No cash.\" then offer a person\n  allow\n"
                                "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = blank_call("pay");
  Json items = Json::array();
  for (std::size_t i = 0; i <= limits::turning_items; ++i) items.push("cash");
  situation.call.arguments = Json::object({{"what", items}});
  const auto changes = possible_changes(*bundle->program, bundle->hash, situation);
  CHECK(static_cast<std::size_t>(std::ranges::count_if(changes, [](const PossibleChange& one) { return one.value.starts_with("only its item"); })) == limits::turning_items);
  const auto found = turnings(*bundle->program, bundle->hash, situation);
  REQUIRE_FALSE(found.empty());
  CHECK(to_text(found.front()) == "if what were empty, it would be `allow` (test.policy:4)");
}

TEST_CASE("a bound is said where one step on comes out the same, and only there") {
  const auto bundle = bundle_of(desk);
  CHECK(to_text(turnings(*bundle->program, bundle->hash, paying("$100.01")).front()) == "if amount were at most $100.00, it would be `allow` (test.policy:5)");
  const auto exact = bundle_of("tool pay(amount: money)\n  writes\n  allow when amount is $5\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  CHECK(to_text(turnings(*exact->program, exact->hash, paying("$7")).front()).starts_with("if amount were $5.00, "));
}

TEST_CASE("of an outcome that lies between two others both ends are told") {
  const auto bundle = bundle_of("role lead\n  may approve up to $100\ntool pay(amount: money)\n  writes\n  approve by lead when amount is over $50 and at most $100\n  allow when amount is at most $50\n"
                                "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  const auto told = [&](const std::string& amount) {
    std::vector<std::string> all;
    for (const Turning& turning : turnings(*bundle->program, bundle->hash, paying(amount))) all.push_back(to_text(turning));
    return all;
  };
  const auto has = [](const std::vector<std::string>& all, const std::string& begin) {
    return std::ranges::any_of(all, [&](const std::string& one) { return one.starts_with(begin); });
  };
  CHECK(has(told("$300"), "if amount were between $50.01 and $100.00, it would be `approve by lead`"));
  CHECK(has(told("$300"), "if amount were at most $50.00, it would be `allow`"));
  CHECK(has(told("$20"), "if amount were between $50.01 and $100.00, it would be `approve by lead`"));
  CHECK(has(told("$20"), "if amount were at least $100.01, it would be `deny`"));
  const auto found = turnings(*bundle->program, bundle->hash, paying("$300"));
  const std::string both = "\"bound\":\"at most\",\"value\":\"$100.00\",\"until\":\"$50.01\"";
  CHECK(std::ranges::any_of(found, [&](const Turning& one) { return dump(to_json(one)).find(both) != std::string::npos; }));
}

TEST_CASE("an entry more that a count lacks is told with what it would have to be") {
  const auto bundle = bundle_of("record line\n  sku text\n  price money\n  gift yes/no\n"
                                "tool pack(lines: list of line)\n  writes\n  allow when count of l in lines with (l.price is over $20 and l.gift is yes) is at least 2\n"
                                "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = blank_call("pack");
  const auto told = [&](const std::string& lines) {
    situation.call.arguments = Json::object({{"lines", *parse_json(lines)}});
    std::string all;
    for (const Turning& turning : turnings(*bundle->program, bundle->hash, situation)) all += to_text(turning) + "\n";
    return all;
  };
  CHECK(told(R"([{"sku":"A","price":30,"gift":true}])") ==
        "if one more entry of lines were {\"sku\":\"A\",\"price\":{\"amount\":\"30.00\",\"currency\":\"USD\"},\"gift\":true}, it would be `allow` (test.policy:7)\n");
  // Another one is as good: of those that do not count, one is made that does.
  CHECK(told(R"([{"sku":"A","price":30,"gift":true},{"sku":"B","price":1,"gift":false}])").find("if one more entry of lines were {\"sku\":\"A\"") != std::string::npos);
}

TEST_CASE("an entry that nothing in an empty list is like is made of what is asked of it") {
  const auto bundle = bundle_of("record line\n  sku text\n  price money\n  gift yes/no\n"
                                "tool pack(lines: list of line)\n  writes\n  allow when any l in lines has (l.price is over $20 and l.gift is yes)\n"
                                "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = blank_call("pack");
  situation.call.arguments = Json::object({{"lines", Json::array()}});
  const auto found = turnings(*bundle->program, bundle->hash, situation);
  REQUIRE_FALSE(found.empty());
  CHECK(to_text(found.front()).starts_with("if one more entry of lines were {"));
  CHECK(to_text(found.front()).find("\"gift\":true") != std::string::npos);
}

TEST_CASE("an approval, earlier use and unknown facts are tried as well") {
  const auto bundle = bundle_of("role lead\n  may approve up to $500\n"
                                "tool pay(amount: money)\n  moves money\n  limit amount to $100 per customer in 90 days, otherwise offer a person\n  needs customer.plan is pro otherwise offer a person\n"
                                "  approve by lead when amount is over $50\n  allow\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n"
                                "customer\n  from look(customer.id)\n  plan free | pro\ntool look(id: text) gives account\n  reads\nrecord account\n  plan free | pro\n");
  const auto told = [&](const Situation& situation) {
    std::string all;
    for (const Turning& turning : turnings(*bundle->program, bundle->hash, situation)) all += to_text(turning) + "\n";
    return all;
  };
  Situation asks = paying("$60");
  CHECK(told(asks).find("customer.plan were pro") != std::string::npos);
  asks.call.customer.set("plan", "pro");
  CHECK(told(asks).find("if the approval that is asked for were given, it would be `allow`") != std::string::npos);
  Situation full = paying("$40");
  full.call.customer.set("plan", "pro");
  REQUIRE(put_used(*bundle->program, full, {"", Json("$70")}) == PutUse::put);
  const std::string used = told(full);
  INFO(used);
  CHECK(used.find("if earlier use (limit amount to $100 per customer in 90 days") != std::string::npos);
  CHECK(used.find("were $60.00") != std::string::npos);
  CHECK(used.find("if amount were at most $30.00, it would be `allow`") != std::string::npos);   // what is left of the limit; $100 would still be too much
}

TEST_CASE("what was approved holds for exactly that: the very next value turns it") {
  const auto bundle = bundle_of("role lead\n  may approve up to $500\n"
                                "record bill\n  paid money\ntool look(id: text) gives bill\n  reads\n"
                                "tool pay(id: text, amount: money)\n  moves money\n  let bill is look(id)\n  needs the customer's yes to this payment\n"
                                "  deny when amount is over bill.paid because \"No.\" then offer a person\n  approve by lead when amount is over $50\n  allow\n"
                                "  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = paying("$60");
  situation.call.tool = "pay";
  situation.call.arguments.set("id", "B1");
  situation.call.lookups.push_back({"look", Json::object({{"id", "B1"}}), Json::object({{"paid", "$900"}}), "", situation.call.now});
  const auto told = [&] {
    std::string all;
    for (const Turning& turning : turnings(*bundle->program, bundle->hash, situation)) all += to_text(turning) + "\n";
    return all;
  };
  situation.call.confirmed.push_back({"pay", situation.call.arguments, situation.call.now});
  const Verdict asks = judge(*bundle->program, bundle->hash, situation.call, situation.options);
  REQUIRE(asks.approve);
  situation.call.approvals.push_back({"lea", "lead", "pay", situation.call.arguments, asks.approve->facts_hash, bundle->hash, situation.call.now});
  const std::string approved = told();
  INFO(approved);
  CHECK(approved.find("if bill.paid were between $60.00 and $899.99, it would be `approve by lead`") != std::string::npos);
}

TEST_CASE("of several values of a fact that turn it alike the nearest is told") {
  const auto bundle = bundle_of("intent how_to\n  means \"How something is done\"\n  examples \"how do I do it\"\n  class answerable\n  risk low\n");
  Situation situation = blank_message();
  situation.turn.intent = "how_to";
  situation.turn.confidence = *parse_decimal("0.2");
  std::string all;
  for (const Turning& turning : turnings(*bundle->program, bundle->hash, situation)) all += to_text(turning) + "\n";
  INFO(all);
  CHECK(all.find("if confidence were between 40% and 74%, it would be `draft`") != std::string::npos);
}

TEST_CASE("one field of one item may turn it") {
  const auto bundle = bundle_of("record item\n  name text\n  final_sale yes/no\n  price money\n"
                                "tool pay(items: list of item)\n  writes\n  deny when any one in items has one.final_sale is yes because \"No.\" then offer a person\n"
                                "  otherwise allow\n  after a crash stop and ask a person\n  if it fails hand off because \"It failed.\"\n");
  Situation situation = blank_call("pay");
  Json items = Json::array();
  items.push(Json::object({{"name", "shoe"}, {"final_sale", false}, {"price", "$10"}}));
  situation.call.arguments = Json::object({{"items", items}});
  const auto found = turnings(*bundle->program, bundle->hash, situation);
  REQUIRE_FALSE(found.empty());
  CHECK(to_text(found.front()).starts_with("if final_sale of item 1 of items were yes, it would be `deny`"));
}

namespace {

const std::string with_lists =
    "record part\n  code text\nrecord item\n  sku text\n  price money\n  final_sale yes/no\n  parts list of part\nrecord method\n  kind card | gift_card\n  balance money\n"
    "record order\n  owner text\n  note text\n  gift text\n  tags list of text\n  items list of item\n  paid_with map of method\ntool find(id: text) gives order\n  reads\n";

// What would have turned the verdict of a tool with this clause, on an order like this.
std::string turned(const std::string& clause, const std::string& order) {
  const auto bundle = bundle_of(with_lists + "tool pay(id: text, amount: money, words: text)\n  writes\n  let order is find(id)\n  " + clause +
                                " because \"No.\" then offer a person\n  allow\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = blank_call("pay");
  situation.call.arguments = Json::object({{"id", "W1"}, {"amount", "$20"}, {"words", "please hurry"}});
  situation.call.lookups.push_back({"find", Json::object({{"id", "W1"}}), parse_json(order).value(), "", situation.call.now});
  const std::string before = outcome_of(*bundle->program, bundle->hash, situation).text;
  std::string all = before + "\n";
  for (const Turning& turning : turnings(*bundle->program, bundle->hash, situation)) {
    CHECK(turning.outcome.text != before);
    all += to_text(turning) + "\n";
  }
  return all;
}

const std::string order = R"({"owner": "c_ada", "note": "please", "gift": "B2", "tags": ["late", "vip"],
  "items": [{"sku": "A1", "price": "$30", "final_sale": true, "parts": [{"code": "x"}]}, {"sku": "B2", "price": "$5", "final_sale": false, "parts": [{"code": "B2"}]}],
  "paid_with": {"main": {"kind": "gift_card", "balance": "$10"}}})";

}  // namespace

TEST_CASE("a change of a text that stands beside another text is found, whichever of the two it is of") {
  struct Row { const char *clause, *found; };
  const Row rows[] = {
      {"deny when order.owner is customer.id", "if order.owner were an example, it would be `deny`"},
      {"deny when order.owner is customer.id", "if customer.id were c_ada, it would be `deny`"},
      {"deny when order.owner is not customer.id", "if order.owner were an example, it would be `allow`"},
      {"deny when order.owner is \"c_ada\"", "if order.owner were another, it would be `allow`"},
      {"deny when order.owner is not in [\"a\", customer.id]", "if order.owner were a, it would be `allow`"},
      {"deny when order.owner is not in [\"a\", customer.id]", "if customer.id were c_ada, it would be `allow`"},
      {"deny when order.gift in order.tags", "if order.gift were vip, it would be `deny`"},
      {"deny when order.gift in order.tags", "if order.tags were [\"late\",\"vip\",\"B2\"], it would be `deny`"},
      {"deny when \"vip\" in order.tags", "if order.tags were only its item 1, it would be `allow`"},
      {"deny when words starts with order.note", "if order.note were another, it would be `allow`"},
      {"deny when words starts with order.note", "if words were another, it would be `allow`"},
      {"deny when words contains order.gift", "if words were please hurry B2, it would be `deny`"},
      {"deny when words contains order.gift", "if order.gift were please hurry, it would be `deny`"},
      {"deny when words matches \"[a-z]+ [a-z]+\"", "if words were another, it would be `allow`"},
  };
  for (const Row& row : rows) {
    const std::string all = turned(row.clause, order);
    INFO(row.clause << "\n" << all);
    CHECK(all.find(row.found) != std::string::npos);
  }
}

TEST_CASE("a change is told as what it is: none, an empty text, a share in percent") {
  const auto bundle = bundle_of("tool pay(note: optional text, share: percent, name: text)\n  writes\n  needs note is known otherwise say \"Why?\" then offer a person\n"
                                "  deny when share is over 20% because \"No.\" then offer a person\n  deny when name is \"\" because \"No.\" then offer a person\n"
                                "  allow\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
  Situation situation = paying("$1");
  situation.call.arguments = Json::object({{"note", "abc"}, {"share", "20%"}, {"name", "Ada"}});
  std::string all;
  for (const Turning& turning : turnings(*bundle->program, bundle->hash, situation)) all += to_text(turning) + "\n";
  for (const char* told : {"if note were none, it would be `deny`", "if share were at least 21%, it would be `deny`", "if name were \"\", it would be `deny`"}) {
    INFO(all << told);
    CHECK(all.find(told) != std::string::npos);
  }
}

TEST_CASE("a change within a list or a map is found: what each item is asked, and beside what") {
  struct Row { const char *clause, *found; };
  const Row rows[] = {
      {"deny when any item in order.items has (item.final_sale is yes and item.price is over amount)", "if price of item 1 of order.items were $20.00, it would be `allow`"},
      {"deny when any item in order.items has (item.final_sale is yes and item.price is over amount)", "if final_sale of item 1 of order.items were no, it would be `allow`"},
      {"deny when any item in order.items has (item.final_sale is yes and item.price is over amount)", "if amount were at least $30.00, it would be `allow`"},
      {"deny unless all item in order.items has item.sku is order.gift", "if sku of item 1 of order.items were B2, it would be `allow`"},
      {"deny when none item in order.items has item.sku starts with words", "if sku of item 1 of order.items were please hurry A1, it would be `allow`"},
      {"deny when any item in order.items has (any part in item.parts has part.code is order.gift)", "if code of item 1 of parts of item 2 of order.items were another, it would be `allow`"},
      {"deny when count of item in order.items with item.price is over $4 is at least 2", "if price of item 2 of order.items were $4.00, it would be `allow`"},
      {"deny when order.paid_with[\"main\"].balance is under amount", "if balance of entry `main` of order.paid_with were $20.00, it would be `allow`"},
      {"deny when any method in order.paid_with has method.kind is gift_card", "if kind of entry `main` of order.paid_with were card, it would be `allow`"},
      {"deny unless order.paid_with[words].kind is gift_card", "if words were main, it would be `allow`"},
      {"deny unless order.paid_with[words].kind is card", "if kind of entry `please hurry` of order.paid_with were card, it would be `allow`"},
  };
  for (const Row& row : rows) {
    const std::string all = turned(row.clause, order);
    INFO(row.clause << "\n" << all);
    CHECK(all.find(row.found) != std::string::npos);
  }
}

TEST_CASE("no field is proposed of a record of which a look-up said that there is none") {
  for (const char* clause : {"deny when order.owner is \"c_ada\" or amount is over $30", "deny when order.gift is known or amount is over $30"}) {
    const std::string all = turned(clause, "null");
    INFO(clause << "\n" << all);
    CHECK(all.find("order.") == std::string::npos);
    CHECK(all.find("if amount were at least $30.01, it would be `deny`") != std::string::npos);
  }
}

TEST_CASE("two changes of one list go together") {
  const std::string all = turned("deny unless count of item in order.items with item.price is at most $1 is at least 2", order);
  INFO(all);
  CHECK(all.find("price of item 1 of order.items were $1.00 and price of item 2 of order.items were $1.00, it would be `allow`") != std::string::npos);
}

TEST_CASE("of a message every loser says where it lost, or to what") {
  const auto bundle = bundle_of("signal upset\n  phrases \"terrible\"\nsignal loud\n  phrases \"loud\"\n"
                                "trigger \"Loud\"\n  when loud\n  urgency low\n  then hand off\ntrigger \"Upset\"\n  when upset\n  urgency high\n  then hand off\n"
                                "table tries\n  asked_before | then\n  2 or more | hand off\n  any other | offer a person\n");
  TurnFacts facts = blank_message().turn;
  facts.signals = {"upset", "loud"};
  const Explanation two = explain(*bundle->program, facts);
  const auto trigger = [&](const Explanation& explanation, const std::string& name) {
    return *std::ranges::find_if(explanation.clauses, [&](const ExplainedClause& one) { return one.rule == name; });
  };
  CHECK(trigger(two, "Upset").wins);
  CHECK(trigger(two, "Loud").lost_to == "another one is more urgent, or stands before it");
  facts.signals = {};
  const Explanation none = explain(*bundle->program, facts);
  REQUIRE(lost_at(trigger(none, "Upset")) != nullptr);
  CHECK(lost_at(trigger(none, "Upset"))->text == "upset");
  const auto row = *std::ranges::find_if(none.clauses, [](const ExplainedClause& one) { return one.kind == "table row"; });
  REQUIRE(lost_at(row) != nullptr);
  CHECK(lost_at(row)->text == "asked_before 2 or more");
  const auto band = *std::ranges::find_if(none.clauses, [](const ExplainedClause& one) { return one.kind == "band" && one.asked; });
  CHECK(band.reached);
}
