#include "engine/proof/proof.hpp"
#include "engine/proof/sample_call.hpp"

#include <algorithm>

#include "dsl/prove/message_guarantees.hpp"
#include "dsl/syntax/findings.hpp"
#include "engine/policy/gate.hpp"
#include "engine/proof/confirming.hpp"
#include "engine/proof/not_followed.hpp"
#include "engine/proof/tell_message.hpp"

namespace handrail {
namespace {

using dsl::Diagnostic;
using dsl::GuaranteeAnswer;
using dsl::Program;

// "order_id W1, amount $100.01": the facts of a sample, unknown ones left out.
std::string facts_of(const Program& program, const dsl::GateSample& sample) {
  std::string text;
  const auto& slots = program.tools[sample.tool].scope.slots;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    std::string name = slots[i].path.front();
    for (std::size_t part = 1; part < slots[i].path.size(); ++part) name += "." + slots[i].path[part];
    const std::string value = sample.slots[i].absent() ? "nothing" : format_value(sample.slots[i]);
    if (!value.empty() && name != "now") text += (text.empty() ? "" : ", ") + name + " " + value;
  }
  return text;
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
      case GuaranteeAnswer::Kind::broken: break;
    }
    const Verdict verdict = judge(program_, BundleHash(), call_of(program_, answer.sample));
    const bool confirmed = verdict.kind == (answer.approves ? VerdictKind::approve : VerdictKind::allow) && verdict.at == program_.where(*answer.lets_it_happen);
    if (confirmed) return broken(guarantee, answer);
    ++told_.unconfirmed;
    unconfirmed(guarantee, answer.region);
  }

  void message(const dsl::MessageAnswer& answer, bool too_many_triggers) {
    const dsl::Guarantee& guarantee = program_.guarantees[answer.guarantee];
    if (answer.kind == GuaranteeAnswer::Kind::proved) ++told_.guarantees_proved;
    else if (answer.kind == GuaranteeAnswer::Kind::not_proven && too_many_triggers)
      not_proven(guarantee, "there are more triggers than are put together in one question", "leave it to cases of `handrail test`");
    else if (answer.kind == GuaranteeAnswer::Kind::not_proven && answer.tool) no_call_found(guarantee, *answer.tool);
    else if (answer.kind == GuaranteeAnswer::Kind::not_proven) budget(guarantee);
    else if (auto found = broken_guarantee(program_, answer)) told_.diagnostics.push_back(std::move(*found));
    else {
      ++told_.unconfirmed;
      unconfirmed(guarantee, answer.region);
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

  // The solver has a case and the real evaluator answers it otherwise: what it took as free is to blame.
  void unconfirmed(const dsl::Guarantee& guarantee, const std::string& region) {
    const std::vector<NotFollowed> parts = not_followed(program_, guarantee, region);
    if (parts.empty()) {
      not_proven(guarantee, "the real decision does not bear out the case that was found" + (region.empty() ? "" : ", `" + region + "`"), "leave it to a case of `handrail test`");
      return;
    }
    const NotFollowed& first = parts.front();
    Diagnostic& found = not_proven(guarantee, "it hangs on `" + first.part + "`, and " + first.what + " is not followed",
                                   "let a rule that keeps the guarantee ask `" + first.part + "` in the same words, or ask for an amount, a word, a yes or no");
    for (const NotFollowed& one : parts) {
      if (found.labels.size() == not_followed_told) break;
      const bool inside = one.span.file == found.span.file && one.span.begin >= found.span.begin && one.span.end <= found.span.end;
      if (!inside) found.labels.push_back({one.span, one.what + " is not followed"});
    }
  }

  // As a conversation: what is known, what the assistant would do, and the line that lets it.
  void broken(const dsl::Guarantee& guarantee, const GuaranteeAnswer& answer) {
    const std::string& tool = program_.tools[answer.sample.tool].name;
    const std::string facts = facts_of(program_, answer.sample);
    Diagnostic found = warning("P0710", "guarantee `" + guarantee.name + "` does not hold" + (answer.region.empty() ? "" : ": `" + answer.region + "`"), guarantee.rule.span);
    found.severity = dsl::Severity::error;
    found.note = "the customer asks for `" + tool + "`" + (facts.empty() ? "" : " (" + facts + ")") + "; the assistant " +
                 (answer.approves ? "would do it after an approval" : "would do it without asking anybody");
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
  dsl::Proof proof = dsl::prove(program, options);
  told.diagnostics = std::move(proof.findings);
  for (Diagnostic& found : confirmed_findings(program, std::move(proof.sampled), told.unconfirmed)) told.diagnostics.push_back(std::move(found));
  Telling telling(program, options, told);
  for (const GuaranteeAnswer& answer : proof.guarantees) telling.guarantee(answer);
  const dsl::MessageProof messages = dsl::prove_messages(program, options);
  for (const dsl::MessageAnswer& answer : messages.guarantees) telling.message(answer, messages.too_many_triggers);
  told.not_proven += proof.undecided + messages.undecided;
  return told;
}

namespace {

// The amounts that stand in the clause already say that the role may not approve them.
bool says_as_much(const Diagnostic& other, const Diagnostic& found) {
  return found.code == "P0714" && other.code == "P0429" && other.span.file == found.span.file && other.span.begin >= found.span.begin && other.span.end <= found.span.end;
}

}  // namespace

void add_findings(const BundleProof& proof, dsl::Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  for (const Diagnostic& found : proof.diagnostics) {
    const auto end = diagnostics.begin() + static_cast<std::ptrdiff_t>(before);
    if (std::none_of(diagnostics.begin(), end, [&](const Diagnostic& other) { return other.span == found.span || says_as_much(other, found); })) diagnostics.push_back(found);
  }
  diagnostics = dsl::for_the_author(std::move(diagnostics));
}

}  // namespace handrail
