// Calls of a run that was begun on a reading which a person checks. The doubt is about what the customer means, so it is theirs to resolve, or a person's: what
// no clause forbids still waits for the customer's yes to exactly this call. A call that the policy has no words about for a customer (a note, a tag) is no
// question to them: it waits for whoever checks the replies, until the customer or a person has settled what is meant.
#include <algorithm>

#include "engine/policy/judgement.hpp"

namespace handrail {
namespace {

constexpr std::string_view not_settled = "Neither the customer nor a person has confirmed yet what is meant.";

bool speaks_of_it(const dsl::Tool& tool) {
  const bool needs_yes = std::ranges::any_of(tool.needs, [](const dsl::Need& need) { return std::holds_alternative<dsl::Need::CustomersYes>(need.what); });
  return needs_yes || tool.effect == dsl::Effect::moves_money || !tool.say_to_confirm.pieces.empty() || !tool.say_when_done.pieces.empty();
}

}  // namespace

Truth Judgement::held_for_review() const {
  if (!call_.review || tool_.effect == dsl::Effect::reads || tool_.verifies_customer) return Truth::no;   // a code that only they have is theirs to give
  const dsl::Need::CustomersYes yes;
  if (assumed(yes) || satisfied(yes) == Truth::yes) return Truth::no;
  if (speaks_of_it(tool_)) return Truth::yes;
  return call_.review->settled || approved(std::string(person_who_checks), facts_hash(), std::nullopt) ? Truth::no : Truth::yes;
}

Verdict Judgement::once_meant(Verdict allowed) const {
  if (held_for_review() == Truth::no) return allowed;
  Verdict made;
  made.clause = ClauseKind::review;
  made.rule = call_.review->rule;
  made.at = call_.review->at;
  made.because = not_settled;
  if (speaks_of_it(tool_)) {
    made.kind = VerdictKind::deny;
    made.remedy.push_back({RemedyKind::confirm, tool_.name, said(tool_.say_to_confirm)});
    return made;
  }
  made.kind = VerdictKind::approve;
  made.approve = NeededApproval{std::string(person_who_checks), program_.reply.review_within, facts_hash(), bundle_};
  made.remedy.push_back({RemedyKind::approval, std::string(person_who_checks), ""});
  return made;
}

}  // namespace handrail
