#include "engine/meaning/read_on_a_day.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "dsl/program/bind.hpp"
#include "engine/policy/said_days.hpp"

namespace handrail {
namespace {

bool is_day(const dsl::Entity& entity) { return entity.type.kind == dsl::TypeKind::time; }

// What a day is asked for as, and whether a plain one is for this entity: one that is told as over, or as to come, says by itself which it is for.
struct DayAsked {
  TimeAskedFor time = TimeAskedFor::any;
  bool takes_plain_days = true;
};

bool is_told_as_over(const Json& said) {
  const auto days = said["in_days"].integer(), weeks = said["in_weeks"].integer();
  return said.text_or("of") == "last" || said.find("since") != nullptr || (days && *days <= 0) || (weeks && *weeks < 0);
}

// As it is meant of one that is asked for so; nothing: it is not that day.
std::optional<Json> as_asked_for(Json said, DayAsked asked) {
  const auto days = said["in_days"].integer();
  if (asked.time == TimeAskedFor::past) {
    const bool over = is_told_as_over(said);
    const bool is_to_come = (days && *days > 0) || said.find("in_months") != nullptr || said["in_weeks"].integer().value_or(0) > 0;
    if (is_to_come || (!over && !asked.takes_plain_days)) return std::nullopt;
    if (!days && !said.find("in_weeks") && !said.find("on") && said.text_or("of") != "last") said.set("of", "last");
    return said;
  }
  if (said.find("since") != nullptr || !asked.takes_plain_days) return std::nullopt;   // "since Friday": how long it lasts
  if (said.text_or("of") == "last" && asked.time == TimeAskedFor::to_come) return std::nullopt;
  return said;
}

class OnADay : public Classifier {
 public:
  OnADay(std::shared_ptr<const Bundle> bundle, std::shared_ptr<const Classifier> below, std::string today, std::map<std::string, DayAsked> days)
      : bundle_(std::move(bundle)), below_(std::move(below)), today_(std::move(today)), days_(std::move(days)) {}

  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override { return with_days(below_->read(text, before)); }
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override { return with_days(below_->read_signals(text, before)); }

 private:
  [[nodiscard]] Reading with_days(Reading reading) const {
    std::vector<EntityClaim> claims;
    for (EntityClaim& claim : reading.entities) {
      const auto asked = claim.value.members() ? days_.find(claim.entity) : days_.end();
      if (asked == days_.end()) {
        claims.push_back(std::move(claim));
        continue;
      }
      const auto said = as_asked_for(claim.value, asked->second);
      for (std::string& day : said ? days_meant(*said, today_) : std::vector<std::string>{}) {
        EntityClaim meant = claim;
        meant.value = Json(std::move(day));
        claims.push_back(std::move(meant));
      }
    }
    reading.entities = std::move(claims);
    return reading;
  }

  std::shared_ptr<const Bundle> bundle_;
  std::shared_ptr<const Classifier> below_;
  std::string today_;
  std::map<std::string, DayAsked> days_;
};

}  // namespace

TimeAskedFor time_asked_for(const dsl::Program& program, const std::string& entity, const ConversationState* state) {
  if (state && state->run && state->run->waits_for == "answer" && state->run->waits_name == entity)
    if (const TimeAskedFor asked = time_asked_for(state->run->waits_question); asked != TimeAskedFor::any) return asked;
  TimeAskedFor all = TimeAskedFor::any;
  for (const dsl::Intent& intent : program.intents)
    for (const dsl::AskForFact& fact : intent.ask_for) {
      const TimeAskedFor asked = fact.name == entity ? time_asked_for(dsl::render(fact.question, dsl::Roots())) : TimeAskedFor::any;
      if (asked == TimeAskedFor::any) continue;
      if (all != TimeAskedFor::any && all != asked) return TimeAskedFor::any;   // one question asks so, and another one otherwise
      all = asked;
    }
  return all == TimeAskedFor::any && time_asked_for(entity) == TimeAskedFor::past ? TimeAskedFor::past : all;
}

LiveBundle read_on_the_day_of(const LiveBundle& live, Instant at, const ConversationState* state) {
  LiveBundle made = live;
  std::map<std::string, DayAsked> days;
  for (const dsl::Entity& entity : live.program().entities)
    if (is_day(entity)) days.emplace(entity.name, DayAsked{time_asked_for(live.program(), entity.name, state)});
  // Of several days a plain one is the one that is asked for; where none is, none that is asked for in the past.
  const bool asks = state && state->run && state->run->waits_for == "answer" && days.count(state->run->waits_name) != 0;
  const bool all_past = std::ranges::all_of(days, [](const auto& day) { return day.second.time == TimeAskedFor::past; });
  for (auto& [name, day] : days) day.takes_plain_days = asks ? name == state->run->waits_name : all_past || day.time != TimeAskedFor::past;
  if (live.classifier && !days.empty())
    made.classifier = std::make_shared<const OnADay>(live.bundle, live.classifier, day_at(live.program(), at), std::move(days));
  return made;
}

}  // namespace handrail
