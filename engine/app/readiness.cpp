#include "engine/app/readiness.hpp"

#include <algorithm>
#include <set>

#include "dsl/program/evaluate.hpp"
#include "engine/app/typed.hpp"
#include "engine/base/text.hpp"

namespace handrail {

namespace {

using dsl::Program;

constexpr std::size_t examples_wanted = 8;     // below that the classifier guesses: policies/intents/intents.md
constexpr std::size_t named_max = 6;           // in one line, for people

std::string counted(std::size_t count, const std::string& one, const std::string& many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

bool reads(const Program& program, const dsl::Scope& scope, dsl::ExpressionId condition, const std::vector<std::string>& path) {
  const auto slots = dsl::slots_of(program, condition);
  return std::ranges::any_of(slots, [&](std::uint32_t slot) { return scope.slots[slot].path == path; });
}

bool needs_verified(const Program& program, const dsl::Tool& tool) {
  return std::ranges::any_of(tool.needs, [&](const dsl::Need& need) {
    const auto* condition = std::get_if<dsl::Need::Condition>(&need.what);
    return condition && reads(program, tool.scope, condition->when, {"customer", "verified"});
  });
}

// The tools that act on an account: those of intents that need one, the look-up of the customer, and all that move money.
std::set<std::uint32_t> account_tools(const Program& program) {
  std::set<std::uint32_t> tools;
  if (program.customer.tool) tools.insert(*program.customer.tool);
  for (const dsl::Intent& intent : program.intents)
    if (intent.request_class == dsl::RequestClass::needs_account) tools.insert(intent.tools.begin(), intent.tools.end());
  for (std::uint32_t i = 0; i < program.tools.size(); ++i)
    if (program.tools[i].effect == dsl::Effect::moves_money) tools.insert(i);
  return tools;
}

class Looking {
 public:
  Looking(const Program& program, const Installation& installation, const std::string& bundle) : program_(program), installation_(installation), bundle_(typed_word(bundle)),
        data_(data_option(installation.data)) {}

  std::vector<ReadyLine> all() {
    findings();
    categories();
    knowledge();
    authorised();
    services();
    unsafe();
    people();
    queues();
    packets();
    approvals();
    honest();
    first_month();
    metrics();
    cases();
    keys();
    return std::move(lines_);
  }

 private:
  void line(std::string what, std::vector<std::string> missing, std::string to_do, std::string found) {
    if (missing.empty()) to_do.clear();
    else found.clear();
    lines_.push_back({std::move(what), std::move(missing), std::move(to_do), std::move(found)});
  }

  void findings() {
    std::vector<std::string> missing;
    if (installation_.findings > 0) missing.push_back(counted(installation_.findings, "finding", "findings"));
    line("the check finds nothing", std::move(missing), "handrail check " + bundle_, counted(installation_.guarantees_proved, "guarantee", "guarantees") + " proved");
  }

  void categories() {
    std::vector<std::string> missing;
    std::size_t defined = 0;
    for (const dsl::Intent& intent : program_.intents) {
      if (intent.name == "other") continue;
      ++defined;
      if (intent.means.empty()) missing.push_back(intent.name + " does not say what it means");
      if (intent.examples.size() < examples_wanted) missing.push_back(intent.name + " has " + counted(intent.examples.size(), "example", "examples"));
    }
    if (defined == 0) missing.emplace_back("no intent is declared");
    line("categories are defined", std::move(missing), "give each intent `means` and at least " + std::to_string(examples_wanted) + " `examples`, as customers write",
         counted(defined, "intent", "intents"));
  }

  void knowledge() {
    std::vector<std::string> missing;
    if (installation_.articles.empty()) missing.emplace_back("no article");
    if (installation_.stale_articles > 0) missing.push_back(counted(installation_.stale_articles, "article", "articles") + " not reviewed for 60 days");
    line("answers have articles to stand on", std::move(missing), "write articles below knowledge/, each with `reviewed:` in its head",
         counted(installation_.articles.size(), "article", "articles"));
  }

  void authorised() {
    std::vector<std::string> missing;
    const auto tools = account_tools(program_);
    for (const std::uint32_t index : tools)
      if (!needs_verified(program_, program_.tools[index]) && !program_.tools[index].verifies_customer) missing.push_back(program_.tools[index].name + " asks nobody who they are");
    line("account tools are authorised", std::move(missing), "add `needs  customer is verified` to the tool", counted(tools.size(), "tool", "tools") + ", each for a verified customer");
  }

  // What no service says that it does. One without a list says so itself when it is asked, and nobody is asked here.
  std::vector<std::string> tools_of_nobody() const {
    std::vector<std::string> named, nobody;
    for (const ToolService& service : installation_.services) {
      if (service.tools.empty()) return {};
      named.insert(named.end(), service.tools.begin(), service.tools.end());
    }
    std::vector<std::string> unknown = named;
    std::erase_if(unknown, [&](const std::string& name) { return program_.find_tool(name).has_value(); });
    for (const dsl::Tool& tool : program_.tools) {
      if (std::ranges::find(named, tool.name) != named.end()) continue;
      const auto meant = nearest(tool.name, unknown);
      nobody.push_back((installation_.sandbox ? "the sandbox does " : "nobody does ") + tool.name + (meant ? " (handrail.toml has `" + *meant + "`)" : ""));
    }
    return nobody;
  }

  void services() {
    std::vector<std::string> missing;
    if (!program_.tools.empty() && installation_.services.empty()) missing.emplace_back("the sandbox does every tool");
    else missing = tools_of_nobody();
    std::vector<std::string> names;
    for (const ToolService& service : installation_.services) names.push_back(service.name);
    line("your systems do the tools", std::move(missing), "name your services under [tools.NAME] in handrail.toml, each with its `tools` as the policy calls them", join(names, ", "));
  }

  void unsafe() {
    std::vector<std::string> missing, named;
    for (const dsl::Intent& intent : program_.intents) {
      if (intent.request_class != dsl::RequestClass::unsafe) continue;
      named.push_back(intent.name);
      if (!intent.queue) missing.push_back(intent.name + " is put before nobody");
    }
    if (named.empty()) missing.emplace_back("no intent of class `unsafe`");
    line("unsafe requests are handled", std::move(missing), "include \"standard/unsafe/unsafe.policy\", or declare an intent with `class unsafe`, `say` and `queue`", join(named, ", "));
  }

  void people() {
    std::size_t immediate = 0;
    for (const dsl::Trigger& trigger : program_.triggers)
      immediate += trigger.urgency == dsl::Urgency::immediate && trigger.before_model && trigger.then.kind == dsl::ActionKind::hand_off ? 1 : 0;
    const bool proved = std::ranges::any_of(program_.guarantees, [](const dsl::Guarantee& guarantee) {
      return guarantee.kind == dsl::Guarantee::Kind::every_path && !guarantee.intent;
    });
    std::vector<std::string> missing;
    if (immediate == 0) missing.emplace_back("no immediate trigger hands off");
    if (!proved) missing.emplace_back("no guarantee that a person can be reached");
    line("a person can always be reached", std::move(missing),
         "include \"standard/escalation/triggers.policy\", and add a guarantee with `every conversation that asks for a person reaches a person or a dated callback`",
         counted(immediate, "immediate trigger", "immediate triggers") + ", and a guarantee");
  }

  void queues() {
    std::vector<std::string> missing;
    std::size_t without_end = 0;
    for (const dsl::Queue& queue : program_.queues) {
      if (queue.promise.ms <= 0) missing.push_back(queue.name + " promises no time");
      if (queue.promise_in_open_hours && !queue.open) missing.push_back(queue.name + " promises open hours and names none");
      if (queue.title.empty()) missing.push_back(queue.name + " has no name for customers");
      if (queue.if_nobody_comes.kind == dsl::ActionKind::none) ++without_end;
    }
    if (program_.queues.empty()) missing.emplace_back("no queue");
    if (program_.queues.size() > 1 && without_end > 1) missing.push_back(std::to_string(without_end) + " queues have nobody behind them when nobody comes");
    line("queues have a promise and somebody behind them", std::move(missing), "give each queue `name`, `promise`, `open` where it closes, and all but the last `if nobody comes`",
         counted(program_.queues.size(), "queue", "queues"));
  }

  void packets() {
    std::vector<std::string> missing;
    for (const dsl::Queue& queue : program_.queues)
      for (const char* word : {"intent", "reason"})
        if (std::ranges::find(queue.packet, word) == queue.packet.end()) missing.push_back(queue.name + " gets no `" + word + "`");
    line("a packet is generated", std::move(missing), "add `packet  intent, reason, tried, …` to the queue: what the person would ask first", "with intent and reason, for every queue");
  }

  std::set<std::uint32_t> asked_roles() const {
    std::set<std::uint32_t> roles;
    for (const dsl::Tool& tool : program_.tools) {
      for (const dsl::Approve& approve : tool.approves) roles.insert(approve.role);
      for (const dsl::Limit& limit : tool.limits)
        if (limit.above_approve_by) roles.insert(*limit.above_approve_by);
    }
    return roles;
  }

  void approvals() {
    std::vector<std::string> missing, named;
    for (const std::uint32_t index : asked_roles()) {
      const std::string& role = program_.roles[index].name;
      named.push_back(role);
      const bool somebody = std::ranges::any_of(installation_.keys, [&](const Principal& key) { return std::ranges::find(key.roles, role) != key.roles.end(); });
      if (!somebody) missing.push_back("nobody has the role " + role);
    }
    line("approvals have somebody who may give them", std::move(missing), "handrail key add " + bundle_ + data_ + " --name NAME --kind person --role ROLE", named.empty() ? "none is asked for" : join(named, ", "));
  }

  void honest() {
    std::vector<std::string> missing;
    if (!program_.reply.say_ai_in_first_reply) missing.emplace_back("the first reply does not say that it is an AI's");
    if (!program_.reply.say_ai_when_asked) missing.emplace_back("whoever asks is not told");
    line("customers know that it is an AI", std::move(missing), "add `say you are an AI when asked and in the first reply` to the reply rules", "in the first reply and when asked");
  }

  void first_month() {
    std::vector<std::string> missing, named;
    for (const dsl::Rollout& rollout : program_.rollouts) named.push_back("\"" + rollout.name + "\"");
    if (named.empty()) missing.emplace_back("replies go out unseen from the first day");
    line("a person checks replies at first", std::move(missing), "include \"standard/rollout/first_month.policy\"", join(named, ", "));
  }

  // Apart, never blended: each of these figures has a goal of its own.
  void metrics() {
    std::vector<std::string> missing;
    for (const char* metric : {"resolved", "handed off", "reopened", "first reply", "satisfaction"})
      if (std::ranges::find(program_.goals, metric, &dsl::Goal::metric) == program_.goals.end()) missing.push_back("no goal for `" + std::string(metric) + "`");
    line("figures are kept apart", std::move(missing), "include \"standard/readiness/promises.policy\", or add the goals", counted(program_.goals.size(), "goal", "goals"));
  }

  void cases() {
    std::vector<std::string> missing;
    if (installation_.cases == 0) missing.emplace_back("no case and no transcript");
    line("the desk has cases of its own", std::move(missing), "handrail test " + bundle_ + " --generate " + bundle_ + "/cases", counted(installation_.cases, "file", "files"));
  }

  void keys() {
    std::vector<std::string> missing;
    const auto& keys = installation_.keys;
    if (std::ranges::none_of(keys, [](const Principal& key) { return key.kind == PrincipalKind::channel; })) missing.emplace_back("no channel brings messages");
    if (std::ranges::none_of(keys, [](const Principal& key) { return key.kind == PrincipalKind::person && key.agent; })) missing.emplace_back("no agent takes handoffs");
    line("channels and people have keys", std::move(missing), "handrail key add " + bundle_ + data_ + " --name NAME --kind channel --vouches; handrail key add " + bundle_ + data_ + " --name NAME --kind person --agent",
         counted(keys.size(), "key", "keys"));
  }

  const Program& program_;
  const Installation& installation_;
  const std::string bundle_;   // to be typed
  const std::string data_;   // to be typed behind it
  std::vector<ReadyLine> lines_;
};

}  // namespace

std::vector<ReadyLine> readiness(const dsl::Program& program, const Installation& installation, const std::string& bundle) {
  return Looking(program, installation, bundle).all();
}

bool ready(const std::vector<ReadyLine>& lines) {
  return std::ranges::all_of(lines, [](const ReadyLine& line) { return line.missing.empty(); });
}

Json to_json(const std::vector<ReadyLine>& lines) {
  Json list = Json::array();
  for (const ReadyLine& line : lines) {
    Json one = Json::object({{"what", line.what}, {"ok", line.missing.empty()}});
    if (line.missing.empty()) one.set("found", line.found);
    else one.set("missing", Json(Json::Array(line.missing.begin(), line.missing.end()))), one.set("to_do", line.to_do);
    list.push(std::move(one));
  }
  return Json::object({{"ready", ready(lines)}, {"lines", std::move(list)}});
}

std::string in_words(const std::vector<ReadyLine>& lines) {
  std::string out;
  std::size_t missing = 0;
  for (const ReadyLine& line : lines) {
    if (line.missing.empty()) {
      out += "ok       " + line.what + (line.found.empty() ? "" : ": " + line.found) + "\n";
      continue;
    }
    ++missing;
    std::vector<std::string> told(line.missing.begin(), line.missing.begin() + static_cast<std::ptrdiff_t>(std::min(named_max, line.missing.size())));
    if (line.missing.size() > named_max) told.push_back("and " + std::to_string(line.missing.size() - named_max) + " more");
    out += "missing  " + line.what + ": " + join(told, "; ") + "\n         " + line.to_do + "\n";
  }
  return out + (missing == 0 ? "ready to go live\n" : "not ready: " + counted(missing, "line", "lines") + " of " + std::to_string(lines.size()) + " to see to\n");
}

}  // namespace handrail
