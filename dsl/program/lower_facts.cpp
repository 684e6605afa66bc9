// Where facts come from and when a conversation is over.
#include "dsl/check/choices.hpp"
#include "dsl/check/files.hpp"
#include "dsl/program/lowering.hpp"

namespace handrail::dsl {

namespace {

// What `is email` reads: the part before the @, a domain with a dot.
constexpr std::string_view email_pattern = R"([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)";

std::vector<Choice> choices(const EntityBlock& block, const Type& type, const Symbols& symbols) {
  std::vector<Choice> all;
  for (const SaidOfChoice& said : said_of_choices(block, type, symbols.enumerations))
    if (std::string words = as_said(said.words); !words.empty()) all.push_back({std::move(words), symbols.enumerations[type.index].words[said.choice]});
  return all;
}

std::vector<std::string> texts(const Lowering& lowering, const std::vector<Text>& inline_texts, const std::vector<Text>& files) {
  std::vector<std::string> all = texts_of(inline_texts);
  for (const Text& name : files)
    for (std::string& item : items_of(lowering.sources.file(find_file(lowering.sources, name.text, name.span.file).value()).text)) all.push_back(std::move(item));
  return all;
}

}  // namespace

void lower_facts(Lowering& lowering) {
  Program& program = lowering.program;
  const Symbols& symbols = lowering.symbols;
  program.customer.fields = symbols.customer.fields;
  program.customer.fields.insert(program.customer.fields.end(), symbols.recent.begin(), symbols.recent.end());
  program.customer.from_journals = symbols.recent.size();
  if (symbols.customer_block != nullptr && symbols.customer_block->from) {
    program.customer.tool = lowering.tool(symbols.customer_block->from->tool);
    program.customer.arguments = lowering.call(*symbols.customer_block->from);
  }
  program.context = symbols.context.fields;
  if (const ConversationBlock* block = symbols.conversation) {
    if (auto after = fixed<Duration>(block->resolved_after)) program.episode.resolved_after = *after;
    if (auto after = fixed<Duration>(block->abandoned_after)) program.episode.abandoned_after = *after;
    program.episode.keep = fixed<Duration>(block->keep);
    program.episode.together_within = fixed<Duration>(block->together_within).value_or(Duration{});
    program.episode.resolved_when = lowering.condition(block->resolved_when);
  }
  for (std::uint32_t i = 0; i < symbols.entities.size(); ++i) {
    const EntityBlock& block = symbols.entities[i];
    Entity entity{block.name.text, symbols.entity_types[i], texts_of(block.patterns), lowering.block(block.span)};
    if (block.built_in && block.built_in->text == "email") entity.patterns.emplace_back(email_pattern);
    entity.choices = choices(block, entity.type, symbols);
    program.entities.push_back(std::move(entity));
  }
  for (const SignalBlock* block : symbols.signals)
    program.signals.push_back({block->name.text, texts(lowering, block->phrases, block->phrase_files), texts(lowering, block->patterns, block->pattern_files),
                               texts(lowering, block->but_not, block->but_not_files), lowering.block(block->span),
                               texts(lowering, block->examples, block->example_files), texts(lowering, block->unlike, block->unlike_files),
                               fixed<Decimal>(block->at).value_or(Signal{}.at)});
}

}  // namespace handrail::dsl
