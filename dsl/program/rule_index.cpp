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
    std::vector<std::optional<std::uint32_t>> steps;
    for (const ExpressionId condition : conditions) {
      steps.push_back(condition == no_expression ? std::nullopt : std::optional(step_of(condition)));
      index_.spans_.push_back(condition == no_expression ? Span{} : program_.nodes[condition].span);
    }
    number_atoms();
    for (Step& step : index_.steps_)
      if (step.kind == StepKind::atom) step.a = numbers_[step.a];
    for (const auto& [begin, count] : atom_lists_)
      for (std::uint32_t i = begin; i < begin + count; ++i) index_.children_[i] = numbers_[index_.children_[i]];
    for (const auto& step : steps) index_.part_of_rule_.push_back(step ? part_of(*step) : index_.always_);
    group_formulas();
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
    if (node.op == NodeOp::slot) return shared_atom({node.a, node.op, ""}, id);
    if (is_order(node.op) || is_equality(node.op)) {
      const Node &left = program_.nodes[node.a], &right = program_.nodes[node.b];
      if (left.op == NodeOp::slot && right.op == NodeOp::constant) {
        const Value& value = program_.constants[right.a];
        if (is_equality(node.op) && value.as<std::string>()) return text_atom(left.a, node.op, *value.as<std::string>());
        if (is_equality(node.op) && value.as<bool>()) return shared_atom({left.a, node.op, *value.as<bool>() ? "yes" : "no"}, id);
        const std::string kind = kind_of(value);
        if (is_order(node.op) && !kind.empty()) return ordered_atom({left.a, node.op, kind}, value);
      }
    }
    index_.singles_.push_back({id, next_});
    return next_++;
  }

  std::uint32_t shared_atom(const RunKey& key, ExpressionId id) {
    const auto [it, fresh] = shared_.emplace(key, next_);
    if (fresh) index_.singles_.push_back({id, next_++});
    return it->second;
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
    PartId number = 0;
    for (const auto& [slot, run] : text_runs_) {
      Texts made;
      made.slot = slot;
      made.first = number;
      for (const auto& [key, named] : run) {
        made.equals += key.first == NodeOp::equal;
        made.values.emplace_back(key.second);
        made.by_text.emplace(key.second, number);
        numbers_[named] = number++;
      }
      index_.texts_.push_back(std::move(made));
    }
    for (Single& single : index_.singles_) {
      numbers_[single.part] = number;
      single.part = number++;
    }
    for (const auto& [key, run] : ordered_runs_) {
      Ordered made{std::get<0>(key), std::get<1>(key), number, {}, {}};
      for (const auto& [place, named] : run) {
        numbers_[named.first] = number++;
        made.places.push_back(place);
        made.values.push_back(named.second);
      }
      index_.ordered_.push_back(std::move(made));
    }
    index_.always_ = number++;
    index_.first_formula_ = number;
  }

  PartId part_of(std::uint32_t step) {
    if (index_.steps_[step].kind == StepKind::atom) return index_.steps_[step].a;
    const auto part = static_cast<PartId>(index_.first_formula_ + index_.formulas_.size());
    index_.formulas_.push_back({step, part});
    return part;
  }

  // The atoms without one of which the step cannot hold: those of the part that the fewest facts satisfy. Texts before yes and no, before amounts: that is
  // the order of their numbers.
  std::vector<PartId> needs(std::uint32_t id) const {
    const Step& step = index_.steps_[id];
    if (step.kind == StepKind::atom) return {step.a};
    const auto begin = index_.children_.begin() + step.a;
    if (step.kind == StepKind::any_atom) return {begin, begin + step.count};
    std::vector<PartId> fewest;
    if (step.kind != StepKind::all) return fewest;
    for (std::uint32_t i = 0; i < step.count; ++i) {
      auto atoms = needs(index_.children_[step.a + i]);
      if (!atoms.empty() && (fewest.empty() || atoms.front() < fewest.front())) fewest = std::move(atoms);
    }
    return fewest;
  }

  void group_formulas() {
    std::map<PartId, std::vector<std::uint32_t>> by_atom;
    for (std::uint32_t i = 0; i < index_.formulas_.size(); ++i) {
      const auto atoms = needs(index_.formulas_[i].step);
      if (atoms.empty()) index_.always_asked_.push_back(i);
      for (const PartId atom : atoms) by_atom[atom].push_back(i);
    }
    for (const auto& [atom, formulas] : by_atom) {
      index_.needed_.push_back({atom, static_cast<std::uint32_t>(index_.needing_.size()), static_cast<std::uint32_t>(formulas.size())});
      index_.needing_.insert(index_.needing_.end(), formulas.begin(), formulas.end());
    }
  }

  RuleIndex& index_;
  const Program& program_;
  std::uint32_t next_ = 0;
  std::map<RunKey, std::map<std::int64_t, std::pair<std::uint32_t, Value>>> ordered_runs_;
  std::map<std::uint32_t, std::map<std::pair<NodeOp, std::string>, std::uint32_t>> text_runs_;
  std::map<RunKey, std::uint32_t> shared_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> atom_lists_;
  std::vector<PartId> numbers_;
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
  const auto at = equal_is_above ? std::upper_bound(run.places.begin(), run.places.end(), place) : std::lower_bound(run.places.begin(), run.places.end(), place);
  const auto below = static_cast<std::size_t>(at - run.places.begin());
  const bool above_holds = run.op == NodeOp::more || run.op == NodeOp::at_least;
  std::fill_n(answers, below, above_holds ? Truth::yes : Truth::no);
  std::fill_n(answers + below, size - below, above_holds ? Truth::no : Truth::yes);
}

void RuleIndex::ask_texts(const Texts& texts, const Value& fact, Truth* answers) {
  const std::size_t differs = texts.values.size() - texts.equals;
  const auto* text = fact.as<std::string>();
  // What is no text compares with every text alike.
  const bool known = text != nullptr;
  std::fill_n(answers, texts.equals, known || texts.equals == 0 ? Truth::no : compare(NodeOp::equal, fact, texts.values.front()));
  std::fill_n(answers + texts.equals, differs, known ? Truth::yes : differs == 0 ? Truth::no : compare(NodeOp::not_equal, fact, texts.values.back()));
  if (!known) return;
  const auto [from, to] = texts.by_text.equal_range(*text);
  for (auto it = from; it != to; ++it) {
    const std::size_t i = it->second - texts.first;
    answers[i] = i < texts.equals ? Truth::yes : Truth::no;
  }
}

Truth RuleIndex::answer(std::uint32_t id, const Truth* atoms, Trace* trace) const {
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
        const Step& inner = steps_[children_[step.a + i]];
        const bool leaf = inner.kind == StepKind::atom;
        const Truth part = leaf ? atoms[inner.a] : answer(children_[step.a + i], atoms, trace);
        if (leaf && trace != nullptr) trace->push_back({inner.span, part});
        if (part == decisive) return decisive;
        if (part == Truth::unknown) found = part;
      }
      return found;
    }
  }
  if (trace != nullptr) trace->push_back({step.span, found});
  return found;
}

// A formula that needs an atom is `no` unless that atom holds or is not known.
void RuleIndex::ask_formulas(Truth* parts) const {
  std::fill_n(parts + first_formula_, formulas_.size(), Truth::no);
  for (const std::uint32_t i : always_asked_) parts[formulas_[i].part] = answer(formulas_[i].step, parts, nullptr);
  for (const Needed& needed : needed_) {
    if (parts[needed.atom] == Truth::no) continue;
    for (std::uint32_t i = needed.begin; i < needed.begin + needed.count; ++i) {
      const Formula& formula = formulas_[needing_[i]];
      parts[formula.part] = answer(formula.step, parts, nullptr);
    }
  }
}

void RuleIndex::trace_rules(Truth* parts, Trace& trace) const {
  for (std::size_t i = 0; i < part_of_rule_.size(); ++i) {
    const PartId part = part_of_rule_[i];
    if (part >= first_formula_) parts[part] = answer(formulas_[part - first_formula_].step, parts, &trace);
    else if (part != always_) trace.push_back({spans_[i], parts[part]});
  }
}

void RuleIndex::ask(const Program& program, const Frame& frame, RuleAnswers& answers, Trace* trace) const {
  answers.parts.resize(first_formula_ + formulas_.size());
  answers.rules.resize(part_of_rule_.size());
  Truth* parts = answers.parts.data();
  for (const Texts& texts : texts_) ask_texts(texts, frame.slots[texts.slot], parts + texts.first);
  for (const Ordered& run : ordered_) ask_ordered(run, frame.slots[run.slot], parts + run.first);
  for (const Single& single : singles_) parts[single.part] = evaluate(program, single.leaf, frame);
  parts[always_] = Truth::yes;
  if (trace != nullptr) trace_rules(parts, *trace);
  else ask_formulas(parts);
  for (std::size_t i = 0; i < part_of_rule_.size(); ++i) answers.rules[i] = parts[part_of_rule_[i]];
}

}  // namespace handrail::dsl
