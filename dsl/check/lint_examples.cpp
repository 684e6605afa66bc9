// One message, one intent: the same example under two intents teaches neither. What a signal's examples teach is what the intents' do not.
#include <map>

#include "dsl/check/checking.hpp"
#include "dsl/check/files.hpp"
#include "dsl/source/library_help.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t examples_of_a_signal_min = 5;   // fewer teach their own words and nothing of how else it may be said

struct Seen { std::string what, name; Span span; };
using SeenExamples = std::map<std::string, Seen>;

// The examples of a block, those of files at their lines.
std::vector<Text> all_examples(const Checking& checking, const std::vector<Text>& texts, const std::vector<Text>& files) {
  std::vector<Text> all = texts;
  for (const Text& name : files)
    if (const auto file = find_file(checking.sources, name.text, name.span.file))
      for (Item& item : items_of(*file, checking.sources.file(*file).text)) all.push_back({std::move(item.text), item.span});
  return all;
}

void see(Checking& checking, const std::string& what, const std::string& name, const Text& example, SeenExamples& seen) {
  if (trim(example.text).empty()) {
    checking.report.error("P0412", example.span, "an example of " + what + " " + backticked(name) + " has no words").help("write what a customer would, or remove it");
    return;
  }
  const auto [it, fresh] = seen.emplace(fold_case(trim(example.text)), Seen{what, name, example.span});
  const Seen& first = it->second;
  if (fresh || (first.what == what && first.name == name)) return;
  const std::string both = first.what == what ? "two " + what + "s" : "an intent and a signal";
  const std::string help = first.what == what ? "keep it under one of the two" : "keep it under one of the two; a trigger may ask for `intent is " + first.name + "`";
  checking.report.error("P0419", example.span, "this example stands under " + both).note("here for " + backticked(name))
      .label(first.span, "and here for " + backticked(first.name)).help(help);
}

// A file that is there and has no line to learn from: no message would ever be read as this intent. One that is missing is told by its own finding.
void see_files(Checking& checking, const IntentBlock& intent) {
  if (!intent.examples.empty() || intent.example_files.empty()) return;
  for (const Text& name : intent.example_files) {
    const auto file = find_file(checking.sources, name.text, name.span.file);
    if (!file || !items_of(checking.sources.file(*file).text).empty()) return;
  }
  const Text& first = intent.example_files.front();
  checking.report.error("P0412", first.span, "there is no example of intent " + backticked(intent.name.text) + " in " + backticked(printable(first.text)))
      .note("a blank line and one behind `#` is none").help("write what customers would, one message a line");
}

void see_signal(Checking& checking, const SignalBlock& signal, SeenExamples& seen) {
  const std::vector<Text> examples = all_examples(checking, signal.examples, signal.example_files);
  // Those of the library stand beside a desk's own: nobody could mend them there, and a message may have an intent and a signal.
  const auto of_the_library = [&](const Text& example) { return is_library(checking.sources.file(example.span.file).path); };
  for (const Text& example : examples)
    if (!of_the_library(example)) see(checking, "signal", signal.name.text, example, seen);
  if (examples.empty() || examples.size() >= examples_of_a_signal_min) return;
  const std::string count = std::to_string(examples.size()) + (examples.size() == 1 ? " example" : " examples");
  checking.report.warning("P0441", signal.name.span, "signal " + backticked(signal.name.text) + " has " + count)
      .note("it hears little else").help("write at least " + std::to_string(examples_of_a_signal_min) + ", worded differently, or use `phrases`");
}

}  // namespace

void lint_examples(Checking& checking) {
  SeenExamples seen;
  for (const IntentBlock* intent : checking.symbols.intents) {
    see_files(checking, *intent);
    for (const Text& example : intent->examples) see(checking, "intent", intent->name.text, example, seen);
  }
  for (const SignalBlock* signal : checking.symbols.signals) see_signal(checking, *signal, seen);
}

}  // namespace handrail::dsl
