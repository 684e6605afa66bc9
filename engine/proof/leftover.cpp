#include "engine/proof/leftover.hpp"

#include <algorithm>

#include "dsl/formulas/wording.hpp"
#include "dsl/program/evaluate.hpp"
#include "dsl/prove/gaps.hpp"
#include "engine/policy/gate.hpp"
#include "engine/proof/confirming.hpp"
#include "engine/proof/sample_call.hpp"

namespace handrail {
namespace {

using dsl::Gap;
using dsl::Gaps;
using dsl::Program;

constexpr std::size_t shown_regions = 10;       // a person reads on from there with the policy at hand
constexpr std::size_t region_column = 60;

class Leftovers {
 public:
  Leftovers(const Program& program, dsl::ProofOptions options) : program_(program), options_(options) {}

  std::string text() {
    for (std::uint32_t tool = 0; tool < program_.tools.size(); ++tool) of_tool(tool);
    for (std::uint32_t table = 0; table < program_.tables.size(); ++table) of_table(table);
    of_route();
    std::string all = "What no rule decides (of a tool: once its needs are met, nothing is denied and no limit is reached).\n" + text_;
    if (!nothing_left_.empty()) all += "\nNothing is left over in " + nothing_left_ + ".\n";
    return all;
  }

 private:
  void of_tool(std::uint32_t index) {
    const dsl::Tool& tool = program_.tools[index];
    const bool rules = !tool.denies.empty() || !tool.approves.empty() || !tool.allows.empty();
    if (!rules && !tool.otherwise) return;               // no more than what every tool of its kind does
    const Gaps gaps = dsl::gaps_of(program_, index, options_);
    const bool allows = tool.otherwise ? tool.otherwise->allow : tool.effect == dsl::Effect::reads;
    const std::string then = tool.otherwise ? (allows ? "allowed" : "denied" + action(tool.otherwise->outcome.action)) + " (" + program_.where(tool.otherwise->rule) + ")"
                                            : std::string(allows ? "allowed, as reading is" : "denied: there is no `otherwise`") + " (" + program_.where(tool.rule) + ")";
    tell(tool.name, then + dated(tool), gaps, tool.scope, [&](const Gap& gap) {
      const Verdict verdict = judge(program_, BundleHash(), call_of(program_, gap.sample));
      return verdict.clause == ClauseKind::otherwise;
    });
  }

  [[nodiscard]] std::string action(const dsl::Action& action) const {
    if (action.kind == dsl::ActionKind::none) return "";
    return ", then " + std::string(dsl::to_text(action.kind)) + (action.queue ? " to " + program_.queues[*action.queue].name : "");
  }

  // What is taken as met, and is not in force on every day.
  [[nodiscard]] std::string dated(const dsl::Tool& tool) const {
    std::string lines;
    const auto line = [&](const dsl::Rule& rule, const std::string& what) {
      const std::string days = dsl::days_of(rule);
      if (!days.empty()) lines += "\n  once " + what + "," + days + " (" + program_.where(rule) + ")";
    };
    for (const dsl::Need& need : tool.needs) {
      const auto* condition = std::get_if<dsl::NeededCondition>(&need.what);
      line(need.rule, "`" + (condition ? "needs " + dsl::on_one_line(program_, condition->when) : need.rule.text) + "` is met");
    }
    for (const dsl::Deny& deny : tool.denies) line(deny.rule, "`" + deny.rule.text + "` does not hold");
    for (const dsl::Limit& limit : tool.limits) line(limit.rule, "`" + limit.rule.text + "` is not reached");
    return lines;
  }

  void of_table(std::uint32_t index) {
    const dsl::Table& table = program_.tables[index];
    of_rows("table " + table.name, table.rows, dsl::gaps_of_table(program_, index, options_), [](const Gap&) { return false; });
  }

  void of_route() {
    if (program_.routes.size() > 1) of_rows("the route", program_.routes, dsl::gaps_of_route(program_, options_), [&](const Gap& gap) { return has_a_queue(gap); });
  }

  // What no row of the route takes goes to the queue of its intent, where that has one.
  [[nodiscard]] bool has_a_queue(const Gap& gap) const {
    const auto& slots = program_.turn_scope.slots;
    const auto read = std::ranges::find(slots, std::vector<std::string>{"intent"}, &dsl::Slot::path);
    const auto* name = read == slots.end() ? nullptr : gap.sample.slots[static_cast<std::size_t>(read - slots.begin())].as<std::string>();
    return name && std::ranges::any_of(program_.intents, [&](const dsl::Intent& intent) { return intent.name == *name && intent.queue; });
  }

  // `elsewhere`: something else comes before the last row.
  template <class Rows, class Elsewhere>
  void of_rows(const std::string& name, const Rows& rows, const Gaps& gaps, const Elsewhere& elsewhere) {
    if (rows.empty()) return;
    const dsl::Rule& last = rows.back().rule;
    tell(name, last.text + " (" + program_.where(last) + ")", gaps, program_.turn_scope, [&](const Gap& gap) {
      const dsl::Frame frame{gap.sample.slots};
      return !elsewhere(gap) && std::ranges::none_of(rows, [&](const auto& row) {
        const bool active = (!row.rule.from || gap.sample.now >= *row.rule.from) && (!row.rule.until || gap.sample.now < *row.rule.until);
        if (row.when == dsl::no_expression || !active) return false;
        const Truth holds = dsl::evaluate(program_, row.when, frame);
        return holds == Truth::yes || (holds == Truth::unknown && !gap.unknown);
      });
    });
  }

  // What is said of the lists and maps of the area holds of the sample as well.
  bool as_said(const Gap& gap) const {
    const auto asked = [&](std::uint32_t slot) { return std::ranges::find(gap.slots, slot) != gap.slots.end(); };
    return std::ranges::none_of(gap.sample.unmet, [&](dsl::ExpressionId term) { return std::ranges::any_of(dsl::slots_of(program_, term), asked); });
  }

  template <class Confirms>
  void tell(const std::string& name, const std::string& then, const Gaps& gaps, const dsl::Scope& scope, const Confirms& confirms) {
    if (gaps.gaps.empty() && gaps.whole) {
      nothing_left_ += (nothing_left_.empty() ? "" : ", ") + name;
      return;
    }
    text_ += "\n" + name + ": " + then + "\n";
    std::size_t shown = 0;
    for (const Gap& gap : gaps.gaps) {
      if (shown++ == shown_regions) break;
      std::string line = "  " + (gap.region.empty() ? std::string("always") : gap.region);
      const std::string sample = as_said(gap) && confirms(gap) ? facts_in_words(program_, scope, gap.sample.slots, gap.slots) : "";
      if (!sample.empty() && !gap.slots.empty()) line += (line.size() < region_column ? std::string(region_column - line.size(), ' ') : "\n      ") + "such as " + sample;
      text_ += line + "\n";
    }
    const std::size_t more = gaps.gaps.size() > shown_regions ? gaps.gaps.size() - shown_regions : 0;
    if (more > 0) text_ += "  and " + std::to_string(more) + (gaps.whole ? " more\n" : " more at least\n");
    else if (!gaps.whole) text_ += "  and more that was not worked out\n";
  }

  const Program& program_;
  dsl::ProofOptions options_;
  std::string text_, nothing_left_;
};

}  // namespace

std::string leftovers_in_words(const Program& program, dsl::ProofOptions options) { return Leftovers(program, options).text(); }

}  // namespace handrail
