#include "dsl/formulas/text_language.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace handrail::dsl {

namespace {

constexpr std::size_t states_max = 4'000;          // of one test: a repetition is written out
constexpr char32_t no_letter = last_letter + 1;    // a byte that is none: a search passes over it, and no pattern takes it

}  // namespace

std::uint32_t TextLanguage::add() {
  states_.emplace_back();
  return static_cast<std::uint32_t>(states_.size() - 1);
}

bool TextLanguage::too_large() const { return states_.size() > states_max; }

std::uint32_t TextLanguage::anything(std::uint32_t from) {
  states_[from].steps.push_back({{{0, no_letter}}, from});
  return from;
}

std::uint32_t TextLanguage::word(std::u32string_view letters, std::uint32_t from) {
  for (const char32_t c : letters) {
    const std::uint32_t to = add();
    states_[from].steps.push_back({{{c, c}}, to});
    from = to;
  }
  return from;
}

std::uint32_t TextLanguage::through(const PatternPart& part, std::uint32_t from) {
  using Kind = PatternPart::Kind;
  if (too_large()) return from;
  switch (part.kind) {
    case Kind::letter: {
      const std::uint32_t to = add();
      states_[from].steps.push_back({part.letters, to});
      return to;
    }
    case Kind::begins: case Kind::ends: {
      const std::uint32_t to = add();
      states_[from].free.push_back({part.kind == Kind::begins ? Where::beginning : Where::end, to});
      return to;
    }
    case Kind::all:
      for (const PatternPart& one : part.parts) from = through(one, from);
      return from;
    case Kind::any: {
      const std::uint32_t behind = add();
      for (const PatternPart& one : part.parts) {
        const std::uint32_t begin = add();
        states_[from].free.push_back({Where::anywhere, begin});
        const std::uint32_t end = through(one, begin);
        states_[end].free.push_back({Where::anywhere, behind});
      }
      return behind;
    }
    case Kind::repeat: break;
  }
  for (std::size_t i = 0; i < part.least && !too_large(); ++i) from = through(part.parts.front(), from);
  const std::uint32_t behind = add();
  if (part.endless) {
    const std::uint32_t again = add();
    states_[from].free.push_back({Where::anywhere, again});
    const std::uint32_t end = through(part.parts.front(), again);
    states_[end].free.push_back({Where::anywhere, again});
    states_[again].free.push_back({Where::anywhere, behind});
    return behind;
  }
  for (std::size_t i = part.least; i < part.most && !too_large(); ++i) {
    states_[from].free.push_back({Where::anywhere, behind});
    const std::uint32_t next = add();
    states_[from].free.push_back({Where::anywhere, next});
    from = through(part.parts.front(), next);
  }
  states_[from].free.push_back({Where::anywhere, behind});
  return behind;
}

std::optional<TextLanguage> TextLanguage::of(NodeOp test, std::string_view text) {
  TextLanguage made;
  const std::uint32_t first = made.add();
  if (test == NodeOp::matches) {
    const auto pattern = read_pattern(text);
    if (!pattern || !pattern->exactly) return std::nullopt;
    made.last_ = made.through(pattern->whole, first);
  } else {
    const auto letters = letters_of(text);
    if (!letters) return std::nullopt;
    if (test != NodeOp::starts_with) made.anything(first);
    // The loop over anything stands alone: a text may begin with the letters as well.
    const std::uint32_t end = made.word(*letters, first);
    made.last_ = test != NodeOp::ends_with && (end != first || test == NodeOp::starts_with) ? made.anything(end) : end;
  }
  return made.too_large() ? std::nullopt : std::optional(std::move(made));
}

// All machines at once: what each may have come to after a text, for every text, until nothing new comes.
class SideBySide {
 public:
  SideBySide(const std::vector<const TextLanguage*>& machines, std::size_t& steps) : machines_(machines), steps_(steps), passing_(std::size_t{1} << machines.size()) {}

  std::optional<std::vector<bool>> look() {
    read_letters();
    Together start;
    for (std::size_t i = 0; i < machines_.size(); ++i) start.push_back(reached(i, {0}, true));
    meet(start, true);
    while (!open_.empty() && !tired_) {
      const Together from = std::move(open_.back());
      open_.pop_back();
      for (const char32_t letter : letters_) {
        Together next;
        for (std::size_t i = 0; i < machines_.size(); ++i) next.push_back(reached(i, after(i, from[i], letter), false));
        meet(next, false);
      }
    }
    return tired_ ? std::nullopt : std::optional(passing_);
  }

 private:
  using Reached = std::vector<std::uint32_t>;      // states, in order
  using Together = std::vector<Reached>;           // of each machine

  // One letter for all that no step tells apart.
  void read_letters() {
    std::vector<char32_t> begin{0, no_letter};
    for (const TextLanguage* machine : machines_)
      for (const auto& state : machine->states_)
        for (const auto& step : state.steps)
          for (const auto& [first, last] : step.letters) {
            begin.push_back(first);
            if (last < no_letter) begin.push_back(last + 1);
          }
    std::ranges::sort(begin);
    const auto again = std::ranges::unique(begin);
    begin.erase(again.begin(), again.end());
    letters_ = std::move(begin);
  }

  bool pay(std::size_t taken) {
    tired_ = tired_ || taken > steps_;
    steps_ -= std::min(steps_, taken);
    return !tired_;
  }

  Reached after(std::size_t machine, const Reached& from, char32_t letter) {
    Reached to;
    for (const std::uint32_t state : from) {
      if (!pay(1)) return to;
      for (const auto& step : machines_[machine]->states_[state].steps)
        if (std::ranges::any_of(step.letters, [&](const auto& range) { return letter >= range.first && letter <= range.second; })) to.push_back(step.to);
    }
    return to;
  }

  // With all that goes on without a letter.
  Reached reached(std::size_t machine, Reached from, bool beginning, bool end = false) {
    using Where = TextLanguage::Where;
    std::vector<bool> seen(machines_[machine]->states_.size());
    Reached all;
    while (!from.empty() && pay(1)) {
      const std::uint32_t state = from.back();
      from.pop_back();
      if (seen[state]) continue;
      seen[state] = true;
      all.push_back(state);
      for (const auto& free : machines_[machine]->states_[state].free)
        if (free.where == Where::anywhere || (free.where == Where::beginning && beginning) || (free.where == Where::end && end)) from.push_back(free.to);
    }
    std::ranges::sort(all);
    return all;
  }

  bool passes(std::size_t machine, const Reached& states, bool beginning) {
    return std::ranges::binary_search(reached(machine, states, beginning, true), machines_[machine]->last_);
  }

  void meet(const Together& states, bool beginning) {
    std::size_t taken = 1, passed = 0;
    for (const Reached& of_one : states) taken += of_one.size();
    if (!pay(taken) || !known_.emplace(states, beginning).second) return;
    open_.push_back(states);
    for (std::size_t i = 0; i < machines_.size(); ++i) passed |= std::size_t{passes(i, states[i], beginning)} << i;
    passing_[passed] = true;
  }

  const std::vector<const TextLanguage*>& machines_;
  std::size_t& steps_;
  std::vector<char32_t> letters_;
  std::set<std::pair<Together, bool>> known_;     // what may be reached, and whether that is before any letter
  std::vector<Together> open_;
  std::vector<bool> passing_;
  bool tired_ = false;
};

std::optional<std::vector<bool>> passing(const std::vector<const TextLanguage*>& tests, std::size_t& steps) { return SideBySide(tests, steps).look(); }

}  // namespace handrail::dsl
