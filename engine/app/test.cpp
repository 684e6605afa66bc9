// `handrail test`: the cases of a bundle, told one by one, and which rules they touch.
#include <iostream>
#include <map>

#include "engine/app/bundle_folder.hpp"
#include "engine/app/bundle_library.hpp"
#include "engine/app/commands.hpp"
#include "engine/policy/cases.hpp"
#include "engine/policy/explain.hpp"

namespace handrail {
namespace {

// What the cases made of one rule: in the order of the text.
struct Touched { std::string kind, rule; bool won = false, yes = false, no = false; };
using Coverage = std::map<std::pair<std::string, std::string>, Touched>;   // place, rule

void touch(Coverage& coverage, const Explanation& explanation) {
  for (const ExplainedClause& clause : explanation.clauses) {
    Touched& rule = coverage[{clause.at, clause.rule}];
    rule.kind = clause.kind;
    rule.rule = clause.rule;
    rule.won = rule.won || clause.wins;
    rule.yes = rule.yes || (clause.asked && clause.truth == Truth::yes);
    rule.no = rule.no || (clause.asked && clause.truth == Truth::no);
  }
}

Explanation explained(const Bundle& bundle, const Situation& situation) {
  return situation.is_call ? explain(*bundle.program, bundle.hash, situation.call, situation.options) : explain(*bundle.program, situation.turn);
}

// Tools that no case speaks of count as well: their rules were never asked.
void list_all(Coverage& coverage, const Bundle& bundle) {
  for (const dsl::Tool& tool : bundle.program->tools) {
    Situation situation;
    situation.call.tool = tool.name;
    situation.call.arguments = situation.call.customer = situation.call.context = Json::object();
    for (const ExplainedClause& clause : explained(bundle, situation).clauses) coverage[{clause.at, clause.rule}] = {clause.kind, clause.rule};
  }
  Situation turn;
  turn.is_call = false;
  turn.turn.customer = turn.turn.context = Json::object();
  for (const ExplainedClause& clause : explained(bundle, turn).clauses) coverage[{clause.at, clause.rule}] = {clause.kind, clause.rule};
}

void print_coverage(const Coverage& coverage, std::ostream& out) {
  std::size_t won = 0, both = 0;
  out << "\nwon  yes  no   rule\n";
  const auto mark = [](bool there) { return there ? "yes  " : "-    "; };
  for (const auto& [place, rule] : coverage) {
    won += rule.won ? 1 : 0;
    both += rule.yes && rule.no ? 1 : 0;
    out << mark(rule.won) << mark(rule.yes) << mark(rule.no) << place.first << "  " << rule.kind << "  " << rule.rule.substr(0, 90) << "\n";
  }
  const std::size_t all = std::max<std::size_t>(coverage.size(), 1);
  out << won * 100 / all << "% of " << coverage.size() << " rules won at least once, " << both * 100 / all << "% were seen yes and no\n";
}

Json coverage_json(const Coverage& coverage) {
  Json list = Json::array();
  for (const auto& [place, rule] : coverage)
    list.push(Json::object({{"at", place.first}, {"kind", rule.kind}, {"rule", rule.rule}, {"won", rule.won}, {"yes", rule.yes}, {"no", rule.no}}));
  return list;
}

std::size_t examples_in(const dsl::Program& program) {
  std::size_t count = 0;
  for (const dsl::Tool& tool : program.tools) count += tool.examples.size();
  return count;
}

std::string counted(std::size_t count, const std::string& what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

}  // namespace

int test_bundle(const TestOptions& options, std::ostream& out) {
  auto files = read_bundle_folder(options.bundle);
  if (!files) {
    std::cerr << "handrail: " << files.error().message << "\n";
    return 2;
  }
  const BundleResult result = check_bundle(std::move(*files));
  if (!result.bundle) {   // an example that does not hold is among them
    std::cerr << dsl::render_pretty(result.sources, result.diagnostics, colour_wanted(2)) << "handrail: the bundle has errors\n";
    return 1;
  }
  const Bundle& bundle = *result.bundle;
  const Cases cases = read_cases(bundle);
  Coverage coverage;
  if (options.coverage) list_all(coverage, bundle);
  std::size_t failed = 0;
  Json told = Json::array();
  for (const Case& wanted : cases.cases) {
    const CaseResult came = run_case(bundle, wanted);
    if (options.coverage) touch(coverage, explained(bundle, wanted.situation));
    failed += came.holds ? 0 : 1;
    if (options.json)
      told.push(Json::object({{"case", wanted.name}, {"at", wanted.at}, {"holds", came.holds},
                              {"expected", came.expected}, {"came", came.came}, {"rule", came.rule}, {"rule_at", came.at}}));
    else if (!came.holds)
      out << "FAILS  " << wanted.name << " (" << wanted.at << ")\n       expected " << came.expected
          << "\n       came     " << came.came << ", by `" << came.rule << "` (" << came.at << ")\n";
    else
      out << "holds  " << wanted.name << "\n";
  }
  const bool good = failed == 0 && cases.problems.empty();
  if (options.json) {
    Json problems = Json::array();
    for (const CaseProblem& problem : cases.problems) problems.push(Json::object({{"at", problem.at}, {"message", problem.message}}));
    Json whole = Json::object({{"holds", good}, {"cases", std::move(told)}, {"problems", std::move(problems)}, {"examples", Json(std::int64_t(examples_in(*bundle.program)))}});
    if (options.coverage) whole.set("coverage", coverage_json(coverage));
    out << dump_pretty(whole) << "\n";
    return good ? 0 : 1;
  }
  for (const CaseProblem& problem : cases.problems) out << problem.at << ": " << problem.message << "\n";
  if (options.coverage) print_coverage(coverage, out);
  out << counted(cases.cases.size(), "case") << ", " << counted(examples_in(*bundle.program), "example") << ": ";
  if (good) out << "all hold\n";
  else out << counted(failed, "case") << " failed, " << counted(cases.problems.size(), "place") << " could not be read\n";
  return good ? 0 : 1;
}

}  // namespace handrail
