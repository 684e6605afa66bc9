// Any bytes as a workflow's script: looked at, run in the sandbox, and run again over what was recorded.
#include "engine/base/assert.hpp"
#include "tests/fuzz/targets.hpp"
#include "workflows/runtime/check_script.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"
#include "workflows/runtime/steps.hpp"

namespace handrail::fuzz {
namespace {

constexpr LuaLimits small{.memory_bytes = 2u << 20, .instructions = 200'000};
constexpr std::uint32_t steps_max = 50;

// Answers as a desk would, and records what it answered: some steps are refused, a question for a date waits.
class AnsweringHost : public WorkflowHost {
 public:
  StepAnswer perform(std::uint32_t index, std::string_view name, const Json& arguments) override {
    HANDRAIL_ASSERT(index == before + recorded.size(), "a step that is out of its turn");
    if (index >= steps_max) return {StepAnswer::Kind::end, {}, "enough"};
    if (index % 7 == 6) return {StepAnswer::Kind::suspend, {}, ""};
    StepAnswer answer{index % 5 == 4 ? StepAnswer::Kind::refused : StepAnswer::Kind::done, Json::object({{"id", "W1001"}, {"given", arguments}}), "not today"};
    if (name == "ask") answer.result = "W1001";
    recorded.push_back({std::string(name), step_hash(arguments), answer.result, answer.kind == StepAnswer::Kind::refused, answer.message, "", ""});
    return answer;
  }
  std::size_t before = 0;   // steps of an earlier run
  std::vector<RecordedStep> recorded;
};

}  // namespace

void script(std::string_view bytes) {
  const std::vector<std::string> tools{"lookup_order", "process_refund"};
  const auto issues = check_script("workflows/fuzz.lua", bytes, tools);
  HANDRAIL_ASSERT(issues == check_script("workflows/fuzz.lua", bytes, tools), "two opinions of one script");
  (void)unused_tools(bytes, tools);
  const WorkflowScript text{"fuzz", "workflows/fuzz.lua", std::string(bytes), {{"lookup_order", {"order_id"}}, {"process_refund", {"order_id", "amount"}}}};
  const Json inputs = Json::object({{"order_id", "W1001"}, {"amount", Json::object({{"amount", "48.00"}, {"currency", "USD"}})}});
  AnsweringHost first, second;
  LuaWorkflowRunner runner(small);
  const RunResult once = runner.run(text, inputs, {}, first);
  const RunResult twice = runner.run(text, inputs, {}, second);
  HANDRAIL_ASSERT(once.end == twice.end && once.message == twice.message && dump(once.result) == dump(twice.result) && once.steps == twice.steps, "one script, two runs");
  AnsweringHost third{};
  third.before = first.recorded.size();
  const RunResult replayed = runner.run(text, inputs, first.recorded, third);
  HANDRAIL_ASSERT(replayed.end != RunEnd::diverged && third.recorded.empty(), "a run that does not replay: " + replayed.message);
  HANDRAIL_ASSERT(once.end == RunEnd::failed || (replayed.end == once.end && dump(replayed.result) == dump(once.result)), "a replay with another end");
  HANDRAIL_ASSERT(runner.states() == 0, "a sandbox that outlives its run");
}

}  // namespace handrail::fuzz
