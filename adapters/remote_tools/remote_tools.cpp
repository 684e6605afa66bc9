#include "adapters/remote_tools/remote_tools.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>

#include "adapters/remote_tools/protocol.hpp"
#include "engine/base/text.hpp"

namespace handrail {

using remote_tools::Meaning;
using Steady = std::chrono::steady_clock;

namespace {

// There is nothing at that path, or not with GET.
bool publishes_nothing(int status) { return status == 404 || status == 405 || status == 410 || status == 501; }

// It may have a list, and does not show it to us.
bool keeps_to_itself(int status) { return status == 401 || status == 403; }

}  // namespace

struct RemoteTools::State {
  FiberWaiting& waiting;
  RemoteService service;
  std::function<void(const std::string&)> told;
  std::unique_ptr<http::Client> client;

  mutable std::mutex mutex;   // held for a few instructions, never while parked
  std::map<std::string, Json> published;
  bool read = false;
  std::string trouble;        // what was told last; empty: it answers

  [[nodiscard]] std::string without_secrets(std::string text) const;
  void notice(const std::string& now);
};

std::string RemoteTools::State::without_secrets(std::string text) const {
  for (const std::string& secret : service.secrets)
    for (std::size_t at = text.find(secret); !secret.empty() && at != std::string::npos; at = text.find(secret, at)) text.replace(at, secret.size(), "[secret]");
  return text;
}

// An operator hears of a change, not of every call.
void RemoteTools::State::notice(const std::string& now) {
  {
    const std::lock_guard lock(mutex);
    if (trouble.empty() == now.empty()) return;
    trouble = now;
  }
  told("tools of `" + service.name + "`: " + (now.empty() ? "the service answers again" : now));
}

RemoteTools::RemoteTools(std::unique_ptr<State> state) : state_(std::move(state)) {}
RemoteTools::~RemoteTools() = default;

Result<std::unique_ptr<RemoteTools>> RemoteTools::make(FiberWaiting& waiting, RemoteService service, std::function<void(const std::string&)> told) {
  auto state = std::unique_ptr<State>(new State{waiting, std::move(service), std::move(told), nullptr, {}, {}, false, ""});
  HANDRAIL_TRY(state->client, http::Client::make(waiting, state->service.origin, state->service.client));
  return std::unique_ptr<RemoteTools>(new RemoteTools(std::move(state)));
}

std::vector<std::string> RemoteTools::tools() const {
  if (!state_->service.tools.empty()) return state_->service.tools;
  const std::lock_guard lock(state_->mutex);
  std::vector<std::string> names;
  for (const auto& [name, schema] : state_->published) names.push_back(name);
  return names;
}

ToolResponse RemoteTools::call(const ToolRequest& request) {
  const Duration deadline = std::min(request.deadline, state_->service.timeout);
  const Steady::time_point until = Steady::now() + std::chrono::milliseconds(deadline.ms);
  for (int attempt = 1;; ++attempt) {
    const Duration left{std::max<std::int64_t>(0, std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count())};
    const auto answer = state_->client->send(remote_tools::call_request(request, state_->service.headers, left));
    Meaning meaning = answer ? remote_tools::meaning_of(*answer, request.reads, attempt) : remote_tools::meaning_of(answer.error(), request.reads, attempt);
    meaning.response.error = state_->without_secrets(std::move(meaning.response.error));
    const bool soon_enough = meaning.again_after && Steady::now() + std::chrono::milliseconds(meaning.again_after->ms) < until;
    if (attempt < limits::tool_attempts && soon_enough && state_->waiting.sleep(*meaning.again_after)) continue;
    const bool out_of_order = !answer ? answer.error().error.code != ErrorCode::cancelled : answer->status >= 500 || answer->status == 401 || answer->status == 403;
    state_->notice(out_of_order ? meaning.response.error : "");
    return std::move(meaning.response);
  }
}

Result<void> RemoteTools::refresh() {
  const auto answer = state_->client->send(remote_tools::listing_request(state_->service.headers, std::min(state_->service.timeout, limits::service_connect_wait)));
  if (!answer) return fail(answer.error().error);
  std::map<std::string, Json> published;
  if (answer->status == 200) {
    auto listed = remote_tools::published_tools(*answer);
    if (!listed) return fail(ErrorCode::invalid, state_->without_secrets("its list of tools cannot be read: " + listed.error().message));
    for (auto& tool : *listed) published.emplace(std::move(tool.name), std::move(tool.input));
  } else if (keeps_to_itself(answer->status) && !state_->service.tools.empty()) {
    // Its tools are named in the configuration: what the policy declares of them is what the gate checks.
  } else if (!publishes_nothing(answer->status)) {
    const http::Origin& origin = state_->service.origin;
    const std::string at = std::string(origin.tls ? "https://" : "http://") + origin.authority() + origin.path + "/tools";
    const std::string mend = keeps_to_itself(answer->status) ? "; name its tools in handrail.toml (`tools = [\"…\"]`), or send what it asks for (`headers`)" : "";
    return fail(ErrorCode::unavailable, "its list of tools, GET " + at + ", is answered with status " + std::to_string(answer->status) + mend);
  }
  const std::lock_guard lock(state_->mutex);
  state_->published = std::move(published);
  state_->read = true;
  return {};
}

bool RemoteTools::unread() const {
  const std::lock_guard lock(state_->mutex);
  return !state_->read;
}

Json RemoteTools::schema(const std::string& tool) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->published.find(tool);
  return found == state_->published.end() ? Json() : found->second;
}

const std::string& RemoteTools::name() const { return state_->service.name; }
void RemoteTools::stop() { state_->client->stop(); }

}  // namespace handrail
