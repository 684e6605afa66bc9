// What the examples and cases of a bundle have tried: of every rule whether it ever decided, and of every leaf of its condition which answers were seen
// while the decision was being made. What an example takes as given was not tried; nor was what stands behind the clause that decided.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/cases/explain.hpp"
#include "engine/policy/situation.hpp"

namespace handrail {

enum class Point : std::uint8_t { tried, yes, no, unknown };      // of a rule: tried; of a leaf: its answers
template <> struct EnumWords<Point> { static constexpr std::string_view words[] = {"tried", "yes", "no", "unknown"}; };

struct CoveredLeaf {
  std::string text, at;
  bool may_be_unknown = false;
  bool yes = false, no = false, unknown = false;
};
struct CoveredRule {
  std::string part;                 // "tool process_refund", "triggers", "classes", "confidence", "table what_to_try", "rollout", "route"
  std::string kind, rule, at;       // as in an Explanation
  bool tried = false;               // it decided; of classes, bands, rows and rollouts: it was what counted
  std::vector<CoveredLeaf> leaves;
};
// A point that was never reached; `leaf` is empty where the rule itself was never tried.
struct Untried { std::string part, kind, rule, at, leaf; Point point = Point::tried; };
struct CoverageSum { std::string part; std::size_t rules = 0, rules_tried = 0, answers = 0, answers_seen = 0; };

class Coverage {
 public:
  // Every rule of the program, none tried.
  explicit Coverage(const dsl::Program& program);
  void add(const dsl::Program& program, const BundleHash& bundle, const Situation& situation);
  void add_examples(const dsl::Program& program, const BundleHash& bundle);

  [[nodiscard]] const std::vector<CoveredRule>& rules() const { return rules_; }
  // In the order of the policy.
  [[nodiscard]] std::vector<Untried> untried() const;
  // One line per part, and one for all of them in the end.
  [[nodiscard]] std::vector<CoverageSum> sums() const;

 private:
  void tool(const dsl::Program& program, const dsl::Tool& tool);
  void messages(const dsl::Program& program);
  void touch(const ExplainedClause& clause, const std::string& part, const JudgeOptions& options);

  std::vector<CoveredRule> rules_;
  std::map<std::string, std::size_t> by_place_;       // part, kind and place
};

// Points seen of all, from 0 to 100, rounded down.
[[nodiscard]] std::size_t percent(const CoverageSum& sum);
[[nodiscard]] std::string to_text(const Coverage& coverage);
[[nodiscard]] Json to_json(const Coverage& coverage);

}  // namespace handrail
