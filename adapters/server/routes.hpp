// The table of routes. openapi.yaml describes exactly these, and a test compares the two.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::server {

enum class Endpoint {
  chat_page, openapi, gate_schema, problem_page, health, ready, version,
  open_conversation, view_conversation, post_message, close_conversation, events,
  judge_reply, list_approvals, view_approval, decide_approval, list_handoffs, view_handoff, act_on_handoff, gate,
};

struct Route {
  std::string_view method;          // "GET" routes answer HEAD too
  std::string_view path;            // "/v1/approvals/{id}"
  Endpoint endpoint;
  bool needs_key = true;
  std::string_view produces = "application/json";   // the media types to choose from, the preferred one first, separated by spaces
};

[[nodiscard]] std::span<const Route> routes();

struct RouteMatch {
  const Route* route = nullptr;     // null: nothing there, or not with this method
  std::string parameter;            // what stands in the place of {id}
  std::string allow;                // "GET, HEAD, OPTIONS": what the path can do; empty where there is no such path
};

[[nodiscard]] RouteMatch find_route(std::string_view method, const std::vector<std::string>& segments);

}  // namespace handrail::server
