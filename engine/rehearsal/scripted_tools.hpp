// Tools that give what a transcript says, count what they did, and know a key again: the same key is the same call, done once. What no line speaks of is
// asked of the tools outside, where there are some; else it fails, and is remembered.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/rehearsal/life.hpp"
#include "engine/seams/tool_provider.hpp"

namespace handrail {

class ScriptedTools : public ToolProvider {
 public:
  struct Answer {
    std::string tool;
    Json arguments;          // null: any
    ToolResponse response;
    bool by_key = false;     // says what the call with the key in its arguments gave; null: there was none
  };
  struct Effect { std::string tool, arguments, key; };

  explicit ScriptedTools(std::shared_ptr<Life> life) : life_(std::move(life)) {}

  // From now on the tool answers so; what names its arguments goes before what takes any, and a later answer before an earlier one.
  void answers(Answer answer) { script_.push_back(std::move(answer)); }
  // From now on what no answer was given for is asked of these.
  void stand_on(std::unique_ptr<ToolProvider> outside) { outside_ = std::move(outside); }

  [[nodiscard]] std::vector<std::string> tools() const override {
    std::vector<std::string> names = outside_ ? outside_->tools() : std::vector<std::string>();
    for (const Answer& answer : script_) names.push_back(answer.tool);
    return names;
  }

  [[nodiscard]] Json schema(const std::string& tool) const override { return outside_ ? outside_->schema(tool) : Json(); }

  ToolResponse call(const ToolRequest& request) override {
    if (life_->dead) return {CallOutcome::unknown, {}, "", "the process is dead"};
    if (const auto known = done_.find(request.key); known != done_.end()) return known->second;
    ToolResponse response = answer_now(request);
    if (response.outcome == CallOutcome::failed) return response;
    effects_.push_back({request.tool, canonical(request.arguments), request.key});
    done_[request.key] = response;
    return response;
  }

  // What happened outside, in order; a call that was sent again with its key is there once.
  [[nodiscard]] const std::vector<Effect>& effects() const { return effects_; }
  // Calls that nothing answers, in order.
  [[nodiscard]] const std::vector<ToolRequest>& unanswered() const { return unanswered_; }

 private:
  ToolResponse answer_now(const ToolRequest& request) {
    if (const Answer* answer = answer_to(request)) return answer->by_key ? known(request.arguments.text_or("key")) : answer->response;
    if (outside_) return outside_->call(request);
    unanswered_.push_back(request);
    return {CallOutcome::failed, {}, "", "nobody scripted `" + request.tool + "`"};
  }

  const Answer* answer_to(const ToolRequest& request) const {
    const Answer* any = nullptr;
    for (auto answer = script_.rbegin(); answer != script_.rend(); ++answer) {
      if (answer->tool != request.tool) continue;
      if (!answer->arguments.is_null() && canonical(answer->arguments) == canonical(request.arguments)) return &*answer;
      if (answer->arguments.is_null() && !any) any = &*answer;
    }
    return any;
  }

  ToolResponse known(const std::string& key) const {
    const auto found = done_.find(key);
    return {CallOutcome::completed, found == done_.end() ? Json() : found->second.result, "", ""};
  }

  std::shared_ptr<Life> life_;
  std::unique_ptr<ToolProvider> outside_;
  std::vector<Answer> script_;
  std::vector<Effect> effects_;
  std::vector<ToolRequest> unanswered_;
  std::map<std::string, ToolResponse> done_;
};

}  // namespace handrail
