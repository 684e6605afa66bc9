// intent, confidence, signal, trigger: what a message may want, how sure one must be, and what calls for a person.
#include <array>

#include "dsl/syntax/block_head.hpp"

namespace handrail::dsl {

namespace g = grammar;

namespace {

// --- intent ---

struct request_class : p::sor<g::word_part<"answerable">, g::word_part<"needs account">, g::word_part<"needs human">, g::word_part<"unsafe">> {};
struct risk : p::sor<g::word_part<"low">, g::word_part<"medium">, g::word_part<"high">> {};

void read_class(IntentBlock& block, Clause& clause) {
  if (const auto found = clause.read<request_class>()) clause.set(block.request_class, clause.build().name(*found->find(Part::word)));
}

void read_risk(IntentBlock& block, Clause& clause) {
  if (const auto found = clause.read<risk>()) clause.set(block.risk, clause.build().name(*found->find(Part::word)));
}

struct from_files : part<Part::files, word<"from">, g::comma_list<g::text>> {};

void read_examples(IntentBlock& block, Clause& clause) {
  const auto found = clause.read<p::sor<from_files, g::comma_list<g::text>>>();
  if (!found) return;
  const auto files = found->find(Part::files);
  for (const PartView& text : (files ? *files : *found).all(Part::text)) (files ? block.example_files : block.examples).push_back(clause.build().text(text));
}

void read_ask(IntentBlock& block, Clause& clause) {
  if (const auto found = clause.read<word<"for">, g::name, g::text>())
    block.ask_for.push_back({clause.build().name(*found->find(Part::name)), clause.build().text(*found->find(Part::text))});
}

// --- confidence ---

struct subject : part<Part::subject, p::sor<word<"low risk">, word<"medium risk">, word<"high risk">, g::any_name>> {};
struct percent : group<"a share like `75%`", g::percent> {};
// "send at 90%", "send what an article answers", "send at 90% and what an article answers"
template <Part P>
struct answered : part<P, word<"what an article answers">> {};
template <Part P>
struct and_answered : p::opt<p::seq<word<"and">, answered<P>>> {};
struct send : p::sor<p::seq<part<Part::send_at, word<"send at">, percent>, and_answered<Part::send_answered>>, word<"never send">,
                     p::seq<word<"send">, answered<Part::send_answered>>> {};
struct person_checks : p::sor<p::seq<part<Part::check_at, word<"a person checks at">, percent>, and_answered<Part::check_answered>>,
                              p::seq<word<"a person checks">, answered<Part::check_answered>>> {};
struct below : part<Part::below, word<"below that">, g::action> {};
struct band : p::seq<subject, symbol<"|">, send, symbol<"|">, p::opt<p::seq<person_checks, symbol<"|">>>, below> {};

void read_band(ConfidenceBlock& block, Clause& clause) {
  const auto found = clause.read<band>();
  if (!found) return;
  Builder& build = clause.build();
  BandRow row{build.name(*found->find(Part::subject)), {}, {}, build.action(found->find(Part::below)->inside().front()), {}, {}, clause.span()};
  row.send_at = condition_in(*found, Part::send_at, clause);
  row.check_at = condition_in(*found, Part::check_at, clause);
  if (const auto part = found->find(Part::send_answered)) row.send_answered = build.span(*part);
  if (const auto part = found->find(Part::check_answered)) row.check_answered = build.span(*part);
  block.rows.push_back(std::move(row));
}

// --- signal ---

struct but_not : part<Part::but_not, word<"but not">, p::sor<from_files, g::comma_list<g::text>>> {};
struct phrases : p::seq<p::sor<from_files, g::comma_list<g::text>>, p::opt<but_not>> {};

void add_texts(const PartView& view, std::vector<Text>& texts, std::vector<Text>& files, Clause& clause) {
  const auto from = view.find(Part::files);
  for (const PartView& text : (from ? *from : view).all(Part::text)) (from ? files : texts).push_back(clause.build().text(text));
}

template <std::vector<Text> SignalBlock::*slot, std::vector<Text> SignalBlock::*files>
void read_phrases(SignalBlock& block, Clause& clause) {
  const auto found = clause.read<phrases>();
  if (!found) return;
  add_texts(*found, block.*slot, block.*files, clause);
  if (const auto except = found->find(Part::but_not)) add_texts(*except, block.but_not, block.but_not_files, clause);
}

struct signal_examples : p::seq<phrases, p::opt<part<Part::send_at, word<"at">, percent>>> {};

void read_signal_examples(SignalBlock& block, Clause& clause) {
  const auto found = clause.read<signal_examples>();
  if (!found) return;
  add_texts(*found, block.examples, block.example_files, clause);
  if (const auto except = found->find(Part::but_not)) add_texts(*except, block.unlike, block.unlike_files, clause);
  if (auto at = condition_in(*found, Part::send_at, clause)) clause.set(block.at, std::move(*at));
}

// --- trigger ---

void read_if_unknown(TriggerBlock& block, Clause& clause) {
  const auto found = clause.read<g::path, word<"is unknown">, g::action>();
  if (!found) return;
  block.if_unknown.push_back({clause.build().path_name(*found->find(Part::path)), clause.build().action(*found->find(Part::action)), clause.span()});
}

void read_urgency(TriggerBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::urgency>()) clause.set(block.urgency, clause.build().name(*found->find(Part::word)));
}

void read_then(TriggerBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::action>()) clause.set(block.then, clause.build().action(*found->find(Part::action)));
}

void read_period(TriggerBlock& block, Clause& clause) {
  const auto found = clause.read<g::time, p::opt<g::until_period>>();
  if (found) clause.set(block.active, ActivePeriod{clause.build().expression(*found->find(Part::time)), condition_in(*found, Part::until_period, clause)});
}

void read_until(TriggerBlock& block, Clause& clause) {
  if (const auto found = clause.read<g::time>()) clause.set(block.active, ActivePeriod{std::nullopt, clause.build().expression(*found->find(Part::time))});
}

}  // namespace

void read_intent(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  using B = IntentBlock;
  static constexpr std::array<ClauseForm<B>, 11> clauses{{
      {"topic", "topic billing", dsl::read_name<B, &B::topic>},
      {"means", "means \"The customer wants money back\"", read_text<B, &B::means>},
      {"examples", "examples \"I want a refund\", \"how do I send this back\"", read_examples},
      {"class", "class needs account", read_class},
      {"risk", "risk high", read_risk},
      {"ask", "ask for order_id \"Which order is it?\"", read_ask},
      {"tools", "tools lookup_order, process_refund", read_names<B, &B::tools>},
      {"workflow", "workflow refund", dsl::read_name<B, &B::workflow>},
      {"queue", "queue billing", dsl::read_name<B, &B::queue>},
      {"knowledge", "knowledge shipping, returns", read_names<B, &B::knowledge>},
      {"say", "say \"{queue.name} will take it.\"", read_text<B, &B::say>},
  }};
  read_block<B>(laid_out, {"intent", "intent refund_request"}, after_word, clauses, findings, tree);
}

void read_confidence(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  using B = ConfidenceBlock;
  static constexpr std::array<ClauseForm<B>, 1> clauses{{{"say", "say \"That deserves a precise answer.\"", read_text<B, &B::say>}}};
  static constexpr ClauseForm<B> other{"row", "high risk | send at 90% | a person checks at 75% | below that hand off", read_band};
  read_block<B>(laid_out, {"confidence", "confidence"}, after_word, clauses, findings, tree, &other);
}

void read_signal(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  using B = SignalBlock;
  static constexpr std::array<ClauseForm<B>, 3> clauses{{
      {"examples", "examples \"can I download all my data\", \"export everything\" at 70%", read_signal_examples},
      {"phrases", "phrases \"human\", \"real person\" but not \"human resources\"", read_phrases<&B::phrases, &B::phrase_files>},
      {"patterns", "patterns \"(?i)speak to (a|some)\"", read_phrases<&B::patterns, &B::pattern_files>},
  }};
  read_block<B>(laid_out, {"signal", "signal wants_person"}, after_word, clauses, findings, tree);
}

void read_trigger(const LaidOutBlock& laid_out, std::size_t after_word, Findings& findings, Tree& tree) {
  using B = TriggerBlock;
  static constexpr std::array<ClauseForm<B>, 9> clauses{{
      {"when", "when wants_person", dsl::read_condition<B, &B::when>},
      {"unless", "unless customer.plan is free", dsl::read_condition<B, &B::unless>},
      {"if", "if amount is unknown ask \"How much is it?\" once, then hand off", read_if_unknown},
      {"urgency", "urgency high", read_urgency},
      {"then", "then hand off to billing", read_then},
      {"say", "say \"Of course. {queue.name} will answer {queue.promise}.\"", read_text<B, &B::say>},
      {"because", "because \"Refund policy 4.2\"", read_text<B, &B::because>},
      {"from", "from 2026-12-01 until 2027-01-06", read_period},
      {"until", "until 2027-01-06", read_until},
  }};
  Head head(laid_out, "trigger", "trigger \"Customer asks for a person\"", after_word, findings);
  const auto found = head.read<g::text>();
  B block;
  if (found) block.name = head.build().text(*found->find(Part::text));
  block.span = laid_out.span();
  read_clauses<B>(block, laid_out, "trigger", clauses, findings);
  if (found) tree.blocks.push_back(std::move(block));
}

}  // namespace handrail::dsl
