#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/difference/diff.hpp"
#include "engine/difference/grouped.hpp"

namespace handrail {
namespace {

using dsl::DifferenceLevel;

constexpr std::size_t beside_told = 8;     // beside one area; `--format json` has all
constexpr std::size_t outcomes_told = 5;   // of one entry

std::string counted(std::size_t count, const std::string& what, const std::string& several = "") {
  return std::to_string(count) + " " + (count == 1 ? what : several.empty() ? what + "s" : several);
}

class Telling {
 public:
  explicit Telling(bool colour) : colour_(colour) {}

  std::string tell(const BundleDiff& diff) {
    for (const DecisionChanges& of : diff.decisions)
      if (!of.contract.empty() || !of.changes.empty() || !of.compared || of.more || !of.sure()) decisions(of);
    also(diff);
    last_line(diff);
    return std::move(text_);
  }

 private:
  std::string bold(const std::string& text) const { return colour_ ? "\x1b[1m" + text + "\x1b[0m" : text; }
  std::string red(const std::string& text) const { return colour_ ? "\x1b[31m" + text + "\x1b[0m" : text; }
  std::string green(const std::string& text) const { return colour_ ? "\x1b[32m" + text + "\x1b[0m" : text; }
  std::string turns(const std::string& before, const std::string& after) const {
    return red(before.empty() ? "nothing" : before) + " -> " + green(after.empty() ? "nothing" : after);
  }

  void decisions(const DecisionChanges& of) {
    text_ += bold(of.owner) + "\n";
    for (const std::string& part : of.contract) text_ += "  " + part + "\n";
    if (!of.compared) text_ += "  no call is in order for both, so nothing more can be compared\n";
    if (of.of_messages) for (const ChangeGroup& group : grouped(of.changes)) change(group, true);
    else for (const DecisionChange& one : of.changes) change({one}, false);
    if (of.more) text_ += "  and more\n";
    if (!of.proven) text_ += "  not proven: the budget did not suffice to find the rest\n";
    if (!of.unconfirmed.empty()) text_ += "  not proven, and perhaps so, as the samples did not show it:\n";
    for (const DecisionChange& change : of.unconfirmed) text_ += "  " + headline({change}, of.of_messages);
    text_ += "\n";
  }

  // "hand off to billing or support", "start refund or reship, checked by a person": what begins, or ends, alike is said once.
  static std::string outcomes(const std::vector<std::string>& all) {
    const std::string hand_off = "hand off to ", start = "start ", checked = ", checked by a person";
    std::vector<std::string> told, queues, started, prepared;
    for (const std::string& one : all) {
      if (one.starts_with(hand_off)) queues.push_back(one.substr(hand_off.size()));
      else if (one.starts_with(start) && one.ends_with(checked)) prepared.push_back(one.substr(start.size(), one.size() - start.size() - checked.size()));
      else if (one.starts_with(start)) started.push_back(one.substr(start.size()));
      else told.push_back(one);
    }
    if (!started.empty()) told.push_back(start + english_list(started, "or"));
    if (!prepared.empty()) told.push_back(start + english_list(prepared, "or") + checked);
    if (!queues.empty()) told.insert(told.size() >= outcomes_told ? told.begin() : told.end(), hand_off + english_list(queues, "or"));
    if (told.size() <= outcomes_told) return english_list(told, "or");
    const std::size_t others = told.size() - (outcomes_told - 1);   // a rule that is gone leaves its cases to half of the policy
    told.resize(outcomes_told - 1);
    told.push_back("one of " + std::to_string(others) + " others");
    return english_list(told, "or");
  }

  // What one side does not have: of an outcome that is the same, the way on, or what is asked for in particular.
  static std::string side(const std::vector<std::string>& all, const DecisionChange& change, bool of_messages) {
    const std::string told = outcomes(all);
    if (!told.empty() || change.both.empty()) return told;
    return of_messages ? "for nothing in particular" : "with no way on";
  }

  std::string headline(const ChangeGroup& group, bool of_messages) const {
    const DecisionChange& change = group.change;
    const std::string same = change.both.empty() ? "" : "still " + change.both + ", ";
    std::string where = change.area.empty() ? "" : change.area.starts_with("after an approval by ") ? " " + change.area : " when " + change.area;
    for (std::size_t at = where.find(" and after an approval by "); at != std::string::npos; at = where.find(" and after an approval by ", at)) where.replace(at, 4, ",");
    if (group.regions > 1 && !group.whole)
      where = " in " + counted(group.regions, "region") + (change.area.empty() ? "" : ", in all of them " + change.area);
    return "  " + same + turns(side(change.before, change, of_messages), side(change.after, change, of_messages)) + where + "\n";
  }

  // Beside what the area speaks of; of very many the first.
  static std::string beside(const DecisionChange& change) {
    std::vector<std::string> told(change.beside.begin(), change.beside.begin() + static_cast<std::ptrdiff_t>(std::min(change.beside.size(), beside_told)));
    if (told.empty()) return "";
    if (change.beside.size() > beside_told) told.push_back(std::to_string(change.beside.size() - beside_told) + " more that both ask for");
    return "    as long as " + english_list(told) + "\n";
  }

  void change(const ChangeGroup& group, bool of_messages) {
    const DecisionChange& change = group.change;
    text_ += headline(group, of_messages) + beside(change) + "    ";
    std::string example;
    for (const auto& [name, value] : change.example) example += (example.empty() ? "for example " : ", ") + name + " " + printable(value, 200);
    std::string places = change.old_at.empty() ? "" : "old " + change.old_at;
    if (!change.new_at.empty()) places += (places.empty() ? "new " : ", new ") + change.new_at;
    if (change.old_at == change.new_at) places = change.new_at;
    const bool several = change.before.size() + change.after.size() > 2;
    if (places.empty() && !several) return void(text_ += example + "\n");
    text_ += example + (example.empty() ? "(" : " (") + (several ? change.before.front() + " -> " + change.after.front() + (places.empty() ? "" : "; ") : "") + places + ")\n";
  }

  void also(const BundleDiff& diff) {
    std::string lines;
    for (const DecisionChanges& of : diff.decisions)
      for (const DecisionChange& change : of.words)
        lines += "  " + of.owner + ": still " + change.both + ", in other words" + (change.area.empty() ? "" : " when " + change.area) + ": " +
                 quoted(change.before.front()) + " -> " + quoted(change.after.front()) + "\n";
    for (const AlsoChanged& one : diff.also) lines += "  " + line(one) + "\n";
    if (!lines.empty()) text_ += bold("also changed") + "\n" + lines + "\n";
  }

  std::string line(const AlsoChanged& one) const {
    const std::string name = one.kind + (one.name.empty() ? "" : " " + (one.name.find(' ') == std::string::npos ? one.name : "\"" + one.name + "\""));
    if (one.what == "renamed") return name + ": renamed to " + one.after;
    if (one.before.empty() && one.after.empty()) return name + ": " + one.what;
    const std::string read = ", messages read as `" + one.name + "`: ";
    if (one.kind == "intent" && one.what == "added") return name + ": added" + read + green(one.after);
    if (one.kind == "intent" && one.what == "removed") return name + ": removed" + read + red(one.before) + ", and no longer";
    return name + ": " + one.what + ": " + turns(printable(one.before, 200), printable(one.after, 200));
  }

  static std::string quoted(const std::string& words) { return words.empty() ? "nothing" : "\"" + printable(words, 200) + "\""; }

  void last_line(const BundleDiff& diff) {
    std::size_t changes = 0;
    for (const DecisionChanges& of : diff.decisions) changes += of.changes.size() + of.contract.size();
    const std::size_t others = diff.come_or_go();
    const std::string of = others == 0 ? "" : " that both have";
    if (changes > 0) text_ += counted(changes, "change") + " of decisions" + (diff.proven() ? "" : ", and not everything was found");
    else if (!diff.proven()) text_ += "not proven: no decision was found that changes, and it was not shown that none does";
    else text_ += "no decision changes, proven for " + counted(diff.tools, "tool") + of + " and for messages";
    text_ += others == 0 ? "\n" : "; " + counted(others, "tool or intent", "tools or intents") + (others == 1 ? " comes or goes\n" : " come or go\n");
    if (!diff.solver) text_ += "this build has no solver: where rules differ, decisions were not compared\n";
  }

  bool colour_;
  std::string text_;
};

std::string_view word_of_level(DifferenceLevel level) {
  return level == DifferenceLevel::verdict ? "decision" : level == DifferenceLevel::way_on ? "way_on" : "words";
}

Json change_json(const DecisionChange& change) {
  Json example = Json::object();
  for (const auto& [name, value] : change.example) example.set(name, value);
  Json before = Json::array(), after = Json::array(), given = Json::array();
  for (const std::string& one : change.beside) given.push(one);
  for (const std::string& one : change.before) before.push(one);
  for (const std::string& one : change.after) after.push(one);
  Json old = Json::object({{"at", change.old_at}, {"rule", change.old_rule}});
  if (!change.old_sample.is_null()) old.set("sample", change.old_sample);
  return Json::object({{"level", word_of_level(change.level)}, {"before", std::move(before)}, {"after", std::move(after)}, {"same", change.both},
                       {"when", change.area}, {"given", std::move(given)}, {"example", std::move(example)},
                       {"old", std::move(old)}, {"new", Json::object({{"at", change.new_at}, {"rule", change.new_rule}})},
                       {"sample", change.sample}});
}

}  // namespace

std::string diff_pretty(const BundleDiff& diff, bool colour) { return Telling(colour).tell(diff); }

Json diff_json(const BundleDiff& diff) {
  Json decisions = Json::array(), also = Json::array();
  for (const DecisionChanges& of : diff.decisions) {
    Json contract = Json::array(), changes = Json::array(), perhaps = Json::array();
    for (const DecisionChange& change : of.unconfirmed) perhaps.push(change_json(change));
    for (const std::string& part : of.contract) contract.push(part);
    for (const DecisionChange& change : of.changes) changes.push(change_json(change));
    for (const DecisionChange& change : of.words) changes.push(change_json(change));
    decisions.push(Json::object({{"owner", of.owner}, {"messages", of.of_messages}, {"contract", std::move(contract)}, {"compared", of.compared}, {"changes", std::move(changes)},
                                 {"more", of.more}, {"not_confirmed", std::move(perhaps)}, {"proven", of.sure()}}));
  }
  for (const AlsoChanged& one : diff.also)
    also.push(Json::object({{"kind", one.kind}, {"name", one.name}, {"what", one.what}, {"before", one.before}, {"after", one.after}}));
  return Json::object({{"decisions_change", diff.changes()}, {"proven", diff.proven()}, {"solver", diff.solver}, {"decisions", std::move(decisions)}, {"also", std::move(also)}});
}

}  // namespace handrail
