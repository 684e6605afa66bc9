#include "dsl/prove/redundant.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <optional>

#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/part_by_part.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

// One operand of an `and` or an `or`.
struct Part {
  ExpressionId joint = no_expression, operand = no_expression;
  bool operator==(const Part&) const = default;
};

class Parts {
 public:
  Parts(const Program& program, Asking& asking, Encoding& encoding, const Clauses& rule) : program_(program), asking_(asking), encoding_(encoding), rule_(rule) {
    for (const ExpressionId id : {rule.when, rule.unless})
      if (id != no_expression) count(id);
  }

  void find(Diagnostics& findings) {
    if (parts_ > limits::proof_condition_parts || (parts_ == 0 && rule_.unless == no_expression)) return;
    if (rule_.unless == no_expression && each_part_is_needed(program_, encoding_.scope(), rule_.when)) return;
    whole_ = holds();
    if (asking_.ask_once(whole_->yes) != Satisfiable::yes) return;
    if (rule_.unless != no_expression && rule_.when != no_expression && same(*whole_, condition(rule_.when))) {
      findings.push_back(told("unless ", program_.nodes[rule_.unless].span));
    } else if (rule_.unless != no_expression) {
      search(rule_.unless, findings);
    }
    if (rule_.when != no_expression) search(rule_.when, findings);
  }

 private:
  void count(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return count(node.a);
    if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      ++parts_;
      count(program_.operands[node.a + i]);
    }
  }

  // A part that goes is not searched for parts of its own.
  void search(ExpressionId id, Diagnostics& findings) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return search(node.a, findings);
    if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return;
    for (std::uint32_t i = node.count; i-- > 0;) {
      const Part part{id, program_.operands[node.a + i]};
      out_.push_back(part);
      // The last part of a joint stays: without any it would say something of its own.
      if (left_in(id) > 0 && same(*whole_, holds())) {
        if (rule_.of_row && id == rule_.when) findings.push_back(told_of_cell(program_.nodes[part.operand].span));
        else findings.push_back(told(node.op == NodeOp::logical_and ? "and " : "or ", own_words(part)));
        continue;
      }
      out_.pop_back();
      search(part.operand, findings);
    }
  }

  [[nodiscard]] bool out(ExpressionId joint, ExpressionId operand) const { return std::ranges::find(out_, Part{joint, operand}) != out_.end(); }

  [[nodiscard]] std::size_t left_in(ExpressionId joint) const {
    const Node& node = program_.nodes[joint];
    std::size_t left = 0;
    for (std::uint32_t i = 0; i < node.count; ++i) left += out(joint, program_.operands[node.a + i]) ? 0 : 1;
    return left;
  }

  // As Encoding::condition and Encoding::holds, without the parts that are out.
  Tri condition(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) {
      const Tri inner = condition(node.a);
      return {inner.no, inner.yes};
    }
    if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) return encoding_.condition(id);
    const bool both = node.op == NodeOp::logical_and;
    Tri all{encoding_.truth(both), encoding_.truth(!both)};
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const ExpressionId operand = program_.operands[node.a + i];
      if (out(id, operand)) continue;
      const Tri part = condition(operand);
      all = both ? Tri{all.yes && part.yes, all.no || part.no} : Tri{all.yes || part.yes, all.no && part.no};
    }
    return all;
  }

  Tri holds() {
    const Tri yes = rule_.when == no_expression ? Tri{encoding_.truth(true), encoding_.truth(false)} : condition(rule_.when);
    if (rule_.unless == no_expression) return yes;
    const Tri spared = condition(rule_.unless);
    return {yes.yes && spared.no, yes.no || spared.yes};
  }

  bool same(const Tri& a, const Tri& b) { return asking_.ask_once(a.yes != b.yes || a.no != b.no) == Satisfiable::no; }

  // Of `amount is over $100 and over $50` the second part is `over $50`: its left side stands in the first.
  [[nodiscard]] Span own_words(const Part& part) const {
    const Node& joint = program_.nodes[part.joint];
    Span span = program_.nodes[part.operand].span;
    for (std::uint32_t i = 1; i < joint.count; ++i) {
      if (program_.operands[joint.a + i] != part.operand) continue;
      const Span before = program_.nodes[program_.operands[joint.a + i - 1]].span;
      if (before.begin != span.begin || before.end >= span.end) continue;
      const std::string_view rest = program_.sources.text({span.file, before.end, span.end});
      const auto joined = rest.find_first_not_of(" \n"), own = rest.find_first_not_of(" \n", rest.find_first_of(" \n", joined));
      if (own != std::string_view::npos) span.begin = before.end + static_cast<std::uint32_t>(own);
    }
    return span;
  }

  [[nodiscard]] Diagnostic told(const std::string& joint, Span span) const {
    const std::string text(program_.sources.text(span));
    return warning("P0707", "a part of this condition changes nothing: `" + text + "`", span, "whatever the facts are, the rule says the same without it",
                   "take out `" + joint + text + "`");
  }

  [[nodiscard]] Diagnostic told_of_cell(Span span) const {
    return warning("P0707", "this cell changes nothing: `" + std::string(program_.sources.text(span)) + "`", span,
                   "wherever the other cells of the row hold, this one does", "write `any` in its place");
  }

  const Program& program_;
  Asking& asking_;
  Encoding& encoding_;
  Clauses rule_;
  std::size_t parts_ = 0;
  std::optional<Tri> whole_;
  std::vector<Part> out_;
};

}  // namespace

void redundant_parts(const Program& program, Asking& asking, Encoding& encoding, const Clauses& rule, Diagnostics& findings) {
  Parts(program, asking, encoding, rule).find(findings);
}

void needs_implied(const GateQuestion& question) {
  Asking& asking = question.asking;
  std::vector<z3::expr> met;
  std::vector<Span> before;
  for (const GateStep& step : question.gate.steps()) {
    if (step.clause != GateStep::Clause::needs) break;
    const z3::expr blocks = asking.named(step.guard);
    std::vector<z3::expr> assumed = met;
    assumed.push_back(blocks);
    if (asking.ask(assumed) == Satisfiable::no) {
      const auto implying = asking.smallest({blocks}, met);
      Diagnostic found = warning("P0708", "a need of `" + question.program.tools[question.tool].name + "` that is met whenever the earlier ones are", step.rule->span,
                                 "it never stops a call", "take it out, or say what else it should ask for");
      for (const std::size_t i : implying) found.labels.push_back({before[i], "this asks for it already"});
      question.proof.findings.push_back(std::move(found));
      continue;
    }
    met.push_back(asking.named(!step.guard));
    before.push_back(step.rule->span);
  }
}

}  // namespace handrail::dsl
#endif
