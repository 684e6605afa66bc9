#include "dsl/prove/rules_in_order.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>

#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t at_once = 8;        // earlier rules that are ruled out by one look at where they hold
constexpr std::size_t few = 64;           // earlier rules of which the fewest that hide one are looked for among all

Diagnostic never(const Ordered& rule, const std::string& owner) {
  return warning("P0702", "a rule of " + owner + " can never hold: its conditions contradict each other", rule.span, "no facts make this true",
                 "mend the condition, or take the rule out");
}

Diagnostic hidden(const Ordered& rule, const std::vector<Span>& hiding, const std::string& owner) {
  const bool alone = hiding.size() == 1;
  const std::string by = alone ? "an earlier one decides every case of it" : std::to_string(hiding.size()) + " earlier ones together decide every case of it";
  Diagnostic found = warning("P0703", "a rule of " + owner + " never decides: " + by, rule.span, "nothing is left for this one", "take it out, or narrow what stands before it");
  for (const Span& span : hiding) found.labels.push_back({span, alone ? "this decides first" : "this decides some of it first"});
  return found;
}

class InOrder {
 public:
  InOrder(Asking& asking, const Boxes& boxes, const std::vector<Ordered>& rules, const std::string& owner)
      : asking_(asking), encoding_(boxes.encoding()), slots_(boxes.slots()), rules_(rules), owner_(owner), corners_(boxes.encoding()) {}

  std::optional<Diagnostic> look_at(std::size_t index) {
    const Ordered& rule = rules_[index];
    std::vector<std::size_t> near;
    std::vector<const Box*> boxes;
    for (std::size_t i = 0; i < index; ++i) {
      if (!rules_[i].hides || apart(rules_[i].box, rule.box)) continue;
      near.push_back(i);
      boxes.push_back(&rules_[i].box);
    }
    if (!rule.open_too && corners_.free_of(rule.box, boxes)) return std::nullopt;
    const Asking::Aside aside(asking_);
    const z3::expr surely = asking_.named(rule.surely);
    std::vector<std::size_t> passed;
    std::vector<z3::expr> assumed{surely};
    // A situation in which the rule holds; where an earlier one decides it, another situation without that one.
    for (;;) {
      const Satisfiable there = asking_.ask(assumed);
      if (there == Satisfiable::not_known) return std::nullopt;
      if (there == Satisfiable::no) return assumed.size() == 1 ? never(rule, owner_) : hidden(rule, hiding(surely, near, passed), owner_);
      const std::vector<std::size_t> deciding = decide(asking_.model(), near, passed);
      if (deciding.empty()) return std::nullopt;
      for (const std::size_t i : deciding) {
        passed.push_back(i);
        assumed.push_back(asking_.named(!rules_[i].guard));
      }
    }
  }

 private:
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
  const Encoding& encoding_;
  std::vector<std::uint32_t> slots_;
  const std::vector<Ordered>& rules_;
  const std::string& owner_;
  Corners corners_;
};

}  // namespace

void rules_in_order(Asking& asking, const Boxes& boxes, const std::vector<Ordered>& rules, const std::string& owner, Diagnostics& findings) {
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
