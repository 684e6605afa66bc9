#include "engine/app/toolbox.hpp"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <set>

#include "engine/turn/tool_schema.hpp"

namespace handrail {
namespace {

constexpr Duration refresh_wait = seconds(10);   // twice what a service takes to be given up
constexpr Duration ask_again = seconds(5);       // a service that was down at the start is noticed this soon

using Steady = std::chrono::steady_clock;

}  // namespace

void Toolbox::add(std::unique_ptr<RemoteTools> service) {
  providers_.push_back({"the service `" + service->name() + "`", service.get()});
  services_.push_back(std::move(service));
}

void Toolbox::add(std::string name, ToolProvider& provider) { providers_.push_back({std::move(name), &provider}); }

void Toolbox::refresh() {
  struct Asked {
    std::shared_ptr<Wait> wait;
    std::mutex mutex;
    std::size_t open = 0;
    std::vector<std::pair<RemoteTools*, std::string>> failed;
  };
  const auto asked = std::make_shared<Asked>();
  asked->wait = waiting_.prepare();
  std::vector<RemoteTools*> unread;
  for (const auto& service : services_)
    if (service->unread()) unread.push_back(service.get());
  asked->open = unread.size();
  for (std::size_t i = 0; i < unread.size(); ++i) {
    waiting_.start(i % waiting_.shards(), [asked, service = unread[i]] {
      const auto heard = service->refresh();
      const std::lock_guard lock(asked->mutex);
      asked->failed.emplace_back(service, heard ? "" : heard.error().message);
      if (--asked->open == 0) asked->wait->wake();
    });
  }
  if (unread.empty() || waiting_.draining()) return decide();
  const auto all = asked->wait->park(refresh_wait);
  decide();
  const std::lock_guard lock(asked->mutex);
  std::sort(asked->failed.begin(), asked->failed.end(), [](const auto& a, const auto& b) { return a.first->name() < b.first->name(); });
  if (all)
    for (const auto& [service, failure] : asked->failed) tell_once(*service, failure);
}

// An operator hears of a change, not of every attempt.
void Toolbox::tell_once(const RemoteTools& service, const std::string& failure) {
  {
    const std::unique_lock lock(mutex_);
    std::string& before = unheard_[service.name()];
    if (before == failure) return;
    before = failure;
  }
  const std::string of = "tools of `" + service.name() + "`: ";
  told_(failure.empty() ? of + "what it publishes is known now" : of + failure + "; what it publishes is not known yet, and its calls that act wait for it");
}

Json Toolbox::problems() const {
  Json list = Json::array();
  const std::shared_lock lock(mutex_);
  for (const auto& service : services_) {
    if (!service->unread()) continue;
    const auto why = unheard_.find(service->name());
    const std::string reason = why == unheard_.end() || why->second.empty() ? "" : ": " + why->second;
    list.push(Json::object({{"message", "tools of `" + service->name() + "`: what it publishes is not known, and its calls that act fail unsent" + reason}}));
  }
  return list;
}

// Asks the tool's service, or any that may have it, what it publishes, where that is not known. Says why the call is not to be sent, or nothing.
std::string Toolbox::hear(const ToolRequest& request) {
  const Placed before = placed(request.tool);
  std::string unheard;
  for (const auto& service : services_) {
    if ((before.provider && before.provider != service.get()) || !service->unread()) continue;
    const auto heard = service->refresh();
    decide();
    tell_once(*service, heard ? "" : heard.error().message);
    if (!heard) unheard = "what the service `" + service->name() + "` publishes is not known (" + heard.error().message + "), so nothing was sent";
  }
  if (!unheard.empty() && placed(request.tool).provider == before.provider) return unheard;
  // It may have been heard after the gate judged.
  const auto issues = schema_issues(*this, request.tool, request.arguments);
  return issues.empty() ? "" : "the tool's own schema refuses it: " + issues[0].pointer + " " + issues[0].message + ", so nothing was sent";
}

void Toolbox::keep_asking() {
  const auto unread = [this] { return std::any_of(services_.begin(), services_.end(), [](const auto& service) { return service->unread(); }); };
  while (unread() && waiting_.sleep(ask_again)) refresh();
}

void Toolbox::stop() {
  for (const auto& service : services_) service->stop();
}

void Toolbox::decide() {
  std::map<std::string, Placed> by_tool;
  for (const Placed& placed : providers_)
    for (const std::string& tool : placed.provider->tools()) by_tool.emplace(tool, placed);
  const std::unique_lock lock(mutex_);
  by_tool_ = std::move(by_tool);
}

Toolbox::Placed Toolbox::placed(const std::string& tool) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_tool_.find(tool);
  return found == by_tool_.end() ? Placed{"", nullptr} : found->second;
}

std::vector<std::string> Toolbox::tools() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> names;
  for (const auto& [name, placed] : by_tool_) names.push_back(name);
  return names;
}

Json Toolbox::schema(const std::string& tool) const {
  const Placed found = placed(tool);
  return found.provider ? found.provider->schema(tool) : Json();
}

ToolResponse Toolbox::call(const ToolRequest& request) {
  const Steady::time_point start = Steady::now();
  if (!request.reads)
    if (std::string why = hear(request); !why.empty()) return {CallOutcome::failed, {}, "", std::move(why), false};
  const Placed found = placed(request.tool);
  if (!found.provider) return {CallOutcome::failed, {}, "", "nothing here can do `" + request.tool + "`", false};
  ToolRequest now = request;
  now.deadline.ms -= std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start).count();
  return found.provider->call(now);
}

std::string Toolbox::who(const std::string& tool) const { return placed(tool).name; }

void tell_missing_tools(const dsl::Program& program, const ToolProvider& provider, const Told& told) {
  const std::vector<std::string> there = provider.tools();
  for (const dsl::Tool& tool : program.tools) {
    if (std::find(there.begin(), there.end(), tool.name) == there.end())
      told(program.where(tool.rule) + ": nothing here can do `" + tool.name + "`; its calls will fail and go to a person");
    else if (const std::string why = unusable_schema(provider, tool.name); !why.empty())
      told(program.where(tool.rule) + ": the schema that `" + tool.name + "` publishes cannot be used, and its calls will be denied: " + why);
    for (const std::string& name : refused_parameters(provider, tool))
      told(program.where(tool.rule) + ": the schema that `" + tool.name + "` publishes takes no `" + name + "`, and its calls with it will be denied: take it out of the policy, or into the schema");
  }
}

}  // namespace handrail
