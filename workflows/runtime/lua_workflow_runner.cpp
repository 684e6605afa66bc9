#include "workflows/runtime/lua_workflow_runner.hpp"

#include <algorithm>

#include "workflows/runtime/desk_functions.hpp"
#include "workflows/runtime/steps.hpp"

namespace handrail {

namespace {

// One run: what the functions of the script share.
class Run {
 public:
  Run(const WorkflowScript& script, const std::vector<RecordedStep>& recorded, WorkflowHost& host, LuaStock& stock)
      : script_(script), steps_(recorded, host), state_(stock) {}

  RunResult from_top_to_bottom(const Json& inputs) {
    RunResult result = run(inputs);
    result.steps = steps_.taken();
    return result;
  }

 private:
  RunResult run(const Json& inputs) {
    if (const auto ready = prepare(inputs); !ready) return {RunEnd::failed, {}, script_.file + ": " + ready.error().message, 0};
    LuaEnd end = state_.run(script_.file, script_.text);
    if (end_) return std::move(*end_);
    if (end.kind == LuaEnd::Kind::failed) return {RunEnd::failed, {}, std::move(end.message), 0};
    if (auto left = steps_.left_over()) return {RunEnd::diverged, {}, script_.file + ": " + *left, 0};
    return {RunEnd::finished, std::move(end.value), {}, 0};
  }

  Result<void> prepare(const Json& inputs) {
    HANDRAIL_TRY_VOID(state_.set_global("inputs", inputs.is_null() ? Json::object() : inputs));
    if (const Json::Object* members = inputs.members()) {
      for (const auto& [name, value] : *members) {
        if (free_name(name)) HANDRAIL_TRY_VOID(state_.set_global(name, value));
      }
    }
    for (const DeskFunction& function : desk_functions()) {
      HANDRAIL_TRY_VOID(state_.define("desk", std::string(function.name), [this, &function](std::vector<LuaArgument> arguments) {
        return function.step ? step(std::string(function.name), desk_arguments(function, arguments)) : without_step(function, arguments);
      }));
    }
    for (const WorkflowScript::Tool& tool : script_.tools) {
      if (!free_name(tool.name)) continue;
      HANDRAIL_TRY_VOID(state_.define("", tool.name, [this, &tool](std::vector<LuaArgument> arguments) {
        return step("call", tool_call(tool, arguments));
      }));
    }
    return {};
  }

  // An input or a tool does not hide what every script finds; it is still in `inputs`, or reached by desk.call.
  static bool free_name(const std::string& name) {
    const auto& globals = lua_globals();
    return name != "desk" && name != "inputs" && std::find(globals.begin(), globals.end(), name) == globals.end();
  }

  static Result<Json> tool_call(const WorkflowScript::Tool& tool, const std::vector<LuaArgument>& arguments) {
    HANDRAIL_TRY(Json named, tool_arguments(tool, arguments));
    return Json::object({{"tool", tool.name}, {"arguments", std::move(named)}});
  }

  LuaAnswer step(const std::string& name, const Result<Json>& arguments) {
    using Kind = LuaAnswer::Kind;
    if (!arguments) return {Kind::refused, {}, arguments.error().message};
    WorkflowSteps::Taken taken = steps_.take(name, *arguments);
    if (taken.kind == WorkflowSteps::Taken::Kind::too_many) return {Kind::fail, {}, std::move(taken.message)};
    if (taken.kind == WorkflowSteps::Taken::Kind::diverged) return end(RunEnd::diverged, {}, script_.file + ": " + taken.message);
    StepAnswer& answer = taken.answer;
    switch (answer.kind) {
      case StepAnswer::Kind::done: return {Kind::value, std::move(answer.result), {}};
      case StepAnswer::Kind::suspend: return end(RunEnd::suspended, std::move(answer.result), std::move(answer.message));
      case StepAnswer::Kind::end: return end(RunEnd::ended, std::move(answer.result), std::move(answer.message));
      case StepAnswer::Kind::refused: break;
    }
    if (name != "try") return {Kind::refused, {}, std::move(answer.message)};
    return {Kind::value, Json::object({{"ok", false}, {"message", std::move(answer.message)}}), {}};
  }

  static LuaAnswer without_step(const DeskFunction& function, const std::vector<LuaArgument>& arguments) {
    auto given = worked_out(function, arguments);
    if (!given) return {LuaAnswer::Kind::refused, {}, given.error().message};
    return {LuaAnswer::Kind::value, std::move(*given), {}};
  }

  LuaAnswer end(RunEnd how, Json result, std::string message) {
    end_ = RunResult{how, std::move(result), std::move(message), 0};
    return {LuaAnswer::Kind::stop, {}, {}};
  }

  const WorkflowScript& script_;
  WorkflowSteps steps_;
  LuaState state_;
  std::optional<RunResult> end_;
};

}  // namespace

RunResult LuaWorkflowRunner::run(const WorkflowScript& script, const Json& inputs, const std::vector<RecordedStep>& recorded, WorkflowHost& host) {
  struct Counted {
    std::atomic<std::size_t>& states;
    explicit Counted(std::atomic<std::size_t>& of) : states(of) { ++states; }
    ~Counted() { --states; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
  } counted(states_);
  return Run(script, recorded, host, stock_).from_top_to_bottom(inputs);
}

}  // namespace handrail
