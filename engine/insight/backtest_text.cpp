// A backtest, told: what changes, what it moves, who has to come, what nobody could know, and the conversations to look at.
#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/insight/backtest.hpp"

namespace handrail {
namespace {

constexpr std::size_t groups_told = 30;
constexpr std::size_t words_told = 100;

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string counted(std::size_t number, const std::string& what) { return grouped(number) + " " + what + (number == 1 ? "" : "s"); }

std::string by(const std::string& rule, const std::string& at) { return rule.empty() ? "" : "  by `" + printable(rule, 160) + "`" + (at.empty() ? "" : " at " + at); }

std::string sums(const std::map<std::string, MoneyChange>& money) {
  std::vector<std::string> parts;
  for (const auto& [code, change] : money) {
    const auto currency = Currency::parse(code);
    parts.push_back(currency ? format_money({change.minor, *currency}) + " in " + counted(change.calls, "call") : counted(change.calls, "call") + " that name no amount");
  }
  return english_list(parts);
}

std::string hour_words(std::size_t hour) {
  static constexpr std::array<std::string_view, 7> days = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  const std::string clock = std::to_string(hour % 24);
  return std::string(days[hour / 24]) + " " + (clock.size() == 1 ? "0" : "") + clock + ":00";
}

std::size_t sum_of(const std::array<std::size_t, hours_of_a_week>& hours) {
  std::size_t sum = 0;
  for (const std::size_t one : hours) sum += one;
  return sum;
}

// Of each conversation one decision changes, after which it is off the record.
std::size_t not_named(const ChangeGroup& group) { return group.count - std::min(group.count, group.examples.size()); }

std::string and_more(std::size_t number) { return number == 0 ? "" : " and " + grouped(number) + " more"; }

class Telling {
 public:
  Telling(const Backtest& result, bool colour) : r_(result), colour_(colour) {}

  std::string all() {
    head();
    changes();
    money();
    load();
    not_known();
    to_look_at();
    return std::move(out_);
  }

 private:
  void line(const std::string& text = "") { out_ += text + "\n"; }
  void title(const std::string& text) { line("\n" + (colour_ ? "\033[1m" + text + "\033[0m" : text)); }

  void head() {
    line(counted(r_.decisions(), "recorded decision") + " (" + grouped(r_.messages) + " on messages, " + grouped(r_.calls) + " on calls) in " +
         counted(r_.conversations, "conversation") + (r_.first_at ? ", " + format_time(*r_.first_at).substr(0, 10) + " to " + format_time(*r_.last_at).substr(0, 10) : ""));
    line("before " + r_.before.text.substr(0, 12) + ", after " + r_.after.text.substr(0, 12));
    line();
    if (r_.changed == 0) line(r_.not_judged.empty() ? "No decision comes out otherwise." : "No decision that can be judged comes out otherwise.");
    else line(counted(r_.changed, "conversation") + " would have gone otherwise.");
    if (r_.other_rule) line("The same by another rule: " + counted(r_.other_rule, "decision") + ".");
    if (r_.other_words) line("The same in other words: " + counted(r_.other_words, "decision") + ".");
    if (r_.off_record)
      line("Off the record, behind such a change: " + counted(r_.off_record, "later decision") + ", " + grouped(r_.off_record_changed) + " with another outcome as well.");
    if (r_.imported_calls) line("Imported calls, taken as done and added up under the limits: " + grouped(r_.imported_calls) + ".");
    for (const auto& [fact, count] : r_.imported_lacks)
      line("  Both deny " + counted(count, "imported call") + " because no line of the export says " + fact + ": import what was looked up before it, as lines of `tool`.");
    for (const auto& [why, count] : r_.not_judged) line("Cannot be judged, and counted apart: " + why + ": " + counted(count, "decision") + ".");
    reproduced();
    if (r_.unreadable) line(counted(r_.unreadable, "event") + " could not be read by this program: left out.");
  }

  void reproduced() {
    if (r_.by_others)
      line("Recorded under other versions than the one before: " + counted(r_.by_others, "decision") + ", " + grouped(r_.not_reproduced_by_others) +
           " of which that one would not reproduce.");
    if (r_.not_reproduced_by_before)
      line("Recorded under the one before, and not reproduced by this program: " + counted(r_.not_reproduced_by_before, "decision") + ".");
    if (!r_.not_reproduced.empty()) line("  for example in " + join(r_.not_reproduced, ", "));
  }

  void changes() {
    if (r_.groups.empty()) return;
    title("What changes, and by which rules");
    std::vector<const std::pair<const ChangeKey, ChangeGroup>*> groups;
    for (const auto& group : r_.groups) groups.push_back(&group);
    std::stable_sort(groups.begin(), groups.end(), [](auto a, auto b) { return a->second.count > b->second.count; });
    std::size_t told = 0;
    for (const auto* group : groups) {
      if (told++ == groups_told) {
        line("  and " + grouped(groups.size() - groups_told) + " more kinds of change (--format json has all)");
        break;
      }
      const ChangeKey& key = group->first;
      line("  " + grouped(group->second.count) + "  " + key.what);
      line("      before  " + key.before + by(key.before_rule, key.before_at));
      line("      after   " + key.after + by(key.after_rule, key.after_at));
      if (!group->second.money.empty()) line("      money   " + sums(group->second.money));
      line("      in      " + join(group->second.examples, ", ") + and_more(not_named(group->second)));
    }
    title("Decisions, before and after");
    for (const auto& [outcome, counts] : r_.outcomes)
      line("  " + outcome + std::string(outcome.size() < 22 ? 22 - outcome.size() : 1, ' ') + grouped(counts.first) + " -> " + grouped(counts.second));
  }

  void money() {
    if (r_.money.empty()) return;
    title("Money");
    static const std::map<std::pair<std::string, std::string>, std::string> words = {
        {{"deny", "allow"}, "newly moved"},         {{"approve", "allow"}, "newly moved without an approval"}, {{"allow", "deny"}, "newly withheld"},
        {{"approve", "deny"}, "newly withheld, was for approval"}, {{"allow", "approve"}, "now waits for an approval"}, {{"deny", "approve"}, "newly possible, with an approval"},
        {{"deny", "confirm"}, "newly possible, with the customer's yes"}, {{"confirm", "deny"}, "newly withheld, was for the customer's yes"},
        {{"confirm", "allow"}, "newly moved without the customer's yes"}, {{"allow", "confirm"}, "now waits for the customer's yes"},
        {{"confirm", "approve"}, "for approval without the customer's yes"}, {{"approve", "confirm"}, "now waits for the customer's yes before an approval"}};
    for (const auto& [way, by_currency] : r_.money) {
      const auto found = words.find(way);
      line("  " + (found == words.end() ? way.first + " -> " + way.second : found->second) + ": " + sums(by_currency));
    }
  }

  void load() {
    if (r_.queues.empty() && r_.roles.empty()) return;
    title("Load, to the point where a conversation changes");
    for (const auto* loads : {&r_.queues, &r_.roles})
      for (const auto& [name, load] : *loads) {
        const std::size_t before = sum_of(load.before), after = sum_of(load.after);
        const auto busiest = static_cast<std::size_t>(std::max_element(load.after.begin(), load.after.end()) - load.after.begin());
        const std::size_t was = static_cast<std::size_t>(std::max_element(load.before.begin(), load.before.end()) - load.before.begin());
        line("  " + std::string(loads == &r_.queues ? "queue " : "") + name + ": " + grouped(before) + " -> " + grouped(after) + "; busiest hour of the week " +
             hour_words(after ? busiest : was) + ", " + grouped(load.before[after ? busiest : was]) + " -> " + grouped(load.after[after ? busiest : was]));
      }
  }

  void not_known() {
    if (r_.not_known.empty()) return;
    title("Not known from the history");
    line("  What nobody asked then is unknown now, and nothing laxer holds with it: read these numbers as the cautious end.");
    for (const auto& [fact, count] : r_.not_known) line("  " + fact + ": in " + counted(count, "decision"));
  }

  void to_look_at() {
    if (r_.look_at.empty()) return;
    title("Conversations to look at (handrail why --conversation ID)");
    for (const Divergence& one : r_.look_at) {
      line("  " + one.conversation + "  " + format_time(one.at) + (one.amount.empty() ? "" : "  " + one.amount));
      line("      \"" + printable(one.words, words_told) + "\"");
      line("      " + one.change.what + ": " + one.change.before + " -> " + one.change.after + by(one.change.after_rule, one.change.after_at));
      if (one.after_it) line("      from here on it is off the record: " + counted(one.after_it, "decision"));
    }
    if (r_.changed > r_.look_at.size()) line("  and " + grouped(r_.changed - r_.look_at.size()) + " more (--look-at N)");
  }

  const Backtest& r_;
  bool colour_;
  std::string out_;
};

Json money_json(const std::map<std::string, MoneyChange>& money) {
  Json all = Json::array();
  for (const auto& [code, change] : money) {
    Json one = Json::object({{"calls", change.calls}});
    if (const auto currency = Currency::parse(code)) {
      one.set("amount", format_amount({change.minor, *currency}));
      one.set("currency", code);
    }
    all.push(std::move(one));
  }
  return all;
}

Json hours_json(const std::array<std::size_t, hours_of_a_week>& hours) {
  Json all = Json::array();
  for (const std::size_t one : hours) all.push(one);
  return all;
}

Json load_json(const std::map<std::string, LoadOf>& loads) {
  Json all = Json::object();
  for (const auto& [name, load] : loads)
    all.set(name, Json::object({{"before", sum_of(load.before)}, {"after", sum_of(load.after)},
                                {"before_by_hour", hours_json(load.before)}, {"after_by_hour", hours_json(load.after)}}));
  return all;
}

Json key_json(const ChangeKey& key) {
  return Json::object({{"what", key.what}, {"before", Json::object({{"outcome", key.before}, {"rule", key.before_rule}, {"at", key.before_at}})},
                       {"after", Json::object({{"outcome", key.after}, {"rule", key.after_rule}, {"at", key.after_at}})}});
}

Json strings(const std::vector<std::string>& list) {
  Json all = Json::array();
  for (const std::string& one : list) all.push(one);
  return all;
}

}  // namespace

std::string backtest_pretty(const Backtest& result, bool colour) { return Telling(result, colour).all(); }

Json backtest_json(const Backtest& r) {
  Json json = Json::object({{"before", r.before.text}, {"after", r.after.text}, {"conversations", r.conversations}, {"decisions", r.decisions()}, {"on_messages", r.messages},
                            {"on_calls", r.calls}, {"changed_conversations", r.changed_conversations()},
                            {"same_by_another_rule", r.other_rule}, {"same_in_other_words", r.other_words}});
  if (r.first_at) json.set("first_at", format_time(*r.first_at)), json.set("last_at", format_time(*r.last_at));
  json.set("off_the_record", Json::object({{"decisions", r.off_record}, {"changed", r.off_record_changed}}));
  json.set("recorded", Json::object({{"under_before", r.by_before}, {"not_reproduced_under_before", r.not_reproduced_by_before}, {"under_others", r.by_others},
                                     {"not_reproduced_under_others", r.not_reproduced_by_others},
                                     {"not_reproduced", strings(r.not_reproduced)}, {"unreadable_events", r.unreadable}}));
  Json groups = Json::array(), outcomes = Json::object(), money = Json::array(), not_known = Json::object(), look_at = Json::array();
  for (const auto& [key, group] : r.groups) {
    Json one = key_json(key);
    one.set("count", group.count), one.set("money", money_json(group.money)), one.set("conversations", strings(group.examples));
    if (not_named(group) > 0) one.set("more_conversations", not_named(group));
    groups.push(std::move(one));
  }
  for (const auto& [outcome, counts] : r.outcomes) outcomes.set(outcome, Json::object({{"before", counts.first}, {"after", counts.second}}));
  for (const auto& [way, by_currency] : r.money) money.push(Json::object({{"before", way.first}, {"after", way.second}, {"sums", money_json(by_currency)}}));
  for (const auto& [fact, count] : r.not_known) not_known.set(fact, count);
  Json not_judged = Json::object();
  for (const auto& [why, count] : r.not_judged) not_judged.set(why, count);
  Json lacks = Json::object();
  for (const auto& [fact, count] : r.imported_lacks) lacks.set(fact, count);
  json.set("imported_lacks", std::move(lacks)), json.set("not_judged", std::move(not_judged)), json.set("imported_calls", r.imported_calls);
  for (const Divergence& one : r.look_at) {
    Json told = Json::object({{"conversation", one.conversation}, {"seq", one.seq}, {"at", format_time(one.at)}, {"customer", one.words}});
    if (!one.amount.empty()) told.set("amount", one.amount);
    told.set("change", key_json(one.change)), told.set("off_the_record", one.after_it);
    look_at.push(std::move(told));
  }
  json.set("changes", std::move(groups)), json.set("outcomes", std::move(outcomes)), json.set("money", std::move(money));
  json.set("queues", load_json(r.queues)), json.set("people", load_json(r.roles)), json.set("not_known", std::move(not_known)), json.set("look_at", std::move(look_at));
  return json;
}

}  // namespace handrail
