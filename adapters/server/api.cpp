#include "adapters/server/api.hpp"

#include "adapters/server/negotiation.hpp"
#include "adapters/server/problem.hpp"
#include "engine/base/text.hpp"
#include "engine/turn/may_ask.hpp"

namespace handrail::server {

Api::Api(Waiting& waiting, Conversations& conversations, const KeyRing& keys, ApiOptions options)
    : waiting_(waiting), conversations_(conversations), keys_(keys), options_(std::move(options)),
      chat_policy_(content_security_policy(options_.pages.chat_html)) {}

namespace {

// Every resource of ours: what `OPTIONS *` asks about.
constexpr std::string_view methods_of_the_server = "GET, HEAD, POST, OPTIONS";

HttpResponse options_response(std::string allow) { return HttpResponse{.status = 204}.with("Allow", std::move(allow)); }

std::string offered(const Route& route) {
  std::vector<std::string> types;
  for (const std::string_view type : split(route.produces, ' ')) types.emplace_back(type);
  return english_list(types, "or");
}

Asking asking(Endpoint posted) {
  switch (posted) {
    case Endpoint::decide_approval: return Asking::approvals;
    case Endpoint::act_on_handoff: return Asking::handoffs;
    case Endpoint::judge_reply: return Asking::replies;
    case Endpoint::gate: return Asking::gate;
    default: return Asking::conversations;
  }
}

std::optional<HttpResponse> wrong_key(const HttpRequest& request, const KeyRing& keys, Principal& who) {
  const std::size_t sent = request.count("authorization");
  if (sent == 0) return problem(ProblemKind::missing_key, "send the header `Authorization: Bearer <key>`");
  if (sent > 1) return problem(ProblemKind::malformed_request, "the header has `Authorization` more than once");
  const std::string_view key = bearer_key(*request.header("authorization"));
  if (key.empty()) return problem(ProblemKind::missing_key, "the `Authorization` header is not of the form `Bearer <key>`");
  std::optional<Principal> principal = keys.principal_of(key);
  if (!principal) return problem(ProblemKind::unknown_key, "nobody has this key");
  who = std::move(*principal);
  return std::nullopt;
}

std::optional<HttpResponse> wrong_content(const HttpRequest& request) {
  const std::string* type = request.header("content-type");
  if (!type) return problem(ProblemKind::wrong_media_type, "the request has no `Content-Type`; send `application/json`");
  if (!is_json_media_type(*type)) {
    return problem(ProblemKind::wrong_media_type, "expected `application/json` in UTF-8, got `" + printable(*type) + "`");
  }
  const std::string coding = request.all("content-encoding");
  if (coding.empty() || lower_ascii(coding) == "identity") return std::nullopt;
  return problem(ProblemKind::wrong_media_type, "the content coding `" + printable(coding) + "` is not supported; send the body as it is");
}

}  // namespace

Api::Call Api::begin(const HttpRequest& request) const {
  Call call;
  if (request.method == "OPTIONS" && request.target == "*") {
    call.settled = options_response(std::string(methods_of_the_server));
    return call;
  }
  Result<Target> target = parse_target(request.target);
  if (!target) {
    call.settled = problem(ProblemKind::malformed_request, target.error().message);
    return call;
  }
  call.target = std::move(*target);
  RouteMatch match = find_route(request.method, call.target.segments);
  call.route = match.route;
  call.id = std::move(match.parameter);
  if (match.allow.empty()) {
    call.settled = problem(ProblemKind::not_found, "there is no such path; /openapi.yaml lists them");
  } else if (request.method == "OPTIONS") {
    call.settled = options_response(std::move(match.allow));
  } else if (!call.route) {
    call.settled = problem(ProblemKind::wrong_method, "`" + printable(request.method, 20) + "` does not exist here, only " + match.allow);
    call.settled->with("Allow", std::move(match.allow));
  } else if (call.route->needs_key) {
    call.settled = wrong_key(request, keys_, call.who);
  }
  if (call.settled) return call;
  call.media_type = choose_media_type(request.all("accept"), call.route->produces);
  if (call.media_type.empty()) {
    call.settled = problem(ProblemKind::not_acceptable, "this path gives " + offered(*call.route));
  } else if (call.route->method == "POST") {
    call.settled = wrong_content(request);
  }
  // Who may not ask this at all is told so, whatever the body says.
  if (!call.settled && call.route->method == "POST")
    if (const auto may = may_ask(call.who, asking(call.route->endpoint)); !may) call.settled = problem(may.error());
  // No id of ours or of a caller is longer: nothing there.
  if (!call.settled && call.id.size() > limits::id_bytes) call.settled = problem(ProblemKind::not_found, "there is nothing with this id");
  return call;
}

std::optional<HttpResponse> Api::before_body(const HttpRequest& request) const { return begin(request).settled; }

HttpResponse Api::answer(const HttpRequest& request) {
  Call call = begin(request);
  if (call.settled) return std::move(*call.settled);
  switch (call.route->endpoint) {
    case Endpoint::chat_page:
    case Endpoint::openapi:
    case Endpoint::gate_schema:
    case Endpoint::problem_page:
    case Endpoint::health:
    case Endpoint::version: return text_page(call);
    case Endpoint::ready: {
      const Json readiness = conversations_.readiness();
      HttpResponse response = json_response(readiness.boolean_or("ready") ? 200 : 503, readiness);
      if (response.status == 503) response.with("Retry-After", "1");
      return response;
    }
    case Endpoint::events: return events(call, request);
    case Endpoint::list_approvals:
    case Endpoint::list_handoffs: return list(call);
    case Endpoint::view_conversation:
    case Endpoint::view_approval:
    case Endpoint::view_handoff: return view(call);
    default: return with_body(call, request);
  }
}

HttpResponse Api::text_page(const Call& call) const {
  switch (call.route->endpoint) {
    case Endpoint::chat_page:
      return text_response("text/html; charset=utf-8", options_.pages.chat_html)
          .with("Content-Security-Policy", chat_policy_)
          .with("Referrer-Policy", "no-referrer");
    case Endpoint::openapi: return text_response("application/yaml", options_.pages.openapi_yaml);
    case Endpoint::gate_schema: return text_response("application/schema+json", options_.pages.gate_schema_json);
    case Endpoint::health: return json_response(200, Json::object({{"alive", true}}));
    case Endpoint::version: return json_response(200, Json::object({{"name", "handrail"}, {"version", options_.version}}));
    default: break;
  }
  const std::string page = server::problem_page(call.id);
  return page.empty() ? problem(ProblemKind::not_found, "there is no problem of this name") : text_response("text/plain; charset=utf-8", page);
}

}  // namespace handrail::server
