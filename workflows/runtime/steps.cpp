#include "workflows/runtime/steps.hpp"

#include "engine/base/limits.hpp"

namespace handrail {

namespace {

// "`call` {…}"; the arguments as far as they are known.
std::string described(const std::string& name, const std::string& arguments) { return "`" + name + "`" + (arguments.empty() ? "" : " " + arguments); }

// Nothing where the two are one step.
std::string difference(std::uint32_t index, const RecordedStep& recorded, const std::string& name, const Json& arguments) {
  if (recorded.name == name && recorded.arguments_hash == step_hash(arguments)) return "";
  const std::string was = described(recorded.name, recorded.arguments) + (recorded.arguments.empty() && recorded.name == name ? " with other arguments" : "");
  return "step " + std::to_string(index + 1) + " was " + was + " when it was recorded, and is " + described(name, step_arguments(arguments)) + " now";
}

}  // namespace

WorkflowSteps::Taken WorkflowSteps::take(const std::string& name, const Json& arguments) {
  if (next_ >= limits::lua_steps) {
    return {Taken::Kind::too_many, {}, "a workflow takes at most " + std::to_string(limits::lua_steps) + " steps: split it in two"};
  }
  const std::uint32_t index = next_++;
  if (const std::string found = too_much(name, arguments); !found.empty()) return {Taken::Kind::too_many, {}, found};
  if (index >= recorded_.size()) return {Taken::Kind::answer, host_.perform(index, name, arguments), {}};
  const RecordedStep& recorded = recorded_[index];
  if (std::string found = difference(index, recorded, name, arguments); !found.empty()) return {Taken::Kind::diverged, {}, std::move(found)};
  if (recorded.refused) return {Taken::Kind::answer, {StepAnswer::Kind::refused, recorded.result, recorded.message}, {}};
  return {Taken::Kind::answer, {StepAnswer::Kind::done, recorded.result, {}}, {}};
}

std::string WorkflowSteps::too_much(const std::string& name, const Json& arguments) {
  if (name == "say") said_ += arguments.text_or("text").size();
  if (said_ > limits::lua_said_bytes) return "a workflow says at most " + std::to_string(limits::lua_said_bytes) + " bytes";
  handed_ += dump(arguments).size();
  if (handed_ > limits::lua_steps_bytes) return "a workflow hands the desk at most " + std::to_string(limits::lua_steps_bytes) + " bytes in all its steps";
  return "";
}

std::optional<std::string> WorkflowSteps::left_over() const {
  if (next_ >= recorded_.size()) return std::nullopt;
  return "the script ended before step " + std::to_string(next_ + 1) + ", which was recorded as `" + recorded_[next_].name + "`";
}

}  // namespace handrail
