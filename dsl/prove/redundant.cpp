#include "dsl/prove/redundant.hpp"

#ifdef HANDRAIL_PROOF
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "dsl/program/leaf_words.hpp"
#include "dsl/prove/gate_findings.hpp"
#include "dsl/prove/part_by_part.hpp"
#include "dsl/prove/telling.hpp"

namespace handrail::dsl {

namespace {

// One operand of an `and` or an `or`.
struct Part { ExpressionId joint = no_expression, operand = no_expression; };

class Parts {
 public:
  Parts(const Program& program, Asking& asking, Encoding& encoding, const Clauses& rule)
      : program_(program), asking_(asking), encoding_(encoding), rule_(rule), tried_(program, encoding.scope()) {
    for (const ExpressionId id : {rule.when, rule.unless})
      if (id != no_expression) count(id);
  }

  void find(Proof& proof) {
    if (parts_ == 0 && rule_.unless == no_expression) return;
    if (parts_ > tried_max) {
      not_asked_ = parts_;
    } else {
      for (const ExpressionId id : {rule_.when, rule_.unless})
        if (id != no_expression) tried_.read(id);
      search_both(proof.findings);
    }
    const ExpressionId first = rule_.when == no_expression ? rule_.unless : rule_.when;
    if (not_asked_ > 0) proof.left_alone.push_back({program_.nodes[first].span, parts_, not_asked_});
  }

 private:
  static constexpr std::size_t tried_max = 4'000;   // parts: those that ask about one fact are each tried against all others
  static constexpr std::size_t in_questions_max = 20'000;   // parts in all questions to the solver together: each question holds the whole condition

  void count(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return count(node.a);
    if ((node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) || said_at_once(program_, id)) return;
    left_in_[id] = node.count;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      ++parts_;
      count(program_.operands[node.a + i]);
    }
  }

  void search_both(Diagnostics& findings) {
    if (rule_.unless == no_expression) return search(rule_.when, findings);
    if (rule_.when != no_expression) {
      tried_.want(rule_.when, true);
      tried_.want(rule_.unless, true);
      const bool lifts = tried_.found();
      tried_.leave(rule_.unless);
      if (!lifts && holds_somewhere() && same(*whole_, condition(rule_.when))) {
        findings.push_back(told("unless", program_.nodes[rule_.unless].span, Stands::behind));
        tried_.leave(rule_.when);
        return search(rule_.when, findings);
      }
    }
    search(rule_.unless, findings);
    if (rule_.when == no_expression) return;
    tried_.leave(rule_.when);
    tried_.want(rule_.unless, false);
    search(rule_.when, findings);
  }

  // A part that goes is not searched for parts of its own. What stands beside each joint on the way to this one is wanted so that it has no say; so is what stands
  // beside the part in question.
  void search(ExpressionId id, Diagnostics& findings) {
    const Node& node = program_.nodes[id];
    if (node.op == NodeOp::logical_not) return search(node.a, findings);
    if ((node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) || said_at_once(program_, id)) return;   // its parts have no words of their own that could be taken out
    const bool both = node.op == NodeOp::logical_and;
    for (std::uint32_t i = 0; i < node.count; ++i) tried_.want(program_.operands[node.a + i], both);
    for (std::uint32_t i = node.count; i-- > 0;) {
      const Part part{id, program_.operands[node.a + i]};
      if (changes_nothing(part, both)) {
        if (rule_.of_row && id == rule_.when) findings.push_back(told_of_cell(program_.nodes[part.operand].span));
        else findings.push_back(told(both ? "and" : "or", own_words(part), part.operand == program_.operands[node.a] ? Stands::first : Stands::behind));
        --left_in_[id];
        tried_.leave(part.operand);
        continue;
      }
      tried_.leave(part.operand);
      search(part.operand, findings);
      tried_.want(part.operand, both);
    }
    for (std::uint32_t i = 0; i < node.count; ++i) tried_.leave(program_.operands[node.a + i]);
  }

  // The last part of a joint stays: without any it would say something of its own.
  bool changes_nothing(const Part& part, bool both) {
    if (left_in_[part.joint] < 2) return false;
    tried_.want(part.operand, !both);
    const bool needed = tried_.found();
    tried_.want(part.operand, both);
    if (needed || !holds_somewhere()) return false;
    if (asked_ == std::min(limits::proof_condition_parts, in_questions_max / parts_)) {
      ++not_asked_;
      return false;
    }
    ++asked_;
    out_.insert({part.joint, part.operand});
    if (same(*whole_, holds())) return true;
    out_.erase({part.joint, part.operand});
    return false;
  }

  // Asked when the first part is in question; a rule that never holds is told as that.
  bool holds_somewhere() {
    if (!whole_) {
      whole_ = encoding_.holds(rule_.when, rule_.unless);
      somewhere_ = asking_.ask_once(whole_->yes) == Satisfiable::yes;
    }
    return somewhere_;
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
    z3::expr_vector yes(encoding_.now().ctx()), no(encoding_.now().ctx());
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const ExpressionId operand = program_.operands[node.a + i];
      if (out_.contains({id, operand})) continue;
      const Tri part = condition(operand);
      yes.push_back(part.yes);
      no.push_back(part.no);
    }
    return both ? Tri{z3::mk_and(yes), z3::mk_or(no)} : Tri{z3::mk_or(yes), z3::mk_and(no)};
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
    if (program_.operands[joint.a] == part.operand && joint.count > 1 && program_.nodes[program_.operands[joint.a + 1]].span.begin == span.begin) return behind_side(part.operand);
    const NodeOp op = program_.nodes[part.operand].op;
    return op == NodeOp::logical_and || op == NodeOp::logical_or ? with_brackets(span) : span;
  }

  // Of the first part of `amount is over $50 and over $100`, `over $50`: its left side is the other's too.
  [[nodiscard]] Span behind_side(ExpressionId compared) const {
    Span span = program_.nodes[compared].span;
    const Span side = program_.nodes[program_.nodes[compared].a].span;
    if (side.begin != span.begin || side.end >= span.end) return span;
    const std::string_view rest = program_.sources.text({span.file, side.end, span.end});
    std::size_t own = rest.find_first_not_of(" \n");
    if (own != std::string_view::npos && rest.substr(own).starts_with("is ")) own = rest.find_first_not_of(" \n", own + 3);
    if (own != std::string_view::npos) span.begin = side.end + static_cast<std::uint32_t>(own);
    return span;
  }

  // Several parts that are one part of another joint stand in brackets, which go with them.
  [[nodiscard]] Span with_brackets(Span span) const {
    const std::string_view text = program_.sources.file(span.file).text;
    const auto before = span.begin == 0 ? std::string_view::npos : text.find_last_not_of(" \n", span.begin - 1), after = text.find_first_not_of(" \n", span.end);
    if (before == std::string_view::npos || after == std::string_view::npos || text[before] != '(' || text[after] != ')') return span;
    return {span.file, static_cast<std::uint32_t>(before), static_cast<std::uint32_t>(after + 1)};
  }

  // Whether the word that joins a part to the others stands before it, or behind the first of them.
  enum class Stands : std::uint8_t { first, behind };
  [[nodiscard]] Diagnostic told(const std::string& joint, Span span, Stands stands) const {
    const std::string text(program_.sources.text(span));
    return warning("P0707", "a part of this condition changes nothing: `" + text + "`", span, "whatever the facts are, the rule says the same without it",
                   "take out `" + (stands == Stands::first ? text + " " + joint : joint + " " + text) + "`");
  }

  [[nodiscard]] Diagnostic told_of_cell(Span span) const {
    return warning("P0707", "this cell changes nothing: `" + std::string(program_.sources.text(span)) + "`", span,
                   "wherever the other cells of the row hold, this one does", "write `any` in its place");
  }

  const Program& program_;
  Asking& asking_;
  Encoding& encoding_;
  Clauses rule_;
  TriedFacts tried_;
  std::size_t parts_ = 0, asked_ = 0, not_asked_ = 0;
  std::optional<Tri> whole_;
  bool somewhere_ = false;
  std::map<ExpressionId, std::size_t> left_in_;    // of each joint
  std::set<std::pair<ExpressionId, ExpressionId>> out_;   // joint and operand
};

}  // namespace

void redundant_parts(const Program& program, Asking& asking, Encoding& encoding, const Clauses& rule, Proof& proof) {
  Parts(program, asking, encoding, rule).find(proof);
}

// Facts that are tried show of most needs that they stop some call; the solver is asked about the others.
void needs_implied(const GateQuestion& question) {
  Asking& asking = question.asking;
  const Tool& tool = question.program.tools[question.tool];
  TriedFacts tried(question.program, question.gate.encoding().scope());
  std::vector<z3::expr> met;
  std::vector<const GateStep*> before;
  for (std::size_t i = 0; i < tool.needs.size(); ++i) {
    const GateStep& step = question.gate.steps()[i];
    const auto* condition = std::get_if<NeededCondition>(&tool.needs[i].what);
    if (condition) {
      tried.read(condition->when);
      tried.want(condition->when, false);
      const bool stops = tried.found();
      tried.want(condition->when, true);
      if (stops) {
        before.push_back(&step);
        continue;
      }
    }
    while (met.size() < before.size()) met.push_back(asking.named(!before[met.size()]->guard));
    const z3::expr blocks = asking.named(step.guard);
    std::vector<z3::expr> assumed = met;
    assumed.push_back(blocks);
    if (asking.ask(assumed) != Satisfiable::no) {
      before.push_back(&step);
      continue;
    }
    if (condition) tried.leave(condition->when);
    Diagnostic found = warning("P0708", "a need of `" + tool.name + "` that is met whenever the earlier ones are", step.rule->span, "it never stops a call",
                               "take it out, or say what else it should ask for");
    for (const std::size_t earlier : asking.smallest({blocks}, met)) found.labels.push_back({before[earlier]->rule->span, "this asks for it already"});
    question.proof.findings.push_back(std::move(found));
  }
}

}  // namespace handrail::dsl
#endif
