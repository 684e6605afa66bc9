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

// An entity is read in one way: by patterns, by its choices, or as a kind of its own.
bool is_read_already(EntityBlock& block, Clause& clause) {
  const std::optional<Span> first = block.built_in ? std::optional(block.built_in->span) : block.patterns.empty() ? std::nullopt : std::optional(block.patterns.front().span);
  if (!first) return false;
  clause.build().report_twice("how an entity is read", clause.span(), *first);
  return true;
}

void read_matches(EntityBlock& block, Clause& clause) {
  const auto found = clause.read<g::comma_list<g::text>>();
  const bool has_choices = block.built_in && block.built_in->text == "one of";
  if (found && !(has_choices && is_read_already(block, clause)))
    for (const PartView& pattern : found->all(Part::text)) block.patterns.push_back(clause.build().text(pattern));
}

// `is one of …`, `is in …`: of a condition that is how it is asked, of an entity the choices stand without the `is`.
bool is_said_as_a_condition(Clause& clause) {
  const std::string_view text = clause.statement().text;
  for (const std::string_view words : {"is one of", "is either", "is in", "is any of"}) {
    if (!text.starts_with(words)) continue;
    const auto end = static_cast<std::uint32_t>(words.size());
    clause.build().report("P0105", "an entity's choices stand without the `is`", clause.statement().span(0, end), "", "write `one of \"red\", \"dark blue\"`, `one of a_list` or `one of a_record.field`");
    return true;
  }
  return false;
}

void read_is(EntityBlock& block, Clause& clause) {
  if (is_said_as_a_condition(clause)) return;
  using kind = group<"`money`, `email`, `whole number` or `date`",
                     p::sor<g::word_part<"money">, g::word_part<"email">, g::word_part<"whole number">, g::word_part<"date">>>;
  const auto found = clause.read<kind>();
  const bool has_choices = block.built_in && block.built_in->text == "one of";
  if (!found || (has_choices && is_read_already(block, clause))) return;
  const Name name = clause.build().name(*found->find(Part::word));
  clause.set(block.built_in, name);
  block.type.word = name.text == "money" ? TypeWord::money : name.text == "email" ? TypeWord::text : name.text == "date" ? TypeWord::time : TypeWord::whole_number;
  block.type.span = name.span;
}

// Choices are kept in the entity's type: those that are written out as an enumeration's words, the path of a list or a field as a named type's.
void read_choices(EntityBlock& block, Clause& clause) {
  const auto found = clause.read<word<"of">, group<"choices like `\"red\", \"dark blue\"`, a list, or a field like `order.status`", p::sor<g::comma_list<g::text>, g::path>>>();
  if (!found || is_read_already(block, clause)) return;
  block.built_in = Name{"one of", clause.span()};
  block.type.span = clause.span();
  block.type.word = TypeWord::enumeration;
  block.type.words.clear();
  const auto add = [&](const Text& text) { block.type.words.push_back({text.text, text.span}); };
  for (const PartView& text : found->all(Part::text)) add(clause.build().text(text));
  const auto path = found->find(Part::path);
  if (!path) return;
  block.type.word = TypeWord::named;
  for (const PartView& name : path->inside()) block.type.words.push_back(clause.build().name(name));
}

struct choice : part<Part::cell, p::sor<g::text, g::name>> {};

void read_also(EntityBlock& block, Clause& clause) {
  const auto found = clause.read<g::comma_list<g::text>, word<"for">, group<"the choice that it is said of", choice>>();
  if (!found) return;
  EntityBlock::OtherWords other;
  other.span = clause.span();
  for (const PartView& words : found->all(Part::text)) other.words.push_back(clause.build().text(words));
  const PartView meant = found->find(Part::cell)->inside().front();
  if (meant.part() == Part::text) {
    Text quoted = clause.build().text(meant);
    other.choice = {std::move(quoted.text), quoted.span};
  } else {
    other.choice = clause.build().name(meant);
  }
  block.also.push_back(std::move(other));
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
  read_block<ConversationBlock>(laid_out, {"conversation", "conversation"}, after_word, clauses, findings, tree);
}

void read_customer(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<CustomerBlock>, 1> clauses{{{"from", "from lookup_account(customer.id)", read_customer_from}}};
  static constexpr ClauseForm<CustomerBlock> other{"field", "plan free | pro | enterprise", read_field<CustomerBlock>};
  read_block<CustomerBlock>(laid_out, {"customer", "customer"}, after_word, clauses, findings, tree, &other);
}

void read_context(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr ClauseForm<ContextBlock> other{"field", "page optional text", read_field<ContextBlock>};
  read_block<ContextBlock>(laid_out, {"context", "context"}, after_word, {}, findings, tree, &other);
}

void read_role(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<RoleBlock>, 1> clauses{{{"may", "may approve up to $1,000", read_may}}};
  read_block<RoleBlock>(laid_out, {"role", "role billing_lead"}, after_word, clauses, findings, tree);
}

void read_entity(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr std::array<ClauseForm<EntityBlock>, 4> clauses{{
      {"matches", "matches \"#?W[0-9]{7}\"", read_matches},
      {"is", "is money", read_is},
      {"one", "one of \"red\", \"dark blue\"", read_choices},
      {"also", "also \"navy\" for \"dark blue\"", read_also},
  }};
  read_block<EntityBlock>(laid_out, {"entity", "entity order_id"}, after_word, clauses, findings, tree);
}

void read_record(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  static constexpr ClauseForm<RecordBlock> other{"field", "total money", read_field<RecordBlock>};
  read_block<RecordBlock>(laid_out, {"record", "record order"}, after_word, {}, findings, tree, &other);
}

}  // namespace handrail::dsl
