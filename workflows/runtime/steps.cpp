#include "workflows/runtime/steps.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

constexpr std::size_t shown_bytes = 200;  // of the arguments, in a difference

// Nothing where the two are one step.
std::string difference(std::uint32_t index, const RecordedStep& recorded, const std::string& name, const Json& arguments) {
  const std::string at = "step " + std::to_string(index + 1);
  if (recorded.name != name) {
    return at + " was `" + recorded.name + "` when it was recorded, and is `" + name + "` " + printable(canonical(arguments), shown_bytes) + " now";
  }
  if (recorded.arguments_hash == step_hash(arguments)) return "";
  return at + ", `" + name + "`, was recorded with other arguments than " + printable(canonical(arguments), shown_bytes);
}

}  // namespace

std::string step_hash(const Json& arguments) { return sha256(canonical(arguments)); }

WorkflowSteps::Taken WorkflowSteps::take(const std::string& name, const Json& arguments) {
  if (next_ >= limits::lua_steps) {
    return {Taken::Kind::too_many, {}, "a workflow takes at most " + std::to_string(limits::lua_steps) + " steps: split it in two"};
  }
  const std::uint32_t index = next_++;
  if (index >= recorded_.size()) return {Taken::Kind::answer, host_.perform(index, name, arguments), {}};
  const RecordedStep& recorded = recorded_[index];
  if (std::string found = difference(index, recorded, name, arguments); !found.empty()) return {Taken::Kind::diverged, {}, std::move(found)};
  if (recorded.refused) return {Taken::Kind::answer, {StepAnswer::Kind::refused, recorded.result, recorded.message}, {}};
  return {Taken::Kind::answer, {StepAnswer::Kind::done, recorded.result, {}}, {}};
}

std::optional<std::string> WorkflowSteps::left_over() const {
  if (next_ >= recorded_.size()) return std::nullopt;
  return "the script ended before step " + std::to_string(next_ + 1) + ", which was recorded as `" + recorded_[next_].name + "`";
}

}  // namespace handrail
