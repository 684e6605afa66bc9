#include "dsl/program/rule_index.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "dsl/program/compare.hpp"

namespace handrail::dsl {

namespace {

bool is_order(NodeOp op) { return op == NodeOp::less || op == NodeOp::at_most || op == NodeOp::more || op == NodeOp::at_least; }
bool is_equality(NodeOp op) { return op == NodeOp::equal || op == NodeOp::not_equal; }

// Values of one kind have one order; amounts of two currencies have none.
std::string kind_of(const Value& value) {
  if (value.as<std::int64_t>()) return "number";
  if (value.as<Decimal>()) return "decimal";
  if (value.as<Instant>()) return "time";
  if (value.as<Duration>()) return "duration";
  if (const auto* money = value.as<Money>()) return "money " + std::string(money->currency.code());
  return "";
}

std::int64_t place_of(const Value& value) {
  if (const auto* number = value.as<std::int64_t>()) return *number;
  if (const auto* decimal = value.as<Decimal>()) return decimal->millionths;
  if (const auto* instant = value.as<Instant>()) return instant->ms;
  if (const auto* duration = value.as<Duration>()) return duration->ms;
  if (const auto* money = value.as<Money>()) return money->minor;
  return 0;
}

bool same_kind(const Value& a, const Value& b) {
  if (a.node().index() != b.node().index()) return false;
  const auto* money = a.as<Money>();
  return money == nullptr || money->currency == b.as<Money>()->currency;
}

}  // namespace

// Two passes: every leaf is named and put into its run, then the runs are sorted and the atoms numbered.
class RuleIndex::Builder {
 public:
  Builder(RuleIndex& index, const Program& program) : index_(index), program_(program) {}

  void build(const std::vector<ExpressionId>& conditions) {
    for (const ExpressionId condition : conditions) {
      Rule rule;
      rule.always = condition == no_expression;
      if (!rule.always) {
        rule.step = step_of(condition);
        rule.span = program_.nodes[condition].span;
      }
      index_.rules_.push_back(rule);
    }
    number_atoms();
    for (Step& step : index_.steps_)
      if (step.kind == StepKind::atom) step.a = numbers_[step.a];
    for (const auto& [begin, count] : atom_lists_)
      for (std::uint32_t i = begin; i < begin + count; ++i) index_.children_[i] = numbers_[index_.children_[i]];
    for (Rule& rule : index_.rules_)
      if (!rule.always && index_.steps_[rule.step].kind == StepKind::atom) rule.atom = index_.steps_[rule.step].a;
  }

 private:
  using RunKey = std::tuple<std::uint32_t, NodeOp, std::string>;

  std::uint32_t add(Step step) {
    index_.steps_.push_back(step);
    return static_cast<std::uint32_t>(index_.steps_.size() - 1);
  }

  std::uint32_t step_of(ExpressionId id) {
    const Node& node = program_.nodes[id];
    switch (node.op) {
      case NodeOp::logical_not: {
        const std::uint32_t inner = step_of(node.a);
        return add({StepKind::negation, inner, 1, node.span});
      }
      case NodeOp::logical_and: return joined(node, StepKind::all);
      case NodeOp::logical_or: return joined(node, StepKind::any);
      case NodeOp::in_list:
        if (const auto list = list_of(node)) return add({StepKind::any_atom, *list, node.count, node.span});
        break;
      default: break;
    }
    return add({StepKind::atom, atom_of(id), 1, node.span});
  }

  std::uint32_t joined(const Node& node, StepKind kind) {
    std::vector<std::uint32_t> inner;
    for (std::uint32_t i = 0; i < node.count; ++i) inner.push_back(step_of(program_.operands[node.a + i]));
    const auto begin = static_cast<std::uint32_t>(index_.children_.size());
    index_.children_.insert(index_.children_.end(), inner.begin(), inner.end());
    return add({kind, begin, node.count, node.span});
  }

  // A fact in a list of fixed texts is a fact that equals one of them.
  std::optional<std::uint32_t> list_of(const Node& node) {
    if (program_.nodes[node.a].op != NodeOp::slot) return std::nullopt;
    std::vector<std::uint32_t> atoms;
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Node& item = program_.nodes[program_.operands[node.b + i]];
      if (item.op != NodeOp::constant || !program_.constants[item.a].as<std::string>()) return std::nullopt;
      atoms.push_back(text_atom(program_.nodes[node.a].a, NodeOp::equal, *program_.constants[item.a].as<std::string>()));
    }
    const auto begin = static_cast<std::uint32_t>(index_.children_.size());
    index_.children_.insert(index_.children_.end(), atoms.begin(), atoms.end());
    atom_lists_.emplace_back(begin, node.count);
    return begin;
  }

  // The leaf's place among the leaves that were named so far; equal leaves share one.
  std::uint32_t atom_of(ExpressionId id) {
    const Node& node = program_.nodes[id];
    if (is_order(node.op) || is_equality(node.op)) {
      const Node &left = program_.nodes[node.a], &right = program_.nodes[node.b];
      if (left.op == NodeOp::slot && right.op == NodeOp::constant) {
        const Value& value = program_.constants[right.a];
        if (is_equality(node.op) && value.as<std::string>()) return text_atom(left.a, node.op, *value.as<std::string>());
        const std::string kind = kind_of(value);
        if (is_order(node.op) && !kind.empty()) return ordered_atom({left.a, node.op, kind}, value);
      }
    }
    const std::uint32_t made = next_++;
    index_.singles_.push_back({id, made});
    return made;
  }

  std::uint32_t text_atom(std::uint32_t slot, NodeOp op, const std::string& text) {
    const auto [it, fresh] = text_runs_[slot].emplace(std::pair(op, text), next_);
    if (fresh) ++next_;
    return it->second;
  }

  std::uint32_t ordered_atom(const RunKey& key, const Value& value) {
    const auto [it, fresh] = ordered_runs_[key].emplace(place_of(value), std::pair(next_, value));
    if (fresh) ++next_;
    return it->second.first;
  }

  void number_atoms() {
    numbers_.resize(next_);
    AtomId number = 0;
    for (const auto& [key, run] : ordered_runs_) {
      Ordered made{std::get<0>(key), std::get<1>(key), number, {}};
      for (const auto& [place, named] : run) {
        numbers_[named.first] = number++;
        made.values.push_back(named.second);
      }
      index_.ordered_.push_back(std::move(made));
    }
    for (const auto& [slot, run] : text_runs_) {
      Texts made{slot, number, {}, {}, {}};
      for (const auto& [key, named] : run) {
        made.ops.push_back(key.first);
        made.values.push_back(key.second);
        made.by_text.emplace(key.second, number);
        numbers_[named] = number++;
      }
      index_.texts_.push_back(std::move(made));
    }
    for (Single& single : index_.singles_) {
      numbers_[single.atom] = number;
      single.atom = number++;
    }
    index_.atoms_ = number;
  }

  RuleIndex& index_;
  const Program& program_;
  std::uint32_t next_ = 0;
  std::map<RunKey, std::map<std::int64_t, std::pair<std::uint32_t, Value>>> ordered_runs_;
  std::map<std::uint32_t, std::map<std::pair<NodeOp, std::string>, std::uint32_t>> text_runs_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> atom_lists_;
  std::vector<AtomId> numbers_;
};

RuleIndex::RuleIndex(const Program& program, const std::vector<ExpressionId>& conditions) { Builder(*this, program).build(conditions); }

void RuleIndex::ask_ordered(const Ordered& run, const Value& fact, Truth* answers) {
  const std::size_t size = run.values.size();
  if (!same_kind(fact, run.values.front())) {
    for (std::size_t i = 0; i < size; ++i) answers[i] = compare(run.op, fact, run.values[i]);
    return;
  }
  // Below the fact stand the values that it is over; `at` is the first that it is not over, or, where equality counts as over, not at least.
  const std::int64_t place = place_of(fact);
  const bool equal_is_above = run.op == NodeOp::at_least || run.op == NodeOp::less;
  const auto at = equal_is_above ? std::upper_bound(run.values.begin(), run.values.end(), place, [](std::int64_t p, const Value& v) { return p < place_of(v); })
                                 : std::lower_bound(run.values.begin(), run.values.end(), place, [](const Value& v, std::int64_t p) { return place_of(v) < p; });
  const auto below = static_cast<std::size_t>(at - run.values.begin());
  const bool above_holds = run.op == NodeOp::more || run.op == NodeOp::at_least;
  std::fill_n(answers, below, above_holds ? Truth::yes : Truth::no);
  std::fill_n(answers + below, size - below, above_holds ? Truth::no : Truth::yes);
}

void RuleIndex::ask_texts(const Texts& texts, const Value& fact, Truth* answers) {
  const auto* text = fact.as<std::string>();
  for (std::size_t i = 0; i < texts.ops.size(); ++i) {
    if (text == nullptr) answers[i] = compare(texts.ops[i], fact, Value(texts.values[i]));
    else answers[i] = texts.ops[i] == NodeOp::equal ? Truth::no : Truth::yes;
  }
  if (text == nullptr) return;
  const auto [from, to] = texts.by_text.equal_range(*text);
  for (auto it = from; it != to; ++it) {
    const std::size_t i = it->second - texts.first;
    answers[i] = texts.ops[i] == NodeOp::equal ? Truth::yes : Truth::no;
  }
}

Truth RuleIndex::answer(std::uint32_t id, const std::vector<Truth>& atoms, Trace* trace) const {
  const Step& step = steps_[id];
  Truth found = Truth::unknown;
  switch (step.kind) {
    case StepKind::atom: found = atoms[step.a]; break;
    case StepKind::any_atom:
      found = Truth::no;
      for (std::uint32_t i = 0; i < step.count && found != Truth::yes; ++i) {
        const Truth part = atoms[children_[step.a + i]];
        if (part != Truth::no) found = part;
      }
      break;
    case StepKind::negation: {
      const Truth inner = answer(step.a, atoms, trace);
      return inner == Truth::unknown ? inner : inner == Truth::yes ? Truth::no : Truth::yes;
    }
    case StepKind::all: case StepKind::any: {
      const Truth decisive = step.kind == StepKind::all ? Truth::no : Truth::yes;
      found = step.kind == StepKind::all ? Truth::yes : Truth::no;
      for (std::uint32_t i = 0; i < step.count; ++i) {
        const Truth part = answer(children_[step.a + i], atoms, trace);
        if (part == decisive) return decisive;
        if (part == Truth::unknown) found = part;
      }
      return found;
    }
  }
  if (trace != nullptr) trace->push_back({step.span, found});
  return found;
}

void RuleIndex::ask(const Program& program, const Frame& frame, RuleAnswers& answers, Trace* trace) const {
  answers.atoms.resize(atoms_);
  answers.rules.resize(rules_.size());
  for (const Ordered& run : ordered_) ask_ordered(run, frame.slots[run.slot], answers.atoms.data() + run.first);
  for (const Texts& texts : texts_) ask_texts(texts, frame.slots[texts.slot], answers.atoms.data() + texts.first);
  for (const Single& single : singles_) answers.atoms[single.atom] = evaluate(program, single.leaf, frame);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = rules_[i];
    if (rule.atom) {
      const Truth found = answers.atoms[*rule.atom];
      answers.rules[i] = found;
      if (trace != nullptr) trace->push_back({rule.span, found});
    } else {
      answers.rules[i] = rule.always ? Truth::yes : answer(rule.step, answers.atoms, trace);
    }
  }
}

}  // namespace handrail::dsl
