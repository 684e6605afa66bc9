// Where facts come from: the customer's account, the channel's context, entities and signals that are read off messages; and when a
// conversation is over.
#include <re2/re2.h>

#include <algorithm>
#include <ranges>

#include "dsl/check/checking.hpp"
#include "dsl/check/choices.hpp"
#include "dsl/check/conditions.hpp"
#include "dsl/check/files.hpp"
#include "engine/base/limits.hpp"

namespace handrail::dsl {

namespace {

void check_pattern(Checking& checking, const Text& pattern) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);   // a pattern that needs more is no pattern for a message
  const RE2 compiled(pattern.text, options);
  if (compiled.ok()) return;
  checking.report.error("P0315", pattern.span, "this pattern cannot be read: " + printable(compiled.error()))
      .help("write a regular expression in RE2's syntax, like `W[0-9]{7}`");
}

void check_signal(Checking& checking, const SignalBlock& signal) {
  for (const Text& pattern : signal.patterns) check_pattern(checking, pattern);
  for (const auto* files : {&signal.phrase_files, &signal.but_not_files})
    for (const Text& file : *files) checking.file_named(file, "phrases");
  for (const auto* files : {&signal.example_files, &signal.unlike_files})
    for (const Text& file : *files) checking.file_named(file, "examples");
  checking.share(signal.at, "examples at");
  for (const Text& name : signal.pattern_files)
    if (const auto file = checking.file_named(name, "patterns"))
      for (std::string& pattern : items_of(checking.sources.file(*file).text) | std::views::take(limits::reading_patterns))   // more are refused altogether
        check_pattern(checking, {std::move(pattern), name.span});
}

// The declared fields must be what the look-up gives: nothing else would ever set them.
void check_customer(Checking& checking) {
  const CustomerBlock* block = checking.symbols.customer_block;
  if (block == nullptr || !block->from) return;
  checking.call(*block->from, checking.turn());
  const auto tool = checking.symbols.tools.find(block->from->tool.text);
  if (!tool) return;
  const auto& gives = checking.symbols.tool_types[*tool].gives;
  const Name& tool_name = checking.symbols.tools[*tool].name;
  if (const auto& effect = checking.symbols.tools[*tool].effect; effect && effect->text != "reads")
    checking.report.error("P0410", block->from->tool.span, backticked(tool_name.text) + " does not only read").label(effect->span, "declared here")
        .help("the customer is looked up, not changed: name a tool that `reads`");
  if (!gives || gives->kind != TypeKind::record) {
    checking.report.error("P0316", block->from->tool.span, backticked(tool_name.text) + " gives no record").label(tool_name.span, "declared here")
        .help("name a look-up that gives a record with the customer's fields");
    return;
  }
  const RecordType& record = checking.symbols.records[gives->index];
  const FieldTable& customer = checking.symbols.customer;
  for (std::size_t i = 0; i < customer.fields.size(); ++i) {
    const Field* given = find_field(record.fields, customer.fields[i].name);
    if (given == nullptr) {
      std::vector<std::string> fields;
      for (const Field& field : record.fields) fields.push_back(field.name);
      checking.report.error("P0202", customer.spans[i], backticked(record.name) + " has no field " + backticked(customer.fields[i].name))
          .note("nothing would ever set it").label(tool_name.span, "the look-up is declared here")
          .help(did_you_mean(customer.fields[i].name, fields, "its fields are " + english_list(fields)));
      continue;
    }
    const Type& wanted = customer.fields[i].type;
    const bool words = given->type.kind == TypeKind::enumeration && wanted.kind == TypeKind::enumeration &&
                       checking.symbols.enumerations[given->type.index].words == checking.symbols.enumerations[wanted.index].words;
    const bool text_as_words = given->type.kind == TypeKind::text && wanted.kind == TypeKind::enumeration;
    if (!words && !text_as_words && !assignable(given->type, wanted))
      checking.report.error("P0305", customer.spans[i], backticked("customer." + customer.fields[i].name) + " takes " + backticked(checking.symbols.describe(wanted)) +
                                                            ", and " + backticked(record.name) + " gives " + backticked(checking.symbols.describe(given->type)))
          .help("declare both with the same type");
  }
}

// What the reader of messages holds in all: told once, at the block with which there is more.
class Held {
 public:
  Held(Checking& checking, std::size_t most, std::string what, std::string help) : checking_(checking), most_(most), what_(std::move(what)), help_(std::move(help)) {}

  void add(Span at, std::size_t written, std::initializer_list<const std::vector<Text>*> files) {
    count_ += written;
    for (const auto* names : files)
      for (const Text& name : *names)
        if (const auto file = find_file(checking_.sources, name.text, name.span.file)) count_ += items_of(checking_.sources.file(*file).text).size();
    if (count_ <= most_ || told_) return;
    told_ = true;
    checking_.report.error("P0453", at, "with this the desk has " + std::to_string(count_) + " " + what_ + ", and at most " + std::to_string(most_) + " are read").help(help_);
  }

 private:
  Checking& checking_;
  std::size_t most_, count_ = 0;
  std::string what_, help_;
  bool told_ = false;
};

void check_what_is_held(Checking& checking) {
  Held patterns(checking, limits::reading_patterns, "patterns",
                "make one of several with `|`, or write `phrases`: of these " + std::to_string(limits::reading_phrases) + " are read");
  Held phrases(checking, limits::reading_phrases, "phrases", "leave out those that others hold, or give `examples` of what they have in common");
  Held examples(checking, limits::reading_examples, "examples", "leave out those that say nearly the same");
  for (std::size_t i = 0; i < checking.symbols.entities.size(); ++i) {
    const EntityBlock& entity = checking.symbols.entities[i];
    // Each choice, and each that `also` adds, is read by a pattern of its own.
    const auto choices = said_of_choices(entity, checking.symbols.entity_types[i], checking.symbols.enumerations);
    const auto by_choice = static_cast<std::size_t>(std::ranges::count_if(choices, [](const SaidOfChoice& one) { return !as_said(one.words).empty(); }));
    const std::size_t of_its_kind = entity.built_in && entity.built_in->text == "email" ? 1 : 0;
    patterns.add(entity.name.span, entity.patterns.size() + by_choice + of_its_kind, {});
  }
  for (const SignalBlock* signal : checking.symbols.signals) {
    patterns.add(signal->name.span, signal->patterns.size(), {&signal->pattern_files});
    phrases.add(signal->name.span, signal->phrases.size() + signal->but_not.size(), {&signal->phrase_files, &signal->but_not_files});
    examples.add(signal->name.span, signal->examples.size() + signal->unlike.size(), {&signal->example_files, &signal->unlike_files});
  }
  for (const IntentBlock* intent : checking.symbols.intents) examples.add(intent->name.span, intent->examples.size(), {&intent->example_files});
  if (const auto& intents = checking.symbols.intents; intents.size() > limits::reading_intents)
    checking.report.error("P0453", intents[limits::reading_intents].name.span,
                          "the desk has " + std::to_string(intents.size()) + " intents, and at most " + std::to_string(limits::reading_intents) + " are read")
        .help("make one of those that are served alike");
}

}  // namespace

void check_facts(Checking& checking) {
  check_customer(checking);
  if (const ConversationBlock* block = checking.symbols.conversation) {
    checking.duration(block->resolved_after, "resolved after");
    checking.duration(block->abandoned_after, "abandoned after");
    checking.condition(block->resolved_when, checking.turn());
    checking.duration(block->keep, "keep records for");
    checking.duration(block->together_within, "read together within");
  }
  for (const EntityBlock* entity : checking.symbols.entities)
    for (const Text& pattern : entity->patterns) check_pattern(checking, pattern);
  for (const SignalBlock* signal : checking.symbols.signals)
    check_signal(checking, *signal);
  check_what_is_held(checking);
}

}  // namespace handrail::dsl
