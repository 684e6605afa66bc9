#include "engine/proof/generate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/prove/boundaries.hpp"
#include "engine/cases/cases.hpp"
#include "engine/proof/case_text.hpp"

namespace handrail {
namespace {

using dsl::ExpressionId;
using dsl::NodeOp;
using dsl::Program;
using dsl::TryPoint;

constexpr std::size_t words_bytes = 90;

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

// One rule with what is to be tried of it.
struct Aimed { std::string name; const dsl::Rule* rule; std::vector<ExpressionId> leaves; std::size_t wholes = 0; };

std::string without_quotes(std::string text) {
  std::ranges::replace(text, '"', '\'');
  return text;
}

// What the rule is about, without its words for the customer: its first words, in which no quote stands.
std::string words_of(const std::string& rule) {
  std::size_t end = std::min(rule.find('"'), words_bytes);
  for (const char* tail : {" otherwise ", ", otherwise ", " because ", " say "}) end = std::min(end, rule.find(tail));
  std::string words = rule.substr(0, end);
  while (!words.empty() && (words.back() == ' ' || words.back() == ',')) words.pop_back();
  return words;
}

// The cases of one file, as they are found.
class FileMaking {
 public:
  FileMaking(const Program& program, const BundleHash& bundle, std::size_t cases_max, Generated& generated)
      : program_(program), bundle_(bundle), cases_max_(cases_max), generated_(generated) {}

  void begin(const std::string& name) {
    file_ = {name + ".case", "# Made by `handrail test --generate`: each rule where it decides, and both sides of each of its boundaries.\n", 0};
    names_.clear();
  }
  void end() {
    if (file_.cases > 0) generated_.files.push_back(std::move(file_));
  }

  // Says what comes out, reads the case back as it will be read, and keeps it where it holds. False: it cannot be written as a case.
  bool add(const std::string& name, const std::vector<std::string>& lines) {
    if (count_ >= cases_max_) return false;
    const bool call = lines.front() != "message";
    const auto asked = read(case_text("a", lines, call ? "deny" : "hand off", ""));
    if (!asked) return false;
    const Judged judged = outcome_of(program_, bundle_, asked->situation);
    const auto found = read(case_text("a", lines, judged.text, words_of(judged.rule)));
    if (!found || !run_case(program_, bundle_, *found).holds) return false;
    generated_.coverage.add(program_, bundle_, found->situation);
    std::string body;
    for (const std::string& line : lines) body += line + "\n";
    if (!written_.insert(body).second) return true;   // the same facts, found for another clause
    file_.text += "\n" + case_text(unique(name), lines, judged.text, words_of(judged.rule));
    ++file_.cases;
    ++count_;
    return true;
  }

 private:
  std::optional<Case> read(const std::string& text) const {
    Cases cases = read_case_text(program_, text);
    return cases.problems.empty() && cases.cases.size() == 1 ? std::optional(std::move(cases.cases.front())) : std::nullopt;
  }

  std::string unique(std::string name) {
    name = without_quotes(std::move(name));
    const std::string plain = name;
    for (std::size_t i = 2; !names_.insert(name).second; ++i) name = plain + " (" + std::to_string(i) + ")";
    return name;
  }

  const Program& program_;
  const BundleHash& bundle_;
  std::size_t cases_max_;
  Generated& generated_;
  GeneratedFile file_;
  std::set<std::string> names_, written_;
  std::size_t count_ = 0;
};

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
  Aimed aimed(const dsl::Rule& rule, ExpressionId when = dsl::no_expression, ExpressionId unless = dsl::no_expression) const {
    Aimed made{words_of(on_one_line(rule.text)), &rule, {}, 0};
    leaves_of(program_, when, made.leaves);
    leaves_of(program_, unless, made.leaves);
    return made;
  }

  // --- the gates ----------------------------------------------------------------------------------------------------------------------

  void tool(std::uint32_t index) {
    const dsl::Tool& tool = program_.tools[index];
    std::vector<Aimed> all;
    for (const dsl::Need& need : tool.needs) {
      const auto* condition = std::get_if<dsl::NeededCondition>(&need.what);
      all.push_back(aimed(need.rule, condition ? condition->when : dsl::no_expression));
      if (!condition) all.back().wholes = 1;
    }
    for (const dsl::Deny& deny : tool.denies) all.push_back(aimed(deny.rule, deny.when, deny.unless));
    for (const dsl::Limit& limit : tool.limits) {
      all.push_back(aimed(limit.rule));
      all.back().wholes = 1;
    }
    for (const dsl::Approve& approve : tool.approves) all.push_back(aimed(approve.rule, approve.when, approve.unless));
    for (const dsl::Allow& allow : tool.allows) all.push_back(aimed(allow.rule, allow.when, allow.unless));
    if (tool.otherwise) all.push_back(aimed(tool.otherwise->rule));
    if (all.empty()) return;
    files_.begin(tool.name);
    dsl::GateBoundaries boundaries(program_, index, options_);
    part_ = "tool " + tool.name;
    for (const Aimed& one : all) points(one, boundaries, tool.scope);
    files_.end();
  }

  // --- messages -----------------------------------------------------------------------------------------------------------------------

  void messages() {
    dsl::MessageBoundaries boundaries(program_, options_);
    const auto file = [&](const std::string& name, const std::string& part, const std::vector<Aimed>& all) {
      if (all.empty()) return;
      files_.begin(name);
      part_ = part;
      for (const Aimed& one : all) points(one, boundaries, program_.turn_scope);
      files_.end();
    };
    std::vector<Aimed> triggers, classes, bands, rollouts, routes;
    for (const dsl::Trigger& trigger : program_.triggers) {
      triggers.push_back(aimed(trigger.rule, trigger.when, trigger.unless));
      triggers.back().name = "trigger " + trigger.name;
      for (const auto& clause : trigger.if_unknown) triggers.push_back(aimed(clause.rule));
    }
    for (const dsl::Intent& intent : program_.intents) {
      classes.push_back(aimed(intent.rule));
      classes.back().name = "class of " + intent.name;   // `other` is there without being written
    }
    for (const dsl::Band& row : program_.bands) {
      bands.push_back(aimed(row.rule));
      bands.back().wholes = (row.send_at ? 1 : 0) + (row.check_at ? 1 : 0);
    }
    for (const dsl::Rollout& rollout : program_.rollouts) {
      rollouts.push_back(aimed(rollout.rule));
      rollouts.back().wholes = 1;
    }
    for (const dsl::Route& row : program_.routes) routes.push_back(aimed(row.rule, row.when));
    file("triggers", "triggers", triggers);
    file("classes", "classes", classes);
    file("confidence", "confidence", bands);
    for (const dsl::Table& table : program_.tables) {
      std::vector<Aimed> rows;
      for (const dsl::Table::Row& row : table.rows) rows.push_back(aimed(row.rule, row.when));
      file("table_" + table.name, "table " + table.name, rows);
    }
    file("rollout", "rollout", rollouts);
    file("route", "route", routes);
  }

  // --- one rule -----------------------------------------------------------------------------------------------------------------------

  template <class Boundaries>
  void points(const Aimed& one, Boundaries& boundaries, const dsl::Scope& scope) {
    at(one, {one.rule, TryPoint::What::decides}, "", one.name, boundaries, scope);
    for (std::size_t step = 0; step < one.wholes; ++step)
      for (const Truth answer : {Truth::yes, Truth::no})
        at(one, {one.rule, TryPoint::What::whole, dsl::no_expression, step_of(one, step), answer}, whole_text(one, step),
           one.name + (is_band(one) ? ": " + whole_text(one, step) + " is" : ",") + (answer == Truth::yes ? " just so" : " just not so"), boundaries, scope);
    for (const ExpressionId leaf : one.leaves)
      for (const Truth answer : {Truth::yes, Truth::no, Truth::unknown}) {
        const bool ordered = program_.nodes[leaf].op >= NodeOp::less && program_.nodes[leaf].op <= NodeOp::at_least;
        const std::string so = answer == Truth::unknown ? " is not known" : std::string(ordered ? " is just " : " is ") + (answer == Truth::yes ? "so" : "not so");
        at(one, {one.rule, TryPoint::What::leaf, leaf, 0, answer}, on_one_line(program_.sources.text(program_.nodes[leaf].span)),
           one.name + ": `" + on_one_line(program_.sources.text(program_.nodes[leaf].span)) + "`" + so, boundaries, scope);
      }
  }

  bool is_band(const Aimed& one) const {
    return std::ranges::any_of(program_.bands, [&](const dsl::Band& row) { return &row.rule == one.rule; });
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
    return on_one_line(one.rule->text);
  }

  template <class Boundaries>
  void at(const Aimed& one, const TryPoint& point, const std::string& leaf, const std::string& name, Boundaries& boundaries, const dsl::Scope& scope) {
    auto tried = boundaries.at(point);
    using Kind = typename decltype(tried)::Kind;
    if (tried.kind != Kind::found) return why_not(one, point, leaf, tried.kind == Kind::impossible ? std::string(proved_impossible) : "not found within the solver's budget");
    const std::vector<ExpressionId>& left = tried.sample.open;
    if (!files_.add(name, case_lines(program_, tried.sample))) why_not(one, point, leaf, "there are as many cases as are written, or a case cannot say what it takes");
    else if (!left.empty()) why_not(one, point, leaf, "no value was found for `" + on_one_line(program_.sources.text(program_.nodes[left.front()].span)) + "`");
    other_words(name, point, tried.sample, scope);
  }

  // Where a leaf speaks of words, the other words that answer alike.
  template <class Sample>
  void other_words(const std::string& name, const TryPoint& point, Sample sample, const dsl::Scope& scope) {
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
      if (Value(word) != first && dsl::evaluate(program_, point.leaf, frame) == point.answer) (void)files_.add(name + ", " + word, case_lines(program_, sample));
    }
  }

  // --- what is left -------------------------------------------------------------------------------------------------------------------

  static std::string key(const std::string& part, const std::string& at, const std::string& leaf, Point point) {
    return part + "|" + at + "|" + leaf + "|" + std::string(word_of(point));
  }

  void why_not(const Aimed& one, const TryPoint& point, const std::string& leaf, std::string reason) {
    const Point what = point.what == TryPoint::What::decides ? Point::tried : point.answer == Truth::yes ? Point::yes : point.answer == Truth::no ? Point::no : Point::unknown;
    const std::string at = leaf.empty() || point.leaf == dsl::no_expression ? program_.where(*one.rule) : program_.sources.where(program_.nodes[point.leaf].span);
    reasons_.emplace(key(part_, at, point.what == TryPoint::What::decides ? "" : leaf, what), std::move(reason));
  }

  std::string reason_for(const Untried& point) const {
    const auto found = reasons_.find(key(point.part, point.at, point.leaf, point.point));
    if (found != reasons_.end()) return found->second;
    // A cell of a table is called by its column there, and by its own words here.
    for (const auto& [known, reason] : reasons_)
      if (known.starts_with(point.part + "|" + point.at + "|") && known.ends_with("|" + std::string(word_of(point.point)))) return reason;
    return "the real evaluator decides it otherwise than the solver";
  }

  const Program& program_;
  dsl::ProofOptions options_;
  Generated& generated_;
  FileMaking files_;
  std::string part_;
  std::map<std::string, std::string> reasons_;
};

}  // namespace

Generated generate_cases(const Program& program, const BundleHash& bundle, dsl::ProofOptions options, std::size_t cases_max) {
  Generated generated{{}, Coverage(program), {}};
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
