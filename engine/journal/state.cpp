#include "engine/journal/state.hpp"

#include <algorithm>

#include "engine/journal/same_wish.hpp"

namespace handrail {

bool waits_for_sign_in(const ConversationState& state) {
  return std::any_of(state.held_up.begin(), state.held_up.end(), [](const HeldUp& wish) { return !wish.behind_another; });
}

bool is_same_wish(const event::MessageRead& first, const event::MessageRead& second) {
  return first.intent == second.intent && std::all_of(second.claims.begin(), second.claims.end(), [&](const auto& claim) {
           const auto known = first.claims.find(claim.first);
           return known == first.claims.end() || canonical(known->second) == canonical(claim.second);
         });
}

bool does(const event::MessageRead& reading, std::string_view act) {
  return std::any_of(reading.acts.begin(), reading.acts.end(), [&](const SpeechAct& one) { return one.act == act; });
}

// By the order of events alone: a clock may be set back.
bool came_before(const Received& received, const SaidAt& told) { return received.behind && *received.behind < told.event; }

bool fills_call(const Run& run) {
  return run.waits_for == "answer" && run.waits_arguments.find("tool") != nullptr && run.waits_arguments["arguments"].is_object();
}

std::string call_name(const std::string& tool, const Json& arguments) { return tool + " " + canonical(arguments); }

}  // namespace handrail
