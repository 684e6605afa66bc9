// All that can do tools here, as one: services over HTTP and the sandbox side by side. A tool's name decides who does it, the first that was added before
// the others.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "adapters/remote_tools/remote_tools.hpp"
#include "dsl/program/program.hpp"
#include "engine/seams/waiting.hpp"

namespace handrail {

using Told = std::function<void(const std::string&)>;

class Toolbox final : public ToolProvider {
 public:
  // `told` hears which services cannot be asked.
  Toolbox(Waiting& waiting, Told told) : waiting_(waiting), told_(std::move(told)) {}

  void add(std::unique_ptr<RemoteTools> service);
  void add(std::string name, ToolProvider& provider);   // outlives this
  // Asks the services that have not said yet what they publish, all at once, and decides anew who does what. Parks.
  void refresh();
  // Refreshes as long as a service has not been heard; returns when all have, or the process drains.
  void keep_asking();
  // Cuts what the services are asked; before the strands are drained.
  void stop();

  [[nodiscard]] std::vector<std::string> tools() const override;
  [[nodiscard]] Json schema(const std::string& tool) const override;
  // A call that acts waits for what its service publishes: where that is not known yet it is asked now, and its arguments are checked by it once more,
  // since it may have been heard after the gate judged. Not known, or not fitting: failed, and nothing was sent.
  ToolResponse call(const ToolRequest& request) override;
  // [{"message":…}] for each service that has not said what it publishes.
  [[nodiscard]] Json problems() const;
  // The name of who does it, or "".
  [[nodiscard]] std::string who(const std::string& tool) const;

 private:
  struct Placed { std::string name; ToolProvider* provider; };
  void decide();
  std::string hear(const ToolRequest& request);
  void tell_once(const RemoteTools& service, const std::string& failure);
  [[nodiscard]] Placed placed(const std::string& tool) const;

  Waiting& waiting_;
  Told told_;
  std::vector<std::unique_ptr<RemoteTools>> services_;
  std::vector<Placed> providers_;
  mutable std::shared_mutex mutex_;          // held for a look, never while parked
  std::map<std::string, Placed> by_tool_;
  std::map<std::string, std::string> unheard_;   // by service: what was told last of why it is not known what it publishes
};

// Tells which of a policy's tools nobody here can do: found now, and not by a customer.
void tell_missing_tools(const dsl::Program& program, const ToolProvider& provider, const Told& told);

}  // namespace handrail
