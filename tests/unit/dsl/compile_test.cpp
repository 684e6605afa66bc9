#include "dsl/program/compile.hpp"

#include "dsl/program/evaluate.hpp"
#include "tests/catch.hpp"
#include "tests/unit/dsl/compile_support.hpp"
#include "tests/unit/dsl/product_bundle.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

Compiled product() {
  return compile({{"policies/desk.policy", std::string(product_policy)},
                  {"examples/refund_request.txt", "# from the history\nmoney back please\n\n  can I return this\n"},
                  {"holidays.txt", "2026-12-25\n2027-01-01  # new year\n"},
                  {"workflows/refund.lua", "return function() end\n"}});
}

std::string say(const Template& words) {
  std::string text;
  for (const TemplatePiece& piece : words.pieces) {
    if (piece.path.empty()) text += piece.text;
    else text += "<" + piece.path.back() + ">";
  }
  return text;
}

}  // namespace

TEST_CASE("the language of the product compiles without a finding") {
  const Compiled compiled = product();
  CHECK(seen(compiled) == "");
  REQUIRE(compiled.program != nullptr);
}

TEST_CASE("an intent holds its examples, its tools and where it goes") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  const Intent& refund = program->intents[*program->find_intent("refund_request")];
  CHECK(refund.examples == std::vector<std::string>{"I want a refund", "how do I send this back", "you charged me twice", "money back please", "can I return this"});
  CHECK(refund.request_class == RequestClass::needs_account);
  CHECK(refund.risk == Risk::high);
  REQUIRE(refund.tools.size() == 3);
  CHECK(program->tools[refund.tools[2]].name == "process_refund");
  CHECK(program->queues[*refund.queue].name == "billing");
  CHECK(program->workflows[*refund.workflow].file == "workflows/refund.lua");
  REQUIRE(refund.ask_for.size() == 1);
  CHECK(refund.ask_for[0].name == "order_id");
}

TEST_CASE("the intent for everything else is added where nobody declares it") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  const Intent& other = program->intents[*program->find_intent("other")];
  CHECK(other.request_class == RequestClass::answerable);
  CHECK(other.risk == Risk::low);
}

TEST_CASE("a tool's clauses are named by file and line and say what is written there") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  const Tool& tool = program->tools[*program->find_tool("process_refund")];
  CHECK(tool.effect == Effect::moves_money);
  CHECK(tool.after_crash == AfterCrash::send_again);
  REQUIRE(tool.needs.size() == 4);
  CHECK(std::holds_alternative<Need::LookedUp>(tool.needs[2].what));
  CHECK(std::get<Need::LookedUp>(tool.needs[2].what).within == minutes(10));
  CHECK(std::holds_alternative<Need::CustomersYes>(tool.needs[3].what));
  REQUIRE(tool.denies.size() == 1);
  CHECK(tool.denies[0].rule.text ==
        "deny when any item in order.items has item.final_sale is yes because \"Final sale items are not refunded.\" then offer a person");
  CHECK(program->where(tool.denies[0].rule) == "policies/desk.policy:158");
  CHECK(tool.denies[0].outcome.action.kind == ActionKind::offer_person);
  REQUIRE(tool.approves.size() == 1);
  CHECK(tool.approves[0].within == hours(4));
  CHECK(tool.approves[0].otherwise.action.kind == ActionKind::hand_off);
  CHECK(say(tool.say_when_done) == "Your <amount> refund is on its way. It shows in 5 to 10 business days. Reference <id>.");
}

TEST_CASE("limits know what they add up, per what, and what happens above") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  const Tool& tool = program->tools[*program->find_tool("process_refund")];
  REQUIRE(tool.limits.size() == 2);
  CHECK(tool.limits[0].id == "process_refund#1");
  CHECK(tool.limits[0].amount == 1u);
  CHECK(tool.limits[0].per_customer);
  CHECK(tool.limits[0].window == days(90));
  CHECK(tool.limits[0].above_approve_by == program->find_role("billing_lead"));
  CHECK(tool.limits[1].id == "process_refund#2");
  CHECK(tool.limits[1].ceiling == Value(1));
  REQUIRE(tool.limits[1].per.size() == 1);
  ValueRecord order;   // the one that was looked up, however its number was spelled
  order.set("id", Value("W1"));
  const Frame frame = bind(tool.scope, {{"order_id", Value("w1")}, {"order", Value(std::move(order))}});
  CHECK(evaluate_value(*program, tool.limits[1].per[0], frame) == Value("W1"));
}

TEST_CASE("examples are values of the facts that they name") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  const Tool& tool = program->tools[*program->find_tool("process_refund")];
  REQUIRE(tool.examples.size() == 3);
  CHECK(tool.examples[0].facts[0] == std::pair<std::string, Value>("amount", *parse_money("$100")));
  CHECK(tool.examples[1].verdict == "approve");
  CHECK(tool.examples[1].role == "billing_lead");
  CHECK(tool.examples[2].facts[0].second.unknown());
  CHECK(tool.examples[2].asks == "amount");
}

TEST_CASE("triggers that need no model are asked before one") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  REQUIRE(program->triggers.size() == 3);
  CHECK(program->triggers[0].before_model);
  CHECK(program->triggers[0].urgency == Urgency::immediate);
  CHECK(program->triggers[1].before_model);
  CHECK_FALSE(program->triggers[2].before_model);
  REQUIRE(program->triggers[2].if_unknown.size() == 1);
  const auto slot = program->triggers[2].if_unknown[0].slot;
  CHECK(program->turn_scope.slots[slot].path == std::vector<std::string>{"amount"});
  CHECK(program->triggers[2].if_unknown[0].action.kind == ActionKind::ask);
  CHECK(program->triggers[2].if_unknown[0].action.once);
  CHECK(program->triggers[0].rule.text == "trigger \"Customer asks for a person\" when wants_person");
}

TEST_CASE("queues have hours, holidays and a promise; routes end with one that takes everybody") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  const Queue& billing = program->queues[*program->find_queue("billing")];
  REQUIRE(billing.open);
  CHECK(billing.open->ranges.at(0).days == std::array<bool, 7>{true, true, true, true, true, false, false});
  CHECK(billing.open->ranges.at(0).from_minute == 9 * 60);
  CHECK(billing.open->closed_on == std::vector<std::string>{"2026-12-25", "2027-01-01"});
  CHECK(billing.promise == hours(2));
  CHECK(billing.promise_in_open_hours);
  CHECK(billing.if_nobody_comes.urgency == Urgency::high);
  CHECK(billing.while_waiting_every == hours(1));
  REQUIRE(program->routes.size() == 3);
  CHECK(program->routes.back().when == no_expression);
}

TEST_CASE("bands, replies and the ends of conversations are as written") {
  const auto program = product().program;
  REQUIRE(program != nullptr);
  REQUIRE(program->bands.size() == 4);
  CHECK(program->bands[0].send_at == Decimal{750000});
  CHECK_FALSE(program->bands[3].send_at);
  CHECK(program->bands[3].intent == program->find_intent("complaint"));
  CHECK(program->bands[0].below.kind == ActionKind::ask);
  CHECK(program->bands[0].below.once);
  REQUIRE(program->bands[0].below.afterwards.size() == 1);
  CHECK(program->reply.words_max == 150);
  CHECK(program->reply.refuse_after == days(180));
  CHECK(program->episode.resolved_after == hours(48));
  CHECK(program->episode.resolved_when != no_expression);
  CHECK(program->customer.tool == program->find_tool("lookup_account"));
}

TEST_CASE("a text with errors gives no program") {
  const Compiled compiled = compile_text("intent x\n  class wrong\n");
  CHECK(compiled.program == nullptr);
  CHECK(has_errors(compiled.diagnostics));
}

TEST_CASE("an empty bundle is told what it lacks") {
  CHECK(codes_of(compile({})) == std::vector<std::string>{"P0404", "P0411"});
}

TEST_CASE("where a statement cannot be read, names that it may have declared are not missed, and all others are") {
  const auto codes = [](const std::string& name) {
    return codes_of(compile_text("signal wants_person\n  phrses \"human\"\ntrigger \"T\"\n  when " + name + "\n  urgency high\n  then hand off\n"));
  };
  CHECK(codes("wants_person") == std::vector<std::string>{"P0103"});
  CHECK(codes("wants_persn") == std::vector<std::string>{"P0103", "P0201"});
}

TEST_CASE("an approval has the urgency of its clause, medium where it says none") {
  const Compiled compiled = compile_text(
      "role lead\n  may approve up to $900\ntool note(text_of: text, amount: money)\n  writes\n"
      "  limit amount to $50 per customer in 1 day, above that approve by lead with urgency immediate\n"
      "  approve by lead with urgency high within 1 hour, otherwise hand off to support with urgency low when amount is over $20\n"
      "  approve by lead when amount is over $10\n  allow\n  otherwise deny because \"No.\" then hand off\n");
  INFO(seen(compiled));
  REQUIRE(compiled.program);
  const Tool& note = compiled.program->tools.at(*compiled.program->find_tool("note"));
  REQUIRE(note.approves.size() == 2);
  CHECK(note.approves[0].urgency == Urgency::high);
  CHECK(note.approves[0].within == hours(1));
  CHECK(note.approves[0].otherwise.action.urgency == Urgency::low);
  CHECK(note.approves[1].urgency == Urgency::medium);
  CHECK(note.limits.at(0).above_urgency == Urgency::immediate);
}
