// currency, conversation, customer, context, role, entity, record: who and what the policy is about.
#include <array>

#include "dsl/syntax/block_head.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

// --- fields: customer, context and record ---

struct field : p::seq<g::name, g::type> {};

template <class Block>
void read_field(Block& block, Clause& clause) {
  if (const auto found = clause.read<field>())
    block.fields.push_back({clause.build().name(*found->find(Part::name)), clause.build().type(*found->find(Part::type))});
}

void read_customer_from(CustomerBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::call>()) clause.set(block.from, clause.build().call(*found->find(Part::call)));
}

// --- conversation ---

struct silence : p::seq<word<"after">, g::duration, word<"of silence">> {};
struct says : part<Part::when, word<"when">, g::condition> {};

void read_resolved(ConversationBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<silence, says>>();
  if (!found) return;
  if (found->find(Part::when))
    clause.set(block.resolved_when, *condition_in(*found, Part::when, clause));
  else
    clause.set(block.resolved_after, clause.build().expression(*found->find(Part::duration)));
}

void read_abandoned(ConversationBlock& block, Clause& clause) {
  if (const auto found = clause.read<silence>()) clause.set(block.abandoned_after, clause.build().expression(*found->find(Part::duration)));
}

void read_keep(ConversationBlock& block, Clause& clause) {
  if (const auto found = clause.read<word<"records for">, g::duration>()) clause.set(block.keep, clause.build().expression(*found->find(Part::duration)));
}

void read_together(ConversationBlock& block, Clause& clause) {
  if (const auto found = clause.read<word<"together within">, g::duration>()) clause.set(block.together_within, clause.build().expression(*found->find(Part::duration)));
}

// --- role ---

void read_may(RoleBlock& block, Clause& clause) {
  if (const auto found = clause.read<word<"approve up to">, group<"an amount like `$1,000`", g::money>>())
    clause.set(block.limit, clause.build().expression(*found->find(Part::money)));
}

// --- entity ---

void read_matches(EntityBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::comma_list<g::text>>())
    for (const PartView& pattern : found->all(Part::text)) block.patterns.push_back(clause.build().text(pattern));
}

void read_is(EntityBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<g::word_part<"money">, g::word_part<"email">, g::word_part<"whole number">>>();
  if (!found) return;
  const Name kind = clause.build().name(*found->find(Part::word));
  clause.set(block.built_in, kind);
  block.type.word = kind.text == "money" ? TypeWord::money : kind.text == "email" ? TypeWord::text : TypeWord::whole_number;
  block.type.span = kind.span;
}

}  // namespace

void read_currency(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  Head head(laid_out, "currency", "currency USD", after_word, findings);
  const auto found = head.read<part<Part::currency, token<"a currency code like `USD`", g::currency_code>>>();
  for (const Statement& clause : laid_out.clauses) {
    findings.add({.code = "P0112", .message = "`currency` takes no clauses", .span = clause.whole(), .help = "start a block at the margin"});
    break;
  }
  if (found) tree.blocks.push_back(CurrencyBlock{head.build().name(*found->find(Part::currency)), laid_out.span()});
}

void read_conversation(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<ConversationBlock>, 4> clauses{{
      {"resolved", "resolved after 48 hours of silence", read_resolved},
      {"abandoned", "abandoned after 24 hours of silence", read_abandoned},
      {"keep", "keep records for 400 days", read_keep},
      {"read", "read together within 3 seconds", read_together},
  }};
  read_plain_block<ConversationBlock>(laid_out, {"conversation", "conversation"}, after_word, clauses, findings, tree);
}

void read_customer(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<CustomerBlock>, 1> clauses{{{"from", "from lookup_account(customer.id)", read_customer_from}}};
  static constexpr ClauseForm<CustomerBlock> other{"field", "plan free | pro | enterprise", read_field<CustomerBlock>};
  read_plain_block<CustomerBlock>(laid_out, {"customer", "customer"}, after_word, clauses, findings, tree, &other);
}

void read_context(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr ClauseForm<ContextBlock> other{"field", "page optional text", read_field<ContextBlock>};
  read_plain_block<ContextBlock>(laid_out, {"context", "context"}, after_word, {}, findings, tree, &other);
}

void read_role(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<RoleBlock>, 1> clauses{{{"may", "may approve up to $1,000", read_may}}};
  read_named_block<RoleBlock>(laid_out, {"role", "role billing_lead"}, after_word, clauses, findings, tree);
}

void read_entity(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<EntityBlock>, 2> clauses{{
      {"matches", "matches \"#?W[0-9]{7}\"", read_matches},
      {"is", "is money", read_is},
  }};
  read_named_block<EntityBlock>(laid_out, {"entity", "entity order_id"}, after_word, clauses, findings, tree);
}

void read_record(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr ClauseForm<RecordBlock> other{"field", "total money", read_field<RecordBlock>};
  read_named_block<RecordBlock>(laid_out, {"record", "record order"}, after_word, {}, findings, tree, &other);
}

}  // namespace handrail::dsl
