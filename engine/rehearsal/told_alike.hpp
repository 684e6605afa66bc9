// What goldens and transcripts say of an event in the same words: of models, of replies that were checked and judged, of episodes. Nothing for other events.
#pragma once

#include <string>
#include <vector>

#include "engine/journal/event.hpp"

namespace handrail {

[[nodiscard]] std::vector<std::string> told_alike(const Event& event);

}  // namespace handrail
