// What a run has asked the customer, and what it knows from them.
#pragma once

#include <string>
#include <string_view>

#include "engine/journal/state.hpp"

namespace handrail {

// Whether what the run waits for was asked with words that went out: a draft that waits for its review asks nobody, and nothing that the customer writes
// meanwhile answers it.
[[nodiscard]] bool was_asked(const ConversationState& state);
[[nodiscard]] bool was_asked(const ConversationState& state, const Run& run);

// Whether the open turn's message came in before that was said which it would answer: what its run asks, else our last word. It is no yes, no thanks and no free
// words for that; what stands by itself (a person, another wish, leaving, an order's number, a correction) counts as ever.
[[nodiscard]] bool crossed(const ConversationState& state);

// Ahead of a question that is asked again for that reason.
inline constexpr std::string_view crossed_words = "Your message reached me before I had asked this, so I ask again. ";

// The question that our last word ended with; empty: it asked nothing.
[[nodiscard]] std::string last_question(const ConversationState& state);

// An answer that puts something in the place of something ("but to my office"), and nobody could tell what. A mere "no" beside it says nothing of that kind.
[[nodiscard]] bool wants_it_different(const ConversationState& state);

// "You wrote $20.00; this is about $187.00. ": what the customer named with the wish is not passed over without a word. Empty: the call is about that, or they
// have heard it from the script.
[[nodiscard]] std::string amounts_named(const ConversationState& state, const Json& call_arguments);

// Whether the words name the call: every amount, number and id among its arguments.
[[nodiscard]] bool names_call(const std::string& text, const Json& arguments);

// The value of a fact that the run under way has used: one of its inputs, or what the customer answered. Null: none.
[[nodiscard]] const Json* used_by_run(const ConversationState& state, const std::string& fact);

}  // namespace handrail
