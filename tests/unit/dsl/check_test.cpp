#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"

using namespace handrail::dsl;

namespace {

// A tool whose only interesting clause is `clause`.
Compiled tool_with(const std::string& clause) {
  return compile_text(
      "customer\n  from look_up_customer(customer.id)\n  plan free | pro\nrecord account\n  plan free | pro\ntool look_up_customer(id: text) gives account\n  reads\ncontext\n  page optional text\n  tags list of text\n"
      "record item\n  name text\n  price money\n  sold yes/no\n"
      "record order\n  id text\n  total money\n  paid_eur money in EUR\n  status open | shut\n  items list of item\n  placed_at time\n"
      "tool find(order_id: text) gives order\n  reads\n"
      "tool act(order_id: text, amount: money, count: whole number)\n  writes\n  let order is find(order_id)\n  " +
      clause + "\n  otherwise deny say \"No.\"\n");
}

std::vector<std::string> none;

}  // namespace

TEST_CASE("conditions that are well typed are accepted") {
  for (const char* condition :
       {"amount is over $100", "amount <= $100.50", "order.status is open", "order.status in [open, shut]", "order.status not in [open]", "customer is verified",
        "customer is not verified", "customer.plan is pro", "any item in order.items has item.price over $5", "count of item in order.items with item.sold is yes is at least 2", "count of item in order.items is over 3",
        "sum of item.price for item in order.items is at most $500", "page starts with \"/billing\"", "page is known", "order is known", "order.placed_at is over 2026-01-01",
        "order.placed_at was within the last 30 days", "order.placed_at is more than 30 days ago", "order.paid_eur is under 100 EUR", "amount is at most order.total",
        "not (order.status is open) or count = 3", "tags contains \"vip\"", "amount + $5 is under order.total", "count * 2 is under 10"}) {
    INFO(condition);
    const Compiled compiled = tool_with(std::string("deny when ") + condition + " because \"x\" then offer a person");
    CHECK(seen(compiled) == "");
  }
}

TEST_CASE("two facts with the same words compare, and with other words do not") {
  const auto codes_for = [](const std::string& plan) {
    return codes_of(compile_text("customer\n  from account(customer.id)\n  plan free | pro\nrecord account\n  plan free | pro\ntool account(id: text) gives account\n  reads\ntool act(plan: " + plan +
                                 ")\n  writes\n  needs customer.plan is not plan otherwise say \"No.\"\n  allow\n  otherwise deny say \"No.\"\n"));
  };
  CHECK(codes_for("free | pro") == none);
  CHECK(codes_for("free | enterprise") == std::vector<std::string>{"P0302"});
}

TEST_CASE("a mistake is found once and what contains it stays silent") {
  const auto codes_for = [](const std::string& condition) { return codes_of(tool_with("deny when " + condition + " because \"x\" then offer a person")); };
  CHECK(codes_for("not (nothing is over $5) and amount is over $5") == std::vector<std::string>{"P0201"});
  CHECK(codes_for("order.totl is over $100 and at most $200") == std::vector<std::string>{"P0202"});
  CHECK(codes_for("any item in order.itms has item.price over $5") == std::vector<std::string>{"P0202"});
  CHECK(codes_for("order.status is opne") == std::vector<std::string>{"P0212"});
  CHECK(codes_for("amount is over 5") == std::vector<std::string>{"P0302"});
  CHECK(codes_for("order.paid_eur is over amount") == std::vector<std::string>{"P0312"});
  CHECK(codes_for("amount + order.paid_eur is over $5") == std::vector<std::string>{"P0312"});
  CHECK(codes_for("amount") == std::vector<std::string>{"P0301"});
}

TEST_CASE("claims are not in sight of a tool's clauses") {
  const Compiled compiled = compile_text(
      "signal wants_person\n  phrases \"human\"\nentity code\n  matches \"[0-9]+\"\n"
      "tool act(x: text)\n  writes\n  deny when wants_person because \"x\" then offer a person\n  deny when code is \"1\" because \"x\" then offer a person\n"
      "  deny when intent is other because \"x\" then offer a person\n  otherwise deny say \"No.\"\n");
  CHECK(codes_of(compiled) == std::vector<std::string>{"P0219", "P0219", "P0219"});
}

TEST_CASE("a parameter may have the name of an entity and is then the fact") {
  const Compiled compiled = compile_text(
      "entity amount\n  is money\ntool act(amount: money)\n  writes\n  allow when amount is under $5\n  otherwise deny say \"No.\"\n");
  CHECK(seen(compiled) == "");
}

TEST_CASE("a trigger that asks itself whether its fact is known needs no further clause") {
  const std::string entity = "entity amount\n  is money\n";
  CHECK(codes_of(compile_text(entity + "trigger \"T\"\n  when amount is over $5\n  then hand off\n")) == std::vector<std::string>{"P0408"});
  CHECK(codes_of(compile_text(entity + "trigger \"T\"\n  when amount is known and amount is over $5\n  then hand off\n")) == none);
  CHECK(codes_of(compile_text(entity + "trigger \"T\"\n  when amount is over $5\n  if amount is unknown offer a person\n  then hand off\n")) == none);
}

TEST_CASE("needs that the engine can remedy by itself need no words") {
  CHECK(codes_of(tool_with("needs customer is verified")) == none);
  CHECK(codes_of(tool_with("needs amount is known")) == none);
  CHECK(codes_of(tool_with("needs order.status is open")) == std::vector<std::string>{"P0406"});
  CHECK(codes_of(tool_with("needs order.status is open otherwise say \"It is shut.\"")) == none);
}

TEST_CASE("every finding says how to mend it") {
  const Compiled compiled = tool_with("deny when nothing is 5 and amount is over 5 EUR and order.status is opne because \"{nobody}\" then hand off to nowhere");
  CHECK(compiled.diagnostics.size() >= 4);
  for (const Diagnostic& diagnostic : compiled.diagnostics) {
    INFO(diagnostic.code);
    CHECK(!diagnostic.help.empty());
  }
}
