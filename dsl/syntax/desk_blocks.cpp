// workflow, queue, route, reply rules: who takes it on, and how things are said.
#include <array>

#include "dsl/syntax/block_head.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

// --- queue ---

struct day : part<Part::word, p::sor<word<"mon">, word<"tue">, word<"wed">, word<"thu">, word<"fri">, word<"sat">, word<"sun">>> {};
struct days : part<Part::days, group<"a day like `mon`", day>, p::opt<p::seq<word<"to">, group<"a day like `mon`", day>>>> {};
struct clock : part<Part::clock, token<"a time of day like `09:00`", g::two, p::one<':'>, g::two>> {};
struct closed_on : part<Part::closed_on, g::comma, word<"closed on">, g::text> {};
struct range : part<Part::open_hours, g::comma_list<days>, clock, word<"to">, clock> {};
struct hours : p::sor<part<Part::flag, word<"always">>, p::seq<g::comma_list<range>, g::text, p::opt<closed_on>>> {};

int day_of(std::string_view word) {
  constexpr std::array<std::string_view, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  return static_cast<int>(std::find(names.begin(), names.end(), word) - names.begin());
}

int minute_of(const PartView& view, Clause& clause) {
  const std::string_view text = view.text();
  const int hour = (text[0] - '0') * 10 + (text[1] - '0'), minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute < 60 && hour * 60 + minute <= 24 * 60) return hour * 60 + minute;
  clause.build().report("P0110", in_backticks(text) + " is no time of day", clause.build().span(view), "", "write a time from `00:00` to `24:00`");
  return 0;
}

void read_open(QueueBlock& block, Clause& clause) {
  const auto found = clause.read<hours>();
  if (!found) return;
  if (found->find(Part::flag)) {
    clause.first(&block.open);
    return;
  }
  OpeningHours open;
  for (const PartView& part : found->all(Part::open_hours)) {
    OpeningHours::Range range;
    for (const PartView& some : part.all(Part::days)) {
      const std::vector<PartView> ends = some.inside();
      range.days.emplace_back(day_of(ends.front().text()), day_of(ends.back().text()));
    }
    const std::vector<PartView> clocks = part.all(Part::clock);
    range.from_minute = minute_of(clocks[0], clause);
    range.to_minute = minute_of(clocks[1], clause);
    range.span = clause.build().span(part);
    open.ranges.push_back(std::move(range));
  }
  open.zone = clause.build().text(*found->find(Part::text));
  if (const auto closed = found->find(Part::closed_on)) open.closed_on = clause.build().text(*closed->find(Part::text));
  clause.set(block.open, std::move(open));
}

// `2 open hours` is read as the duration `2 hours` whose hours count only while the queue is open.
struct open_hours : part<Part::open_hours, g::number, word<"open">, p::sor<g::word_part<"hours">, g::word_part<"hour">, g::word_part<"minutes">, g::word_part<"minute">>> {};
struct promise : p::seq<word<"within">, p::sor<g::duration, open_hours>> {};

void read_promise(QueueBlock& block, Clause& clause) {
  const auto found = clause.read<promise>();
  if (!found) return;
  Builder& build = clause.build();
  const auto open = found->find(Part::open_hours);
  if (!open) return clause.set(block.promise, build.expression(*found->find(Part::duration)));
  const PartView number = *open->find(Part::number);
  const Expression count = build.expression(number);
  const auto* whole = std::get<LiteralNode>(count.node).value.as<std::int64_t>();
  const bool sensible = whole && *whole >= 0 && *whole <= 10'000;
  if (!sensible) build.report("P0110", in_backticks(number.text()) + " is no count of open hours", build.span(number), "", "write a whole number up to 10000");
  const std::int64_t n = sensible ? *whole : 1;
  const bool in_hours = open->find(Part::word)->text().starts_with("hour");
  clause.set(block.promise, Expression{build.span(*open), LiteralNode{Value(in_hours ? handrail::hours(n) : minutes(n))}});
  block.promise_in_open_hours = true;
}

struct one_unit : part<Part::every, p::sor<word<"hour">, word<"day">, word<"minute">>> {};
struct every : p::seq<word<"at most once per">, p::sor<g::duration, one_unit>> {};

void read_while(QueueBlock& block, Clause& clause) {
  const auto found = clause.read<word<"waiting say">, g::text, p::opt<every>>();
  if (!found) return;
  Builder& build = clause.build();
  clause.set(block.while_waiting, build.text(*found->find(Part::text)));
  if (const auto duration = found->find(Part::duration)) block.while_waiting_every = build.expression(*duration);
  if (const auto unit = found->find(Part::every)) {
    const std::string_view word = unit->text();
    const Duration one = word == "hour" ? handrail::hours(1) : word == "day" ? handrail::days(1) : minutes(1);
    block.while_waiting_every = Expression{build.span(*unit), LiteralNode{Value(one)}};
  }
}

void read_nobody(QueueBlock& block, Clause& clause) {
  if (const auto found = clause.read<word<"nobody comes">, g::action>()) clause.set(block.if_nobody_comes, clause.build().action(*found->find(Part::action)));
}

// --- workflow and route ---

struct periods : p::star<p::sor<g::from_period, g::until_period>> {};
struct workflow_head : p::seq<g::name, word<"from">, g::text> {};

void read_route_to(RouteBlock& block, Clause& clause) {
  const auto found = clause.read<g::name, g::when, periods>();
  if (found) block.rows.push_back({clause.build().name(*found->find(Part::name)), condition_in(*found, Part::when, clause), clause.span(), period_in(*found, clause)});
}

void read_route_otherwise(RouteBlock& block, Clause& clause) {
  const auto found = clause.read<word<"to">, g::name>();
  if (found) block.rows.push_back({clause.build().name(*found->find(Part::name)), std::nullopt, clause.span(), std::nullopt});
}

// --- reply rules ---

using B = ReplyRulesBlock;

void read_words(B& block, Clause& clause) {
  const auto found = clause.read<word<"most">, g::number, word<"words">, p::opt<p::seq<g::comma, part<Part::flag, word<"unless it is step by step">>>>>();
  if (!found) return;
  clause.set(block.words_max, clause.build().expression(*found->find(Part::number)));
  block.unless_step_by_step = found->find(Part::flag).has_value();
}

void read_apologise(B& block, Clause& clause) {
  const auto found = clause.read<word<"at most">, p::sor<part<Part::once, word<"once">>, p::seq<g::number, word<"times">>>>();
  if (!found) return;
  const auto once = found->find(Part::once);
  clause.set(block.apologies_max, once ? Expression{clause.build().span(*once), LiteralNode{Value(std::int64_t{1})}} : clause.build().expression(*found->find(Part::number)));
}

void read_end(B& block, Clause& clause) {
  if (clause.read<word<"with a next action">>()) clause.set(block.end_with_next_action);
}

void read_tone(B& block, Clause& clause) {
  const auto found = clause.read<g::name, p::opt<g::when>>();
  if (found) block.tones.emplace_back(clause.build().name(*found->find(Part::name)), condition_in(*found, Part::when, clause));
}

void read_begin(B& block, Clause& clause) {
  const auto found = clause.read<word<"with">, g::text, p::opt<g::when>>();
  if (found) block.beginnings.push_back({clause.build().text(*found->find(Part::text)), condition_in(*found, Part::when, clause), clause.span()});
}

void read_say_ai(B& block, Clause& clause) {
  using in_first_reply = part<Part::once, word<"in the first reply">>;
  using when_asked = p::seq<part<Part::asks, word<"when asked">>, p::opt<p::seq<word<"and">, in_first_reply>>>;
  const auto found = clause.read<word<"you are an AI">, g::comma_list<p::sor<when_asked, in_first_reply>>>();
  if (!found) return;
  if (found->find(Part::asks)) clause.set(block.say_ai_when_asked);
  if (found->find(Part::once)) clause.set(block.say_ai_in_first_reply);
}

void read_warn(B& block, Clause& clause) {
  if (const auto found = clause.read<word<"about articles not reviewed for">, g::duration>()) clause.set(block.warn_days, clause.build().expression(*found->find(Part::duration)));
}

void read_do_not(B& block, Clause& clause) {
  const auto found = clause.read<word<"not quote articles not reviewed for">, g::duration>();
  if (found) clause.set(block.refuse_days, clause.build().expression(*found->find(Part::duration)));
}

void read_review(B& block, Clause& clause) {
  if (const auto found = clause.read<word<"drafts within">, g::duration>()) clause.set(block.review_within, clause.build().expression(*found->find(Part::duration)));
}

void read_links(B& block, Clause& clause) {
  const auto found = clause.read<word<"only to">, g::comma_list<g::text>>();
  if (!found || !clause.first(&block.link_hosts)) return;
  for (const PartView& host : found->all(Part::text)) block.link_hosts.push_back(clause.build().text(host));
}

void read_mask(B& block, Clause& clause) {
  const auto found = clause.read<g::comma_list<g::name>, word<"for models">>();
  if (!found || !clause.first(&block.masked)) return;
  for (const PartView& name : found->all(Part::name)) block.masked.push_back(clause.build().name(name));
}

void read_models(B& block, Clause& clause) {
  using per_turn = part<Part::flag, word<"per turn">>;
  using how_much = p::sor<g::money, p::seq<g::number, word<"tokens">>>;
  const auto found = clause.read<word<"use at most">, how_much, p::sor<per_turn, word<"per conversation">>>();
  if (!found) return;
  const auto money = found->find(Part::money);
  auto& limit = found->find(Part::flag) ? block.model_per_turn : block.model_per_conversation;
  if (money) clause.set(limit.cost, clause.build().expression(*money));
  else clause.set(limit.tokens, clause.build().expression(*found->find(Part::number)));
}

}  // namespace

void read_workflow(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<WorkflowBlock>, 2> clauses{{
      {"takes", "takes order_id", read_names<WorkflowBlock, &WorkflowBlock::takes>},
      {"tools", "tools lookup_order, process_refund", read_names<WorkflowBlock, &WorkflowBlock::tools>},
  }};
  Head head(laid_out, "workflow", "workflow refund from \"refund.lua\"", after_word, findings);
  const auto found = head.read<workflow_head>();
  WorkflowBlock block;
  if (found) {
    block.name = head.build().name(*found->find(Part::name));
    block.file = head.build().text(*found->find(Part::text));
  }
  block.span = laid_out.span();
  read_clauses<WorkflowBlock>(block, laid_out, "workflow", clauses, findings);
  if (found) tree.blocks.push_back(std::move(block));
}

void read_queue(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  using Q = QueueBlock;
  static constexpr std::array<ClauseForm<Q>, 7> clauses{{
      {"name", "name \"Our billing team\"", read_text<Q, &Q::title>},
      {"open", "open mon to fri 09:00 to 18:00, sat 10:00 to 14:00 \"Europe/Berlin\", closed on \"holidays.txt\"", read_open},
      {"promise", "promise within 2 open hours", read_promise},
      {"say", "say \"{queue.name} is the right team for this.\"", read_text<Q, &Q::say>},
      {"packet", "packet order_id, amount", read_names<Q, &Q::packet>},
      {"while", "while waiting say \"You are still with {queue.name}.\" at most once per hour", read_while},
      {"if", "if nobody comes hand off to support with urgency high", read_nobody},
  }};
  read_block<Q>(laid_out, {"queue", "queue billing"}, after_word, clauses, findings, tree);
}

void read_route(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<RouteBlock>, 2> clauses{{
      {"to", "to billing when intent is refund_request", read_route_to},
      {"otherwise", "otherwise to support", read_route_otherwise},
  }};
  read_block<RouteBlock>(laid_out, {"route", "route"}, after_word, clauses, findings, tree);
}

void read_reply_rules(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<B>, 12> clauses{{
      {"at", "at most 150 words, unless it is step by step", read_words},
      {"apologise", "apologise at most once", read_apologise},
      {"begin", "begin with \"Thank you for coming back to this.\" when asked_before is at least 1", read_begin},
      {"end", "end with a next action", read_end},
      {"tone", "tone formal when customer.plan is enterprise", read_tone},
      {"say", "say you are an AI when asked and in the first reply", read_say_ai},
      {"warn", "warn about articles not reviewed for 60 days", read_warn},
      {"do", "do not quote articles not reviewed for 180 days", read_do_not},
      {"review", "review drafts within 4 hours", read_review},
      {"links", "links only to \"example.com\", \"help.example.com\"", read_links},
      {"mask", "mask name, email, phone, address for models", read_mask},
      {"models", "models use at most 40000 tokens per conversation", read_models},
  }};
  Head head(laid_out, "reply rules", "reply rules", after_word, findings);
  const auto found = head.read<word<"rules">>();
  B block;
  block.span = laid_out.span();
  read_clauses<B>(block, laid_out, "reply rules", clauses, findings);
  if (found) tree.blocks.push_back(std::move(block));
}

}  // namespace handrail::dsl
