// What of a message is said of now: without what is wished for only if something comes to pass, and without a question that follows what it wishes or answers. Both are
// kept on the record as acts (speech.hpp), and are told and answered in the reply beside everything else.
#pragma once

#include <string>
#include <vector>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

struct SaidNow {
  std::string text;               // the message, with blanks where something was taken out: places in it are those of the message
  std::vector<SpeechAct> apart;   // what was taken out
};

// Needs an open turn. `whole`: the reading of all of it.
[[nodiscard]] SaidNow said_now(const LiveBundle& live, const ConversationState& state, const Reading& whole);

// The reply with the answer to the question, and that nobody here does something later by itself. Unchanged, where a person takes over or nothing was taken out.
[[nodiscard]] Words with_what_stood_apart(const LiveBundle& live, ConversationLog& log, Words words);
// What goes ahead is checked as what it is, a quote, and the desk's own words as theirs: then it is put before them, or left out.
void put_ahead(const LiveBundle& live, const ConversationState& state, Words& words);

// Whether nothing of the message is said of now.
[[nodiscard]] bool is_all_for_later(const ConversationState& state);

// To a question that no article answers.
inline constexpr std::string_view question_not_answered_words =
    "As for your question, I have found nothing about it in our help pages, and I would rather not guess: if you need it answered, just ask for a person.";

// Said of what is wished for on a condition.
inline constexpr std::string_view not_later_words =
    "I cannot wait for something to happen and act on it by myself, so nothing of that is noted: if it comes to it, write again, and I take it up at once.";

}  // namespace handrail
