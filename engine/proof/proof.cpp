#include "engine/proof/proof.hpp"
#include "engine/proof/sample_call.hpp"

#include <algorithm>

#include "dsl/formulas/wording.hpp"
#include "dsl/prove/message_guarantees.hpp"
#include "dsl/syntax/findings.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/situation.hpp"
#include "engine/proof/confirming.hpp"
#include "engine/proof/not_followed.hpp"
#include "engine/proof/tell_message.hpp"

namespace handrail {
namespace {

using dsl::Diagnostic;
using dsl::GuaranteeAnswer;
using dsl::Program;

// The facts of a sample as far as `tells` says so, "order_id W1, amount $100.01"; one that is not known only where the region speaks of it.
template <class Tells>
std::string facts_of(const Program& program, const GuaranteeAnswer& answer, const Tells& tells) {
  const dsl::Scope& scope = program.tools[answer.sample.tool].scope;
  std::vector<std::uint32_t> asked;
  for (std::uint32_t i = 0; i < scope.slots.size(); ++i)
    if (tells(scope.slots[i].path) && (!answer.sample.slots[i].unknown() || answer.region.find(path_text(scope.slots[i].path)) != std::string::npos)) asked.push_back(i);
  return asked.empty() ? "" : facts_in_words(program, scope, answer.sample.slots, asked);
}

constexpr std::size_t not_followed_told = 3;   // places; who mends one asks again

class Telling {
 public:
  Telling(const Program& program, dsl::ProofOptions options, BundleProof& told) : program_(program), options_(options), told_(told) {}

  void guarantee(const GuaranteeAnswer& answer) {
    const dsl::Guarantee& guarantee = program_.guarantees[answer.guarantee];
    switch (answer.kind) {
      case GuaranteeAnswer::Kind::proved: ++told_.guarantees_proved; return;
      case GuaranteeAnswer::Kind::not_proven: return budget(guarantee);
      case GuaranteeAnswer::Kind::of_nothing: return of_nothing(guarantee, answer.contradicting);
      case GuaranteeAnswer::Kind::broken: break;
    }
    const Verdict verdict = judge(program_, BundleHash(), call_of(program_, answer.sample));
    const bool confirmed = verdict.kind == VerdictKind::allow && verdict.at == program_.where(*answer.lets_it_happen);
    if (confirmed && holds_for(program_, answer.sample, guarantee.when)) return broken(guarantee, answer);
    ++told_.unconfirmed;
    unconfirmed(guarantee, answer.region, answer.sample.open);
  }

  void message(const dsl::MessageAnswer& answer, bool too_many_triggers) {
    const dsl::Guarantee& guarantee = program_.guarantees[answer.guarantee];
    if (answer.kind == GuaranteeAnswer::Kind::proved) ++told_.guarantees_proved;
    else if (answer.kind == GuaranteeAnswer::Kind::of_nothing) of_nothing(guarantee, answer.contradicting);
    else if (answer.kind == GuaranteeAnswer::Kind::not_proven && too_many_triggers)
      not_proven(guarantee, "there are more triggers than are put together in one question", "leave it to cases of `handrail test`");
    else if (answer.kind == GuaranteeAnswer::Kind::not_proven && answer.tool) no_call_found(guarantee, *answer.tool);
    else if (answer.kind == GuaranteeAnswer::Kind::not_proven) budget(guarantee);
    else if (auto found = broken_guarantee(program_, answer)) told_.diagnostics.push_back(std::move(*found));
    else {
      ++told_.unconfirmed;
      unconfirmed(guarantee, answer.region, answer.tool && answer.tool->gate ? answer.tool->gate->sample.open : answer.sample.open);
    }
  }

 private:
  static Diagnostic warning(std::string code, std::string message, dsl::Span span) {
    Diagnostic found;
    found.code = std::move(code);
    found.severity = dsl::Severity::warning;
    found.message = std::move(message);
    found.span = span;
    return found;
  }

  void of_nothing(const dsl::Guarantee& guarantee, const std::vector<dsl::ExpressionId>& parts) {
    const bool together = parts.size() > 1;
    Diagnostic found = warning("P0716", "guarantee `" + guarantee.name + "` speaks of nothing: " + (together ? "its conditions contradict each other" : "its condition can never hold"),
                               guarantee.rule.span);
    found.note = "it holds whatever the rules say";
    found.help = "mend the condition (`or` in place of `and`, `over` in place of `under`?), or take the guarantee out";
    for (const dsl::ExpressionId part : parts) found.labels.push_back({program_.nodes[part].span, together ? "not together with the other" : "no facts make this true"});
    if (parts.size() > 2)
      for (auto& label : found.labels) label.text = "not together with the others";
    told_.diagnostics.push_back(std::move(found));
  }

  // `why`: what stood in the way.
  Diagnostic& not_proven(const dsl::Guarantee& guarantee, const std::string& why, std::string help) {
    ++told_.not_proven;
    Diagnostic found = warning("P0711", "guarantee `" + guarantee.name + "` is not proven", guarantee.rule.span);
    found.note = "neither shown to hold nor shown to fail: " + why;
    found.help = std::move(help);
    told_.diagnostics.push_back(std::move(found));
    return told_.diagnostics.back();
  }

  void budget(const dsl::Guarantee& guarantee) {
    const std::string steps = std::to_string(options_.budget);
    not_proven(guarantee, "the budget of " + steps + (options_.budget == 1 ? " step" : " steps") + " for one question did not suffice",
               "ask again with `--proof-budget` over " + steps);
  }

  void no_call_found(const dsl::Guarantee& guarantee, const dsl::MessageAnswer::ToolEnd& end) {
    const std::string& tool = program_.tools[end.tool].name;
    not_proven(guarantee, "no call of `" + tool + "` was found that ends there", "let it end in a queue that answers")
        .labels.push_back({end.clause->span, "this ends in `" + program_.queues[end.queue].name + "`, where nobody answers"});
  }

  // The solver has a case, and the real evaluator answers it otherwise: what it took as free is to blame. `open`: for which no list, text or look-up was found.
  void unconfirmed(const dsl::Guarantee& guarantee, const std::string& region, const std::vector<dsl::ExpressionId>& open) {
    const std::vector<NotFollowed> parts = not_followed(program_, guarantee, region, open);
    if (parts.empty()) {
      not_proven(guarantee, "the real decision does not bear out the case that was found" + (region.empty() ? "" : ", `" + region + "`"), "leave it to a case of `handrail test`");
      return;
    }
    const NotFollowed& first = parts.front();
    const std::string why = "it hangs on `" + first.part + "`, and no example was found in which that and all else is so: " + first.what + " is tried out, and not followed";
    Diagnostic& found = not_proven(guarantee, why,
                                   "let a rule that keeps the guarantee ask `" + first.part + "` in the same words, or ask for an amount, a word, a yes or no");
    for (const NotFollowed& one : parts) {
      if (found.labels.size() == not_followed_told) break;
      const bool inside = one.span.file == found.span.file && one.span.begin >= found.span.begin && one.span.end <= found.span.end;
      if (!inside) found.labels.push_back({one.span, one.what + " is not followed"});
    }
  }

  // The amounts that a limit counts and no condition reads are told with the others.
  static std::string unread_in_words(const Program& program, const dsl::GateSample& sample) {
    std::string text;
    for (const auto& [parameter, amount] : sample.unread) {
      if (amount.absent()) continue;
      const dsl::Field& counted = program.tools[sample.tool].parameters[parameter];
      text += (text.empty() ? "" : ", ") + counted.name + " " + value_in_words(program, counted.type, amount);
    }
    return text;
  }

  // As a conversation: what is known, what the assistant would do, and the line that lets it.
  void broken(const dsl::Guarantee& guarantee, const GuaranteeAnswer& answer) {
    const dsl::Tool& tool = program_.tools[answer.sample.tool];
    const auto among = [](const auto& named, const std::string& root) { return std::ranges::any_of(named, [&](const auto& one) { return one.name == root; }); };
    const auto argument = [&](const std::vector<std::string>& path) { return among(tool.parameters, path.front()); };
    const auto looked_up = [&](const std::vector<std::string>& path) { return among(tool.lets, path.front()); };
    std::string arguments = facts_of(program_, answer, argument);
    if (const std::string unread = unread_in_words(program_, answer.sample); !unread.empty()) arguments += (arguments.empty() ? "" : ", ") + unread;
    std::string beside = facts_of(program_, answer, [&](const auto& path) { return !argument(path) && !looked_up(path) && path.front() != "now"; });
    if (const std::string used = used_in_words(program_, answer.sample); !used.empty()) beside += (beside.empty() ? "" : ", ") + used;
    std::string looks_up = facts_of(program_, answer, looked_up);
    if (const std::string inside = look_ups_in_words(program_, answer.sample); !inside.empty()) looks_up += (looks_up.empty() ? "" : ", ") + inside;
    Diagnostic found = warning("P0710", "guarantee `" + guarantee.name + "` does not hold" + (answer.region.empty() ? "" : ": `" + answer.region + "`"), guarantee.rule.span);
    found.severity = dsl::Severity::error;
    int line = 1;
    found.note = "1. the customer asks for `" + tool.name + "`" + (arguments.empty() ? "" : " (" + arguments + ")") + (beside.empty() ? "" : ", with " + beside) +
                 on_its_day(tool.scope, all_slots(tool.scope), answer.region, answer.sample.now);
    if (!looks_up.empty()) found.note += "; " + std::to_string(++line) + ". it is looked up: " + looks_up;
    const std::vector<std::string> asked = approvers_of(program_, answer.sample);
    std::string after;
    for (const std::string& role : asked) after += (after.empty() ? dsl::after_approval(role) : ", then by " + role);
    found.note += "; " + std::to_string(++line) + ". the assistant would do it " + (after.empty() ? "without asking anybody" : after);
    found.labels.push_back({answer.lets_it_happen->span, "this lets it happen"});
    found.help = "narrow the clause at " + program_.where(*answer.lets_it_happen) + ", or the guarantee";
    told_.diagnostics.push_back(std::move(found));
  }

  const Program& program_;
  dsl::ProofOptions options_;
  BundleProof& told_;
};

}  // namespace

BundleProof prove_bundle(const Program& program, dsl::ProofOptions options) {
  BundleProof told;
  told.solver = dsl::solver_built_in();
  if (!told.solver) return told;
  std::uint64_t left = options.budget * limits::proof_budgets;
  if (options.left == nullptr) options.left = &left;
  dsl::Proof proof = dsl::prove(program, options);
  told.diagnostics = std::move(proof.findings);
  for (const dsl::LeftAlone& one : proof.left_alone)
    told.left_alone.push_back(program.sources.where(one.span) + ": of the " + std::to_string(one.parts) + " parts of this condition, " + std::to_string(one.not_asked) +
                              (one.not_asked == 1 ? " was" : " were") + " not asked about whether anything changes without it: there are too many");
  for (Diagnostic& found : confirmed_findings(program, std::move(proof.sampled), told.unconfirmed)) told.diagnostics.push_back(std::move(found));
  Telling telling(program, options, told);
  for (const GuaranteeAnswer& answer : proof.guarantees) telling.guarantee(answer);
  const dsl::MessageProof messages = dsl::prove_messages(program, options);
  for (const dsl::MessageAnswer& answer : messages.guarantees) telling.message(answer, messages.too_many_triggers);
  told.beyond_budget = proof.undecided + messages.undecided;
  told.not_proven += told.beyond_budget;
  return told;
}

namespace {

// The amounts that stand in the clause already say that the role may not approve them, and its words that another rule asks the same.
bool says_as_much(const Diagnostic& other, const Diagnostic& found) {
  return ((found.code == "P0714" && other.code == "P0429") || (found.code == "P0703" && other.code == "P0425")) &&
         other.span.file == found.span.file && other.span.begin >= found.span.begin && other.span.end <= found.span.end;
}

}  // namespace

void add_findings(const BundleProof& proof, dsl::Diagnostics& diagnostics) {
  // What contradicts itself asks nobody for too much: that is mended first.
  std::erase_if(diagnostics, [&](const Diagnostic& other) {
    return other.code == "P0429" && std::ranges::any_of(proof.diagnostics, [&](const Diagnostic& found) { return found.code == "P0702" && found.span == other.span; });
  });
  const std::size_t before = diagnostics.size();
  for (const Diagnostic& found : proof.diagnostics) {
    const auto end = diagnostics.begin() + static_cast<std::ptrdiff_t>(before);
    if (std::none_of(diagnostics.begin(), end, [&](const Diagnostic& other) { return other.span == found.span || says_as_much(other, found); })) diagnostics.push_back(found);
  }
  diagnostics = dsl::for_the_author(std::move(diagnostics));
}

}  // namespace handrail
