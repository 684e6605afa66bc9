#include "dsl/prove/tool_ends.hpp"

#include <algorithm>
#include <set>

namespace handrail::dsl {

namespace {

using End = MessageAnswer::ToolEnd;

class Ends {
 public:
  Ends(const Program& program, ProofOptions options) : program_(program), options_(options) {}

  std::vector<End> of(std::uint32_t intent) {
    std::set<std::uint32_t> called(program_.intents[intent].tools.begin(), program_.intents[intent].tools.end());
    if (const auto& workflow = program_.intents[intent].workflow) called.insert(program_.workflows[*workflow].tools.begin(), program_.workflows[*workflow].tools.end());
    for (const std::uint32_t tool : called) of_tool(tool);
    return std::move(ends_);
  }

 private:
  void of_tool(std::uint32_t index) {
    const Tool& tool = program_.tools[index];
    const std::size_t before = ends_.size();
    for (const Need& need : tool.needs) end(index, End::How::denied, need.rule, need.otherwise.action);
    for (const Deny& deny : tool.denies) end(index, End::How::denied, deny.rule, deny.outcome.action);
    for (const Limit& limit : tool.limits) end(index, End::How::denied, limit.rule, limit.otherwise.action);
    for (const Approve& approve : tool.approves) end(index, End::How::not_approved, approve.rule, approve.otherwise.action);
    if (tool.otherwise) end(index, End::How::denied, tool.otherwise->rule, tool.otherwise->outcome.action);
    end(index, End::How::fails, tool.rule, tool.if_it_fails.action);
    if (ends_.size() == before) return;
    const std::vector<StepSample> situations = step_samples(program_, index, options_);
    for (std::size_t i = before; i < ends_.size(); ++i) {
      const auto there = std::ranges::find_if(situations, [&](const StepSample& one) { return comes_to(ends_[i], one); });
      if (there != situations.end()) ends_[i].gate = *there;
    }
  }

  static bool comes_to(const End& end, const StepSample& situation) {
    if (end.how == End::How::fails) return situation.allows || situation.approves;
    return situation.decides.span == end.clause->span && (end.how == End::How::not_approved ? situation.approves : !situation.allows && !situation.approves);
  }

  void end(std::uint32_t tool, End::How how, const Rule& rule, const Action& action) {
    for (const Action* one = &action; one; one = one->afterwards.empty() ? nullptr : &one->afterwards.front())
      if (one->kind == ActionKind::hand_off && one->queue && !answers(program_, *one->queue))
        ends_.push_back({.tool = tool, .queue = *one->queue, .how = how, .clause = &rule, .gate = {}});
  }

  const Program& program_;
  ProofOptions options_;
  std::vector<End> ends_;
};

}  // namespace

std::vector<End> tool_ends(const Program& program, std::uint32_t intent, ProofOptions options) { return Ends(program, options).of(intent); }

}  // namespace handrail::dsl
