// How the last days went, category by category: what a lead looks at 30 days after going live. An episode counts for the category that its first wish was read
// as, on the day on which it ended, with its one outcome; so the outcomes of each line add up to 100 %. Nothing is blended: an episode that nobody was needed for
// is not called resolved for it.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/base/time.hpp"
#include "engine/domain/outcome.hpp"
#include "engine/insight/history.hpp"

namespace handrail {

struct CategoryDays {
  std::array<std::size_t, 6> outcomes{};       // by Outcome
  std::size_t reopened = 0;                    // resolved, and the customer came back about it: a false resolution
  std::vector<Duration> first_replies;         // from the episode's first message to the first words of the bot
  [[nodiscard]] std::size_t ended() const;
  [[nodiscard]] std::size_t with(std::initializer_list<Outcome> some) const;
  [[nodiscard]] std::optional<Duration> median_first_reply() const;
};

struct FirstDays {
  Instant since;
  std::map<std::string, CategoryDays> categories;   // by intent; "other" where nothing was understood
  CategoryDays all;
  std::size_t open = 0;                             // episodes that have not ended
  std::size_t unreadable = 0;                       // conversations that this program cannot read
};

// Of what ended from `since` on. `on_progress`: conversations read, of how many. Fails with what the history fails with.
[[nodiscard]] Result<FirstDays> first_days(History& history, Instant since, const std::function<void(std::size_t, std::size_t)>& on_progress = {});

// A goal of the desk beside its figure. Where a journal alone does not tell it (satisfaction, cost), it is said to be not measured here.
struct GoalReached {
  std::string goal;                  // "resolved over 60%"
  std::string figure;                // "64%"; empty: not measured
  std::optional<bool> met;
};
[[nodiscard]] std::vector<GoalReached> goals_reached(const dsl::Program& program, const FirstDays& days);

[[nodiscard]] std::string in_words(const FirstDays& days, const std::vector<GoalReached>& goals);
[[nodiscard]] Json to_json(const FirstDays& days, const std::vector<GoalReached>& goals);

}  // namespace handrail
