// A yes or no that is written in another language than English: taken as one where that is the language of the conversation, or of the question.
#pragma once

#include <string>

#include "engine/sentences/plain_answer.hpp"
#include "engine/turn/seams.hpp"

namespace handrail {

// The text with its plain yes or no in English, for whatever reads answers. `written_in`: of the message itself, where that is known; ISO 639-1.
[[nodiscard]] std::string answer_in_english(const ConversationState& state, const std::string& text, const std::string& written_in = "");

// What a message that says nothing else answers.
[[nodiscard]] PlainAnswer answer_abroad(const ConversationState& state, const std::string& text, const std::string& written_in = "");

}  // namespace handrail
