#include "dsl/syntax/parse.hpp"

#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/unit/dsl/parse_support.hpp"

using namespace handrail;
using namespace handrail::dsl;

namespace {

const Read& target() {
  static const Read read = [] {
    std::ifstream in(std::string(HANDRAIL_SOURCE_DIR) + "/tests/unit/dsl/reading_target.policy");
    std::ostringstream text;
    text << in.rdbuf();
    return Read(text.str());
  }();
  return read;
}

std::vector<std::string> texts(const std::vector<Name>& names) {
  std::vector<std::string> out;
  for (const Name& name : names) out.push_back(name.text);
  return out;
}
std::vector<std::string> texts(const std::vector<Text>& all) {
  std::vector<std::string> out;
  for (const Text& text : all) out.push_back(text.text);
  return out;
}
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("the reading target is read without a finding") {
  CHECK(target().seen() == "");
  CHECK(target().tree.blocks.size() == 22);
  CHECK(target().only<CurrencyBlock>().code.text == "USD");
}

TEST_CASE("customer and context say what is known, and of what type") {
  const auto& customer = target().only<CustomerBlock>();
  REQUIRE(customer.from);
  CHECK(customer.from->tool.text == "lookup_account");
  CHECK(written(customer.from->arguments.at(0)) == "customer.id");
  REQUIRE(customer.fields.size() == 2);
  CHECK(customer.fields[0].type.word == TypeWord::enumeration);
  CHECK(texts(customer.fields[0].type.words) == Words{"free", "pro", "enterprise"});
  CHECK(customer.fields[1].type.word == TypeWord::time);
  const auto& context = target().only<ContextBlock>();
  REQUIRE(context.fields.size() == 3);
  CHECK(context.fields[0].type.optional);
  CHECK(context.fields[0].type.word == TypeWord::text);
  CHECK(context.fields[2].type.word == TypeWord::list_of);
  CHECK(context.fields[2].type.element.at(0).word == TypeWord::text);
}

TEST_CASE("a record has fields of all types") {
  const auto& record = target().only<RecordBlock>();
  CHECK(record.name.text == "order");
  REQUIRE(record.fields.size() == 8);
  CHECK(record.fields[3].type.word == TypeWord::money);
  CHECK(record.fields[4].type.element.at(0).words.at(0).text == "order_item");
  CHECK(record.fields[5].type.word == TypeWord::map_of);
  const Read more("record r\n  a money in EUR\n  b whole number\n  c yes/no\n  d optional list of map of text\n  e percent\n  f decimal\n  g duration\n");
  CHECK(more.seen() == "");
  const auto& fields = more.only<RecordBlock>().fields;
  CHECK(fields[0].type.words.at(0).text == "EUR");
  CHECK(fields[1].type.word == TypeWord::whole_number);
  CHECK(fields[2].type.word == TypeWord::yes_no);
  CHECK(fields[3].type.optional);
  CHECK(fields[3].type.element.at(0).element.at(0).word == TypeWord::text);
  CHECK(fields[6].type.word == TypeWord::duration);
}

TEST_CASE("an intent says what it is, by which words it is known, and who takes it") {
  const auto& intent = target().only<IntentBlock>();
  CHECK(intent.name.text == "refund_request");
  CHECK(intent.topic->text == "billing");
  CHECK(intent.means->text == "The customer wants money back or wants to return something");
  CHECK(intent.examples.size() == 3);
  CHECK(texts(intent.example_files) == Words{"examples/refund_request.txt"});
  CHECK(intent.request_class->text == "needs account");
  CHECK(intent.risk->text == "high");
  CHECK(intent.ask_for.at(0).name.text == "order_id");
  CHECK(intent.ask_for[0].question.text.starts_with("Which order"));
  CHECK(texts(intent.tools) == Words{"lookup_order", "check_refund_eligibility", "process_refund"});
  CHECK(intent.workflow->text == "refund");
  CHECK(intent.queue->text == "billing");
  const Read more("intent abuse\n  class unsafe\n  knowledge shipping, returns\n  say \"No.\"\n");
  CHECK(more.seen() == "");
  CHECK(texts(more.only<IntentBlock>().knowledge) == Words{"shipping", "returns"});
  CHECK(more.only<IntentBlock>().say->text == "No.");
}

TEST_CASE("a band says at which confidence a reply is sent, checked or not given") {
  const auto& block = target().only<ConfidenceBlock>();
  REQUIRE(block.rows.size() == 4);
  CHECK(block.rows[0].subject.text == "low risk");
  CHECK(written(*block.rows[0].send_at) == "0.75%");
  CHECK(written(*block.rows[0].check_at) == "0.4%");
  CHECK(block.rows[0].below.word == ActionWord::ask);
  CHECK(block.rows[0].below.once);
  CHECK_FALSE(block.rows[0].below.question);
  CHECK(block.rows[0].below.afterwards.at(0).word == ActionWord::hand_off);
  CHECK(block.rows[3].subject.text == "complaint");
  CHECK_FALSE(block.rows[3].send_at);
  CHECK(block.say);
}

TEST_CASE("signals and entities say by what they are known") {
  const auto& signal = target().only<SignalBlock>();
  CHECK(signal.phrases.size() == 4);
  CHECK(texts(signal.but_not) == Words{"human resources"});
  const Read more("entity order_id\n  matches \"#?W[0-9]{7}\", \"A[0-9]+\"\n  matches \"B[0-9]+\"\nentity amount\n  is money\nentity mail\n  is email\n");
  CHECK(more.seen() == "");
  CHECK(more.only<EntityBlock>(0).patterns.size() == 3);
  CHECK(more.only<EntityBlock>(1).type.word == TypeWord::money);
  CHECK(more.only<EntityBlock>(2).type.word == TypeWord::text);
  CHECK(more.only<EntityBlock>(2).built_in->text == "email");
  const Read colours("entity colour\n  one of \"red\", \"dark blue\"\n  also \"navy\", \"marine\" for \"dark blue\"\n  also \"crimson\" for red\n");
  CHECK(colours.seen() == "");
  const auto& colour = colours.only<EntityBlock>();
  REQUIRE(colour.also.size() == 2);
  CHECK(texts(colour.also[0].words) == Words{"navy", "marine"});
  CHECK(colour.also[0].choice.text == "dark blue");
  CHECK(texts(colour.also[1].words) == Words{"crimson"});
  CHECK(colour.also[1].choice.text == "red");
}

TEST_CASE("a trigger says when, how urgent, and what then") {
  const auto& person = target().only<TriggerBlock>(0);
  CHECK(person.name.text == "Customer asks for a person");
  CHECK(person.urgency->text == "immediate");
  CHECK(person.then->word == ActionWord::hand_off);
  CHECK(written(*target().only<TriggerBlock>(1).when) == "(running angry 2)");
  const auto& large = target().only<TriggerBlock>(2);
  CHECK(written(*large.when) == "(and (= intent billing_dispute) (> amount 500.00USD))");
  REQUIRE(large.if_unknown.size() == 1);
  CHECK(large.if_unknown[0].fact.text == "amount");
  CHECK(large.if_unknown[0].action.question->text == "How much is the charge you are asking about?");
  CHECK(large.if_unknown[0].action.once);
  CHECK(large.if_unknown[0].action.afterwards.at(0).word == ActionWord::hand_off);
  CHECK(large.then->queue->text == "billing");
  CHECK(large.because->text == "Refund policy 4.2");
  const Read more("trigger \"Season\"\n  from 2026-12-01 until 2027-01-06\n  when a\n  unless b\n  then hand off to x with urgency low\n");
  CHECK(more.seen() == "");
  CHECK(written(*more.only<TriggerBlock>().active->until) == "2027-01-06T00:00:00Z");
  CHECK(more.only<TriggerBlock>().then->urgency->text == "low");
}

TEST_CASE("a tool's head says what it takes and gives") {
  const auto& lookup = target().only<ToolBlock>(0);
  CHECK(lookup.name.text == "lookup_order");
  CHECK(lookup.parameters.at(0).name.text == "order_id");
  CHECK(lookup.gives->words.at(0).text == "order");
  CHECK(lookup.effect->text == "reads");
  const auto& refund = target().only<ToolBlock>(1);
  CHECK(refund.parameters.size() == 3);
  CHECK(refund.parameters[1].type.word == TypeWord::money);
  CHECK_FALSE(refund.gives);
  CHECK(refund.effect->text == "moves money");
  CHECK(refund.lets.at(0).first.text == "order");
  CHECK(refund.lets[0].second.tool.text == "lookup_order");
}

TEST_CASE("a tool's gate is read in its order") {
  const auto& refund = target().only<ToolBlock>(1);
  REQUIRE(refund.needs.size() == 4);
  CHECK(written(std::get<Expression>(refund.needs[0].what)) == "(= customer.verified yes)");
  CHECK(written(std::get<Expression>(refund.needs[1].what)) == "(= order.customer customer.id)");
  CHECK(refund.needs[1].otherwise.say->text == "I can't find that order on your account.");
  CHECK(refund.needs[1].otherwise.action.ask_for->text == "order_id");
  CHECK(std::get<LookedUp>(refund.needs[2].what).what.text == "order");
  CHECK(written(std::get<LookedUp>(refund.needs[2].what).within) == "10 minutes");
  CHECK(std::get<CustomersYes>(refund.needs[3].what).what.text == "refund");
  REQUIRE(refund.denies.size() == 1);
  CHECK(written(*refund.denies[0].when) == "(any item order.items (= item.final_sale yes))");
  CHECK(refund.denies[0].outcome.because->text == "Final sale items are not refunded.");
  CHECK(refund.denies[0].outcome.action.word == ActionWord::offer_person);
  REQUIRE(refund.approves.size() == 1);
  CHECK(refund.approves[0].role.text == "billing_lead");
  CHECK(written(*refund.approves[0].within) == "4 hours");
  CHECK(refund.approves[0].otherwise.action.queue->text == "billing");
  CHECK(written(*refund.approves[0].when) == "(and (> amount 100.00USD) (<= amount 1000.00USD))");
  CHECK(written(*refund.allows.at(0).when) == "(<= amount 100.00USD)");
  REQUIRE(refund.otherwise);
  CHECK_FALSE(refund.otherwise->allow);
  CHECK(refund.otherwise->outcome.action.queue->text == "billing");
}

TEST_CASE("limits count money or calls, per key and in a window") {
  const auto& refund = target().only<ToolBlock>(1);
  REQUIRE(refund.limits.size() == 2);
  CHECK(refund.limits[0].amount->text == "amount");
  CHECK(written(*refund.limits[0].ceiling) == "300.00USD");
  CHECK(texts(refund.limits[0].per) == Words{"customer"});
  CHECK(written(*refund.limits[0].window) == "90 days");
  CHECK(refund.limits[0].above_approve_by->text == "billing_lead");
  CHECK_FALSE(refund.limits[1].amount);
  CHECK(written(*refund.limits[1].ceiling) == "1");
  CHECK(texts(refund.limits[1].per) == Words{"order"});
  CHECK(refund.limits[1].otherwise.say->text == "This order has already been refunded.");
  const Read more("tool t(a: text)\n  limit 3 times per customer, conversation in 1 day, otherwise hand off\n");
  CHECK(more.seen() == "");
  const LimitNode& limit = more.only<ToolBlock>().limits.at(0);
  CHECK(written(*limit.ceiling) == "3");
  CHECK(texts(limit.per) == Words{"customer", "conversation"});
  CHECK(limit.otherwise.action.word == ActionWord::hand_off);
}

TEST_CASE("a tool says what follows: a crash, a failure, the words, the examples") {
  const auto& refund = target().only<ToolBlock>(1);
  CHECK(refund.after_crash == AfterCrashWord::send_again);
  CHECK(refund.if_it_fails->because->text == "The refund could not be completed.");
  CHECK(refund.if_it_fails->action.queue->text == "billing");
  CHECK(refund.say_when_done);
  CHECK(refund.say_when_waiting);
  CHECK_FALSE(refund.say_to_confirm);
  REQUIRE(refund.examples.size() == 3);
  CHECK(refund.examples[0].facts.at(0).first.text == "amount");
  CHECK(written(*refund.examples[0].facts[0].second) == "100.00USD");
  CHECK(refund.examples[1].verdict.text == "approve");
  CHECK(refund.examples[1].role->text == "billing_lead");
  CHECK_FALSE(refund.examples[2].facts.at(0).second);
  CHECK(refund.examples[2].asks->text == "amount");
  const Read more("tool t(a: text)\n  writes\n  verifies customer\n  say to confirm \"Sure?\"\n  after a crash ask check_t(key)\n  otherwise allow\n  example a \"x\", customer.plan pro gives deny\n"
                  "tool u()\n  after a crash stop and ask a person\n  allow from 2026-01-01 unless a\n");
  CHECK(more.seen() == "");
  const auto& tool = more.only<ToolBlock>();
  CHECK(tool.verifies_customer);
  CHECK(tool.after_crash == AfterCrashWord::ask_tool);
  CHECK(tool.check->tool.text == "check_t");
  CHECK(tool.otherwise->allow);
  CHECK(tool.examples.at(0).facts.at(1).first.text == "customer.plan");
  CHECK(more.only<ToolBlock>(1).after_crash == AfterCrashWord::stop);
  CHECK(more.only<ToolBlock>(1).allows.at(0).active->from);
}

TEST_CASE("queues, routes and workflows say who takes it on") {
  const auto& queue = target().only<QueueBlock>();
  CHECK(queue.title->text == "Our billing team");
  REQUIRE(queue.open);
  CHECK(queue.open->ranges.at(0).days == std::vector<std::pair<int, int>>{{0, 4}});
  CHECK(queue.open->ranges.at(0).from_minute == 540);
  CHECK(queue.open->ranges.at(0).to_minute == 1080);
  CHECK(queue.open->zone.text == "Europe/Berlin");
  CHECK(queue.open->closed_on->text == "holidays.txt");
  CHECK(written(*queue.promise) == "2 hours");
  CHECK(queue.promise_in_open_hours);
  CHECK(texts(queue.packet) == Words{"order_id", "amount", "reason", "tried", "plan"});
  CHECK(queue.while_waiting->text.starts_with("You are still"));
  CHECK(written(*queue.while_waiting_every) == "1 hour");
  CHECK(queue.if_nobody_comes->queue->text == "support");
  CHECK(queue.if_nobody_comes->urgency->text == "high");
  const auto& route = target().only<RouteBlock>();
  REQUIRE(route.rows.size() == 3);
  CHECK(written(*route.rows[0].when) == "(and (= customer.plan enterprise) (starts page \"/billing\"))");
  CHECK(route.rows[2].queue.text == "support");
  CHECK_FALSE(route.rows[2].when);
  const auto& workflow = target().only<WorkflowBlock>();
  CHECK(workflow.name.text == "refund");
  CHECK(workflow.file.text == "refund.lua");
  CHECK(texts(workflow.takes) == Words{"order_id"});
  CHECK(workflow.tools.size() == 3);
}

TEST_CASE("reply rules and the end of an episode are read") {
  const auto& rules = target().only<ReplyRulesBlock>();
  CHECK(written(*rules.words_max) == "150");
  CHECK(rules.unless_step_by_step);
  CHECK(written(*rules.apologies_max) == "1");
  CHECK(rules.end_with_next_action);
  CHECK(rules.tones.at(0).first.text == "formal");
  CHECK(rules.say_ai_when_asked);
  CHECK(rules.say_ai_in_first_reply);
  CHECK(written(*rules.warn_days) == "60 days");
  CHECK(written(*rules.refuse_days) == "180 days");
  const Read more("conversation\n  resolved after 48 hours of silence\n  abandoned after 24 hours of silence\n  resolved when says_done\n");
  CHECK(more.seen() == "");
  const auto& conversation = more.only<ConversationBlock>();
  CHECK(written(*conversation.resolved_after) == "2 days");
  CHECK(written(*conversation.abandoned_after) == "1 day");
  CHECK(written(*conversation.resolved_when) == "says_done");
}

TEST_CASE("names and blocks know where they stand") {
  const auto& refund = target().only<ToolBlock>(1);
  const Sources& sources = target().sources;
  CHECK(sources.text(refund.name.span) == "process_refund");
  CHECK(sources.text(refund.needs[1].otherwise.say->span) == "\"I can't find that order on your account.\"");
  CHECK(sources.text(refund.denies[0].span).starts_with("deny       when any item"));
  CHECK(sources.text(refund.denies[0].span).ends_with("then offer a person"));
  CHECK(sources.text(refund.span).starts_with("tool process_refund("));
  CHECK(sources.text(refund.span).ends_with("gives deny, ask amount"));
}

TEST_CASE("every broken statement is reported, and the others are read") {
  const Read read("intent a\n  class nonsense\n  queue billing\n  risk huge\nqueue billing\n  promise 2 hours\n  name \"Billing\"\n");
  CHECK(read.codes() == Words{"P0105", "P0105", "P0105"});
  CHECK(read.only<IntentBlock>().queue->text == "billing");
  CHECK(read.only<QueueBlock>().title->text == "Billing");
}

TEST_CASE("a misspelt word is read as what was meant, and gives way to one that is right") {
  const Read read("intnet a\n  quue billing\nintent b\n  quue billing\n  queue support\n");
  CHECK(read.codes() == Words{"P0101", "P0103", "P0103"});
  CHECK(read.only<IntentBlock>(0).queue->text == "billing");
  CHECK(read.only<IntentBlock>(1).queue->text == "support");
}

TEST_CASE("of a block whose head is broken the clauses are still looked at") {
  const Read read("intent\n  class nonsense\n");
  CHECK(read.codes() == Words{"P0104", "P0105"});
  CHECK(read.tree.blocks.empty());
}

TEST_CASE("only policies are read, in the order of their paths") {
  const Sources sources({{"b.policy", "queue b\n"}, {"notes.txt", "not a policy"}, {"a.policy", "queue a\n  nonsense\n"}});
  Diagnostics found;
  const Tree tree = parse(sources, found);
  REQUIRE(tree.blocks.size() == 2);
  CHECK(std::get<QueueBlock>(tree.blocks[0]).name.text == "a");
  CHECK(found.size() == 1);
  CHECK(found[0].span.file == 2);
}
