// A past that a test writes by hand, event by event.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/insight/history.hpp"
#include "engine/journal/event.hpp"

namespace handrail {

class WrittenHistory : public History {
 public:
  // Where the event stands in its conversation, from 1 on.
  std::uint64_t say(const std::string& conversation, Instant at, const Event& event) {
    auto& events = journals_[conversation];
    events.push_back({events.size() + 1, at, std::string(kind_of(event)), encode(event), ""});
    return events.size();
  }
  // From here on nobody can read the conversation.
  void break_off(const std::string& conversation, Instant at) { journals_[conversation].push_back({journals_[conversation].size() + 1, at, "of_another_time", "{}", ""}); }

  Result<std::vector<ConversationId>> conversations() override {
    std::vector<ConversationId> all;
    for (const auto& [id, events] : journals_) all.emplace_back(id);
    return all;
  }
  Result<std::vector<StoredEvent>> events(const ConversationId& conversation) override { return journals_[conversation.text]; }
  Result<std::vector<BundleHash>> versions() override { return std::vector<BundleHash>(); }
  Result<std::optional<std::string>> bundle(const BundleHash&) override { return std::nullopt; }

 private:
  std::map<std::string, std::vector<StoredEvent>> journals_;
};

}  // namespace handrail
