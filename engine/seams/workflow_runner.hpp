// Runs a workflow's script. A run is durable by replay: recorded steps return what they returned, the first new one is performed by the host, and a step
// that must wait ends the run, which starts again from the top when the answer is there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"

namespace handrail {

// What scripts find: the functions of the desk, what they take and give. Recorded with each run. It is raised whenever a script written for the version
// before could behave otherwise; a run that a later version recorded is not replayed, a person takes over.
inline constexpr std::int64_t host_api_version = 2;

// The step in which a model is asked what to do next: the first one of every run that a model carries, and of no script's.
inline constexpr std::string_view step_of_model = "model";

// What one step did, as the journal keeps it.
struct RecordedStep {
  std::string name;             // "ask", "call", "say", …
  std::string arguments_hash;   // sha256 of the canonical arguments
  Json result;
  bool refused = false;         // the script saw an error with `message`, and sees it again
  std::string message;
  std::string arguments;        // their first bytes, for people; empty in older journals, and never compared
  std::string asked;            // of an "ask": the name of the fact
  bool operator==(const RecordedStep&) const = default;
};

struct StepAnswer {
  enum class Kind {
    done,      // `result` goes back to the script
    refused,   // the script sees an error with `message`, which it may catch with pcall
    suspend,   // the answer comes later: end this run of the script
    end,       // the workflow is over (handed off, cancelled): end it here
  };
  Kind kind = Kind::done;
  Json result;
  std::string message;
};

// What a script may ask of the turn it runs in. `index` counts from 0 over the run.
class WorkflowHost {
 public:
  virtual ~WorkflowHost() = default;
  virtual StepAnswer perform(std::uint32_t index, std::string_view name, const Json& arguments) = 0;
};

struct WorkflowScript {
  struct Tool { std::string name; std::vector<std::string> parameters; };
  struct Required { std::vector<std::string> names; std::string file, text; };
  std::string name, file, text;
  std::vector<Tool> tools;                  // callable as functions of their own: lookup_order(order_id) is call("lookup_order", {order_id = …})
  std::vector<Required> required;           // the other scripts that it finds by `require`, each under the names that it is called by
};

enum class RunEnd {
  finished,   // the script returned; `result`
  suspended,  // waits for an answer
  ended,      // a step ended it
  failed,     // an error or a limit: `message` is "refund.lua:12: …"
  diverged,   // replay asked for another step than the one recorded: `message` names both
};

struct RunResult {
  RunEnd end = RunEnd::failed;
  Json result;
  std::string message;
  std::uint32_t steps = 0;      // asked for by the script, with the replayed ones and the one that ended or diverged
};

class WorkflowRunner {
 public:
  virtual ~WorkflowRunner() = default;
  // `inputs`: the object given to the script as its arguments, by name.
  virtual RunResult run(const WorkflowScript& script, const Json& inputs, const std::vector<RecordedStep>& recorded, WorkflowHost& host) = 0;
};

}  // namespace handrail
