// A desk of nothing but workflows, on a real store: tools that answer at once, so that what is measured is the journal, the gate and the script.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/sqlite/store.hpp"
#include "adapters/waiting/fibers.hpp"
#include "engine/app/system.hpp"
#include "engine/turn/run_workflow.hpp"
#include "tests/bench/desk.hpp"
#include "workflows/runtime/lua_workflow_runner.hpp"

namespace handrail::bench {

// What was worked so far, in seconds: in the program's own code and its libraries, and in the kernel for it (writing, waking threads).
struct ProcessorTime { double own = 0, kernel = 0; };
[[nodiscard]] ProcessorTime process_time();   // by all threads
[[nodiscard]] ProcessorTime thread_time();    // by the calling one

class WorkflowDesk {
 public:
  // A strand that is alone commits by itself while commits are that quick (adapters/sqlite/writer.hpp).
  explicit WorkflowDesk(Duration quick = sqlite::OnOwnThread{}.quick);
  ~WorkflowDesk();
  WorkflowDesk(const WorkflowDesk&) = delete;
  WorkflowDesk& operator=(const WorkflowDesk&) = delete;

  // Runs `work` on a strand of shard 0 and returns when it has ended.
  void on_strand(const std::function<void()>& work);
  // An open conversation of a verified customer, durable; or, with begin(), with its first message and no commit of its own: what `run` commits first holds it.
  ConversationId open(const std::string& name);
  ConversationId begin(const std::string& name) { return ConversationId(name); }
  // The workflow from its start to its end or the question where it waits, durable when it returns.
  void run(const ConversationId& conversation, const std::string& workflow);
  // The run that waits, read again and replayed to the step where it waits; nothing is committed.
  void resume(const ConversationId& conversation);

  DataFolder folder;
  FiberWaiting waiting{2};

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace handrail::bench
