#include "engine/turn/burst.hpp"

#include <algorithm>

namespace handrail {

Inbox::Place::Place(Inbox& inbox, const ConversationId& conversation, const std::string& channel, const IncomingMessage& message)
    : inbox_(inbox), conversation_(conversation.text), message_(message.id) {
  const std::lock_guard lock(inbox_.mutex_);
  inbox_.conversations_[conversation_].push_back({channel, message});
}

Inbox::Place::~Place() {
  const std::lock_guard lock(inbox_.mutex_);
  const auto found = inbox_.conversations_.find(conversation_);
  if (found == inbox_.conversations_.end()) return;
  const auto mine = std::find_if(found->second.begin(), found->second.end(), [&](const Waiting& one) { return one.message.id == message_; });
  if (mine != found->second.end()) found->second.erase(mine);
  if (found->second.empty()) inbox_.conversations_.erase(found);
}

bool Inbox::holds(const ConversationId& conversation, const MessageId& message) {
  const std::lock_guard lock(mutex_);
  const auto found = conversations_.find(conversation.text);
  return found != conversations_.end() && std::any_of(found->second.begin(), found->second.end(), [&](const Waiting& one) { return one.message.id == message; });
}

std::size_t Inbox::waiting(const ConversationId& conversation, const std::string& channel) {
  const std::lock_guard lock(mutex_);
  const auto found = conversations_.find(conversation.text);
  if (found == conversations_.end()) return 0;
  return static_cast<std::size_t>(std::count_if(found->second.begin(), found->second.end(), [&](const Waiting& one) { return one.channel == channel; }));
}

std::vector<IncomingMessage> Inbox::take(const ConversationId& conversation, const std::string& channel, std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::vector<IncomingMessage> taken;
  const auto found = conversations_.find(conversation.text);
  if (found == conversations_.end()) return taken;
  for (auto one = found->second.begin(); one != found->second.end() && taken.size() < most;) {
    if (one->channel != channel) {
      ++one;
      continue;
    }
    taken.push_back(std::move(one->message));
    one = found->second.erase(one);
  }
  if (found->second.empty()) conversations_.erase(found);
  return taken;
}

}  // namespace handrail
