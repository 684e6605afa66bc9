// Where tools really happen: the sandbox shop, a billing system, an MCP server. Arguments and results are JSON; the gate has judged before anything
// arrives here. The same key with the same arguments is the same call: a provider that can, returns the first result and acts once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/base/json.hpp"
#include "engine/base/time.hpp"

namespace handrail {

struct ToolRequest {
  std::string tool;
  Json arguments;        // an object, as declared in the policy
  std::string key;       // idempotency key; stored before dispatch
  std::string customer;  // the verified customer's id, or empty
  Duration deadline = {15'000};
  bool reads = false;    // a look-up: a provider may ask it again within the deadline, and "no such record" is an answer
};

enum class CallOutcome {
  completed,  // it happened; `result` says what
  failed,     // it did not happen; `error` says why
  unknown,    // nobody can say: a deadline passed, a connection broke after sending
};

struct ToolResponse {
  CallOutcome outcome = CallOutcome::failed;
  Json result;           // completed: what the tool gives; null from a look-up: no such record
  std::string receipt;   // completed writes: the outside system's own reference
  std::string error;     // failed, unknown: one sentence
  // failed: whether an earlier sending under the same key did nothing either. false: the call never came before the tool, or its key was in its way.
  bool nor_before = true;
};

class ToolProvider {
 public:
  virtual ~ToolProvider() = default;
  [[nodiscard]] virtual std::vector<std::string> tools() const = 0;   // names that it can do
  // The JSON Schema that the tool publishes for its arguments, an object; null where it publishes none, or there is no such tool. Arguments are checked
  // against it before any rule is asked. Cheap: it is asked with each call.
  [[nodiscard]] virtual Json schema(const std::string& tool) const { (void)tool; return {}; }
  virtual ToolResponse call(const ToolRequest& request) = 0;
};

}  // namespace handrail
