// Messages of one conversation that wait for the same turn. Each strand puts its message here before it waits for the lane; the one that has the lane takes all
// that wait and are fit to be read together, and the others find their answer on the record when their turn comes.
#pragma once

#include <list>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/base/id.hpp"
#include "engine/domain/message.hpp"

namespace handrail {

class Inbox {
 public:
  // A message that waits, until this goes or the message is taken.
  class Place {
   public:
    Place(Inbox& inbox, const ConversationId& conversation, const std::string& channel, const IncomingMessage& message);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Inbox& inbox_;
    std::string conversation_;
    MessageId message_;
  };

  // Somebody is here for it.
  [[nodiscard]] bool holds(const ConversationId& conversation, const MessageId& message);
  // How many of this channel wait.
  [[nodiscard]] std::size_t waiting(const ConversationId& conversation, const std::string& channel);
  // Those of this channel in the order in which they came; they wait no longer. At most `most`.
  [[nodiscard]] std::vector<IncomingMessage> take(const ConversationId& conversation, const std::string& channel, std::size_t most);

 private:
  struct Waiting { std::string channel; IncomingMessage message; };
  std::mutex mutex_;   // never held while parked
  std::map<std::string, std::list<Waiting>> conversations_;
};

}  // namespace handrail
