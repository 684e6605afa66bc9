// Strong identifiers: text that cannot be mistaken for another kind of text.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace handrail {

template <class Tag>
struct Id {
  std::string text;
  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  [[nodiscard]] bool empty() const { return text.empty(); }
  auto operator<=>(const Id&) const = default;
};

using ConversationId = Id<struct ConversationTag>;
using MessageId = Id<struct MessageTag>;      // given by the channel, or made by us; unique within its conversation
using CallId = Id<struct CallTag>;            // one tool call; also the idempotency key that the tool is given
using ApprovalId = Id<struct ApprovalTag>;
using HandoffId = Id<struct HandoffTag>;
using RunId = Id<struct RunTag>;              // one run of a workflow
using CustomerId = Id<struct CustomerTag>;
using BundleHash = Id<struct BundleTag>;      // lower-case hex SHA-256 of the bundle's contents

}  // namespace handrail

template <class Tag>
struct std::hash<handrail::Id<Tag>> {
  std::size_t operator()(const handrail::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
