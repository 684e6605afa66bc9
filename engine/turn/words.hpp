// What is about to be said, and the last look at it before it goes out.
#pragma once

#include <string>
#include <vector>

#include "dsl/program/program.hpp"
#include "engine/domain/reply.hpp"
#include "engine/journal/state.hpp"

namespace handrail {

struct Words {
  std::string text;
  std::vector<Citation> citations;
  std::vector<Receipt> receipts;
  std::string asked;                 // a question's key, when this asks one
  bool review = false;               // a person looks at them before they go out
  bool drafted = false;              // by a model: the check that asks everything has passed them
  bool has_next_action = false;      // they end with what the customer can do next
  std::string ahead;                 // what is said before the text and checked by itself: the answer to a question that stood beside
  std::vector<Citation> ahead_cites;
  std::vector<std::string> kept;     // pieces of the text that are never shortened: what was done, what is promised, when an approval is decided
  std::string ai_notice;             // in the customer's tone and language; empty: as the desk says it by itself
  std::string rule, at, because;     // the clause that decided on a tool call, where one did: nearer than the decision's own
};

// The words as they go out: the AI said so in the first reply, length kept: at most limits::reply_bytes.
[[nodiscard]] std::string with_ai_notice(const dsl::ReplyRules& rules, const ConversationState& state, std::string text,
                                         const std::string& ai_notice = {});   // where the first reply lacks it
[[nodiscard]] std::string finished_text(const dsl::ReplyRules& rules, const ConversationState& state, const std::string& text, std::string ai_notice = {});

// Whether so much goes out whole, with the words "I am an AI assistant" before it.
[[nodiscard]] bool goes_out_whole(const dsl::ReplyRules& rules, const std::string& text);

struct FinishedText {
  std::string text;
  bool question_whole = true;        // false: the question in it is longer than a reply may be, and must not count as asked
};

// The same for words that ask something, or hold what is never shortened (`kept`): what stands around these is. A question stands last; the one that a run
// waits for is known by its words.
[[nodiscard]] FinishedText finish_text(const dsl::ReplyRules& rules, const ConversationState& state, const Words& words);

}  // namespace handrail
