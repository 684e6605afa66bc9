#include "engine/cases/turning.hpp"

#include <algorithm>
#include <map>

#include "engine/cases/changes.hpp"

namespace handrail {
namespace {

class Search {
 public:
  Search(const dsl::Program& program, const BundleHash& bundle, const Situation& situation, std::size_t tries)
      : program_(program), bundle_(bundle), situation_(situation), tries_(tries), before_(outcome_of(program, bundle, situation)),
        possible_(possible_changes(program, bundle, situation)) {}

  std::vector<Turning> run() {
    for (std::size_t size = 1; size <= 3 && found_.empty(); ++size) combine({}, 0, size);
    return std::move(found_);
  }

 private:
  void combine(std::vector<std::size_t> chosen, std::size_t from, std::size_t size) {
    if (tried_ >= tries_) return;
    if (chosen.size() == size) return try_out(chosen);
    for (std::size_t i = from; i < possible_.size(); ++i) {
      const auto same = [&](std::size_t other) { return possible_[other].fact == possible_[i].fact; };
      if (std::any_of(chosen.begin(), chosen.end(), same)) continue;
      chosen.push_back(i);
      combine(chosen, i + 1, size);
      chosen.pop_back();
    }
  }

  void try_out(const std::vector<std::size_t>& chosen) {
    ++tried_;
    Situation changed = situation_;
    for (const std::size_t i : chosen) possible_[i].apply(changed);
    Turning turning{{}, outcome_of(program_, bundle_, changed)};
    if (turning.outcome.text == before_.text) return;
    std::string seen = turning.outcome.text;
    std::vector<std::uint64_t> distances;
    for (const std::size_t i : chosen) {
      seen += "|" + possible_[i].fact;
      distances.push_back(possible_[i].distance);
    }
    // Of several values of the same facts that come out the same, the nearest.
    const auto [told, added] = told_.emplace(seen, Told{found_.size(), distances});
    if (!added && told->second.distances <= distances) return;
    for (const std::size_t i : chosen) {
      const std::string bound = this->bound(chosen, i, turning.outcome);
      turning.changes.push_back({possible_[i].fact, bound, possible_[i].value, bound.empty() ? "" : other_end(chosen, i, turning.outcome)});
    }
    if (added) return found_.push_back(std::move(turning));
    told->second.distances = std::move(distances);
    found_[told->second.index] = std::move(turning);
  }

  bool same_with(const std::vector<std::size_t>& chosen, std::size_t which, const std::function<void(Situation&)>& instead, const Judged& outcome) const {
    Situation changed = situation_;
    for (const std::size_t i : chosen) (i == which ? instead : possible_[i].apply)(changed);
    return outcome_of(program_, bundle_, changed).text == outcome.text;
  }

  // "at most" is said where one step on comes out the same.
  std::string bound(const std::vector<std::size_t>& chosen, std::size_t which, const Judged& outcome) const {
    if (!possible_[which].further || !same_with(chosen, which, possible_[which].further, outcome)) return "";
    return possible_[which].direction < 0 ? "at most" : "at least";
  }

  // Of the values further out, which stand on both sides of whatever the fact is compared with, the last before one that comes out otherwise.
  std::string other_end(const std::vector<std::size_t>& chosen, std::size_t which, const Judged& outcome) const {
    const PossibleChange& nearest = possible_[which];
    std::vector<const PossibleChange*> beyond;
    for (const PossibleChange& one : possible_)
      if (one.fact == nearest.fact && one.direction == nearest.direction && one.distance > nearest.distance) beyond.push_back(&one);
    std::ranges::sort(beyond, {}, &PossibleChange::distance);
    const PossibleChange* last = &nearest;
    for (const PossibleChange* one : beyond) {
      if (!same_with(chosen, which, one->apply, outcome)) return last == &nearest ? "" : last->value;
      last = one;
    }
    return "";
  }

  const dsl::Program& program_;
  const BundleHash& bundle_;
  const Situation& situation_;
  std::size_t tries_;
  Judged before_;
  std::vector<PossibleChange> possible_;
  std::vector<Turning> found_;
  struct Told { std::size_t index; std::vector<std::uint64_t> distances; };
  std::map<std::string, Told> told_;
  std::size_t tried_ = 0;
};

}  // namespace

std::vector<Turning> turnings(const dsl::Program& program, const BundleHash& bundle, const Situation& situation, std::size_t tries) {
  return Search(program, bundle, situation, tries).run();
}

std::string to_text(const Turning& turning) {
  std::string text = "if ";
  for (std::size_t i = 0; i < turning.changes.size(); ++i) {
    const Change& change = turning.changes[i];
    text += (i ? " and " : "") + change.fact + " were ";
    if (change.until.empty()) text += (change.bound.empty() ? "" : change.bound + " ") + change.value;
    else text += change.bound == "at most" ? "between " + change.until + " and " + change.value : "between " + change.value + " and " + change.until;
  }
  return text + ", it would be `" + turning.outcome.text + "`" + (turning.outcome.at.empty() ? "" : " (" + turning.outcome.at + ")");
}

Json to_json(const Turning& turning) {
  Json changes = Json::array();
  for (const Change& change : turning.changes) {
    Json told = Json::object({{"fact", change.fact}, {"bound", change.bound}, {"value", change.value}});
    if (!change.until.empty()) told.set("until", change.until);
    changes.push(std::move(told));
  }
  return Json::object({{"changes", std::move(changes)}, {"outcome", turning.outcome.text}, {"rule", turning.outcome.rule}, {"at", turning.outcome.at}});
}

}  // namespace handrail
