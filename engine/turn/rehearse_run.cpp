#include "engine/turn/rehearse_run.hpp"

#include <optional>

#include "dsl/program/carried_by.hpp"
#include "engine/journal/step_arguments.hpp"
#include "engine/turn/proposed_calls.hpp"
#include "engine/turn/workflow_script.hpp"

namespace handrail {
namespace {

using How = RehearsedRun::How;

// Performs nothing: the first step that is not on the record ends the rehearsal.
class RehearsalHost final : public WorkflowHost {
 public:
  struct Next { std::uint32_t index = 0; std::string name; Json arguments; };
  std::optional<Next> next;

  StepAnswer perform(std::uint32_t index, std::string_view name, const Json& arguments) override {
    next = Next{index, std::string(name), arguments};
    return {StepAnswer::Kind::suspend, {}, ""};
  }
};

std::string step_words(const std::string& name, const Json& arguments) {
  const std::string with = step_arguments(arguments);
  return "`" + name + "`" + (with.empty() ? "" : " " + with);
}

bool same_call(const dsl::Program& program, const Run& run, const RehearsalHost::Next& next) {
  const std::string tool = next.arguments.text_or("tool");
  if (tool != run.waits_name) return false;
  const std::string wanted = canonical(in_one_spelling(program, tool, run.waits_arguments));
  const Json& asked = next.arguments["arguments"];
  if (canonical(in_one_spelling(program, tool, asked)) == wanted) return true;
  const auto edited = run.edited.find(call_name(tool, in_one_spelling(program, tool, asked)));
  return edited != run.edited.end() && canonical(in_one_spelling(program, tool, edited->second)) == wanted;
}

// Whether the next step is the one that the run waits at.
bool is_awaited(const dsl::Program& program, const Run& run, const RehearsalHost::Next& next) {
  const bool calls = next.name == "call" || next.name == "try";
  if (run.waits_for == "answer" && run.waits_arguments.find("again")) return calls;   // the gate has asked for a fact again
  if (run.waits_for == "answer") return next.name == "ask" && next.arguments.text_or("name") == run.waits_name;
  if (run.waits_for == "confirmation") return (next.name == "confirm" || calls) && same_call(program, run, next);
  if (run.waits_for == "approval") return calls && same_call(program, run, next);
  if (run.waits_for == "time") return next.name == "wait" && next.index == run.steps.size();
  return true;   // between two steps: whatever comes next is done then
}

std::string awaited(const Run& run) {
  if (run.waits_for == "answer") return "the customer's answer to `" + run.waits_name + "`";
  if (run.waits_for == "time") return "a time";
  return (run.waits_for == "approval" ? "the approval of " : "the customer's yes to ") + step_words(run.waits_name, run.waits_arguments);
}

std::string kind_of_awaited(const Run& run) { return run.waits_for + (run.waits_name.empty() ? "" : " " + run.waits_name); }

}  // namespace

std::string_view word_of(RehearsedRun::How how) {
  switch (how) {
    case How::safe: return "safe";
    case How::finishes: return "finishes";
    case How::diverges: return "diverges";
    case How::fails: return "fails";
    case How::gone: return "gone";
  }
  return "diverges";
}

static RehearsedRun rehearsed(WorkflowRunner& runner, const Bundle& bundle, const Run& run) {
  const auto index = bundle.program->find_workflow(run.workflow);
  const bool proposed = index && dsl::by_model(bundle.program->workflows[*index]);
  if (!index || (!proposed && !bundle.text_of(bundle.program->workflows[*index].file))) return {How::gone, 0, "there is no workflow `" + run.workflow + "`", ""};
  if (run.host_api > host_api_version)
    return {How::diverges, 0, later_host_api(run.host_api), ""};
  RehearsalHost host;
  ProposedCalls by_model;
  WorkflowRunner& its = proposed ? static_cast<WorkflowRunner&>(by_model) : runner;
  const RunResult result = its.run(script_of(bundle, bundle.program->workflows[*index]), run.inputs, run.steps, host);
  const auto step = static_cast<std::int64_t>(result.steps);
  switch (result.end) {
    case RunEnd::finished:
      if (run.waits_for.empty()) return {How::safe, step, "", ""};
      return {How::finishes, step, "the script ends after step " + std::to_string(step) + ", and the run waits for " + awaited(run), kind_of_awaited(run)};
    case RunEnd::failed: return {How::fails, step, result.message, ""};
    case RunEnd::diverged: return {How::diverges, step, result.message, ""};
    case RunEnd::ended:
    case RunEnd::suspended: break;
  }
  if (!host.next || is_awaited(*bundle.program, run, *host.next)) return {How::safe, step, "", ""};
  const std::string does = step_words(host.next->name, host.next->arguments);
  return {How::diverges, step, "at step " + std::to_string(step) + " it waits for " + awaited(run) + ", and the script does " + does + " there", kind_of_awaited(run)};
}

RehearsedRun rehearse_run(WorkflowRunner& runner, const Bundle& bundle, const ConversationState& state) {
  RehearsedRun worst;
  if (state.run) worst = rehearsed(runner, bundle, *state.run);
  for (const SetAside& one : state.aside)
    if (one.run && worst.how == How::safe) worst = rehearsed(runner, bundle, *one.run);
  return worst;
}

}  // namespace handrail
