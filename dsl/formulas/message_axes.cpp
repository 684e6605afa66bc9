// What a conversation brings along, in words.
#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/formulas/axes.hpp"
#include "dsl/formulas/message_facts.hpp"
#include "dsl/program/percent.hpp"

namespace handrail::dsl {

namespace {

// The slot of one name, where a condition may read it; else the fact itself.
Term fact(Encoding& encoding, const std::string& name, const z3::expr& value, TypeKind kind) {
  for (std::uint32_t i = 0; i < encoding.scope().slots.size(); ++i)
    if (encoding.scope().slots[i].path == std::vector<std::string>{name}) return encoding.slot(i);
  return {value, encoding.truth(true), encoding.truth(false), encoding.truth(false), kind};
}

}  // namespace

void MessageFacts::read_intents_into(Axes& axes) {
  std::vector<std::string> intents;
  for (const Intent& intent : program_.intents) intents.push_back(intent.name);
  axes.read_words(encoding_, fact(encoding_, "intent", intent_, TypeKind::enumeration), "intent", intents);
}

void MessageFacts::read_into(Axes& axes) {
  read_intents_into(axes);
  const Term sure = fact(encoding_, "confidence", confidence, TypeKind::percent);
  for (const Band& band : program_.bands)
    for (const auto& at : {band.send_at, band.check_at})
      if (at) axes.read_bound(encoding_, sure, "confidence", *at, format_percent(*at));
  const auto truth_of = [&](const z3::expr& so, const std::string& yes) { axes.read_truth({so, !so}, yes, ""); };
  axes.read_truth({verified, !verified}, "customer is verified", "customer is not verified");
  truth_of(waiting, "a workflow waits for the answer");
  truth_of(offered, "a person was offered");
  truth_of(bare, "it is a mere yes, no or thanks");
  truth_of(answered, "something was answered before");
  truth_of(declines, "it says that this is not to be done");
  truth_of(only_asks, "it only asks about this");
  truth_of(crossed, "it was written before our last word");
  truth_of(says_signed_in, "it says that they have signed in");
  // A tone of which only the mood is asked is told as the mood.
  const auto read = [&](const std::string& fact) {
    return std::ranges::any_of(encoding_.scope().slots, [&](const Slot& slot) { return slot.path == std::vector<std::string>{fact}; });
  };
  for (const auto& [name, so] : signals_)
    if (!(name == "angry" || name == "frustrated") || !read("mood") || read(name)) axes.read_truth({so, !so}, name, "", slots_of_signal(name, false), &encoding_);
  for (const auto& [key, so] : asked_) truth_of(so, "it was asked before (" + key + ")");
  for (const auto& [key, so] : asked_twice_) truth_of(so, "it was asked twice before (" + key + ")");
  for (const auto& [name, so] : won_) truth_of(so, "\"" + name + "\" had its say before");
  for (const Rollout& rollout : program_.rollouts) {
    const z3::expr& all = rollout.per_intent ? reviewed : reviewed_all;
    const z3::expr& good = rollout.per_intent ? accurate : accurate_all;
    const z3::expr enough = all >= number(rollout.reviewed), so = enough && good * number(1'000'000) >= number(rollout.accurate.millionths) * all;
    const std::string of = std::to_string(rollout.reviewed) + (rollout.per_intent ? " replies for the intent" : " replies");
    const std::string share = format_percent(rollout.accurate) + " were accurate";
    axes.read_truth({so, !so}, of + " were reviewed and " + share, "fewer than " + of + " were reviewed, or fewer than " + share);
  }
  if (program_.rollouts.empty()) return;
  for (const Rollout& rollout : program_.rollouts)
    for (const auto& moment : {rollout.rule.from, rollout.rule.until})
      if (moment) axes.read_dates(encoding_, rollout.rule);
}

}  // namespace handrail::dsl
#endif
