#include "engine/proof/generate.hpp"

#include <algorithm>
#include <map>

#include "dsl/formulas/one_entry.hpp"
#include "dsl/program/leaf_words.hpp"
#include "dsl/prove/boundaries.hpp"
#include "engine/base/text.hpp"
#include "engine/policy/situation.hpp"
#include "engine/proof/case_file.hpp"
#include "engine/proof/case_text.hpp"

namespace handrail {
namespace {

using dsl::ExpressionId;
using dsl::NodeOp;
using dsl::Program;
using dsl::TryPoint;

void leaves_of(const Program& program, ExpressionId id, std::vector<ExpressionId>& found) {
  if (id == dsl::no_expression) return;
  const dsl::Node& node = program.nodes[id];
  if (node.op == NodeOp::logical_not) return leaves_of(program, node.a, found);
  if (node.op != NodeOp::logical_and && node.op != NodeOp::logical_or) {
    if (std::ranges::find(found, id) == found.end()) found.push_back(id);
    return;
  }
  for (std::uint32_t i = 0; i < node.count; ++i) leaves_of(program, program.operands[node.a + i], found);
}

constexpr std::size_t others_tried = 3;      // triggers that one goes before

// One rule with what is to be tried of it.
struct Aimed {
  std::string name;
  const dsl::Rule* rule;
  std::vector<ExpressionId> leaves;
  std::size_t wholes = 0;
  const dsl::Limit* limit = nullptr;
};

// How many of the lines are not among the others, either way.
std::size_t differing(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto missing = [](const std::vector<std::string>& of, const std::vector<std::string>& in) {
    return static_cast<std::size_t>(std::ranges::count_if(of, [&](const std::string& line) { return std::ranges::find(in, line) == in.end(); }));
  };
  return std::max(missing(a, b), missing(b, a));
}

class Generating {
 public:
  Generating(const Program& program, const BundleHash& bundle, dsl::ProofOptions options, std::size_t cases_max, Generated& generated)
      : program_(program), options_(options), generated_(generated), files_(program, bundle, cases_max, generated) {}

  void run() {
    for (std::uint32_t i = 0; i < program_.tools.size(); ++i) tool(i);
    messages();
    for (const Untried& point : generated_.coverage.untried()) generated_.left.push_back({point, reason_for(point)});
    std::ranges::sort(generated_.files, {}, &GeneratedFile::name);
  }

 private:
  // What conditions are asked in: the policy itself, or one in which each list has one entry.
  template <class Boundaries>
  struct View { const Program& program; const dsl::Scope& scope; Boundaries& boundaries; dsl::OneEntry* entries = nullptr; };

  static Aimed aimed(const Program& program, const dsl::Rule& rule, ExpressionId when = dsl::no_expression, ExpressionId unless = dsl::no_expression) {
    Aimed made{words_of(on_one_line(rule.text)), &rule, {}, 0, nullptr};
    leaves_of(program, when, made.leaves);
    leaves_of(program, unless, made.leaves);
    return made;
  }

  // --- the gates ----------------------------------------------------------------------------------------------------------------------

  static std::vector<Aimed> aims_of(const Program& program, const dsl::Tool& tool) {
    std::vector<Aimed> all;
    for (const dsl::Need& need : tool.needs) {
      const auto* condition = std::get_if<dsl::NeededCondition>(&need.what);
      all.push_back(aimed(program, need.rule, condition ? condition->when : dsl::no_expression));
      if (!condition) all.back().wholes = 1;
    }
    for (const dsl::Deny& deny : tool.denies) all.push_back(aimed(program, deny.rule, deny.when, deny.unless));
    for (const dsl::Limit& limit : tool.limits) {
      all.push_back(aimed(program, limit.rule));
      all.back().wholes = limit.amount ? 2 : 1;
      all.back().limit = &limit;
    }
    for (const dsl::Approve& approve : tool.approves) all.push_back(aimed(program, approve.rule, approve.when, approve.unless));
    for (const dsl::Allow& allow : tool.allows) all.push_back(aimed(program, allow.rule, allow.when, allow.unless));
    if (tool.otherwise) all.push_back(aimed(program, tool.otherwise->rule));
    return all;
  }

  void tool(std::uint32_t index) {
    const dsl::Tool& tool = program_.tools[index];
    const std::vector<Aimed> all = aims_of(program_, tool);
    if (all.empty()) return;
    part_ = "tool " + tool.name;
    files_.begin(tool.name);
    dsl::GateBoundaries boundaries(program_, index, options_);
    const View<dsl::GateBoundaries> plain{program_, tool.scope, boundaries};
    auto entries = dsl::OneEntry::of_tool(program_, index);
    if (!entries) {
      for (const Aimed& one : all) points(one, plain);
      return files_.end();
    }
    const Program& spoken = entries->program();
    dsl::GateBoundaries within(spoken, index, options_, entries->first_slot());
    both(all, plain, aims_of(spoken, spoken.tools[index]), View<dsl::GateBoundaries>{spoken, spoken.tools[index].scope, within, &*entries});
    files_.end();
  }

  template <class Boundaries>
  void both(const std::vector<Aimed>& all, const View<Boundaries>& plain, const std::vector<Aimed>& inner, const View<Boundaries>& within) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      points(all[i], plain);
      points(inner[i], within);
    }
  }

  // --- messages -----------------------------------------------------------------------------------------------------------------------

  struct Group { std::string file, part; std::vector<Aimed> aims; };

  static std::vector<Group> groups_of(const Program& program) {
    Group triggers{"triggers", "triggers", {}}, classes{"classes", "classes", {}}, bands{"confidence", "confidence", {}};
    for (const dsl::Trigger& trigger : program.triggers) {
      triggers.aims.push_back(aimed(program, trigger.rule, trigger.when, trigger.unless));
      triggers.aims.back().name = "trigger " + trigger.name;
      for (const auto& clause : trigger.if_unknown) triggers.aims.push_back(aimed(program, clause.rule));
    }
    for (const dsl::Intent& intent : program.intents) {
      classes.aims.push_back(aimed(program, intent.rule));
      classes.aims.back().name = "class of " + intent.name;   // `other` is there without being written
      classes.aims.back().wholes = intent.request_class == dsl::RequestClass::needs_account ? 1 : 0;
    }
    for (const dsl::Band& row : program.bands) {
      bands.aims.push_back(aimed(program, row.rule));
      bands.aims.back().wholes = (row.send_at ? 1 : 0) + (row.check_at ? 1 : 0);
    }
    std::vector<Group> all{std::move(triggers), std::move(classes), std::move(bands)};
    for (const dsl::Table& table : program.tables) {
      all.push_back({"table_" + table.name, "table " + table.name, {}});
      for (const dsl::Table::Row& row : table.rows) all.back().aims.push_back(aimed(program, row.rule, row.when));
    }
    all.push_back({"rollout", "rollout", {}});
    for (const dsl::Rollout& rollout : program.rollouts) {
      all.back().aims.push_back(aimed(program, rollout.rule));
      all.back().aims.back().wholes = 1;
    }
    all.push_back({"route", "route", {}});
    for (const dsl::Route& row : program.routes) all.back().aims.push_back(aimed(program, row.rule, row.when));
    return all;
  }

  void messages() {
    using Boundaries = dsl::MessageBoundaries;
    Boundaries boundaries(program_, options_);
    const View<Boundaries> plain{program_, program_.turn_scope, boundaries};
    auto entries = dsl::OneEntry::of_messages(program_);
    std::optional<Boundaries> within;
    if (entries) within.emplace(entries->program(), options_, entries->first_slot());
    const std::vector<Group> groups = groups_of(program_), inner = entries ? groups_of(entries->program()) : groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i].aims.empty()) continue;
      files_.begin(groups[i].file);
      part_ = groups[i].part;
      if (!entries)
        for (const Aimed& one : groups[i].aims) points(one, plain);
      else both(groups[i].aims, plain, inner[i].aims, View<Boundaries>{entries->program(), entries->program().turn_scope, *within, &*entries});
      files_.end();
    }
  }

  // --- one rule -----------------------------------------------------------------------------------------------------------------------

  template <class Boundaries>
  void points(const Aimed& one, const View<Boundaries>& view) {
    if (!view.entries) {
      const Written decides = at(one, {one.rule, TryPoint::What::decides}, "", [&](bool) { return one.name; }, view);
      period(one, decides);
      for (std::size_t step = 0; step < one.wholes; ++step) whole(one, step, view);
      before_others(one, view);
    }
    for (const ExpressionId leaf : one.leaves)
      if (!view.entries || view.entries->asks_entry(leaf)) this->leaf(one, leaf, view);
  }

  template <class Boundaries>
  void whole(const Aimed& one, std::size_t step, const View<Boundaries>& view) {
    const std::string text = whole_text(one, step), clause = clause_text(one, step);
    const auto side = [&](Truth answer) {
      const std::string so = one.limit ? (answer == Truth::no ? "just within it" : step == 0 ? "just over it" : "nothing left of it")
                                       : text + (answer == Truth::yes ? " is just so" : " is just not so");
      const bool either = is_band(one) || is_class(one);
      const auto name = [&](bool fires) { return one.name + (fires || either ? ": " : std::string(near_miss)) + so; };
      return at(one, {one.rule, TryPoint::What::whole, dsl::no_expression, step_of(one, step), answer}, text, name, view);
    };
    const Written yes = side(Truth::yes), no = side(Truth::no);
    pair(one, program_.where(*one.rule), clause, yes, no);
    if (one.limit && step + 1 == one.wholes) edges_of_limit(one, yes);
    freshness(one, yes);
  }

  std::string clause_text(const Aimed& one, std::size_t step) const {
    if (!one.limit) return whole_text(one, step);
    return step == 0 ? "at the limit and one over" : "nothing left of the limit";
  }

  template <class Boundaries>
  void leaf(const Aimed& one, ExpressionId leaf, const View<Boundaries>& view) {
    const auto text_of = [&](ExpressionId id) { return dsl::leaf_words(view.program, id); };
    const dsl::Node& node = view.program.nodes[leaf];
    const bool ordered = node.op >= NodeOp::less && node.op <= NodeOp::at_least;
    const std::vector<ExpressionId> around = view.entries ? view.entries->around(leaf) : std::vector<ExpressionId>{};
    const bool within = !around.empty() && text_of(around.front()) != text_of(leaf);
    const std::string clause = "`" + text_of(leaf) + "`" + (within ? " within `" + text_of(around.front()) + "`" : "");
    const auto side = [&](Truth answer) {
      const std::string so = answer == Truth::unknown ? " is not known" : std::string(ordered ? " is just " : " is ") + (answer == Truth::yes ? "so" : "not so");
      const auto name = [&](bool fires) { return one.name + (fires || answer == Truth::unknown ? ": " : std::string(near_miss)) + clause + so; };
      return at(one, {one.rule, TryPoint::What::leaf, leaf, 0, answer}, text_of(leaf), name, view);
    };
    const Written yes = side(Truth::yes), no = side(Truth::no);
    (void)side(Truth::unknown);
    pair(one, program_.sources.where(node.span), clause, yes, no);
    for (const ExpressionId quantifier : around) found_within(one, program_.sources.where(view.program.nodes[quantifier].span), "`" + text_of(quantifier) + "`", clause);
    for (const std::uint32_t slot : dsl::slots_of(view.program, leaf)) edge_of_meter(one, view.scope.slots[slot].path, yes, no);
  }

  bool is_band(const Aimed& one) const {
    return std::ranges::any_of(program_.bands, [&](const dsl::Band& row) { return &row.rule == one.rule; });
  }
  bool is_rollout(const Aimed& one) const {
    return std::ranges::any_of(program_.rollouts, [&](const dsl::Rollout& rollout) { return &rollout.rule == one.rule; });
  }

  bool is_class(const Aimed& one) const { return std::ranges::any_of(program_.intents, [&](const dsl::Intent& intent) { return &intent.rule == one.rule; }); }

  // A trigger decides where one holds too that is less urgent, the most urgent of these, or that stands behind it.
  template <class Boundaries>
  void before_others(const Aimed& one, const View<Boundaries>& view) {
    const auto& triggers = program_.triggers;
    const auto first = std::ranges::find_if(triggers, [&](const dsl::Trigger& trigger) { return &trigger.rule == one.rule; });
    std::vector<const dsl::Trigger*> behind;
    for (auto other = triggers.begin(); first != triggers.end() && other != triggers.end(); ++other)
      if (other->urgency < first->urgency || (other->urgency == first->urgency && other > first)) behind.push_back(&*other);
    std::ranges::stable_sort(behind, std::greater(), [](const dsl::Trigger* trigger) { return trigger->urgency; });
    for (std::size_t i = 0; i < std::min(behind.size(), others_tried); ++i) {
      const TryPoint point{one.rule, TryPoint::What::whole, dsl::no_expression, static_cast<std::size_t>(behind[i] - triggers.data()), Truth::yes};
      const std::string words = "before " + behind[i]->name;
      if (at(one, point, words, [&](bool) { return one.name + ": " + words; }, view).there) return;
    }
  }

  std::size_t step_of(const Aimed& one, std::size_t step) const {
    for (const dsl::Band& row : program_.bands)
      if (&row.rule == one.rule) return row.send_at ? step : 1;
    return step;
  }

  std::string whole_text(const Aimed& one, std::size_t step) const {
    for (const dsl::Band& row : program_.bands)
      if (&row.rule == one.rule) return steps_of(row)[step];
    for (const dsl::Rollout& rollout : program_.rollouts)
      if (&rollout.rule == one.rule) return rollout_text(rollout);
    if (is_class(one)) return std::string(account_text);
    return on_one_line(one.rule->text);
  }

  template <class Boundaries>
  Written at(const Aimed& one, const TryPoint& point, const std::string& leaf, const std::function<std::string(bool)>& name, const View<Boundaries>& view) {
    auto tried = view.boundaries.at(point);
    using Kind = typename decltype(tried)::Kind;
    const auto not_written = [&](std::string reason) {
      if (!view.entries) why_not(one, point, leaf, reason);
      return Written{false, Truth::unknown, true, "", "", {}, std::move(reason)};
    };
    if (tried.kind == Kind::impossible) return not_written(std::string(view.entries ? "no facts with this one entry make it so: proved" : proved_impossible));
    if (tried.kind != Kind::found) return not_written("not found within the solver's budget");
    const auto open = tried.sample.open;
    if (view.entries) view.entries->put_back(tried.sample.slots);
    Written written = files_.add(*one.rule, case_lines(program_, tried.sample), name);
    if (!written.there) return not_written(written.reason);
    written.alone = tried.alone;
    if (open.empty()) (void)not_written("the real evaluator decides it otherwise than the solver");
    else (void)not_written("no value was found for `" + dsl::leaf_words(view.program, open.front()) + "`");
    if (!view.entries) other_words(one, name, point, tried.sample, view.scope);
    return written;
  }

  // Where a leaf speaks of words, the other words that answer alike.
  template <class Sample>
  void other_words(const Aimed& one, const std::function<std::string(bool)>& name, const TryPoint& point, Sample sample, const dsl::Scope& scope) {
    if (point.what != TryPoint::What::leaf || point.answer == Truth::unknown) return;
    const dsl::Node& node = program_.nodes[point.leaf];
    const bool of_words = node.op == NodeOp::in_list || node.op == NodeOp::equal || node.op == NodeOp::not_equal;
    if (!of_words || program_.nodes[node.a].op != NodeOp::slot) return;
    const std::uint32_t slot = program_.nodes[node.a].a;
    const dsl::Type& type = scope.slots[slot].type;
    if (type.kind != dsl::TypeKind::enumeration || path_text(scope.slots[slot].path) == "mood") return;
    const Value first = sample.slots[slot];
    for (const std::string& word : program_.enumerations[type.index].words) {
      sample.slots[slot] = Value(word);
      dsl::Frame frame;
      frame.slots = sample.slots;
      if (Value(word) != first && dsl::evaluate(program_, point.leaf, frame) == point.answer)
        (void)files_.add(*one.rule, case_lines(program_, sample), [&](bool fires) { return name(fires) + ", " + word; });
    }
  }

  // --- pairs --------------------------------------------------------------------------------------------------------------------------

  // Two cases that lie on both sides of one clause: the rule decides by one of them and not by the other.
  void pair(const Aimed& one, const std::string& at, const std::string& clause, const Written& yes, const Written& no) {
    NearMiss made{part_, on_one_line(one.rule->text), at, clause, 0, ""};
    const bool by_outcome = is_band(one) || is_rollout(one) || is_class(one);
    const bool by_row = std::ranges::any_of(program_.routes, [&](const dsl::Route& row) { return row.rule.span == one.rule->span; });
    const bool other_side = (yes.truth == Truth::yes) != (no.truth == Truth::yes);
    const bool apart = by_outcome ? yes.outcome != no.outcome : other_side && (!by_row || yes.outcome != no.outcome);
    if (!yes.there) made.reason = yes.reason;
    else if (!no.there) made.reason = no.reason;
    else if (!apart && (by_outcome || (by_row && other_side))) made.reason = "nothing hangs on it alone: the same comes out on both sides";
    else if (!apart || !yes.alone || !no.alone) made.reason = "nothing hangs on it alone: other parts of the rule decide alike on both sides";
    else made.moved = std::max<std::size_t>(differing(yes.lines, no.lines), 1);
    // What is asked of an entry under a key was looked for without taking the map apart, and is now again.
    const auto same = [&](const NearMiss& other) { return other.part == made.part && other.at == made.at && other.clause == made.clause && other.rule == made.rule; };
    const auto known = std::ranges::find_if(generated_.near, same);
    if (known == generated_.near.end()) return generated_.near.push_back(std::move(made));
    if (made.moved > 0) *known = std::move(made);
  }

  // By what an entry is asked, what is asked of the list comes out otherwise.
  void found_within(const Aimed& one, const std::string& at, const std::string& clause, const std::string& inner) {
    const auto find = [&](const std::string& words) {
      const auto same = [&](const NearMiss& other) { return other.part == part_ && other.clause == words && other.rule == on_one_line(one.rule->text); };
      return std::ranges::find_if(generated_.near, same);
    };
    const auto found = find(inner), outer = find(clause);
    if (found == generated_.near.end() || outer == generated_.near.end() || outer->at != at || found->moved == 0 || outer->moved > 0) return;
    outer->moved = found->moved;
    outer->reason.clear();
  }

  void none(const Aimed& one, const std::string& clause, std::string reason) {
    generated_.near.push_back({part_, on_one_line(one.rule->text), program_.where(*one.rule), clause, 0, std::move(reason)});
  }

  // The same facts but for one line, which may be a new one.
  Written moved(const Aimed& one, std::vector<std::string> lines, std::size_t index, const std::string& line, const std::string& what) {
    if (index == lines.size()) lines.emplace_back();
    lines[index] = line;
    return files_.add(*one.rule, lines, [&](bool fires) { return one.name + (fires ? ": " : std::string(near_miss)) + what; });
  }

  static Instant now_in(const std::vector<std::string>& lines) {
    for (const std::string& line : lines)
      if (line.starts_with("now "))
        if (const auto now = parse_time(trim(std::string_view(line).substr(4)))) return *now;
    return blank_message().turn.now;
  }

  static std::optional<std::size_t> line_of(const std::vector<std::string>& lines, const std::string& beginning, const std::string& words) {
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i].starts_with(beginning) && lines[i].ends_with(words)) return i;
    return std::nullopt;
  }

  // What was used leaves the window, to the second; what others used does not count. From facts with which the limit is exceeded.
  void edges_of_limit(const Aimed& one, const Written& over) {
    const bool keyed = one.limit->per_customer || one.limit->per_conversation || !one.limit->per.empty();
    if (!one.limit->window && !keyed) return;
    const std::string words = one.limit->rule.text.substr(0, one.limit->rule.text.find_first_of(",\""));
    const auto line = line_of(over.lines, "used before ", " of \"" + words + "\"");
    const std::string reason = !over.there ? over.reason : "the limit is exceeded without earlier calls";
    if (one.limit->window && !line) none(one, "the edge of its window", reason);
    if (one.limit->window && line) {
      const auto [within, outside] = edge(one, over, *line, *one.limit->window);
      pair(one, program_.where(*one.rule), "the edge of its window", within, outside);
    }
    if (!keyed) return;
    if (!line) return none(one, "whose calls count", reason);
    pair(one, program_.where(*one.rule), "whose calls count", over, moved(one, over.lines, *line, over.lines[*line] + ", by others", "used by others"));
  }

  std::pair<Written, Written> edge(const Aimed& one, const Written& base, std::size_t line, Duration window) {
    const auto at = [&](Instant time, const std::string& what) { return moved(one, base.lines, line, base.lines[line] + ", at " + format_time(time), what); };
    const Instant leaves = now_in(base.lines) - window;
    return {at(leaves + seconds(1), "used just within the window"), at(leaves, "used just before the window")};
  }

  void edge_of_meter(const Aimed& one, const std::vector<std::string>& path, const Written& yes, const Written& no) {
    const auto meter = path.front() == "used" ? std::ranges::find(program_.meters, path.back(), &dsl::Meter::id) : program_.meters.end();
    if (meter == program_.meters.end() || !meter->window || !yes.there || !no.there) return;
    const auto apart = [](const std::pair<Written, Written>& sides) { return (sides.first.truth == Truth::yes) != (sides.second.truth == Truth::yes); };
    const std::string clause = "the edge of the window of `" + meter->id + "`";
    std::optional<std::pair<Written, Written>> last;
    for (const Written* base : {&yes, &no}) {
      const auto line = line_of(base->lines, "used before ", " of \"" + meter->id + "\"");
      if (line) last = edge(one, *base, *line, *meter->window);
      if (line && apart(*last)) break;
    }
    if (last) pair(one, program_.where(*one.rule), clause, last->first, last->second);
    else none(one, clause, "neither side has earlier calls");
  }

  // How old a look-up may be, to the second.
  void freshness(const Aimed& one, const Written& met) {
    for (const dsl::Tool& tool : program_.tools)
      for (const dsl::Need& need : tool.needs)
        if (const auto* looked_up = std::get_if<dsl::NeededLookUp>(&need.what); looked_up && &need.rule == one.rule) {
          const std::string clause = "how old the look-up may be";
          if (!met.there) return none(one, clause, met.reason);
          const std::string& let = tool.lets[looked_up->let].name;
          const auto said = [&](const std::string& line) { return line.starts_with("looked up ") && line.find(" " + let + ", ") != std::string::npos; };
          const auto line = static_cast<std::size_t>(std::ranges::find_if(met.lines, said) - met.lines.begin());
          const auto ago = [&](Duration age) { return moved(one, met.lines, line, looked_up_line(let, age), "looked up " + format_duration(age) + " ago"); };
          const Written fresh = ago(looked_up->within);
          Written old = ago({looked_up->within.ms + 1000});
          old.alone = old.decided_at == program_.where(*one.rule);   // and not another need, which asks for a fresher one
          pair(one, program_.where(*one.rule), clause, fresh, old);
        }
  }

  // `from … until …`, to the second.
  void period(const Aimed& one, const Written& decides) {
    for (const auto& [moment, word] : {std::pair(one.rule->from, "from"), std::pair(one.rule->until, "until")}) {
      if (!moment) continue;
      const std::string clause = std::string(word) + " " + format_time(*moment);
      if (!decides.there) {
        none(one, clause, decides.reason);
        continue;
      }
      std::vector<std::string> lines = decides.lines;
      auto line = line_of(lines, "now ", "");
      if (!line) line = 1, lines.insert(lines.begin() + 1, "");
      const auto at = [&](Instant time, const std::string& what) { return moved(one, lines, *line, "now " + format_time(time), what); };
      pair(one, program_.where(*one.rule), clause, at(*moment - seconds(1), "just before `" + clause + "`"), at(*moment, "at `" + clause + "`"));
    }
  }

  // --- what is left -------------------------------------------------------------------------------------------------------------------

  static std::string key(const std::string& part, const std::string& at, const std::string& leaf, Point point) {
    return part + "|" + at + "|" + leaf + "|" + std::string(word_of(point));
  }

  // As the coverage writes it.
  std::string covered_text(const Aimed& one, const dsl::Span& leaf) const {
    for (const dsl::Table& table : program_.tables)
      for (const dsl::Table::Row& row : table.rows)
        if (&row.rule == one.rule) return cell_text(program_, table, row, leaf);
    return on_one_line(program_.sources.text(leaf));
  }

  // What is written more than once in a rule, or as one of several parts, is proved impossible where each of them is. This is asked where it is untried after all.
  void why_not(const Aimed& one, const TryPoint& point, const std::string& leaf, const std::string& reason) {
    const Point what = point.what == TryPoint::What::decides ? Point::tried : point.answer == Truth::yes ? Point::yes : point.answer == Truth::no ? Point::no : Point::unknown;
    const bool of_leaf = point.leaf != dsl::no_expression;
    const dsl::Span span = of_leaf ? program_.nodes[point.leaf].span : dsl::Span{};
    const std::string at = of_leaf ? program_.sources.where(span) : program_.where(*one.rule);
    const auto [known, added] = reasons_.emplace(key(part_, at, of_leaf ? covered_text(one, span) : what == Point::tried ? "" : leaf, what), reason);
    if (!added && known->second == proved_impossible) known->second = reason;
  }

  std::string reason_for(const Untried& point) const {
    const auto found = reasons_.find(key(point.part, point.at, point.leaf, point.point));
    return found != reasons_.end() ? found->second : "no facts were found that make it so";
  }

  const Program& program_;
  dsl::ProofOptions options_;
  Generated& generated_;
  CaseFile files_;
  std::string part_;
  std::map<std::string, std::string> reasons_;
};

}  // namespace

Generated generate_cases(const Program& program, const BundleHash& bundle, dsl::ProofOptions options, std::size_t cases_max) {
  Generated generated{{}, Coverage(program), {}, {}};
  if (dsl::solver_built_in()) Generating(program, bundle, options, cases_max, generated).run();
  return generated;
}

std::size_t percent_of_possible(const Generated& generated) {
  const CoverageSum all = generated.coverage.sums().back();
  const auto impossible = static_cast<std::size_t>(std::ranges::count(generated.left, std::string(proved_impossible), &Ungenerated::reason));
  const std::size_t possible = all.rules + all.answers - impossible;
  return possible == 0 ? 100 : (all.rules_tried + all.answers_seen) * 100 / possible;
}

}  // namespace handrail
