// rollout, goals, guarantee, wording: how a desk goes live, what it wants to reach, what must never happen, and how it words things for whom.
#include <array>

#include "dsl/syntax/block_head.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

// --- rollout ---

struct share : group<"a share like `95%`", g::percent> {};
struct until_good : p::seq<word<"person checks every reply until">, g::number, p::sor<word<"are reviewed and">, word<"were reviewed and">>, share,
                           p::sor<word<"were accurate">, word<"are accurate">>, p::opt<p::seq<g::comma, part<Part::flag, word<"per intent">>>>> {};

void read_checks(RolloutBlock& block, Clause& clause) {
  const auto found = clause.read<until_good>();
  if (!found || !clause.first(&block.reviewed)) return;
  block.reviewed = clause.build().expression(*found->find(Part::number));
  block.accurate = clause.build().expression(*found->find(Part::percent));
  block.per_intent = found->find(Part::flag).has_value();
}

void read_only(RolloutBlock& block, Clause& clause) {
  const auto found = clause.read<word<"for">, g::comma_list<g::name>>();
  if (!found) return;
  for (const PartView& name : found->all(Part::name)) block.intents.push_back(clause.build().name(name));
}

void read_from(RolloutBlock& block, Clause& clause) {
  const auto found = clause.read<g::time, p::opt<g::until_period>>();
  if (found) clause.set(block.active, ActivePeriod{clause.build().expression(*found->find(Part::time)), condition_in(*found, Part::until_period, clause)});
}

void read_until(RolloutBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::time>()) clause.set(block.active, ActivePeriod{std::nullopt, clause.build().expression(*found->find(Part::time))});
}

// --- goals ---

struct metric : group<"a goal like `resolved` or `first reply`",
                      p::sor<g::word_part<"resolved">, g::word_part<"handed off">, g::word_part<"reopened">, g::word_part<"first contact resolution">, g::word_part<"first reply">,
                             g::word_part<"handle time">, g::word_part<"satisfaction">, g::word_part<"cost per resolution">, g::word_part<"abandoned">,
                             g::word_part<"routed right">>> {};
struct goal_op : part<Part::op, p::sor<word<"over">, word<"under">, word<"at least">, word<"at most">, symbol<"<=">, symbol<">=">, symbol<"<">, symbol<">">>> {};
struct goal : p::seq<metric, p::opt<part<Part::within, word<"in">, g::duration>>, goal_op, part<Part::list_item, group<"a value", g::literal>>> {};

void read_goal(GoalsBlock& block, Clause& clause) {
  const auto found = clause.read<goal>();
  if (!found) return;
  Builder& build = clause.build();
  const std::string_view op = found->find(Part::op)->text();
  const Comparison comparison = op == "under" || op == "<" ? Comparison::less : op == "at most" || op == "<=" ? Comparison::at_most
                                : op == "at least" || op == ">=" ? Comparison::at_least : Comparison::more;
  block.goals.push_back({build.name(*found->find(Part::word)), condition_in(*found, Part::within, clause), comparison,
                         build.expression(*found->find(Part::list_item)), clause.span()});
}

// --- guarantee ---

struct done : p::sor<g::word_part<"send">, g::word_part<"draft">, g::word_part<"answer">, g::word_part<"act">, g::word_part<"ask">, g::word_part<"refuse">> {};
struct never_do : p::seq<g::comma_list<done>, p::opt<g::when>> {};
struct without : part<Part::otherwise, word<"without approval">, p::opt<part<Part::role, word<"by">, g::name>>> {};
struct never_call : p::seq<g::name, p::opt<g::when>, p::opt<without>> {};

void read_never(GuaranteeBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<never_do, never_call>>();
  if (!found) return;
  Builder& build = clause.build();
  const auto words = found->all(Part::word);
  if (!words.empty()) {
    GuaranteeBlock::NeverDo claim{{}, condition_in(*found, Part::when, clause)};
    for (const PartView& word : words) claim.what.push_back(build.name(word));
    block.claims.push_back({std::move(claim), clause.span()});
    return;
  }
  GuaranteeBlock::NeverCall claim{build.name(*found->find(Part::name)), condition_in(*found, Part::when, clause), false, {}};
  if (const auto approval = found->find(Part::otherwise)) {
    claim.without_approval = true;
    if (const auto role = approval->find(Part::role)) claim.by = build.name(*role->find(Part::name));
  }
  block.claims.push_back({std::move(claim), clause.span()});
}

void read_always(GuaranteeBlock& block, Clause& clause) {
  const auto found = clause.read<word<"hand off">, p::opt<p::seq<group<"", word<"to">>, g::name>>, g::when>();
  if (!found) return;
  GuaranteeBlock::AlwaysHandOff claim{{}, *condition_in(*found, Part::when, clause)};
  if (const auto queue = found->find(Part::name)) claim.queue = clause.build().name(*queue);
  block.claims.push_back({std::move(claim), clause.span()});
}

void read_every(GuaranteeBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<p::seq<word<"path of">, g::name>, word<"conversation that asks for a person">>, word<"reaches a person or a dated callback">>();
  if (!found) return;
  GuaranteeBlock::EveryPath claim;
  if (const auto intent = found->find(Part::name)) claim.intent = clause.build().name(*intent);
  block.claims.push_back({std::move(claim), clause.span()});
}

// --- wording ---

struct variant : p::seq<g::name, p::opt<g::name>, g::text> {};

void read_variant(WordingBlock& block, Clause& clause) {
  const auto found = clause.read<variant>();
  if (!found) return;
  WordingBlock::Variant made{{}, clause.build().text(*found->find(Part::text)), clause.span()};
  for (const PartView& word : found->all(Part::name)) made.manner.push_back(clause.build().name(word));
  block.variants.push_back(std::move(made));
}

}  // namespace

void read_rollout(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<RolloutBlock>, 4> clauses{{
      {"a", "a person checks every reply until 200 are reviewed and 95% were accurate, per intent", read_checks},
      {"only", "only for refund_request, complaint", read_only},
      {"from", "from 2026-12-01 until 2027-01-06", read_from},
      {"until", "until 2027-01-06", read_until},
  }};
  read_block<RolloutBlock>(laid_out, {"rollout", "rollout \"First month\""}, after_word, clauses, findings, tree);
}

void read_goals(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr ClauseForm<GoalsBlock> other{"goal", "reopened in 48 hours under 5%", read_goal};
  read_block<GoalsBlock>(laid_out, {"goals", "goals"}, after_word, {}, findings, tree, &other);
}

void read_guarantee(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<GuaranteeBlock>, 3> clauses{{
      {"never", "never process_refund when amount is over $100 without approval", read_never},
      {"always", "always hand off to billing when intent is billing_dispute", read_always},
      {"every", "every path of refund_request reaches a person or a dated callback", read_every},
  }};
  read_block<GuaranteeBlock>(laid_out, {"guarantee", "guarantee \"No big refund without a person\""}, after_word, clauses, findings, tree);
}

void read_wording(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr ClauseForm<WordingBlock> variant{"variant", "de \"Gerne. {queue.name} übernimmt.\"", read_variant};
  read_block<WordingBlock>(laid_out, {"wording", "wording \"Of course. {queue.name} takes over.\""}, after_word, {}, findings, tree, &variant);
}

}  // namespace handrail::dsl
