#include "engine/difference/grouped.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t several = 3;        // fewer are read as quickly one by one

bool goes_on(std::string_view part) {
  constexpr std::array<std::string_view, 6> bounds{"under ", "at most ", "over ", "at least ", "not in ", "before "};
  return std::ranges::any_of(bounds, [&](std::string_view bound) { return part.starts_with(bound); });
}

// "confidence is at least 40% and under 50% and plan is free" in its two parts; what stands in quotes or brackets is not taken apart.
std::vector<std::string> parts_of(const std::string& area) {
  std::vector<std::string> parts;
  bool quoted = false;
  int depth = 0;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    std::string part = area.substr(begin, end - begin);
    if (!parts.empty() && goes_on(part)) parts.back() += " and " + part;
    else if (!part.empty()) parts.push_back(std::move(part));
  };
  for (std::size_t i = 0; i < area.size(); ++i) {
    if (area[i] == '"') quoted = !quoted;
    if (!quoted && (area[i] == '(' || area[i] == '[')) ++depth;
    if (!quoted && (area[i] == ')' || area[i] == ']')) --depth;
    if (quoted || depth > 0 || area.compare(i, 5, " and ") != 0) continue;
    add(i);
    begin = i + 5;
    i += 4;
  }
  add(area.size());
  return parts;
}

// "hand off to billing": "hand off"; "start refund, checked by a person": "start, checked by a person".
std::string kind_of(const std::string& outcome) {
  if (outcome.starts_with("start ")) return outcome.find(',') == std::string::npos ? "start" : "start" + outcome.substr(outcome.find(','));
  return outcome.substr(0, outcome.find(" to "));
}

// A new rule does one thing with whatever was there before. An old one that is gone leaves its cases to many: they are told apart by what comes of them.
std::string key_of(const DecisionChange& change, bool by_new) {
  const std::string& at = by_new ? change.new_at : change.old_at;
  if (at.empty() || change.before.empty() || change.after.empty()) return "";
  const std::string old_kind = by_new ? "" : kind_of(change.before.front());
  return std::to_string(static_cast<int>(change.level)) + (by_new ? "new " : "old ") + at + "\n" + old_kind + "\n" + kind_of(change.after.front()) + "\n" + change.both;
}

void unite(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& one : more)
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
}

// When the changes happen, each at a time that its area names: before a day, or from another one on. None where some change names no day, or too many are named.
std::vector<std::string> dates_of(const std::vector<const DecisionChange*>& changes) {
  std::vector<std::string> dates;
  for (const DecisionChange* one : changes) {
    const std::vector<std::string> parts = parts_of(one->area);
    const auto date = std::ranges::find_if(parts, [](const std::string& part) {
      return part.starts_with("it is before ") || (part.starts_with("it is ") && part.find(" or later") != std::string::npos);
    });
    if (date == parts.end()) return {};
    unite(dates, {*date});
  }
  return dates.size() > several ? std::vector<std::string>() : dates;
}

ChangeGroup merged(const std::vector<const DecisionChange*>& changes) {
  ChangeGroup made{*changes.front(), changes.size(), false};
  std::vector<std::string> common = parts_of(changes.front()->area);
  for (const DecisionChange* one : changes) {
    unite(made.change.before, one->before);
    unite(made.change.after, one->after);
    unite(made.change.beside, one->beside);
    const std::vector<std::string> parts = parts_of(one->area);
    std::erase_if(common, [&](const std::string& part) { return std::ranges::find(parts, part) == parts.end(); });
  }
  const std::vector<std::string> dates = dates_of(changes);
  const auto tells_all = [&](const std::string& date) {
    return std::ranges::any_of(changes, [&](const DecisionChange* one) {
      const std::vector<std::string> parts = parts_of(one->area);
      return date.empty() ? parts.size() == common.size() : parts.size() == common.size() + 1 && std::ranges::find(parts, date) != parts.end();
    });
  };
  made.whole = dates.size() < 2 ? tells_all("") : std::ranges::all_of(dates, tells_all);
  // One region may be told of all but what was so already.
  const std::string not_before = "it did not come to that before";
  if (!made.whole && dates.size() < 2 && tells_all(not_before)) {
    made.whole = true;
    common.push_back(not_before);
  }
  if (dates.size() > 1) common.push_back("(" + join(dates, " or ") + ")");
  made.change.area.clear();
  for (const std::string& part : common) made.change.area += (made.change.area.empty() ? "" : " and ") + part;
  return made;
}

}  // namespace

namespace {

// Which group each change is in, by the first of the group; of none: as many as there are.
using Groups = std::vector<std::size_t>;

// One change, or a group of them that all have the key.
std::string key_of_unit(const std::vector<DecisionChange>& changes, const Groups& group_of, std::size_t first, const auto& key) {
  const std::string made = key(changes[first]);
  for (std::size_t i = first + 1; i < changes.size() && group_of[first] == first; ++i)
    if (group_of[i] == first && key(changes[i]) != made) return "";
  return made;
}

// What is still told in several entries of one key becomes one.
void join(const std::vector<DecisionChange>& changes, Groups& group_of, const auto& key) {
  std::map<std::string, std::vector<std::size_t>> keys;
  for (std::size_t i = 0; i < changes.size(); ++i)
    if (group_of[i] == changes.size() || group_of[i] == i)
      if (std::string made = key_of_unit(changes, group_of, i, key); !made.empty()) keys[made].push_back(i);
  for (const auto& [made, units] : keys) {
    if (units.size() < several) continue;
    for (const std::size_t unit : units) {
      const std::size_t before = group_of[unit];
      for (std::size_t i = 0; i < changes.size(); ++i)
        if (i == unit || (before == unit && group_of[i] == unit)) group_of[i] = units.front();
    }
  }
}

bool early(const DecisionChange& change) { return change.area.ends_with("before a model is asked"); }

// A rule that is gone, or narrowed, and what comes of all its cases.
std::string by_old_rule(const DecisionChange& change) {
  if (change.old_at.empty() || change.before.empty()) return "";
  return std::to_string(static_cast<int>(change.level)) + change.old_at + "\n" + kind_of(change.before.front()) + (early(change) ? "\nearly" : "") + "\n" + change.both;
}

// A row of the route changes what many rules come to.
std::string by_outcomes(const DecisionChange& change) {
  std::string key = std::to_string(static_cast<int>(change.level)) + change.both + (early(change) ? "early" : "");
  for (const auto* side : {&change.before, &change.after}) {
    if (side->empty()) return "";
    for (const std::string& one : *side) key += "\n" + one;
    key += "\n";
  }
  return key;
}

}  // namespace

namespace {

bool all_in(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::ranges::all_of(some, [&](const std::string& one) { return std::ranges::find(all, one) != all.end(); });
}
bool the_same(const std::vector<std::string>& a, const std::vector<std::string>& b) { return a.size() == b.size() && all_in(a, b); }

// That a message is read on, or is not, is half of a sentence whose other half says what comes of it.
bool early_half_of(const ChangeGroup& half, const ChangeGroup& whole) {
  if (!early(half.change) || early(whole.change) || whole.change.level != dsl::DifferenceLevel::verdict) return false;
  const bool leaves = !half.change.old_at.empty() && half.change.old_at == whole.change.old_at && half.change.new_at.empty();
  const bool comes = !half.change.new_at.empty() && half.change.new_at == whole.change.new_at && half.change.old_at.empty();
  return leaves || comes;
}

// The same change in a part of the cases: "… and it was asked before".
bool part_of(const ChangeGroup& part, const ChangeGroup& whole) {
  const DecisionChange &a = part.change, &b = whole.change;
  if (a.level != b.level || a.both != b.both || early(a) != early(b) || !part.whole || !whole.whole || !the_same(a.before, b.before) || !the_same(a.after, b.after)) return false;
  const std::vector<std::string> narrow = parts_of(a.area), wide = parts_of(b.area);
  return wide.size() < narrow.size() && all_in(wide, narrow);
}

// Without the groups that another one tells already.
std::vector<ChangeGroup> told_once(std::vector<ChangeGroup> groups) {
  std::vector<ChangeGroup> kept;
  for (const ChangeGroup& one : groups) {
    const auto tells = [&](const ChangeGroup& other) { return &other != &one && (early_half_of(one, other) || part_of(one, other)); };
    if (std::ranges::none_of(groups, tells)) kept.push_back(one);
  }
  return kept;
}

}  // namespace

std::vector<ChangeGroup> grouped(const std::vector<DecisionChange>& changes) {
  std::vector<std::size_t> group_of(changes.size(), changes.size());   // the first of its group
  for (;;) {
    std::map<std::string, std::vector<std::size_t>> keys;
    for (std::size_t i = 0; i < changes.size(); ++i)
      for (const bool by_new : {true, false})
        if (const std::string key = key_of(changes[i], by_new); group_of[i] == changes.size() && !key.empty()) keys[key].push_back(i);
    const auto largest = std::ranges::max_element(keys, {}, [](const auto& one) { return one.second.size(); });
    if (largest == keys.end() || largest->second.size() < several) break;
    for (const std::size_t i : largest->second) group_of[i] = largest->second.front();
  }
  join(changes, group_of, by_old_rule);
  join(changes, group_of, by_outcomes);
  std::vector<ChangeGroup> groups;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (group_of[i] == changes.size()) groups.push_back({changes[i]});
    if (group_of[i] != i) continue;
    std::vector<const DecisionChange*> members;
    for (std::size_t other = i; other < changes.size(); ++other)
      if (group_of[other] == i) members.push_back(&changes[other]);
    groups.push_back(merged(members));
  }
  return told_once(std::move(groups));
}

}  // namespace handrail
