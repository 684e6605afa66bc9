#include "engine/journal/lanes.hpp"

#include <algorithm>

#include "engine/base/limits.hpp"

namespace handrail {

Lane::Lane(Lane&& other) noexcept : lanes_(std::exchange(other.lanes_, nullptr)), name_(std::move(other.name_)) {}

Lane& Lane::operator=(Lane&& other) noexcept {
  if (this != &other) {
    leave();
    lanes_ = std::exchange(other.lanes_, nullptr);
    name_ = std::move(other.name_);
  }
  return *this;
}

Lane::~Lane() { leave(); }

void Lane::leave() {
  if (lanes_) lanes_->leave(name_);
  lanes_ = nullptr;
}

Result<Lane> Lanes::enter(const ConversationId& conversation) {
  std::shared_ptr<Wait> wait;
  {
    const std::lock_guard lock(mutex_);
    Line& line = lines_[conversation.text];
    if (!line.taken) {
      line.taken = true;
      return Lane(this, conversation.text);
    }
    if (line.waiting.size() >= limits::messages_waiting_per_conversation)
      return fail(ErrorCode::limit, "this conversation has too many messages waiting; send the next one when an answer has come");
    wait = waiting_.prepare();
    line.waiting.push_back(wait);
  }
  const auto woken = wait->park(limits::turn_deadline);
  const std::lock_guard lock(mutex_);
  Line& line = lines_[conversation.text];
  const auto place = std::find(line.waiting.begin(), line.waiting.end(), wait);
  if (place == line.waiting.end()) return Lane(this, conversation.text);   // whoever left gave it to us, also when our time ran out just then
  line.waiting.erase(place);
  return fail(woken ? Error{ErrorCode::timeout, "the turn before this one took too long"} : woken.error());
}

bool Lanes::taken(const ConversationId& conversation) {
  const std::lock_guard lock(mutex_);
  return lines_.count(conversation.text) > 0;   // a line is there as long as its lane is taken
}

void Lanes::leave(const std::string& name) {
  std::shared_ptr<Wait> next;
  {
    const std::lock_guard lock(mutex_);
    const auto line = lines_.find(name);
    if (line == lines_.end()) return;
    if (line->second.waiting.empty()) {
      lines_.erase(line);
    } else {
      next = line->second.waiting.front();   // the lane stays taken: it is handed over
      line->second.waiting.pop_front();
    }
  }
  if (next) next->wake();
}

}  // namespace handrail
