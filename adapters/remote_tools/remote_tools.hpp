// Tools that a service of the desk's own does, over HTTP: README.md is the contract between the two. A call that acts is sent at most once; a look-up may be
// asked again within its deadline. What a service publishes about its tools is read at the start and, where that failed, later.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/client.hpp"
#include "engine/seams/tool_provider.hpp"

namespace handrail {

struct RemoteService {
  std::string name;                        // for messages
  http::Origin origin;
  std::vector<std::string> tools;          // empty: those that it publishes
  http::Headers headers;                   // as they are sent, with secrets in them
  std::vector<std::string> secrets;        // taken out of whatever the service says
  Duration timeout = limits::tool_deadline;   // of one call, if its own deadline is not shorter
  http::ClientOptions client;
};

class RemoteTools final : public ToolProvider {
 public:
  // `told`: one text when the service stops answering and one when it answers again. `waiting` outlives it and has drained before it goes.
  static Result<std::unique_ptr<RemoteTools>> make(FiberWaiting& waiting, RemoteService service, std::function<void(const std::string&)> told);
  ~RemoteTools() override;
  RemoteTools(const RemoteTools&) = delete;
  RemoteTools& operator=(const RemoteTools&) = delete;

  [[nodiscard]] std::vector<std::string> tools() const override;
  [[nodiscard]] Json schema(const std::string& tool) const override;
  ToolResponse call(const ToolRequest& request) override;   // parks

  // Asks what the service publishes. One that publishes nothing (404, 405, 410, 501) is fine, and so is one whose tools are named here and that does not show
  // us its list (401, 403). Parks.
  Result<void> refresh();
  // True until a refresh has succeeded.
  [[nodiscard]] bool unread() const;
  [[nodiscard]] const std::string& name() const;
  void stop();   // see http::Client::stop

 private:
  struct State;
  explicit RemoteTools(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace handrail
