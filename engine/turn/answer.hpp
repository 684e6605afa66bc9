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
// The best of them quoted; none: there is none.
[[nodiscard]] std::optional<Words> quoted(const std::vector<Passage>& found);
// "Returns, Refunds (https://…)"
[[nodiscard]] std::string source_of(const Passage& passage);

// None: the knowledge base has nothing on it. Fails when it cannot be asked.
Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent,
                                                   const CountVector& count);

}  // namespace handrail
