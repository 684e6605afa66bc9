// What is decided about messages, by two policies: where they say the same nothing is asked; else the solver is, and each sample is really decided by both.
#include <algorithm>

#include "dsl/difference/message_difference.hpp"
#include "engine/difference/decision_words.hpp"
#include "engine/difference/diff.hpp"
#include "engine/difference/fingerprint.hpp"
#include "engine/difference/same_questions.hpp"
#include "engine/policy/decide.hpp"
#include "engine/proof/confirming.hpp"
#include "engine/proof/sample_message.hpp"

namespace handrail {
namespace {

using dsl::DifferenceLevel;
using dsl::MessageDifference;
using dsl::Program;

Json together(const Json& one, const Json& other) {
  if (!one.is_object() || !other.is_object()) return one;
  Json both = one;
  for (const auto& [name, value] : *other.members()) both.set(name, both.find(name) ? together(*both.find(name), value) : value);
  return both;
}

struct Sample { TurnFacts before, after; };   // one conversation; what was asked goes by each policy's lines

bool asks(const Program& program, const std::string& fact) {
  return std::ranges::find(program.turn_scope.slots, std::vector<std::string>{fact}, &dsl::Slot::path) != program.turn_scope.slots.end();
}

// A fact that only one of them reads is as that one has it: the other's is whatever nobody asked about.
void only_one_asks(const Program& before, const Program& after, TurnFacts& one, TurnFacts& other) {
  const auto settle = [&](const std::string& fact, auto member) {
    if (asks(before, fact) && !asks(after, fact)) other.*member = one.*member;
    else one.*member = other.*member;
  };
  settle("turns_with_bot", &TurnFacts::turns_with_bot);
  settle("asked_before", &TurnFacts::asked_before);
  settle("tool_errors", &TurnFacts::tool_errors);
  settle("since_first_message", &TurnFacts::since_first_message);
  settle("mood", &TurnFacts::mood);
  settle("frustration", &TurnFacts::frustration);
  settle("urgency", &TurnFacts::urgency);
  settle("written_in", &TurnFacts::written_in);
}

Sample sample_of(const Program& before, const Program& after, const MessageDifference& found) {
  Sample made{facts_of(before, found.old_sample), facts_of(after, found.new_sample)};
  made.before.stage = made.after.stage = found.early ? DecisionStage::signals : DecisionStage::full;
  TurnFacts &one = made.before, &other = made.after;
  one.customer = other.customer = together(other.customer, one.customer);
  one.context = other.context = together(other.context, one.context);
  for (const std::string& signal : one.signals)
    if (std::ranges::find(other.signals, signal) == other.signals.end()) other.signals.push_back(signal);
  one.signals = other.signals;
  other.claims.insert(one.claims.begin(), one.claims.end());
  one.claims = other.claims;
  for (const auto& [signal, count] : one.running) other.running[signal] = std::max(other.running[signal], count);   // who does not ask says 1
  one.running = other.running;
  only_one_asks(before, after, one, other);
  other.used.insert(one.used.begin(), one.used.end());
  one.used = other.used;
  return made;
}

bool confirmed(const MessageDifference& found, const Decision& one, const Decision& other) {
  if (found.level == DifferenceLevel::verdict) return in_words(one) == found.before.front() && in_words(other) == found.after.front();
  if (in_words(one) != in_words(other) || !in_words(one).starts_with(found.both)) return false;
  return one.urgency != other.urgency || one.ask_key != other.ask_key;
}

using Example = std::vector<std::pair<std::string, std::string>>;

// What the program reads of the facts that the area speaks of.
void add_facts(const Program& program, const std::vector<Value>& values, const MessageDifference& found, Example& example) {
  const auto& slots = program.turn_scope.slots;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    std::string path;
    for (const std::string& part : slots[i].path) path += (path.empty() ? "" : ".") + part;
    if (std::ranges::find(found.facts, path) == found.facts.end() || std::ranges::any_of(example, [&](const auto& one) { return one.first == path; })) continue;
    const std::string text = values[i].unknown() ? "unknown" : value_in_words(program, slots[i].type, values[i]);
    if (!text.empty()) example.emplace_back(path, text);
  }
}

Example example_of(const TurnFacts& facts, const Program& before, const Program& after, const MessageDifference& found) {
  Example example{{"intent", facts.intent}};
  if (found.early) example.clear();
  if (found.area.find("confidence") != std::string::npos) example.emplace_back("confidence", format_decimal(Decimal{facts.confidence.millionths * 100}) + "%");
  if (!facts.workflow.empty()) example.emplace_back("waiting", facts.workflow);
  add_facts(after, found.new_sample.slots, found, example);
  add_facts(before, found.old_sample.slots, found, example);
  return example;
}

DecisionChange change_of(const Program& before, const Program& after, const MessageDifference& found, const Sample& sample, const Decision& one, const Decision& other) {
  DecisionChange made{found};
  if (found.early) made.area += std::string(found.area.empty() ? "" : ", ") + "before a model is asked";
  made.example = example_of(sample.after, before, after, found);
  made.old_at = one.at;
  made.old_rule = one.rule;
  made.new_at = other.at;
  made.new_rule = other.rule;
  made.sample = to_json(sample.after);
  if (Json old_sample = to_json(sample.before); old_sample != made.sample) made.old_sample = std::move(old_sample);
  return made;
}

}  // namespace

void diff_messages(const Program& before, const Program& after, dsl::ProofOptions options, BundleDiff& diff) {
  if (message_fingerprint(before) == message_fingerprint(after)) return;
  const Program alike = asking_alike(before, after);
  if (message_fingerprint(alike) == message_fingerprint(after)) return;
  DecisionChanges made;
  made.owner = "messages";
  made.of_messages = true;
  const dsl::MessageDifferences found = dsl::message_differences(alike, after, options);
  made.compared = found.comparable;
  made.more = found.more;
  made.proven = found.proven;
  for (const MessageDifference& difference : found.differences) {
    const Sample sample = sample_of(before, after, difference);
    const Decision one = decide(before, sample.before), other = decide(after, sample.after);
    add_change(made, change_of(before, after, difference, sample, one, other), confirmed(difference, one, other));
  }
  if (!made.same()) diff.decisions.push_back(std::move(made));
}

}  // namespace handrail
