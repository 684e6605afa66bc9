#include "engine/meaning/read_on_a_day.hpp"

#include <algorithm>

#include "engine/policy/said_days.hpp"

namespace handrail {
namespace {

class OnADay : public Classifier {
 public:
  OnADay(std::shared_ptr<const Bundle> bundle, std::shared_ptr<const Classifier> below, std::string today)
      : bundle_(std::move(bundle)), below_(std::move(below)), today_(std::move(today)) {}

  [[nodiscard]] Reading read(std::string_view text, const std::vector<std::string>& before) const override { return with_days(below_->read(text, before)); }
  [[nodiscard]] Reading read_signals(std::string_view text, const std::vector<std::string>& before) const override { return with_days(below_->read_signals(text, before)); }

 private:
  [[nodiscard]] Reading with_days(Reading reading) const {
    std::vector<EntityClaim> claims;
    for (EntityClaim& claim : reading.entities) {
      const bool is_said_of_a_day = claim.value.members() && std::ranges::any_of(bundle_->program->entities, [&](const dsl::Entity& one) {
        return one.name == claim.entity && one.type.kind == dsl::TypeKind::time;
      });
      if (!is_said_of_a_day) {
        claims.push_back(std::move(claim));
        continue;
      }
      for (std::string& day : days_meant(claim.value, today_)) {
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
};

}  // namespace

LiveBundle read_on_the_day_of(const LiveBundle& live, Instant at) {
  LiveBundle made = live;
  const auto is_day = [](const dsl::Entity& one) { return one.type.kind == dsl::TypeKind::time; };
  if (live.classifier && std::ranges::any_of(live.program().entities, is_day))
    made.classifier = std::make_shared<const OnADay>(live.bundle, live.classifier, day_at(live.program(), at));
  return made;
}

}  // namespace handrail
