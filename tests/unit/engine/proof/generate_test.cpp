#include "dsl/formulas/acted_out.hpp"
#include "engine/proof/generate.hpp"

#include <algorithm>

#include "engine/cases/cases.hpp"
#include "tests/catch.hpp"
#include "tests/unit/engine/policy/policy_support.hpp"

using namespace handrail;

namespace {

const std::string desk =
    "role lead\n  may approve up to $1,000\n"
    "record line\n  price money\n  final_sale yes/no\n"
    "record order\n  id text\n  customer text\n  status pending | shipped | delivered\n  total money\n  items list of line\n"
    "tool find(order_id: text) gives order\n  reads\n";

std::shared_ptr<const Bundle> with_tool(const std::string& clauses) {
  return bundle_of(desk + "tool pay(order_id: text, amount: money) gives order\n  moves money\n  let order is find(order_id)\n" + clauses +
                   "  otherwise deny because \"no\" then hand off to support\n  after a crash send again with the same key\n  if it fails hand off to support because \"It failed\"\n");
}

Generated generated(const Bundle& bundle) { return generate_cases(*bundle.program, bundle.hash); }

const GeneratedFile& file(const Generated& all, const std::string& name) {
  const auto found = std::ranges::find(all.files, name, &GeneratedFile::name);
  REQUIRE(found != all.files.end());
  return *found;
}

// The words, however many blanks stand between them.
bool says(const GeneratedFile& file, const std::string& words) {
  std::string text;
  for (const char c : file.text)
    if (c != ' ' || text.empty() || text.back() != ' ') text += c;
  return text.find(words) != std::string::npos;
}

bool untried(const Generated& all, const std::string& part) {
  return std::ranges::any_of(all.left, [&](const Ungenerated& one) { return one.point.part == part; });
}

std::string left_of(const Generated& all, const std::string& part) {
  std::string text;
  for (const Ungenerated& one : all.left)
    if (one.point.part == part) text += one.point.rule + " / " + one.point.leaf + " / " + std::string(word_of(one.point.point)) + ": " + one.reason + "\n";
  return text;
}

}  // namespace

TEST_CASE("both sides of an amount are generated, to the cent") {
  if (!dsl::solver_built_in()) return;   // nothing is generated, and `handrail test --generate` says so
  const auto bundle = with_tool("  allow when amount is at most $100\n");
  const Generated all = generated(*bundle);
  const std::string& text = file(all, "pay.case").text;
  INFO(text);
  CHECK(text.find("$100.00") != std::string::npos);
  CHECK(text.find("$100.01") != std::string::npos);
  CHECK(text.find("allow when amount is at most $100: `amount is at most $100` is just so") != std::string::npos);
  INFO(left_of(all, "tool pay"));
  CHECK_FALSE(untried(all, "tool pay"));
}

TEST_CASE("the cases of a whole gate are read back, hold, and try every rule and every answer that there is") {
  if (!dsl::solver_built_in()) return;   // nothing is generated, and `handrail test --generate` says so
  const auto bundle = with_tool("  needs customer is verified\n  needs order.customer is customer.id otherwise offer a person\n  needs order looked up in the last 10 minutes\n"
                                "  needs the customer's yes to this payment\n  deny when order.status is in [pending, shipped] unless order.total is under $10\n"
                                "    because \"Not yet.\" then offer a person\n  deny when any item in order.items has (item.final_sale is yes and item.price is over $20)\n"
                                "    because \"Final.\" then offer a person\n  limit amount to $300 per customer in 90 days, above that approve by lead\n"
                                "  limit once per order_id, otherwise offer a person\n  approve by lead when amount is over $100 and at most $500\n  allow when amount is at most $100\n");
  const Generated all = generated(*bundle);
  const Cases read = read_case_text(*bundle->program, file(all, "pay.case").text);
  for (const auto& problem : read.problems) INFO(problem.message);
  CHECK(read.problems.empty());
  CHECK(read.cases.size() == file(all, "pay.case").cases);
  for (const Case& one : read.cases) {
    INFO(one.name);
    CHECK(run_case(*bundle->program, bundle->hash, one).holds);
  }
  // What is left is proved to be impossible: nobody verified is without an id, and what was asked of an order that is not known never gets so far.
  for (const Ungenerated& one : all.left) {
    INFO(one.point.part << ": " << one.point.rule << " / " << one.point.leaf << " / " << word_of(one.point.point) << ": " << one.reason);
    if (one.point.part == "tool pay" && one.point.leaf.find("balance") == std::string::npos)   // a case says no value that nobody can read
      CHECK(one.reason.find("proved") != std::string::npos);
  }
}

TEST_CASE("a record that is asked for as a whole, a map, a test of two texts and what calls have used get cases on every side") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = bundle_of(
      "role lead\n  may approve up to $1,000\n"
      "record method\n  kind card | gift_card\n  balance optional money\n"
      "record address\n  city text\n  line optional text\n"
      "record order\n  id text\n  tags list of text\n  ship optional address\n  paid_with map of method\n  note optional text\n"
      "tool find(order_id: text) gives order\n  reads\n"
      "tool pay(order_id: text, amount: money, method: text, words: optional text)\n  moves money\n  let order is find(order_id)\n"
      "  needs order is known otherwise say \"No such order.\" then offer a person\n"
      "  deny when order.note is unknown say \"No note.\" then offer a person\n"
      "  deny when order.note contains \"fraud\" say \"Fraud.\" then offer a person\n"
      "  deny when words contains order.note say \"Strange.\" then offer a person\n"
      "  deny when \"vip\" in order.tags and order.tags contains \"late\" say \"Strange.\" then offer a person\n"
      "  deny when order.ship is known and order.ship.city is \"Rome\" say \"Not there.\" then offer a person\n"
      "  deny when order.paid_with[method].balance is under amount say \"Too little.\" then offer a person\n"
      "  deny unless order.paid_with[method] is known say \"Not in the profile.\" then offer a person\n"
      "  limit amount to $300 per customer in 90 days, above that approve by lead\n"
      "  limit amount to $900 per order, otherwise say \"No.\" then offer a person\n"
      "  limit once per order, otherwise say \"Done.\" then offer a person\n"
      "  approve by lead when amount is over $100 and at most $1,000\n"
      "  allow when amount is at most $100\n"
      "  otherwise deny because \"Beyond.\" then hand off to support\n  after a crash stop and ask a person\n");
  const Generated all = generated(*bundle);
  for (const Ungenerated& one : all.left)
    if (one.point.part == "tool pay")
      CHECK(one.point.rule + " / " + one.point.leaf + ": " + one.reason == one.point.rule + " / " + one.point.leaf + ": " + std::string(proved_impossible));
  CHECK(says(file(all, "pay.case"), "order none"));
  CHECK(says(file(all, "pay.case"), "].balance unknown"));
}

TEST_CASE("messages get cases for triggers, confidence and the rows of tables and routes") {
  if (!dsl::solver_built_in()) return;   // nothing is generated, and `handrail test --generate` says so
  const auto bundle = bundle_of(
      "signal upset\n  phrases \"terrible\"\nentity amount\n  is money\n"
      "intent refund\n  examples \"money back\"\n  class answerable\n  risk low\n"
      "confidence\n  low risk | send at 75% | a person checks at 40% | below that hand off\n  medium risk | never send | below that hand off\n  high risk | never send | below that hand off\n"
      "trigger \"Large\"\n  when intent is refund and amount is over $500\n  if amount is unknown ask \"How much?\" once, then hand off\n  urgency high\n  then hand off\n"
      "table tries\n  mood | asked_before | then\n  angry | any | offer a person\n  any | 2 or more | hand off\n  any other | offer a person\n"
      "queue support\n  name \"Support\"\n  promise within 2 hours\n  say \"{queue.name} takes this. You will hear {queue.promise}.\"\n"
      "queue vips\n  name \"VIPs\"\n  promise within 2 hours\n  say \"{queue.name} takes this. You will hear {queue.promise}.\"\n"
      "customer\n  from look(customer.id)\n  plan free | pro\ntool look(id: text) gives account\n  reads\nrecord account\n  plan free | pro\n"
      "route\n  to vips when customer.plan is pro\n  otherwise to support\n");
  const Generated all = generated(*bundle);
  CHECK(file(all, "triggers.case").text.find("$500.01") != std::string::npos);
  CHECK(file(all, "confidence.case").text.find("74%") != std::string::npos);
  CHECK(file(all, "confidence.case").text.find("39%") != std::string::npos);
  for (const GeneratedFile& one : all.files) {
    const Cases read = read_case_text(*bundle->program, one.text);
    CHECK(read.problems.empty());
    for (const Case& wanted : read.cases) CHECK(run_case(*bundle->program, bundle->hash, wanted).holds);
  }
  for (const char* part : {"triggers", "table tries", "route"}) {
    INFO(left_of(all, part));
    for (const Ungenerated& one : all.left)
      if (one.point.part == part) CHECK(one.reason.find("proved") != std::string::npos);
  }
}

namespace {

// Every clause and boundary has a near miss, but for those of `allowed`; a line for each that has none.
std::string without_near_miss(const Generated& all, const std::string& part) {
  std::string text;
  for (const NearMiss& one : all.near)
    if (one.part == part && one.moved == 0) text += one.clause + ": " + one.reason + "\n";
  return text;
}

const NearMiss& near_miss_of(const Generated& all, const std::string& clause) {
  const auto found = std::ranges::find(all.near, clause, &NearMiss::clause);
  INFO(clause);
  REQUIRE(found != all.near.end());
  return *found;
}

const std::string lists =
    "record part\n  code text\n  weight whole number\nrecord line\n  sku text\n  price money\n  final_sale yes/no\n  note optional text\n  parts list of part\n"
    "record method\n  kind card | gift_card\n  balance optional money\n"
    "record order\n  id text\n  customer text\n  gift text\n  tags list of text\n  items list of line\n  paid_with map of method\n"
    "tool find(order_id: text) gives order\n  reads\n";

std::shared_ptr<const Bundle> over_lists(const std::string& clauses) {
  return bundle_of(lists + "tool pay(order_id: text, amount: money)\n  writes\n  let order is find(order_id)\n" + clauses +
                   "  allow\n  otherwise deny because \"no\" then hand off to support\n  after a crash stop and ask a person\n");
}

}  // namespace

TEST_CASE("each clause within `has` gets a near miss: one field of one entry is moved by the smallest step") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = over_lists("  deny when any item in order.items has (item.final_sale is yes and item.price is over $20) say \"No.\" then offer a person\n");
  const Generated all = generated(*bundle);
  const std::string& text = file(all, "pay.case").text;
  INFO(text);
  INFO(without_near_miss(all, "tool pay"));
  CHECK(without_near_miss(all, "tool pay").empty());
  const std::string within = " within `any item in order.items has (item.final_sale is yes and item.price is over $20)`";
  CHECK(near_miss_of(all, "`item.price is over $20`" + within).moved == 1);
  CHECK(near_miss_of(all, "`item.final_sale is yes`" + within).moved == 1);
  CHECK(text.find("near miss, `item.price is over $20`" + within + " is just not so") != std::string::npos);
  CHECK(text.find("20.01") != std::string::npos);
  CHECK(text.find("20.00") != std::string::npos);
  const Cases read = read_case_text(*bundle->program, text);
  CHECK(read.problems.empty());
  for (const Case& one : read.cases) CHECK(run_case(*bundle->program, bundle->hash, one).holds);
}

TEST_CASE("near misses within all, no, counts, sums, maps, pairs of lists and lists of lists") {
  if (!dsl::solver_built_in()) return;
  for (const char* clause : {
           "deny unless all item in order.items has (item.price is at most $50 or item.sku starts with \"A\")",
           "deny when none item in order.items has (item.sku is order.gift)",
           "deny when count of item in order.items with item.price is over $10 is at least 3",
           "deny when sum of item.price for item in order.items is over amount",
           "deny when any method in order.paid_with has (method.kind is gift_card and method.balance is under amount)",
           "deny when any item in order.items has (any part in item.parts has (part.weight is over 5 and part.code is order.gift))",
           "deny when any tag in order.tags has tag starts with \"late\"",
           "deny when any item in order.items has (item.note is known and item.price is over amount)",
           "deny when order.paid_with[order_id].kind is gift_card and order.paid_with[order_id].balance is under amount",
           // Of lists with several entries, each of which is asked for otherwise.
           "deny when any item in order.items has (item.price is $10 and item.sku is \"A\") and any item in order.items has (item.price is over $100 and item.sku is \"B\")",
           "deny when any item in order.items has item.price is $10 and count of item in order.items with item.price is $30 is 2",
           "deny when sum of item.price for item in order.items is $31.37 and none item in order.items has item.price is $31.37",
           "deny when sum of item.price for item in order.items is $31.37 and count of item in order.items with item.price is over $1 is 3",
           "deny when order.paid_with[\"main\"].balance is $5 and any method in order.paid_with has (method.kind is card and method.balance is over $7)",
       }) {
    INFO(clause);
    const auto bundle = over_lists("  " + std::string(clause) + " say \"No.\" then offer a person\n");
    const Generated all = generated(*bundle);
    INFO(file(all, "pay.case").text);
    CHECK(without_near_miss(all, "tool pay") == "");
    const std::string asked(clause);
    const bool within = asked.find("has") != std::string::npos || asked.find("count") != std::string::npos;
    CHECK(std::ranges::any_of(all.near, [](const NearMiss& one) { return one.clause.find(" within `") != std::string::npos; }) == within);
    for (const NearMiss& one : all.near) CHECK((one.part != "tool pay" || one.moved == 1));
  }
}

TEST_CASE("a near miss of a row of the route goes to another queue on its other side, and where there is none that is told") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = bundle_of(
      "context\n  page optional text\nqueue claims\n  name \"Claims\"\n  open always\n  promise within 1 hour\n  say \"{queue.name} takes it, {queue.promise}.\"\n"
      "intent pay\n  examples \"pay my bill\"\n  class needs human\n  risk low\nintent mine\n  examples \"claim it\"\n  class needs human\n  risk low\n  queue claims\n"
      "route\n  to claims when intent in [pay, mine] and page starts with \"/claims\"\n  otherwise to support\n");
  const Generated all = generated(*bundle);
  INFO(file(all, "route.case").text);
  const std::string& text = file(all, "route.case").text;
  CHECK(near_miss_of(all, "`page starts with \"/claims\"`").moved == 1);
  CHECK(text.find("gives   hand off to support") != std::string::npos);
}

TEST_CASE("a limit has cases at it and one over, with nothing left, at its window's edge and for the calls of others") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = with_tool("  limit amount to $300 per customer in 90 days, above that approve by lead\n  limit once per order_id, otherwise offer a person\n"
                                "  limit 5 times per conversation, otherwise offer a person\n  limit amount to $2000 in 1 day, otherwise offer a person\n  allow when amount is at most $1,000\n");
  const Generated all = generated(*bundle);
  const std::string& text = file(all, "pay.case").text;
  INFO(text);
  CHECK(without_near_miss(all, "tool pay") == "");
  const auto count = [&](const std::string& clause) { return std::ranges::count(all.near, clause, &NearMiss::clause); };
  CHECK(count("at the limit and one over") == 4);
  CHECK(count("nothing left of the limit") == 2);
  CHECK(count("the edge of its window") == 2);
  CHECK(count("whose calls count") == 3);       // the last limit is everybody's
  for (const NearMiss& one : all.near)
    if (one.at.find(":") != std::string::npos && one.clause == "at the limit and one over") CHECK(one.moved == 1);
  CHECK(text.find(", at 2025-10-07T10:00:00Z") != std::string::npos);
  CHECK(text.find(", at 2025-10-07T10:00:01Z") != std::string::npos);
  CHECK(text.find(", by others") != std::string::npos);
  const Cases read = read_case_text(*bundle->program, text);
  CHECK(read.problems.empty());
  for (const Case& one : read.cases) {
    INFO(one.name);
    CHECK(run_case(*bundle->program, bundle->hash, one).holds);
  }
}

TEST_CASE("what has no near miss is told with why") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = with_tool("  allow when amount is over $5 or amount is over $1\n");
  const Generated all = generated(*bundle);
  CHECK(near_miss_of(all, "`amount is over $5`").moved == 0);
  CHECK(near_miss_of(all, "`amount is over $5`").reason == "nothing hangs on it alone: other parts of the rule decide alike on both sides");
}

TEST_CASE("how old a look-up may be has a case at it and one a second older") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = with_tool("  needs order looked up in the last 5 minutes\n  needs order looked up in the last 10 minutes\n  allow\n");
  const Generated all = generated(*bundle);
  INFO(file(all, "pay.case").text);
  CHECK(says(file(all, "pay.case"), "looked up order, 5 minutes ago\n gives allow"));
  CHECK(says(file(all, "pay.case"), "looked up order, 301 seconds ago\n gives deny"));
  const auto ages = [&](std::size_t moved) {
    return std::ranges::count_if(all.near, [&](const NearMiss& one) { return one.clause == "how old the look-up may be" && one.moved == moved; });
  };
  CHECK(ages(1) == 1);
  CHECK(ages(0) == 1);   // what is older than 10 minutes is older than 5
}

TEST_CASE("what a message counts of earlier calls has a case on either side of its window") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = bundle_of(desk + "tool pay(order_id: text, amount: money)\n  moves money\n  approve by lead when amount is over $100\n  allow when amount is at most $100\n"
                                       "  otherwise deny because \"no\" then hand off to support\n  after a crash stop and ask a person\n"
                                       "trigger \"Often\"\n  when count of pay per customer in 30 days is over 2\n  urgency high\n  then hand off\n  say \"{queue.name} takes this.\"\n");
  const Generated all = generated(*bundle);
  const std::string& text = file(all, "triggers.case").text;
  INFO(text);
  CHECK(near_miss_of(all, "the edge of the window of `count pay per customer in 30 days`").moved == 1);
  CHECK(text.find(", at 2025-12-06T10:00:00Z") != std::string::npos);
  CHECK(text.find(", at 2025-12-06T10:00:01Z") != std::string::npos);
}

TEST_CASE("a row of confidence and a rollout over intents that start a workflow have near misses") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = bundle_of("confidence\n  low risk | send at 90% | a person checks at 50% | below that hand off\n"
                                "intent refund\n  means \"Wants money back\"\n  examples \"refund\", \"money back\", \"send it back\", \"return this\", \"charged twice\"\n  class answerable\n  risk low\n  workflow refund\n"
                                "workflow refund from \"refund.lua\"\n"
                                "rollout \"First\"\n  a person checks every reply until 20 are reviewed and 90% were accurate\n  only for refund\n", {{"refund.lua", ""}});
  const Generated all = generated(*bundle);
  INFO(file(all, "rollout.case").text);
  CHECK(without_near_miss(all, "rollout") == "");
  CHECK(says(file(all, "rollout.case"), "gives act, checked by a person"));
}

TEST_CASE("a limit above which somebody approves has near misses where calls are only let through by approvals, and where nothing is none, proved") {
  if (!dsl::solver_built_in()) return;
  const std::string limit = "  limit amount to $300 per customer in 90 days, above that approve by head\n";
  const auto approved = bundle_of("role head\n" + desk + "tool pay(order_id: text, amount: money)\n  moves money\n" + limit +
                                  "  approve by lead when amount is at most $900\n  otherwise deny because \"no\" then hand off to support\n  after a crash stop and ask a person\n");
  CHECK(without_near_miss(generated(*approved), "tool pay") == "");
  const auto closed = bundle_of("role head\n" + desk + "tool pay(order_id: text, amount: money)\n  moves money\n" + limit +
                                "  otherwise deny because \"no\" then hand off to support\n  after a crash stop and ask a person\n");
  const Generated none = generated(*closed);
  for (const char* clause : {"at the limit and one over", "nothing left of the limit", "the edge of its window", "whose calls count"}) {
    INFO(clause);
    CHECK(near_miss_of(none, clause).reason == proved_impossible);
  }
}

TEST_CASE("texts that are filled in pass nothing that the policy asks for in a text") {
  if (!dsl::solver_built_in()) return;
  for (const char* test : {"contains \"other\"", "contains \"a\"", "starts with \"a\"", "starts with \"A\"", "contains \"text\"", "ends with \"z\"", "matches \"[a-z ]+\""}) {
    const auto bundle = bundle_of("tool pay(reason: text, amount: money, days: whole number)\n  moves money\n  deny when reason " + std::string(test) +
                                  " because \"no\" then offer a person\n  allow when days is over 5\n  otherwise deny then hand off to support\n  after a crash stop and ask a person\n");
    INFO(test);
    CHECK(left_of(generated(*bundle), "tool pay") == "");
  }
}

TEST_CASE("what is proved of one leaf is not said of another one in its line") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = bundle_of("context\n  desk optional text\ntool pay(amount: money, days: whole number)\n  moves money\n"
                                "  deny when desk starts with \"a\" because \"no\" then offer a person\n  allow when (days is over 5 or desk is \"ab\")\n"
                                "  otherwise deny then hand off to support\n  after a crash stop and ask a person\n");
  CHECK(left_of(generated(*bundle), "tool pay") == "allow when (days is over 5 or desk is \"ab\") / desk is \"ab\" / yes: " + std::string(proved_impossible) + "\n");
}

TEST_CASE("a class that needs an account, a more urgent trigger and what a rollout counts have cases that hang on them") {
  if (!dsl::solver_built_in()) return;
  const auto policy = [](const std::string& kind, const std::string& urgency, const std::string& counted) {
    return "signal upset\n  phrases \"terrible\"\nsignal person\n  phrases \"human\"\n"
           "intent refund\n  means \"Wants money back\"\n  examples \"refund\", \"money back\", \"send it back\", \"return this\", \"charged twice\"\n  class " + kind + "\n  risk low\n"
           "confidence\n  low risk | send at 75% | a person checks at 40% | below that hand off\n  medium risk | never send | below that hand off\n  high risk | never send | below that hand off\n"
           "trigger \"Person\"\n  when person\n  urgency " + urgency + "\n  then hand off\ntrigger \"Upset\"\n  when upset\n  urgency high\n  then offer a person\n"
           "rollout \"First\"\n  a person checks every reply until 20 are reviewed and 90% were accurate" + counted + "\n";
  };
  const auto bundle = bundle_of(policy("needs account", "immediate", ", per intent"));
  const Generated all = generated(*bundle);
  CHECK(left_of(all, "classes") == "");
  CHECK(without_near_miss(all, "classes") == "");
  const auto failing = [&](const std::string& changed) {
    const auto other = bundle_of(changed);
    std::size_t count = 0;
    for (const GeneratedFile& one : all.files)
      for (const Case& wanted : read_case_text(*other->program, one.text).cases) {
        Case here = wanted;
        here.gives_at.clear();
        count += run_case(*other->program, other->hash, here).holds ? 0 : 1;
      }
    return count;
  };
  CHECK(failing(policy("needs account", "immediate", ", per intent")) == 0);
  CHECK(failing(policy("answerable", "immediate", ", per intent")) > 0);
  CHECK(failing(policy("needs account", "low", ", per intent")) > 0);
  CHECK(failing(policy("needs account", "immediate", "")) > 0);
}

TEST_CASE("what nobody can read in an entry of a map is said of a message too") {
  if (!dsl::solver_built_in()) return;
  const auto bundle = bundle_of(
      "record method\n  kind card | gift_card\n  balance optional money\ncontext\n  chosen optional text\n  cards map of method\n"
      "intent refund\n  examples \"money back\"\n  class answerable\n  risk low\n"
      "trigger \"Empty card\"\n  when cards[\"main\"].balance is under $5\n  if cards is unknown hand off\n  urgency high\n  then hand off\n"
      "trigger \"Gift card\"\n  when any card in cards has (card.kind is gift_card and card.balance is over $100)\n  if cards is unknown hand off\n  urgency high\n  then offer a person\n");
  const Generated all = generated(*bundle);
  const std::string& text = file(all, "triggers.case").text;
  INFO(text);
  INFO(left_of(all, "triggers"));
  CHECK(says(file(all, "triggers.case"), "cards[\"main\"].balance unknown"));
  CHECK(without_near_miss(all, "triggers") == "");
}

TEST_CASE("the same policy gives the same files") {
  if (!dsl::solver_built_in()) return;   // nothing is generated, and `handrail test --generate` says so
  const auto bundle = with_tool("  deny when order.total is under amount because \"Less.\" then offer a person\n  allow when amount is at most $100\n");
  const Generated one = generated(*bundle), two = generated(*bundle);
  REQUIRE(one.files.size() == two.files.size());
  for (std::size_t i = 0; i < one.files.size(); ++i) CHECK(one.files[i].text == two.files[i].text);
}

TEST_CASE("no more cases are written than the limit says") {
  if (!dsl::solver_built_in()) return;   // nothing is generated, and `handrail test --generate` says so
  const auto bundle = with_tool("  allow when amount is at most $100\n");
  const Generated all = generate_cases(*bundle->program, bundle->hash, {}, 2);
  std::size_t cases = 0;
  for (const GeneratedFile& one : all.files) cases += one.cases;
  CHECK(cases == 2);
  CHECK_FALSE(all.left.empty());
  CHECK(limits::generated_cases > 2);
}

TEST_CASE("an entry that takes more values than are tried is reckoned, and one that there cannot be is left, and said to be") {
  if (!dsl::solver_built_in()) return;
  const std::string words = " one | two | three | four | five | six\n";
  const auto left = [&](const std::string& condition) {
    const auto bundle = bundle_of("record thing\n  a" + words + "  b" + words + "  c" + words + "  d" + words + "tool pay(things: list of thing)\n  writes\n  deny when any t in things has " +
                                  condition + " because \"No.\" then offer a person\n  allow\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
    const dsl::Tool& tool = bundle->program->tools[*bundle->program->find_tool("pay")];
    std::vector<Value> slots(tool.scope.slots.size());
    return act_out(*bundle->program, tool.scope, slots, {{tool.denies.front().when, Truth::yes}}).size();
  };
  CHECK(left("(t.a is six and t.b is six and t.c is six)") == 0);                     // 216 things
  CHECK(left("(t.a is six and t.b is six and t.c is six and t.d is six)") == 0);      // 1,296: more than limits::sample_values
  CHECK(left("(t.a is six and t.a is five)") == 1);
}
