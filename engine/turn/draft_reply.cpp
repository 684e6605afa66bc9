#include "engine/turn/draft_reply.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/masking/veil.hpp"
#include "engine/policy/turn_rules.hpp"
#include "engine/reply/prompt.hpp"
#include "engine/reply/texts.hpp"
#include "engine/turn/answer.hpp"
#include "engine/turn/ask_model.hpp"
#include "engine/turn/evidence.hpp"

namespace handrail {
namespace {

using reply::Checked;
using reply::Finding;

reply::DraftSources sources_of(const LiveBundle& live, const ConversationState& state, const Decision& decision, const std::vector<Passage>& found) {
  reply::DraftSources sources;
  sources.evidence = evidence_of(live, state);
  sources.evidence.passages = reply::shown_passages(found);
  for (const SpokenLine& line : state.recent) sources.lines.push_back({line.by == Speaker::customer, line.carries_receipt, line.text});
  if (state.turn && (sources.lines.empty() || !sources.lines.back().by_customer)) sources.lines.push_back({true, false, state.turn->text});
  sources.limits = reply_limits(live, state);
  sources.purpose = decision.intent;
  std::replace(sources.purpose.begin(), sources.purpose.end(), '_', ' ');
  return sources;
}

// What the policy hides, known from the record.
Veil veil_over(const LiveBundle& live, const ConversationState& state, const reply::Evidence& evidence) {
  Veil veil(live.program().reply.masked);
  for (const reply::Fact& fact : evidence.facts) veil.know_record(fact.result, fact.tool == "customer" || fact.result.text_or("id") == state.customer.id.text);
  for (const auto& [entity, value] : state.claims)
    if (value.text()) veil.know(entity, *value.text());
  return veil;
}

Json covered(Veil& veil, const Json& value) {
  if (const std::string* text = value.text()) return Json(veil.cover(*text));
  if (const auto* items = value.items()) {
    Json list = Json::array();
    for (const Json& item : *items) list.push(covered(veil, item));
    return list;
  }
  if (const auto* members = value.members()) {
    Json object = Json::object();
    for (const auto& [key, member] : *members) object.set(key, covered(veil, member));
    return object;
  }
  return value;
}

reply::DraftSources covered(Veil& veil, reply::DraftSources sources) {
  for (reply::Fact& fact : sources.evidence.facts) fact.result = fact.of_another ? Json() : covered(veil, fact.result);
  for (Receipt& receipt : sources.evidence.receipts) {
    receipt.text = veil.cover(receipt.text);
    receipt.result = covered(veil, receipt.result);
  }
  for (std::string& text : sources.evidence.policy) text = veil.cover(text);
  for (reply::Line& line : sources.lines) line.text = veil.cover(line.text);
  return sources;
}

std::vector<Finding> covered(Veil& veil, std::vector<Finding> findings) {
  for (Finding& finding : findings) finding.text = veil.cover(finding.text);
  return findings;
}

bool wants_repair(const Checked& checked) {
  return std::any_of(checked.findings.begin(), checked.findings.end(), [](const Finding& finding) { return finding.stops() || finding.kind == reply::FindingKind::tone; });
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

class Drafting {
 public:
  Drafting(Seams& seams, const LiveBundle& live, ConversationLog& log, reply::DraftSources sources)
      : seams_(seams), live_(live), log_(log), sources_(std::move(sources)), veil_(veil_over(live, log.state(), sources_.evidence)) {}

  Result<Drafted> run() {
    const ModelRequest first = reply::draft_request(covered(veil_, sources_));
    sources_.evidence.prompt = texts::draft_prompt;
    HANDRAIL_TRY(const ModelSaid said, ask_model(seams_, live_, log_, first));
    if (!said.trouble.empty()) return Drafted{};
    Checked checked = check(said.text);
    if (auto done = outcome(checked)) return std::move(*done);
    record("draft", checked, "repaired");
    HANDRAIL_TRY(const ModelSaid again, ask_model(seams_, live_, log_, reply::repair_request(first, said.text, covered(veil_, checked.findings))));
    if (!again.trouble.empty()) return checked.may_go() ? good(checked) : Drafted{};   // a tone alone stops nothing
    checked = check(again.text);
    if (checked.escalate.empty() && checked.may_go()) return good(checked);
    if (auto done = outcome(checked)) return std::move(*done);
    return Drafted{Drafted::How::stopped, {}, why_stopped(covered(veil_, checked.findings)), findings_json(covered(veil_, checked.findings))};
  }

 private:
  Checked check(const std::string& said) {
    draft_ = reply::draft_in(veil_.uncover(said), sources_.evidence.passages);
    return reply::check_reply(draft_, sources_.evidence, sources_.limits);
  }

  Drafted good(const Checked& checked) const { return {Drafted::How::good, words_of(draft_, checked, sources_.evidence.passages), "", {}}; }

  std::optional<Drafted> outcome(const Checked& checked) const {
    if (!checked.escalate.empty()) return Drafted{Drafted::How::escalates, {}, checked.escalate, {}};
    if (!wants_repair(checked)) return good(checked);
    return std::nullopt;
  }

  void record(const std::string& what, const Checked& checked, const std::string& then) { log_.record(event::ReplyChecked{what, findings_json(covered(veil_,
      checked.findings)), then}); }

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
  reply::DraftSources sources = sources_of(live, log.state(), decision, found);
  const bool knows_something = !sources.evidence.passages.empty() || !sources.evidence.receipts.empty() ||
                               std::any_of(sources.evidence.facts.begin(), sources.evidence.facts.end(), [](const reply::Fact& fact) { return !fact.of_another; });
  if (!knows_something) return Drafted{};
  return Drafting(seams, live, log, std::move(sources)).run();
}

bool a_person_checks(const dsl::Program& program, const Decision& decision) {
  TurnFacts facts;
  facts.intent = decision.intent;
  return decision.kind == DecisionKind::draft || band_of(program, intent_of(program, facts)).check_at.has_value();
}

}  // namespace handrail
