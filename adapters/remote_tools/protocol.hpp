// What is said to a service that does tools, and what its answers mean. README.md is the contract; these are its sentences as pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/http/message.hpp"
#include "engine/seams/tool_provider.hpp"

namespace handrail::remote_tools {

// POST {base}/{tool}, with `headers` (the service's own: authorization) before ours.
[[nodiscard]] http::Request call_request(const ToolRequest& request, const http::Headers& headers, Duration deadline);
// GET {base}/tools
[[nodiscard]] http::Request listing_request(const http::Headers& headers, Duration deadline);

struct Meaning {
  ToolResponse response;                  // what the call came to, if it is not made again
  std::optional<Duration> again_after;    // it may be made again, not sooner than this; `attempt` is the one that ended so, from 1
};
[[nodiscard]] Meaning meaning_of(const http::Answer& answer, bool reads, int attempt);
[[nodiscard]] Meaning meaning_of(const http::Failure& failure, bool reads, int attempt);

struct PublishedTool {
  std::string name;
  Json input;       // a JSON Schema of its arguments, or null; what is no object is none that can be used, and lets no call of the tool pass
};
// {"tools": [{"name": …, "input": {…}}]}. Fails with invalid where it is something else. An entry without a usable name is passed over; a tool that is there
// twice has no schema that can be used.
Result<std::vector<PublishedTool>> published_tools(const http::Answer& answer);

}  // namespace handrail::remote_tools
