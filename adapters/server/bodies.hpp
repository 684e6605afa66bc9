// The bodies that the API takes, read strictly: everything wrong is collected, unknown members and NUL bytes included.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/turn/conversations.hpp"

namespace handrail::server {

// What a body says, and what is wrong with it; with issues the value is not to be used.
template <class T>
struct Body {
  T value;
  std::vector<JsonIssue> issues;
};

[[nodiscard]] Body<OpenRequest> read_open(const Json& json);            // {"id"?, "customer"?: {"id", "verified"?, "verified_by"?}, "context"?}
[[nodiscard]] Body<IncomingMessage> read_message(const Json& json);     // {"id"?, "text", "context"?}
[[nodiscard]] Body<CloseRequest> read_close(const Json& json);                  // {"resolved"}
[[nodiscard]] Body<ApprovalRequest> read_approval(const Json& json);    // {"verdict", "reason"?, "arguments"?}
[[nodiscard]] Body<HandoffRequest> read_handoff(const Json& json);      // {"action", "text"?, "root_cause"?, "assistant_was"?, "could_be_automated"?}
[[nodiscard]] Body<JudgeRequest> read_judgement(const Json& json);       // {"reply", "verdict", "reason"?, "text"?}

// One issue for each text (and member name) with a NUL byte in it: nothing downstream may be cut short by one.
[[nodiscard]] std::vector<JsonIssue> nul_bytes_in(const Json& json);

}  // namespace handrail::server
