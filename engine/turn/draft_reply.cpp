#include "engine/turn/draft_reply.hpp"

#include <algorithm>

#include "engine/policy/turn_rules.hpp"
#include "engine/reply/apologies.hpp"
#include "engine/reply/texts.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/ask_model.hpp"
#include "engine/turn/draft_sources.hpp"
#include "engine/turn/evidence.hpp"

namespace handrail {
namespace {

using reply::Checked;
using reply::Finding;

std::vector<Finding> covered_findings(Veil& veil, std::vector<Finding> findings) {
  for (Finding& finding : findings) {
    finding.text = veil.cover(finding.text);
    finding.needs = veil.cover(finding.needs);   // it names the word that nothing says
    finding.nearest = veil.cover(finding.nearest);
  }
  return findings;
}

bool wants_repair(const Checked& checked) {
  return std::any_of(checked.findings.begin(), checked.findings.end(), [](const Finding& finding) {
    return finding.stops() || finding.kind == reply::FindingKind::tone || finding.kind == reply::FindingKind::apologies;
  });
}

Words words_of(const reply::Draft& draft, const Checked& checked, const std::vector<Passage>& passages) {
  Words words{.text = draft.text};
  words.drafted = true;
  words.has_next_action = std::none_of(checked.findings.begin(), checked.findings.end(), [](const Finding& finding) { return finding.kind == reply::FindingKind::no_next_action; });
  for (const std::size_t index : checked.passages) {
    const Passage& passage = passages[index];
    words.text += (words.citations.empty() ? "\n\nSource: " : "; ") + source_of(passage);
    words.citations.push_back({passage.id, passage.title, passage.url});
  }
  return words;
}

// A draft on its way through the check: written again once with what was found in it.
class Drafting {
 public:
  Drafting(Seams& seams, const LiveBundle& live, ConversationLog& log, reply::DraftSources sources, Veil veil)
      : seams_(seams), live_(live), log_(log), sources_(std::move(sources)), veil_(std::move(veil)) {}

  // `said`: the answer to `asked`.
  Result<Drafted> judge(const ModelRequest& asked, const std::string& said, const std::string& once = "") {
    Checked checked = check(said);
    if (auto done = outcome(checked)) return std::move(*done);
    record("draft", checked, "repaired");
    HANDRAIL_TRY(const ModelSaid again, ask_model(seams_, live_, log_, reply::repair_request(asked, veil_.cover(said), covered_findings(veil_, checked.findings)), once));
    if (!again.trouble.empty()) return checked.may_go() ? good(checked) : Drafted{};   // a tone alone stops nothing
    checked = check(again.text);
    if (checked.escalate.empty() && checked.may_go()) return good(checked);
    if (auto done = outcome(checked)) return std::move(*done);
    const std::vector<Finding> findings = covered_findings(veil_, checked.findings);
    return Drafted{Drafted::How::stopped, {}, why_stopped(findings), findings_json(findings)};
  }

 private:
  Checked check(const std::string& said) {
    draft_ = reply::draft_in(veil_.uncover(said), sources_.evidence.passages);
    draft_.text = reply::with_apologies_at_most(draft_.text, sources_.limits.apologies_max, sources_.evidence.values);   // what cannot be cut is written again
    return reply::check_reply(draft_, sources_.evidence, sources_.limits);
  }

  Drafted good(const Checked& checked) const { return {Drafted::How::good, words_of(draft_, checked, sources_.evidence.passages), "", {}}; }

  std::optional<Drafted> outcome(const Checked& checked) const {
    if (!checked.escalate.empty()) return Drafted{Drafted::How::escalates, {}, checked.escalate, {}};
    if (!wants_repair(checked)) return good(checked);
    return std::nullopt;
  }

  void record(const std::string& what, const Checked& checked, const std::string& then) {
    log_.record(event::ReplyChecked{what, findings_json(covered_findings(veil_, checked.findings)), then});
  }

  Seams& seams_;
  const LiveBundle& live_;
  ConversationLog& log_;
  reply::DraftSources sources_;
  Veil veil_;
  reply::Draft draft_;
};

}  // namespace

Result<Drafted> draft_reply(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, const std::vector<Passage>& found) {
  const bool on_record = log.state().turn && !log.state().turn->models.empty();
  if (!seams.model && !on_record) return Drafted{};
  const auto failed_calls = [](const event::ModelAnswered& one) { return one.purpose == "calls" && !one.trouble.empty(); };
  if (on_record && std::ranges::any_of(log.state().turn->models, failed_calls)) return Drafted{};   // it has just failed
  reply::DraftSources sources = draft_sources(live, log.state(), decision.intent, found, counted_in(log));
  const bool knows_something = !sources.evidence.passages.empty() || !sources.evidence.receipts.empty() ||
                               std::any_of(sources.evidence.facts.begin(), sources.evidence.facts.end(), [](const reply::Fact& fact) { return !fact.of_another; });
  if (!knows_something) return Drafted{};
  Veil veil = veil_over(live, log.state(), sources.evidence.facts);
  const ModelRequest asked = reply::draft_request(covered(veil, sources));
  sources.evidence.prompt = texts::draft_prompt;
  HANDRAIL_TRY(const ModelSaid said, ask_model(seams, live, log, asked));
  if (!said.trouble.empty()) return Drafted{};
  return Drafting(seams, live, log, std::move(sources), std::move(veil)).judge(asked, said.text);
}

Result<Drafted> check_draft(Seams& seams, const LiveBundle& live, ConversationLog& log, reply::DraftSources sources, Veil veil, const ModelRequest& asked,
                            const std::string& said, const std::string& once) {
  return Drafting(seams, live, log, std::move(sources), std::move(veil)).judge(asked, said, once);
}

bool a_person_checks(const dsl::Program& program, const Decision& decision) {
  TurnFacts facts;
  facts.intent = decision.intent;
  const dsl::Band& row = band_of(program, intent_of(program, facts));
  return decision.kind == DecisionKind::draft || row.check_at.has_value() || row.check_answered;
}

}  // namespace handrail
