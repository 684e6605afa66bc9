// What of a message still holds behind words that take back (sentences/taken_back.hpp): the wishes that they mean were not made, and what stands beside them goes on.
#pragma once

#include <string>
#include <string_view>

#include "engine/journal/state.hpp"
#include "engine/meaning/live_bundle.hpp"

namespace handrail {

// On the record (SpeechAct::act), with the words; `taken_back_whole` where nothing else is said.
inline constexpr std::string_view taken_back_act = "taken back";
inline constexpr std::string_view taken_back_whole = "the whole message";

struct StillSaid {
  std::string text;      // the message, with blanks where something was taken out: places in it are those of the message
  bool takes_back = false;
};

[[nodiscard]] StillSaid still_said(const LiveBundle& live, const std::string& text);

// Whether something was taken back, and nothing else is said.
[[nodiscard]] bool is_all_taken_back(const ConversationState& state);

}  // namespace handrail
