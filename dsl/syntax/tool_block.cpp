// tool: what it takes, what it does, and the rules of its gate in the order in which they are judged. budget: what several tools have together.
#include <array>

#include "dsl/syntax/block_head.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

// --- head: tool lookup_order(order_id: text) gives order ---

struct parameter : part<Part::field, g::name, symbol<":">, g::type> {};
struct head_rule : p::seq<g::name, symbol<"(">, p::opt<g::comma_list<parameter>>, symbol<")">, p::opt<part<Part::gives, word<"gives">, g::type>>> {};

// --- effect and look-ups ---

void set_effect(ToolBlock& block, Clause& clause) { clause.set(block.effect, Name{clause.statement().text, clause.span()}); }

void read_effect(ToolBlock& block, Clause& clause) {
  if (clause.read<p::success>()) set_effect(block, clause);
}

void read_moves(ToolBlock& block, Clause& clause) {
  if (clause.read<word<"money">>()) set_effect(block, clause);
}

void read_verifies(ToolBlock& block, Clause& clause) {
  if (clause.read<word<"customer">>()) clause.set(block.verifies_customer);
}

void read_one_of(ToolBlock& block, Clause& clause) {
  const bool at_least = clause.statement().text.starts_with("at");
  const auto found = at_least ? clause.read<word<"least one of">, g::comma_list<g::name>>() : clause.read<word<"of">, g::comma_list<g::name>>();
  if (!found) return;
  ToolBlock::OneOf node{{}, at_least, clause.span()};
  for (const PartView& name : found->all(Part::name)) node.parameters.push_back(clause.build().name(name));
  block.one_of.push_back(std::move(node));
}

void read_let(ToolBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::name, word<"is">, g::call>())
    block.lets.emplace_back(clause.build().name(*found->find(Part::name)), clause.build().call(*found->find(Part::call)));
}

// --- needs, deny ---

// A clause holds for a time wherever it says so; the formatter puts it before what follows from the clause.
struct periods : p::star<p::sor<g::from_period, g::until_period>> {};
struct looked_up : part<Part::looked_up, g::name, word<"looked up in the last">, g::duration> {};
struct customers_yes : part<Part::customers_yes, word<"the customer's yes to this">, g::name> {};
struct needed : group<"a condition", p::sor<customers_yes, looked_up, g::condition>> {};
struct needs : p::seq<group<"", periods>, needed, p::star<p::sor<g::otherwise_outcome, g::from_period, g::until_period>>> {};

OutcomeNode otherwise_in(const PartView& found, Clause& clause) {
  const auto otherwise = found.find(Part::otherwise);
  return otherwise ? clause.build().outcome(otherwise->inside().front()) : OutcomeNode{};
}

constexpr std::array<std::pair<Part, std::string_view>, 6> condition_parts{{
    {Part::when, "when"}, {Part::unless, "unless"}, {Part::from_period, "from"}, {Part::until_period, "until"}, {Part::otherwise, "otherwise"}, {Part::within, "within"}}};

void read_needs(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<needs>();
  if (!found) return;
  Builder& build = clause.build();
  NeedNode node;
  if (const auto looked = found->find(Part::looked_up))
    node.what = LookedUp{build.name(*looked->find(Part::name)), build.expression(*looked->find(Part::duration))};
  else if (const auto yes = found->find(Part::customers_yes))
    node.what = CustomersYes{build.name(*yes->find(Part::name))};
  else
    node.what = build.expression(*found->find(Part::any_of));
  refuse_repeated(*found, condition_parts, clause);
  node.otherwise = otherwise_in(*found, clause);
  node.span = clause.span();
  node.active = period_in(*found, clause);
  block.needs.push_back(std::move(node));
}

struct conditions : p::star<p::sor<g::when, g::unless, g::from_period, g::until_period>> {};
struct deny : p::seq<conditions, p::opt<g::outcome>, group<"", periods>> {};

void read_deny(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<deny>();
  if (!found) return;
  refuse_repeated(*found, condition_parts, clause);
  DenyNode node{condition_in(*found, Part::when, clause), condition_in(*found, Part::unless, clause), {}, period_in(*found, clause), clause.span()};
  if (const auto outcome = found->find(Part::outcome)) node.outcome = clause.build().outcome(*outcome);
  block.denies.push_back(std::move(node));
}

// --- limit ---

struct per : part<Part::per, word<"per">, g::comma_list<g::own_name>> {};
struct window : part<Part::window, word<"in">, g::duration> {};
struct budget_limit : p::seq<g::own_name, word<"to budget">, part<Part::flag, g::name>> {};
struct amount_limit : p::seq<g::own_name, word<"to">, part<Part::ceiling, g::value>, p::opt<per>> {};
struct once_limit : p::seq<part<Part::once, word<"once">>, p::opt<per>> {};
struct count_limit : p::seq<g::number, p::sor<word<"times">, word<"time">>, p::opt<per>> {};
struct with_urgency : part<Part::fact, word<"with urgency">, g::urgency> {};
struct above : part<Part::above, p::opt<g::comma>, word<"above that approve by">, g::name, p::opt<with_urgency>> {};
struct limit_otherwise : p::seq<p::opt<g::comma>, g::otherwise_outcome> {};
struct limit_kind : p::sor<once_limit, count_limit, budget_limit, amount_limit> {};
struct most_money : p::seq<part<Part::ceiling, group<"an amount like `$500`, or `3 times`", g::money>>, p::opt<per>> {};
struct at_most : p::seq<word<"most">, p::sor<once_limit, most_money, count_limit>, p::opt<window>> {};
struct beyond : p::sor<group<"", above>, group<"`above that` or `otherwise`", limit_otherwise>> {};
struct limit : p::seq<limit_kind, p::opt<window>, group<"", periods>, p::opt<beyond>, group<"", periods>> {};

void read_limit(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<limit>();
  if (!found) return;
  Builder& build = clause.build();
  LimitNode node;
  if (const auto once = found->find(Part::once)) {
    node.ceiling = Expression{build.span(*once), LiteralNode{Value(std::int64_t{1})}};
  } else if (const auto count = found->find(Part::number)) {
    node.ceiling = build.expression(*count);
  } else if (const auto budget = found->find(Part::flag)) {
    if (const Name counted = build.name(*found->find(Part::name)); counted.text != "calls") node.amount = counted;
    node.budget = build.name(*budget->find(Part::name));
  } else {
    node.amount = build.name(*found->find(Part::name));
    node.ceiling = condition_in(*found, Part::ceiling, clause);
  }
  if (const auto per_what = found->find(Part::per))
    for (const PartView& key : per_what->all(Part::name)) node.per.push_back(build.name(key));
  if (const auto in = found->find(Part::window)) node.window = build.expression(in->inside().front());
  if (const auto approve = found->find(Part::above)) {
    node.above_approve_by = build.name(*approve->find(Part::name));
    if (const auto urgency = approve->find(Part::fact)) node.above_urgency = build.name(*urgency->find(Part::word));
  }
  node.otherwise = otherwise_in(*found, clause);
  node.span = clause.span();
  refuse_repeated(*found, condition_parts, clause);
  node.active = period_in(*found, clause);
  block.limits.push_back(std::move(node));
}

void read_at_most(BudgetBlock& block, Clause& clause) {
  const auto found = clause.read<at_most>();
  if (!found || !clause.first(&block.ceiling)) return;
  Builder& build = clause.build();
  if (const auto once = found->find(Part::once)) block.ceiling = Expression{build.span(*once), LiteralNode{Value(std::int64_t{1})}};
  else if (found->find(Part::ceiling)) block.ceiling = condition_in(*found, Part::ceiling, clause);
  else block.ceiling = build.expression(*found->find(Part::number));
  if (const auto per_what = found->find(Part::per))
    for (const PartView& key : per_what->all(Part::name)) block.per.push_back(build.name(key));
  if (const auto in = found->find(Part::window)) block.window = build.expression(in->inside().front());
  block.at_most = clause.span();
}

// --- approve, allow, otherwise ---

struct within : part<Part::within, word<"within">, g::duration> {};
struct approve : p::seq<word<"by">, g::name,
                        p::star<p::sor<with_urgency, within, p::seq<p::opt<group<"", g::comma>>, g::otherwise_outcome>, g::when, g::unless, g::from_period, g::until_period>>> {};

void read_approve(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<approve>();
  if (!found) return;
  refuse_repeated(*found, condition_parts, clause);
  ApproveNode node;
  node.role = clause.build().name(*found->find(Part::name));
  if (const auto urgency = found->find(Part::fact)) node.urgency = clause.build().name(*urgency->find(Part::word));
  node.within = condition_in(*found, Part::within, clause);
  node.otherwise = otherwise_in(*found, clause);
  node.when = condition_in(*found, Part::when, clause);
  node.unless = condition_in(*found, Part::unless, clause);
  node.active = period_in(*found, clause);
  node.span = clause.span();
  block.approves.push_back(std::move(node));
}

void read_allow(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<conditions>();
  if (!found) return;
  refuse_repeated(*found, condition_parts, clause);
  block.allows.push_back({condition_in(*found, Part::when, clause), condition_in(*found, Part::unless, clause), period_in(*found, clause), clause.span()});
}

void read_otherwise(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<p::seq<g::word_part<"deny">, p::opt<g::outcome>>, g::word_part<"allow">>>();
  if (!found) return;
  OtherwiseNode node{found->find(Part::word)->text() == "allow", {}, clause.span()};
  if (const auto outcome = found->find(Part::outcome)) node.outcome = clause.build().outcome(*outcome);
  clause.set(block.otherwise, std::move(node));
}

// --- afterwards ---

struct after : p::seq<word<"a crash">,
                      p::sor<g::word_part<"send again with the same key">, p::seq<g::word_part<"ask">, g::call>, g::word_part<"stop and ask a person">>> {};

void read_after(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<after>();
  if (!found) return;
  const std::string_view word = found->find(Part::word)->text();
  clause.set(block.after_crash, word.starts_with("send") ? AfterCrashWord::send_again : word == "ask" ? AfterCrashWord::ask_tool : AfterCrashWord::stop);
  if (const auto call = found->find(Part::call)) block.check = clause.build().call(*call);
}

void read_if_it_fails(ToolBlock& block, Clause& clause) {
  if (const auto found = clause.read<word<"it fails">, g::outcome>()) clause.set(block.if_it_fails, clause.build().outcome(*found->find(Part::outcome)));
}

void read_say(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<g::word_part<"when done">, g::word_part<"when waiting">, g::word_part<"to confirm">>, g::text>();
  if (!found) return;
  const std::string_view word = found->find(Part::word)->text();
  clause.set(word == "when done" ? block.say_when_done : word == "when waiting" ? block.say_when_waiting : block.say_to_confirm,
             clause.build().text(*found->find(Part::text)));
}

// --- example: amount $100.01 gives approve by billing_lead ---

struct fact_value : group<"a value or `unknown`", p::sor<part<Part::unknown, word<"unknown">>, g::literal, g::path>> {};
struct fact_name : part<Part::subject, g::own_name, p::star<p::seq<group<"", symbol<".">>, g::name>>> {};
struct fact : part<Part::fact, fact_name, group<"", p::opt<word<"is">>>, fact_value> {};
struct verdict : group<"`allow`, `approve` or `deny`",
                       p::sor<g::word_part<"allow">, p::seq<g::word_part<"approve">, p::opt<part<Part::role, word<"by">, g::name>>>, g::word_part<"deny">>> {};
struct asks : part<Part::asks, g::comma, word<"ask">, p::opt<group<"", word<"for">>>, g::name> {};
struct example : p::seq<p::opt<g::comma_list<fact>>, word<"gives">, verdict, p::opt<asks>> {};

void read_example(ToolBlock& block, Clause& clause) {
  const auto found = clause.read<example>();
  if (!found) return;
  Builder& build = clause.build();
  ExampleNode node;
  for (const PartView& fact : found->all(Part::fact)) {
    std::optional<Expression> value;
    if (!fact.find(Part::unknown)) value = build.expression(fact.inside().back());
    node.facts.emplace_back(build.path_name(*fact.find(Part::subject)), std::move(value));
  }
  node.verdict = build.name(*found->find(Part::word));
  if (const auto role = found->find(Part::role)) node.role = build.name(*role->find(Part::name));
  if (const auto asked = found->find(Part::asks)) node.asks = build.name(*asked->find(Part::name));
  node.span = clause.span();
  block.examples.push_back(std::move(node));
}

constexpr std::array<ClauseForm<ToolBlock>, 17> tool_clauses{{
    {"reads", "reads", read_effect},
    {"writes", "writes", read_effect},
    {"moves", "moves money", read_moves},
    {"verifies", "verifies customer", read_verifies},
    {"one", "one of order_id, email", read_one_of},
    {"at", "at least one of order_id, email", read_one_of},
    {"let", "let order is lookup_order(order_id)", read_let},
    {"needs", "needs order.customer is customer.id otherwise say \"I can't find that order.\" then ask for order_id", read_needs},
    {"deny", "deny when order.status is cancelled because \"It was cancelled.\" then offer a person", read_deny},
    {"limit", "limit amount to $300 per customer in 90 days, above that approve by billing_lead", read_limit},
    {"approve", "approve by billing_lead within 4 hours, otherwise hand off when amount is over $100", read_approve},
    {"allow", "allow when amount is at most $100", read_allow},
    {"otherwise", "otherwise deny because \"Beyond what this desk may refund.\" then hand off", read_otherwise},
    {"after", "after a crash send again with the same key", read_after},
    {"if", "if it fails hand off to billing", read_if_it_fails},
    {"say", "say when done \"Your {amount} refund is on its way.\"", read_say},
    {"example", "example amount $100.00 gives allow", read_example},
}};

}  // namespace

void read_budget(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<BudgetBlock>, 1> clauses{{{"at", "at most $500 per customer in 30 days", read_at_most}}};
  read_block<BudgetBlock>(laid_out, {"budget", "budget goodwill"}, after_word, clauses, findings, tree);
}

void read_tool(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  Head head(laid_out, "tool", "tool lookup_order(order_id: text) gives order", after_word, findings);
  const auto found = head.read<head_rule>();
  ToolBlock block;
  if (found) {
    Builder& build = head.build();
    block.name = build.name(*found->find(Part::name));
    for (const PartView& field : found->all(Part::field)) block.parameters.push_back({build.name(*field.find(Part::name)), build.type(*field.find(Part::type))});
    if (const auto gives = found->find(Part::gives)) block.gives = build.type(gives->inside().front());
  }
  block.span = laid_out.span();
  read_clauses<ToolBlock>(block, laid_out, "tool", tool_clauses, findings);
  if (found) tree.blocks.push_back(std::move(block));
}

}  // namespace handrail::dsl
