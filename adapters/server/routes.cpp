#include "adapters/server/routes.hpp"

#include <array>
#include <optional>

#include "engine/base/text.hpp"

namespace handrail::server {

namespace {

using enum Endpoint;

constexpr std::string_view page_or_stream = "application/json text/event-stream";   // whoever takes anything gets what ends

constexpr std::array table{
    Route{"GET", "/", chat_page, false, "text/html"},
    Route{"GET", "/openapi.yaml", openapi, false, "application/yaml"},
    Route{"GET", "/engine/policy/gate.schema.json", gate_schema, false, "application/schema+json"},
    Route{"GET", "/problems/{id}", Endpoint::problem_page, false, "text/plain"},
    Route{"GET", "/healthz", health, false},
    Route{"GET", "/readyz", ready, false},
    Route{"GET", "/version", version, false},
    Route{"POST", "/v1/conversations", open_conversation},
    Route{"GET", "/v1/conversations/{id}", view_conversation},
    Route{"POST", "/v1/conversations/{id}/messages", post_message},
    Route{"POST", "/v1/conversations/{id}/close", close_conversation},
    Route{"GET", "/v1/conversations/{id}/events", events, true, page_or_stream},
    Route{"POST", "/v1/conversations/{id}/judgements", Endpoint::judge_reply},
    Route{"GET", "/v1/approvals", list_approvals},
    Route{"GET", "/v1/approvals/{id}", view_approval},
    Route{"POST", "/v1/approvals/{id}", decide_approval},
    Route{"GET", "/v1/handoffs", list_handoffs},
    Route{"GET", "/v1/handoffs/{id}", view_handoff},
    Route{"POST", "/v1/handoffs/{id}", act_on_handoff},
    Route{"POST", "/v1/gate", gate},
};

// The parameter of a path that fits the pattern (empty for a pattern without one).
std::optional<std::string> fit(std::string_view pattern, const std::vector<std::string>& segments) {
  if (pattern == "/") return segments.empty() ? std::optional<std::string>("") : std::nullopt;
  const std::vector<std::string_view> wanted = split(pattern.substr(1), '/');
  if (wanted.size() != segments.size()) return std::nullopt;
  std::string parameter;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == "{id}") {
      if (segments[i].empty()) return std::nullopt;
      parameter = segments[i];
    } else if (wanted[i] != segments[i]) {
      return std::nullopt;
    }
  }
  return parameter;
}

}  // namespace

std::span<const Route> routes() { return table; }

RouteMatch find_route(std::string_view method, const std::vector<std::string>& segments) {
  RouteMatch match;
  for (const Route& route : table) {
    std::optional<std::string> parameter = fit(route.path, segments);
    if (!parameter) continue;
    match.allow += std::string(route.method) + (route.method == "GET" ? ", HEAD, " : ", ");
    if (route.method == method || (method == "HEAD" && route.method == "GET")) {
      match.route = &route;
      match.parameter = std::move(*parameter);
    }
  }
  if (!match.allow.empty()) match.allow += "OPTIONS";
  return match;
}

}  // namespace handrail::server
