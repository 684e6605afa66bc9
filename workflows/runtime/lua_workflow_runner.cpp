#include "workflows/runtime/lua_workflow_runner.hpp"

#include <algorithm>

#include "workflows/runtime/desk_functions.hpp"
#include "workflows/runtime/steps.hpp"

namespace handrail {

namespace {

// An input or a tool does not hide what every script finds; it is still in `inputs`, or reached by desk.call.
bool free_name(const std::string& name) {
  const auto& globals = lua_globals();
  return name != "desk" && name != "inputs" && std::find(globals.begin(), globals.end(), name) == globals.end();
}

// One run: what the functions of the script share.
class Run {
 public:
  Run(const WorkflowScript& script, const std::vector<RecordedStep>& recorded, WorkflowHost& host, LuaStock& stock)
      : script_(script), tools_(callable(script)), lua_(as_lua(script, tools_)), steps_(recorded, host), state_(stock, lua_) {}

  RunResult from_top_to_bottom(const Json& inputs) {
    RunResult result = run(inputs);
    result.steps = steps_.taken();
    return result;
  }

 private:
  RunResult run(const Json& inputs) {
    if (const auto ready = prepare(inputs); !ready) return {RunEnd::failed, {}, script_.file + ": " + ready.error().message, 0};
    LuaEnd end = state_.run(lua_, [this](std::size_t function, std::vector<LuaArgument> arguments) { return call(function, arguments); });
    if (end_) return std::move(*end_);
    if (end.kind == LuaEnd::Kind::failed) return {RunEnd::failed, {}, std::move(end.message), 0};
    if (auto left = steps_.left_over()) return {RunEnd::diverged, {}, script_.file + ": " + *left, 0};
    return {RunEnd::finished, std::move(end.value), {}, 0};
  }

  // The tools that are functions of their own.
  static std::vector<const WorkflowScript::Tool*> callable(const WorkflowScript& script) {
    std::vector<const WorkflowScript::Tool*> tools;
    for (const WorkflowScript::Tool& tool : script.tools)
      if (free_name(tool.name)) tools.push_back(&tool);
    return tools;
  }

  // The functions of the desk, then the tools.
  static LuaScript as_lua(const WorkflowScript& script, const std::vector<const WorkflowScript::Tool*>& tools) {
    LuaScript lua{script.file, script.text, {}};
    lua.functions.reserve(desk_functions().size() + tools.size());
    for (const DeskFunction& function : desk_functions()) lua.functions.push_back({"desk", std::string(function.name)});
    for (const WorkflowScript::Tool* tool : tools) lua.functions.push_back({"", tool->name});
    return lua;
  }

  LuaAnswer call(std::size_t index, const std::vector<LuaArgument>& arguments) {
    const auto& desk = desk_functions();
    if (index >= desk.size()) return step("call", tool_call(*tools_[index - desk.size()], arguments));
    const DeskFunction& function = desk[index];
    return function.step ? step(std::string(function.name), desk_arguments(function, arguments)) : without_step(function, arguments);
  }

  Result<void> prepare(const Json& inputs) {
    HANDRAIL_TRY_VOID(state_.set_global("inputs", inputs.is_null() ? Json::object() : inputs));
    if (const Json::Object* members = inputs.members()) {
      for (const auto& [name, value] : *members) {
        const bool tool = std::any_of(tools_.begin(), tools_.end(), [&](const WorkflowScript::Tool* one) { return one->name == name; });
        if (!tool && free_name(name)) HANDRAIL_TRY_VOID(state_.set_global(name, value));
      }
    }
    for (const WorkflowScript::Required& other : script_.required) state_.add_required(other.names, other.file, other.text);
    return {};
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
      case StepAnswer::Kind::done: return {Kind::value, name == "try" ? told_what_failed(std::move(answer.result)) : std::move(answer.result), {}};
      case StepAnswer::Kind::suspend: return end(RunEnd::suspended, std::move(answer.result), std::move(answer.message));
      case StepAnswer::Kind::end: return end(RunEnd::ended, std::move(answer.result), std::move(answer.message));
      case StepAnswer::Kind::refused: break;
    }
    if (name != "try") return {Kind::refused, {}, std::move(answer.message)};
    return {Kind::value, Json::object({{"ok", false}, {"kind", "step"}, {"message", std::move(answer.message)}}), {}};
  }

  // What `desk.try` gives says in the words of every other problem what was in the way: a verdict has a clause and its reason, a tool that failed an error.
  static Json told_what_failed(Json result) {
    const bool* ok = result["ok"].boolean();
    if (!ok || *ok || result.find("message")) return result;
    const bool denied = result.find("verdict") != nullptr;
    std::string words = denied ? result.text_or("because", result.text_or("rule")) : result.text_or("error");
    result.set("kind", denied ? "denied" : "tool");
    result.set("message", std::move(words));
    return result;
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
  const std::vector<const WorkflowScript::Tool*> tools_;
  const LuaScript lua_;
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
