// An answer without a model: the passage that answers, quoted and cited. Nothing relevant is said so, never the nearest thing.
#pragma once

#include <functional>
#include <optional>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Told what a question's vector has used, where an embedding model was asked for it.
using CountVector = std::function<void(const EmbeddingAccount& used)>;
// Puts it on the record, with what other models use in the turn. `log` outlives it.
[[nodiscard]] CountVector counted_in(ConversationLog& log);

// Searches; what is hidden from models is hidden, and a question is asked of one within the policy's budgets: else words alone find.
Result<std::vector<Passage>> search_knowledge(const LiveBundle& live, const ConversationState& state, KnowledgeQuery query, const CountVector& count);
// The passages for a question, the best first: those that may be quoted, are fresh enough and speak to no model. Fails when the knowledge base cannot be asked.
Result<std::vector<Passage>> passages_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent,
                                          const CountVector& count);
// Of the articles for colleagues those that are about the customer's message: a model may be told, and no customer. None where the knowledge base cannot be asked.
std::vector<Passage> background_for(const LiveBundle& live, const ConversationState& state, const std::string& intent, const CountVector& count);
// What a message asks, each question by itself, with the passages for it: one, where it asks one thing. A question is joined by what was asked before it where it points back
// ("and is it free?"), and left out where the answer to that one is the answer to it too. Fails as `passages_for`.
struct AnsweredQuestion {
  std::string asked;                // in the customer's words; empty: all of the message
  std::vector<Passage> found;       // empty: nothing answers it
  bool not_looked_for = false;      // one of too many
};
Result<std::vector<AnsweredQuestion>> answers_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent,
                                                  const CountVector& count);
// The same for a part of a message: nothing that was said around it or before it is searched with it.
Result<std::vector<AnsweredQuestion>> answers_apart(const LiveBundle& live, const ConversationState& state, const std::string& part, const CountVector& count);
// Without what the same passage answers as one before it.
void answer_each_once(std::vector<AnsweredQuestion>& answers);
// The passages of all of them: the best of each first.
[[nodiscard]] std::vector<Passage> all_found(const std::vector<AnsweredQuestion>& answers);
// Each answered by the best that was found for it, in the order asked, and which of several nothing answers; none: nothing answers any. Where the policy's limit does not
// hold them together with what is said `around` them, whole answers are left out from the end, and it is said which.
[[nodiscard]] std::optional<Words> quoted_each(const LiveBundle& live, const ConversationState& state, const std::vector<AnsweredQuestion>& answers,
                                               const std::string& around = "");
// That nothing answers them, by their own words where those may be said; empty: there are none.
[[nodiscard]] std::string nothing_on(const LiveBundle& live, const ConversationState& state, const std::vector<AnsweredQuestion>& answers);
// The best of them quoted; none: there is none. What is said elsewhere in the reply is not said beside it once more.
[[nodiscard]] std::optional<Words> quoted(const std::vector<Passage>& found, const std::string& said_elsewhere = "");
// "Returns, Refunds (https://…)"
[[nodiscard]] std::string source_of(const Passage& passage);

// None: the knowledge base has nothing on it. Fails when it cannot be asked.
Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent,
                                                   const CountVector& count);

// "How long does it take?" names nothing that could be looked for: with the words of the matter that it is asked of. Any other question as it is.
[[nodiscard]] std::string with_matter_pointed_at(const std::string& question, const std::string& intent);

}  // namespace handrail
