#include "engine/policy/gate_line.hpp"

#include <algorithm>

#include "engine/base/text.hpp"
#include "engine/policy/gate.hpp"
#include "engine/policy/opening.hpp"
#include "engine/policy/queue_holes.hpp"

namespace handrail {
Json error_line(const std::string& error, const std::vector<JsonIssue>& issues) {
  Json list = Json::array();
  for (const JsonIssue& issue : issues) list.push(Json::object({{"pointer", issue.pointer}, {"message", issue.message}}));
  return Json::object({{"error", error}, {"issues", std::move(list)}});
}

namespace {

// Look-ups, limits and the context name things of the policy: a misspelt one would be passed over in silence.
void check_names(const dsl::Program& program, const GateCall& call, std::vector<JsonIssue>& issues) {
  for (std::size_t i = 0; i < call.lookups.size(); ++i)
    if (!program.find_tool(call.lookups[i].tool))
      issues.push_back({"/lookups/" + std::to_string(i) + "/tool", "`" + printable(call.lookups[i].tool) + "` is not declared"});
  for (std::size_t i = 0; i < call.used.size(); ++i) {
    const std::string& limit = call.used[i].limit;
    const auto counts_in_it = [&](const dsl::Tool& tool) { return std::ranges::find(tool.limits, limit, &dsl::Limit::id) != tool.limits.end(); };
    if (std::ranges::find(program.meters, limit, &dsl::Meter::id) == program.meters.end() && std::ranges::none_of(program.tools, counts_in_it))
      issues.push_back({"/used/" + std::to_string(i) + "/limit",
                        "`" + printable(limit) + "` is no limit of the policy; they are named like `process_refund#1` and `budget goodwill`"});
  }
  if (!call.context.members()) return;
  for (const auto& [name, value] : *call.context.members())
    if (std::none_of(program.context.begin(), program.context.end(), [&](const dsl::Field& field) { return field.name == name; }))
      issues.push_back({"/context/" + printable(name), "the policy's context has no such member"});
}

// A remedy's words may name the queue that it leads to.
Verdict with_queue_words(const dsl::Program& program, Verdict verdict, const GateCall& call) {
  const dsl::Manner manner{call.tone, call.written_in};
  const Instant now = call.now;
  for (Remedy& remedy : verdict.remedy) {
    const auto found = program.find_queue(remedy.what);
    if (remedy.kind != RemedyKind::hand_off || !found) {
      remedy.say = fill_queue_holes(remedy.say, "a colleague", "as soon as possible");
      continue;
    }
    const dsl::Queue& queue = program.queues[*found];
    remedy.say = fill_queue_holes(remedy.say, program.worded(queue.title.empty() ? queue.name : queue.title, manner),
                                  promise_words(program, manner, queue, promised_at(queue, now), now));
  }
  return verdict;
}

}  // namespace

Json gate_line(const Bundle& bundle, const Json& line) {
  std::vector<JsonIssue> issues;
  const GateCall call = read_gate_call(line, issues);
  if (!issues.empty()) return error_line("the line is not a call that can be judged", issues);
  if (bundle.program->find_tool(call.tool)) {
    check_names(*bundle.program, call, issues);
    if (!issues.empty()) return error_line("the line names what the policy does not have", issues);
    return to_json(with_queue_words(*bundle.program, judge(*bundle.program, bundle.hash, call), call));
  }
  std::vector<std::string> names;
  for (const dsl::Tool& tool : bundle.program->tools) names.push_back(tool.name);
  const auto meant = nearest(call.tool, names);
  return error_line("the policy has no such tool",
                    {{"/tool", "`" + printable(call.tool) + "` is not declared" + (meant ? "; did you mean `" + *meant + "`?" : "")}});
}

}  // namespace handrail
