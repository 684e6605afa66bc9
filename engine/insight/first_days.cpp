#include "engine/insight/first_days.hpp"

#include <algorithm>
#include <numeric>

#include "engine/base/text.hpp"
#include "engine/journal/event.hpp"

namespace handrail {
namespace {

constexpr std::initializer_list<Outcome> resolved{Outcome::resolved_confirmed, Outcome::resolved_assumed};
constexpr std::initializer_list<Outcome> handed_off{Outcome::handed_off_by_policy, Outcome::handed_off_by_wish};

// One conversation's events, told one by one.
class Listening {
 public:
  explicit Listening(FirstDays& days) : days_(days) {}

  void hear(Instant at, const Event& event) {
    if (const auto* opened = std::get_if<event::EpisodeOpened>(&event)) open(opened->reopened);
    if (std::get_if<event::MessageReceived>(&event) && !asked_at_) asked_at_ = at;
    if (const auto* decided = std::get_if<event::TurnDecided>(&event); decided && category_ == "other") category_ = decided->facts.intent;
    if (const auto* sent = std::get_if<event::ReplySent>(&event); sent && sent->reply.by == Speaker::bot && asked_at_ && !answered_at_) answered_at_ = at;
    if (const auto* closed = std::get_if<event::EpisodeClosed>(&event)) close(at, closed->outcome);
  }
  void end() {
    if (under_way_) ++days_.open;
  }

 private:
  void open(bool reopened) {
    if (reopened && last_counted_) {
      ++days_.categories[last_].reopened;
      ++days_.all.reopened;
    }
    under_way_ = true;
    category_ = "other";
    asked_at_.reset();
    answered_at_.reset();
    last_counted_ = false;
  }

  void close(Instant at, Outcome outcome) {
    under_way_ = false;
    last_counted_ = at >= days_.since;
    if (!last_counted_) return;
    last_ = category_.empty() ? "other" : category_;
    for (CategoryDays* days : {&days_.categories[last_], &days_.all}) {
      ++days->outcomes[static_cast<std::size_t>(outcome)];
      if (answered_at_) days->first_replies.push_back(*answered_at_ - *asked_at_);
    }
  }

  FirstDays& days_;
  bool under_way_ = false, last_counted_ = false;
  std::string category_ = "other", last_;
  std::optional<Instant> asked_at_, answered_at_;
};

std::optional<Decimal> share(std::size_t some, std::size_t all) {
  if (all == 0) return std::nullopt;
  return Decimal{static_cast<std::int64_t>(some * 1'000'000 / all)};
}

std::string percent(std::size_t some, std::size_t all) { return all == 0 ? "-" : std::to_string((some * 100 + all / 2) / all) + "%"; }

std::string wait_in_words(std::optional<Duration> wait) {
  if (!wait) return "-";
  return wait->ms < 1000 ? "under 1 second" : format_duration(Duration{wait->ms / 1000 * 1000});
}

bool holds(const dsl::Goal& goal, std::int64_t figure, std::int64_t value) {
  switch (goal.op) {
    case dsl::NodeOp::less: return figure < value;
    case dsl::NodeOp::at_most: return figure <= value;
    case dsl::NodeOp::more: return figure > value;
    default: return figure >= value;
  }
}

GoalReached of_share(const dsl::Goal& goal, std::size_t some, std::size_t all) {
  GoalReached reached{goal.rule.text, "", std::nullopt};
  const auto figure = share(some, all);
  const auto* value = goal.value.as<Decimal>();
  if (!figure || !value) return reached;
  reached.figure = percent(some, all);
  reached.met = holds(goal, figure->millionths, value->millionths);
  return reached;
}

GoalReached of_goal(const dsl::Goal& goal, const CategoryDays& all) {
  if (goal.metric == "resolved") return of_share(goal, all.with(resolved), all.ended());
  if (goal.metric == "handed off") return of_share(goal, all.with(handed_off), all.ended());
  if (goal.metric == "abandoned") return of_share(goal, all.with({Outcome::abandoned}), all.ended());
  if (goal.metric == "reopened") return of_share(goal, all.reopened, all.with(resolved));
  GoalReached reached{goal.rule.text, "", std::nullopt};
  const auto wait = goal.metric == "first reply" ? all.median_first_reply() : std::nullopt;
  if (const auto* value = goal.value.as<Duration>(); wait && value) {
    reached.figure = wait_in_words(wait);
    reached.met = holds(goal, wait->ms, value->ms);
  }
  return reached;
}

std::vector<std::string> cells(const std::string& name, const CategoryDays& days) {
  const std::size_t ended = days.ended();
  return {name, std::to_string(ended), percent(days.with(resolved), ended), percent(days.with(handed_off), ended), percent(days.with({Outcome::refused}), ended),
          percent(days.with({Outcome::abandoned}), ended), std::to_string(days.reopened), wait_in_words(days.median_first_reply())};
}

Json figures(const CategoryDays& days) {
  Json json = Json::object({{"ended", std::int64_t(days.ended())}});
  for (std::size_t i = 0; i < days.outcomes.size(); ++i) json.set(word_of(static_cast<Outcome>(i)), std::int64_t(days.outcomes[i]));
  json.set("reopened", std::int64_t(days.reopened));
  if (const auto wait = days.median_first_reply()) json.set("first_reply_ms", wait->ms);
  return json;
}

}  // namespace

std::size_t CategoryDays::ended() const { return std::accumulate(outcomes.begin(), outcomes.end(), std::size_t{0}); }

std::size_t CategoryDays::with(std::initializer_list<Outcome> some) const {
  std::size_t count = 0;
  for (const Outcome outcome : some) count += outcomes[static_cast<std::size_t>(outcome)];
  return count;
}

std::optional<Duration> CategoryDays::median_first_reply() const {
  if (first_replies.empty()) return std::nullopt;
  std::vector<Duration> sorted = first_replies;
  std::ranges::sort(sorted, {}, &Duration::ms);
  return sorted[(sorted.size() - 1) / 2];
}

Result<FirstDays> first_days(History& history, Instant since, const std::function<void(std::size_t, std::size_t)>& on_progress) {
  HANDRAIL_TRY(const auto conversations, history.conversations());
  FirstDays days;
  days.since = since;
  for (std::size_t i = 0; i < conversations.size(); ++i) {
    if (on_progress) on_progress(i, conversations.size());
    HANDRAIL_TRY(const auto events, history.events(conversations[i]));
    Listening listening(days);
    bool whole = true;
    for (const StoredEvent& stored : events) {
      const auto event = decode_event(stored.kind, stored.body);
      whole = event.has_value();
      if (!whole) break;
      listening.hear(stored.at, *event);
    }
    if (whole) listening.end();
    else ++days.unreadable;
  }
  return days;
}

std::vector<GoalReached> goals_reached(const dsl::Program& program, const FirstDays& days) {
  std::vector<GoalReached> reached;
  for (const dsl::Goal& goal : program.goals) reached.push_back(of_goal(goal, days.all));
  return reached;
}

std::string in_words(const FirstDays& days, const std::vector<GoalReached>& goals) {
  const std::string episodes = days.all.ended() == 1 ? " episode ended, " : " episodes ended, ";
  std::string out = "since " + format_time(days.since).substr(0, 10) + ": " + std::to_string(days.all.ended()) + episodes + std::to_string(days.open) + " under way\n";
  if (days.unreadable > 0) out += std::to_string(days.unreadable) + " conversations could not be read by this program and are left out\n";
  if (days.all.ended() == 0) return out;
  std::vector<std::vector<std::string>> rows{{"category", "ended", "resolved", "handed off", "refused", "abandoned", "reopened", "first reply"}};
  for (const auto& [intent, category] : days.categories) rows.push_back(cells(intent, category));
  rows.push_back(cells("all", days.all));
  std::vector<std::size_t> widths(rows[0].size(), 0);
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  for (const auto& row : rows) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) line += row[i] + (i + 1 < row.size() ? std::string(widths[i] - row[i].size() + 2, ' ') : "");
    out += line + "\n";
  }
  for (const GoalReached& goal : goals) {
    const std::string mark = !goal.met ? "-       " : *goal.met ? "met     " : "missed  ";
    out += "  " + mark + goal.goal + ": " + (goal.figure.empty() ? "the journal alone does not tell" : goal.figure) + "\n";
  }
  return out;
}

Json to_json(const FirstDays& days, const std::vector<GoalReached>& goals) {
  Json categories = Json::object();
  for (const auto& [intent, category] : days.categories) categories.set(intent, figures(category));
  Json reached = Json::array();
  for (const GoalReached& goal : goals) {
    Json one = Json::object({{"goal", goal.goal}});
    if (goal.met) one.set("figure", goal.figure), one.set("met", *goal.met);
    reached.push(std::move(one));
  }
  return Json::object({{"since", format_time(days.since)}, {"all", figures(days.all)}, {"categories", std::move(categories)}, {"goals", std::move(reached)},
                       {"under_way", std::int64_t(days.open)}, {"unreadable", std::int64_t(days.unreadable)}});
}

}  // namespace handrail
