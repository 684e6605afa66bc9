#include "dsl/prove/rules_in_order.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <optional>

#include "dsl/program/evaluate.hpp"
#include "dsl/prove/telling.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t at_once = 8;        // earlier rules that are ruled out by one look at where they hold
constexpr std::size_t few = 64;           // earlier rules of which the fewest that hide one are looked for among all

// "`order.note` is unknown": `facts` of which one is; none: nobody knows which.
std::string while_open(const std::vector<std::string>& facts) {
  if (facts.empty()) return "something is unknown";
  std::vector<std::string> quoted;
  for (const std::string& fact : facts) quoted.push_back("`" + fact + "`");
  return english_list(quoted, "or") + " is unknown";
}

std::string unless_out(const std::string& open) { return "mend the condition, or write what it is for: taken out, it no longer decides while " + open; }

Diagnostic never(const Ordered& rule, const std::string& owner, const std::optional<std::string>& open) {
  if (open)
    return warning("P0702", "a rule of " + owner + " only decides while " + *open + ": its conditions contradict each other", rule.span, "no known facts make this true",
                   unless_out(*open));
  return warning("P0702", "a rule of " + owner + " can never hold: its conditions contradict each other", rule.span, "no facts make this true",
                 "mend the condition, or take the rule out");
}

Diagnostic hidden(const Ordered& rule, const std::vector<Span>& hiding, const std::string& owner, const std::optional<std::string>& open) {
  const bool alone = hiding.size() == 1;
  const std::string which = open ? "every other case of it" : "every case of it";
  const std::string by = alone ? "an earlier one decides " + which : std::to_string(hiding.size()) + " earlier ones together decide " + which;
  Diagnostic found = warning("P0703", "a rule of " + owner + (open ? " only decides while " + *open : " never decides") + ": " + by, rule.span,
                             open ? "of known facts nothing is left for this one" : "nothing is left for this one",
                             open ? unless_out(*open) : "take it out, or narrow what stands before it");
  for (const Span& span : hiding) found.labels.push_back({span, alone ? "this decides first" : "this decides some of it first"});
  return found;
}

class InOrder {
 public:
  InOrder(Asking& asking, Boxes& boxes, const std::vector<Ordered>& rules, const std::string& owner)
      : asking_(asking), encoding_(boxes.encoding()), slots_(boxes.slots()), rules_(rules), owner_(owner), corners_(boxes.encoding()) {}

  std::optional<Diagnostic> look_at(std::size_t index) {
    const Ordered& rule = rules_[index];
    std::vector<std::size_t> near, before;
    std::vector<Corners::Near> boxes;
    for (std::size_t i = 0; i < index; ++i) {
      if (!rules_[i].hides || (rule.early && !rules_[i].early)) continue;
      before.push_back(i);
      if (apart(rules_[i].box, rule.box)) continue;
      near.push_back(i);
      boxes.push_back({&rules_[i].box, rules_[i].open_too});
    }
    if (!rule.open_too && corners_.free_of(rule.box, boxes)) return std::nullopt;
    const Asking::Aside aside(asking_);
    const z3::expr surely = asking_.named(rule.surely);
    std::vector<std::size_t> passed;
    if (left_for(surely, near, passed) != Satisfiable::no) return std::nullopt;
    const bool contradicts = passed.empty();
    std::optional<std::string> open;
    if (rule.open_too || rule.asks_too) {
      const z3::expr guard = asking_.named(rule.asks_too ? rule.guard || *rule.asks_too : rule.guard);
      std::vector<std::size_t> passed_open;
      const Satisfiable left = left_for(guard, before, passed_open);
      if (left == Satisfiable::not_known) return std::nullopt;
      if (left == Satisfiable::yes) open = while_open(unknown(rule, guard, passed_open));
    }
    return contradicts ? never(rule, owner_, open) : hidden(rule, hiding(surely, near, passed), owner_, open);
  }

 private:
  // A situation in which the rule decides, if no earlier one does: where one does, another situation without that one. `passed`: those that were met on the way.
  Satisfiable left_for(const z3::expr& rule, const std::vector<std::size_t>& before, std::vector<std::size_t>& passed) {
    std::vector<z3::expr> assumed{rule};
    for (;;) {
      const Satisfiable there = asking_.ask(assumed);
      if (there != Satisfiable::yes) return there;
      const std::vector<std::size_t> deciding = decide(asking_.model(), before, passed);
      if (deciding.empty()) return Satisfiable::yes;
      for (const std::size_t i : deciding) {
        passed.push_back(i);
        assumed.push_back(asking_.named(!rules_[i].guard));
      }
    }
  }

  // The fewest of what the rule reads of which one has to be unknown for it to decide; none where even that is not certain.
  std::vector<std::string> unknown(const Ordered& rule, const z3::expr& guard, const std::vector<std::size_t>& passed) {
    std::vector<z3::expr> fixed{guard}, known;
    for (const std::size_t i : passed) fixed.push_back(asking_.named(!rules_[i].guard));
    std::vector<std::string> words;
    for (const std::uint32_t slot : facts_of(rule)) {
      const Term& fact = encoding_.slot(slot);
      known.push_back(asking_.named((fact.known && !fact.odd) || fact.absent));
      words.push_back(path_of(encoding_.scope().slots[slot]));
    }
    for (const Encoding::Leaf& leaf : encoding_.leaves_of({rule.when, rule.unless})) {
      known.push_back(asking_.named(leaf.tri.yes || leaf.tri.no));
      words.push_back(encoding_.words(leaf, true));
    }
    std::vector<z3::expr> all = fixed;
    all.insert(all.end(), known.begin(), known.end());
    if (asking_.ask(all) != Satisfiable::no) return {};
    std::vector<std::string> named;
    for (const std::size_t i : asking_.smallest(fixed, known)) named.push_back(words[i]);
    return named;
  }

  std::vector<std::uint32_t> facts_of(const Ordered& rule) const {
    std::vector<std::uint32_t> slots;
    for (const ExpressionId id : {rule.when, rule.unless})
      if (id != no_expression)
        for (const std::uint32_t slot : slots_of(encoding_.program(), id))
          if (std::ranges::find(slots, slot) == slots.end()) slots.push_back(slot);
    return slots;
  }

  static std::string path_of(const Slot& slot) {
    std::string path;
    for (const std::string& part : slot.path) path += (path.empty() ? "" : ".") + part;
    return path;
  }

  // The first of those near that decide what the model says.
  std::vector<std::size_t> decide(const z3::model& model, const std::vector<std::size_t>& near, const std::vector<std::size_t>& passed) const {
    std::vector<std::size_t> deciding;
    const Point point(model, encoding_, slots_);
    for (const std::size_t i : near) {
      if (!point.in(rules_[i].box, rules_[i].open_too) || std::ranges::find(passed, i) != passed.end() || !true_in(model, rules_[i].guard)) continue;
      deciding.push_back(i);
      if (deciding.size() == at_once) break;
    }
    return deciding;
  }

  std::vector<Span> hiding(const z3::expr& surely, const std::vector<std::size_t>& near, std::vector<std::size_t> passed) {
    std::ranges::sort(passed);
    const std::vector<std::size_t>& among = near.size() <= few ? near : passed;
    std::vector<z3::expr> ruled_out;
    for (const std::size_t i : among) ruled_out.push_back(asking_.named(!rules_[i].guard));
    std::vector<Span> spans;
    for (const std::size_t i : asking_.smallest({surely}, ruled_out)) spans.push_back(rules_[among[i]].span);
    return spans;
  }

  Asking& asking_;
  Encoding& encoding_;
  std::vector<std::uint32_t> slots_;
  const std::vector<Ordered>& rules_;
  const std::string& owner_;
  Corners corners_;
};

}  // namespace

void rules_in_order(Asking& asking, Boxes& boxes, const std::vector<Ordered>& rules, const std::string& owner, Diagnostics& findings) {
  InOrder order(asking, boxes, rules, owner);
  std::size_t told = 0;
  for (std::size_t i = 0; i < rules.size() && told < limits::diagnostics; ++i) {
    if (!rules[i].asked) continue;
    auto found = order.look_at(i);
    if (!found) continue;
    ++told;
    findings.push_back(std::move(*found));
  }
}

}  // namespace handrail::dsl
#endif
