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
  CHECK(file(all, "pay.case").text.find("order                   none") != std::string::npos);
  CHECK(file(all, "pay.case").text.find("].balance unknown") != std::string::npos);
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

TEST_CASE("a test that takes more values than are tried is left, and said to be") {
  const std::string words = " one | two | three | four | five | six\n";
  const auto left = [&](const std::string& condition) {
    const auto bundle = bundle_of("record thing\n  a" + words + "  b" + words + "  c" + words + "  d" + words + "tool pay(things: list of thing)\n  writes\n  deny when any t in things has " +
                                  condition + " because \"No.\" then offer a person\n  allow\n  otherwise deny because \"No.\" then offer a person\n  after a crash stop and ask a person\n");
    const dsl::Tool& tool = bundle->program->tools[*bundle->program->find_tool("pay")];
    std::vector<Value> slots(tool.scope.slots.size());
    return act_out(*bundle->program, tool.scope, slots, {{tool.denies.front().when, Truth::yes}}).size();
  };
  CHECK(left("(t.a is six and t.b is six and t.c is six)") == 0);                     // 216 things
  CHECK(left("(t.a is six and t.b is six and t.c is six and t.d is six)") == 1);      // 1,296: more than limits::sample_values
}
