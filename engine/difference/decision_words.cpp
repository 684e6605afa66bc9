#include "engine/difference/decision_words.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "engine/base/limits.hpp"
#include "engine/policy/decide.hpp"

namespace handrail {
namespace {

// The confidences at which something may turn, the highest first.
std::vector<Decimal> turning_points(const dsl::Program& program) {
  std::vector<Decimal> all{Decimal{0}};
  for (const dsl::Band& band : program.bands)
    for (const auto& at : {band.send_at, band.check_at})
      if (at) all.push_back(*at);
  std::ranges::sort(all, std::greater());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::string asked_for(const Decision& decision) {
  if (decision.kind != DecisionKind::ask || decision.ask_key == "verify") return in_words(decision);
  return decision.ask_key.starts_with("at ") ? "ask a question" : "ask for " + decision.ask_key;
}

}  // namespace

std::string in_words(const Decision& decision) {
  switch (decision.kind) {
    case DecisionKind::none: return "go on to read the message";
    case DecisionKind::ask: return decision.ask_key == "verify" ? "ask the customer to sign in" : "ask";
    case DecisionKind::act: return "start " + decision.workflow + (decision.review ? ", checked by a person" : "");
    case DecisionKind::hand_off: return decision.queue.empty() ? "hand off" : "hand off to " + decision.queue;
    default: return std::string(word_of(decision.kind));
  }
}

std::string done_with(const dsl::Program& program, const dsl::Intent& intent) {
  TurnFacts facts;
  facts.now = Instant{limits::sample_moment};
  facts.customer = Json::object({{"id", "customer"}, {"verified", true}});
  facts.context = Json::object();
  facts.intent = intent.name;
  std::vector<std::pair<Decimal, std::string>> steps;   // from this confidence on
  for (const Decimal at : turning_points(program)) {
    facts.confidence = at;
    std::string done = asked_for(decide(program, facts));
    if (!steps.empty() && steps.back().second == done) steps.back().first = at;
    else steps.emplace_back(at, std::move(done));
  }
  if (steps.size() == 1) return steps.front().second;
  std::string told;
  for (const auto& [at, done] : steps)
    told += at.millionths == 0 ? ", below that " + done : (told.empty() ? "" : ", ") + done + " from " + format_decimal(Decimal{at.millionths * 100}) + "% on";
  return told;
}

}  // namespace handrail
