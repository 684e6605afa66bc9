#include "engine/difference/grouped.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace handrail {
namespace {

constexpr std::size_t several = 3;        // fewer are read as quickly one by one

bool goes_on(std::string_view part) {
  constexpr std::array<std::string_view, 5> bounds{"under ", "at most ", "over ", "at least ", "not in "};
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

// "hand off to billing": "hand off".
std::string kind_of(const std::string& outcome) { return outcome.substr(0, outcome.find(" to ")); }

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

ChangeGroup merged(const std::vector<const DecisionChange*>& changes) {
  ChangeGroup made{*changes.front(), changes.size(), false};
  std::vector<std::string> common = parts_of(changes.front()->area);
  for (const DecisionChange* one : changes) {
    unite(made.change.before, one->before);
    unite(made.change.after, one->after);
    const std::vector<std::string> parts = parts_of(one->area);
    std::erase_if(common, [&](const std::string& part) { return std::ranges::find(parts, part) == parts.end(); });
  }
  for (const DecisionChange* one : changes) made.whole = made.whole || parts_of(one->area).size() == common.size();
  made.change.area.clear();
  for (const std::string& part : common) made.change.area += (made.change.area.empty() ? "" : " and ") + part;
  return made;
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
  std::vector<ChangeGroup> groups;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (group_of[i] == changes.size()) groups.push_back({changes[i]});
    if (group_of[i] != i) continue;
    std::vector<const DecisionChange*> members;
    for (std::size_t other = i; other < changes.size(); ++other)
      if (group_of[other] == i) members.push_back(&changes[other]);
    groups.push_back(merged(members));
  }
  return groups;
}

}  // namespace handrail
