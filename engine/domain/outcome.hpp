// Who owns a conversation, and how an episode ends: in exactly one outcome, so that the outcomes add up to 100 %.
#pragma once

#include <string_view>

#include "engine/base/json_io.hpp"

namespace handrail {

enum class Ownership { bot, nobody, person };   // nobody: handed off, not yet claimed
template <> struct EnumWords<Ownership> { static constexpr std::string_view words[] = {"bot", "nobody", "person"}; };

enum class Outcome {
  resolved_confirmed,   // the customer said so
  resolved_assumed,     // silent for the policy's time after an answer
  refused,
  handed_off_by_policy,
  handed_off_by_wish,   // the customer asked for a person
  abandoned,            // silent while we waited for the customer
};
template <> struct EnumWords<Outcome> {
  static constexpr std::string_view words[] = {"resolved and confirmed", "resolved and assumed", "refused", "handed off by policy",
                                               "handed off at the customer's wish", "abandoned"};
};

enum class DoneBy { bot_alone, bot_with_review, bot_with_approval, assisted, person };
template <> struct EnumWords<DoneBy> {
  static constexpr std::string_view words[] = {"bot alone", "bot with review", "bot with approval", "assisted", "person"};
};

}  // namespace handrail
