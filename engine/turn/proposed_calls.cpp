#include "engine/turn/proposed_calls.hpp"

#include <optional>

#include "engine/journal/step_arguments.hpp"
#include "engine/reply/bounds.hpp"

namespace handrail {
namespace {

using reply::bounds::run_calls, reply::bounds::run_questions;

// One run of it, from the top.
class Running {
 public:
  Running(const std::vector<RecordedStep>& recorded, WorkflowHost& host) : recorded_(recorded), host_(host) {}

  RunResult run() {
    for (std::size_t question = 0; question < run_questions; ++question) {
      const auto said = step(step_of_model, Json::object({{"question", static_cast<std::int64_t>(question)}}));
      if (!said) return over();
      const Json::Array* calls = (*said)["calls"].items();
      if (!calls || calls->empty()) {
        if (step("reply", Json::object({{"text", said->text_or("text")}}))) ended_.end = RunEnd::finished;
        return over();
      }
      for (const Json& call : *calls)
        if (is_a_call(call) && !made(call)) return over();
    }
    hand_off("a model asked " + std::to_string(run_questions) + " times for calls and came to no end");
    return over();
  }

 private:
  // Whether the run goes on: what was refused is told to the model as anything else.
  bool made(const Json& call) {
    if (++calls_ > run_calls) return hand_off("a model proposed more than " + std::to_string(run_calls) + " calls");
    const std::string tool = call.text_or("tool");
    const Json& arguments = call["arguments"];
    if (tool != ask_customer) return step("try", Json::object({{"tool", tool}, {"arguments", arguments}})).has_value();
    return step("ask", Json::object({{"name", arguments.text_or("about")}, {"question", arguments.text_or("question")}})).has_value();
  }

  // Never goes on.
  bool hand_off(const std::string& reason) {
    (void)step("hand_off", Json::object({{"reason", reason}}));
    return false;
  }

  // What the step gave, now or when it was recorded; none where the run ends or waits here.
  std::optional<Json> step(std::string_view name, const Json& arguments) {
    const std::uint32_t index = index_++;
    ended_.steps = index_;
    if (index < recorded_.size()) {
      const RecordedStep& before = recorded_[index];
      if (before.name == name && before.arguments_hash == step_hash(arguments)) return before.result;
      ended_.end = RunEnd::diverged;
      ended_.message = "at step " + std::to_string(index_) + " the record has `" + before.name + "`, and `" + std::string(name) + "` comes now";
      return std::nullopt;
    }
    StepAnswer answer = host_.perform(index, name, arguments);
    if (answer.kind == StepAnswer::Kind::done || answer.kind == StepAnswer::Kind::refused) return std::move(answer.result);
    ended_.end = answer.kind == StepAnswer::Kind::suspend ? RunEnd::suspended : RunEnd::ended;
    return std::nullopt;
  }

  RunResult over() { return std::move(ended_); }

  const std::vector<RecordedStep>& recorded_;
  WorkflowHost& host_;
  RunResult ended_;
  std::uint32_t index_ = 0;
  std::size_t calls_ = 0;
};

}  // namespace

bool is_a_call(const Json& proposed) { return proposed["arguments"].is_object(); }

RunResult ProposedCalls::run(const WorkflowScript&, const Json&, const std::vector<RecordedStep>& recorded, WorkflowHost& host) { return Running(recorded, host).run(); }

}  // namespace handrail
