#include "engine/insight/replayed.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/insight/earlier_calls.hpp"
#include "engine/policy/amounts.hpp"
#include "engine/policy/decide.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/situation.hpp"
#include "engine/policy/with_yes.hpp"

namespace handrail {
namespace {

Made made_of(const Decision& decision, const std::string& queue) {
  Made made{outcome_of(decision), decision.rule, decision.at, "", std::string(word_of(decision.kind)), queue, "", "", {}, ""};
  if (decision.kind == DecisionKind::act) made.outcome = "act by workflow " + decision.workflow + (decision.review ? ", checked by a person" : "");
  if (decision.kind == DecisionKind::ask && made.outcome == "ask" && !decision.ask_key.empty() && decision.ask_key.find_first_of(" :") == std::string::npos)
    made.outcome += " for " + decision.ask_key;
  made.on_record = made.outcome;
  if (decision.kind != DecisionKind::hand_off) made.queue.clear();
  else if (decision.queue.empty() && !queue.empty()) made.outcome += " to " + queue;
  made.words = decision.say + "\n" + decision.question + "\n" + decision.urgency + "\n" + decision.because;
  for (const FiredTrigger& fired : decision.triggers)
    if (fired.undecided) made.unknown.push_back("what the trigger `" + fired.name + "` asks");
  return made;
}

// Where a refused call goes: its first remedy, of this kind and for that.
std::string way_on(std::string_view kind, const std::string& what) {
  static constexpr std::array<std::pair<RemedyKind, std::string_view>, 8> words = {{
      {RemedyKind::ask, "ask "}, {RemedyKind::look_up, "look up"}, {RemedyKind::verify, "verify"}, {RemedyKind::confirm, "confirm"},
      {RemedyKind::approval, "approval by "}, {RemedyKind::wait, "wait"}, {RemedyKind::offer, "offer a person"}, {RemedyKind::hand_off, "hand off"}}};
  for (const auto& [one, said] : words) {
    if (word_of(one) != kind) continue;
    if (one == RemedyKind::ask || one == RemedyKind::approval) return ", " + std::string(said) + what;
    return ", " + std::string(said) + (one == RemedyKind::hand_off && !what.empty() ? " to " + what : "");
  }
  return "";
}

std::string way_on(const Verdict& verdict) {
  if (verdict.kind != VerdictKind::deny || verdict.remedy.empty()) return "";
  return way_on(word_of(verdict.remedy.front().kind), verdict.remedy.front().what);
}

// A denial that only waits for the customer's yes is no refusal: it is told apart.
bool waits_for_yes(std::string_view verdict, std::string_view first_remedy) {
  return verdict == word_of(VerdictKind::deny) && first_remedy == word_of(RemedyKind::confirm);
}
constexpr std::string_view waiting_for_yes = "confirm";

Made made_of(const Verdict& verdict, const std::string& tool) {
  const std::string outcome = outcome_of(verdict) + way_on(verdict);
  Made made{outcome, verdict.rule, verdict.at, outcome, std::string(word_of(verdict.kind)), "", "", verdict.because, {}, ""};
  if (!verdict.remedy.empty() && waits_for_yes(made.kind, word_of(verdict.remedy.front().kind))) made.kind = waiting_for_yes;
  if (verdict.approve) made.role = verdict.approve->role;
  if (verdict.kind == VerdictKind::deny && !verdict.remedy.empty() && verdict.remedy.front().kind == RemedyKind::hand_off) made.queue = verdict.remedy.front().what;
  for (const Remedy& remedy : verdict.remedy) made.words += "\n" + remedy.say;
  for (const std::string& fact : verdict.unknown) made.unknown.push_back("`" + fact + "` of `" + tool + "`");
  return made;
}

// Signals and the customer decide without an intent. Where they do not, an intent that this policy does not have decides nothing.
Made without_intent(TurnFacts facts, const dsl::Program& program) {
  facts.stage = DecisionStage::signals;
  const Decision decision = decide(program, facts);
  if (decision.kind == DecisionKind::none) return {"not known", "", "", "not known", "not known", "", "", "", {}, facts.intent};
  return made_of(decision, decision.queue.empty() && decision.kind == DecisionKind::hand_off ? queue_for(program, facts) : decision.queue);
}

Made again(const RecordedMessage& message, const RecordedPoint& point, const dsl::Program& decided_by, const PolicyToJudgeBy& policy) {
  const dsl::Program& program = *policy.bundle->program;
  TurnFacts facts = message.facts;
  add_earlier_calls(facts, {point.conversation, point.seq}, message.imported ? nullptr : &decided_by, program, policy.ledger);
  if (facts.stage == DecisionStage::full && !facts.intent.empty() && !program.find_intent(facts.intent)) return without_intent(std::move(facts), program);
  Decision decision = decide(program, facts);
  if (decision.kind == DecisionKind::none && facts.stage == DecisionStage::signals) {   // this policy would have gone on to ask for the intent
    facts.stage = DecisionStage::full;
    facts.intent = message.read_intent;
    facts.confidence = message.read_confidence;
    if (!facts.intent.empty() && !program.find_intent(facts.intent)) return {"not known", "", "", "not known", "not known", "", "", "", {}, facts.intent};
    decision = decide(program, facts);
  }
  // Where signals alone decide, the queue is found when the conversation is handed over: by the facts that are there then.
  return made_of(decision, decision.queue.empty() && decision.kind == DecisionKind::hand_off ? queue_for(program, message.facts) : decision.queue);
}

// An approval that held when it was recorded holds under any policy that asks the same role for it.
Verdict with_given_approvals(const dsl::Program& program, const BundleHash& bundle, GateCall& call, Verdict verdict) {
  if (verdict.kind != VerdictKind::approve || !verdict.approve) return verdict;
  bool any = false;
  for (GivenApproval& given : call.approvals)
    if (given.role == verdict.approve->role && given.tool == call.tool) {
      given.bundle = bundle;
      given.facts_hash = verdict.approve->facts_hash;
      any = true;
    }
  return any ? judge(program, bundle, call) : verdict;
}

// Who is asked for an approval after the first who is, where each says yes: ", then by owner". Empty: nobody else.
std::string asked_afterwards(const dsl::Program& program, const BundleHash& bundle, GateCall call, Verdict verdict) {
  std::string asked;
  for (std::size_t round = 0; verdict.approve && round <= program.roles.size(); ++round) {
    const NeededApproval needed = *verdict.approve;
    if (round > 0) asked += ", then by " + needed.role;
    call.approvals.push_back({"somebody with the role " + needed.role, needed.role, call.tool, call.arguments, needed.facts_hash, bundle, call.now});
    verdict = judge(program, bundle, call);
    if (verdict.approve && verdict.approve->role == needed.role) break;   // above what the role may approve: nobody can
  }
  return asked;
}

// Whether a person checks what the call's run is begun on under this policy. Where the run would not be begun at all, as it was.
std::optional<UnderReview> review_under(const RecordedCall& recorded, const InRecord& in, const dsl::Program& decided_by, const PolicyToJudgeBy& policy) {
  const std::optional<UnderReview>& was = recorded.call.review;
  if (!recorded.begun_by) return was;
  const dsl::Program& program = *policy.bundle->program;
  TurnFacts facts = recorded.begun_by->facts;
  if (!program.find_intent(facts.intent)) return was;
  add_earlier_calls(facts, in, &decided_by, program, policy.ledger);
  const Decision decision = decide(program, facts);
  if (decision.kind == DecisionKind::draft || (decision.kind == DecisionKind::act && decision.review))
    return UnderReview{decision.rule, decision.at, was && was->settled};
  return decision.kind == DecisionKind::act || decision.kind == DecisionKind::answer ? std::nullopt : was;
}

Made again(const RecordedCall& recorded, const InRecord& in, const dsl::Program& decided_by, const PolicyToJudgeBy& policy) {
  const dsl::Program& program = *policy.bundle->program;
  if (!program.find_tool(recorded.call.tool)) return {"no such tool", "", "", "no such tool", "deny", "", "", "", {}, ""};
  GateCall call =
      recorded.imported ? with_budgets_of_ledger(recorded.call, in, program, policy.ledger) : with_budgets_of(recorded.call, in, decided_by, program, policy.ledger);
  add_earlier_calls(call, in, recorded.imported ? nullptr : &decided_by, program, policy.ledger);
  call.review = review_under(recorded, in, decided_by, policy);
  Verdict verdict = judge(program, policy.bundle->hash, call);
  if (recorded.verdict == "allow") verdict = with_given_approvals(program, policy.bundle->hash, call, std::move(verdict));
  // Asked before its yes was there: the turn went by what the gate would say with it, and so would it have under this policy.
  if (recorded.assume_yes)
    if (const auto with_yes = with_the_yes(program, policy.bundle->hash, call, verdict)) verdict = Verdict(decisive(verdict, with_yes));
  Made made = made_of(verdict, call.tool);
  made.outcome += asked_afterwards(program, policy.bundle->hash, call, verdict);   // the record names the first alone
  return made;
}

}  // namespace

Made made_again(const RecordedPoint& point, const dsl::Program& recorded, const PolicyToJudgeBy& policy) {
  if (const auto* message = std::get_if<RecordedMessage>(&point.what)) return again(*message, point, recorded, policy);
  return again(std::get<RecordedCall>(point.what), {point.conversation, point.seq}, recorded, policy);
}

Made as_recorded(const RecordedPoint& point) {
  if (const auto* message = std::get_if<RecordedMessage>(&point.what)) return made_of(message->decision, message->decision.queue);
  const auto& call = std::get<RecordedCall>(point.what);
  const bool denied = call.verdict == word_of(VerdictKind::deny);
  const std::string outcome = call.verdict + (call.role.empty() ? "" : " by " + call.role) + (denied ? way_on(call.remedy, call.remedy_for) : "");
  const std::string kind = waits_for_yes(call.verdict, call.remedy) ? std::string(waiting_for_yes) : call.verdict;
  return {outcome, call.rule, call.at, outcome, kind, "", call.role, "", {}, ""};
}

std::optional<Money> amount_of(const RecordedCall& call, const dsl::Program& program) {
  const auto index = program.find_tool(call.call.tool);
  if (!index || program.tools[*index].effect != dsl::Effect::moves_money) return std::nullopt;
  const dsl::Tool& tool = program.tools[*index];
  std::vector<JsonIssue> issues;
  const dsl::Roots roots = roots_of(program, tool, call.call, issues);
  std::optional<Money> sum;
  for (const NamedAmount& named : amounts_named(tool, roots)) {
    const auto both = sum ? add(*sum, named.amount) : Result<Money>(named.amount);
    if (both) sum = *both;
  }
  return sum;
}

}  // namespace handrail
