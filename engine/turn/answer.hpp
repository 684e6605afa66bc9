// An answer without a model: the passage that answers, quoted and cited. Nothing relevant is said so, never the nearest thing.
#pragma once

#include <functional>
#include <optional>

#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// The passages for a question, the best first: those that may be quoted, are fresh enough and speak to no model. Fails when the knowledge base cannot be asked.
Result<std::vector<Passage>> passages_for(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent);
// Of the articles for colleagues those that are about the customer's message: a model may be told, and no customer. None where the knowledge base cannot be asked.
std::vector<Passage> background_for(const LiveBundle& live, const ConversationState& state, const std::string& intent);
// The text for an embedding model: what the policy hides from models is hidden. What it is given outlives the function.
[[nodiscard]] std::function<std::string()> as_a_model_may_see_it(const LiveBundle& live, const ConversationState& state, const std::string& text);
// The best of them quoted; none: there is none.
[[nodiscard]] std::optional<Words> quoted(const std::vector<Passage>& found);
// "Returns, Refunds (https://…)"
[[nodiscard]] std::string source_of(const Passage& passage);

// None: the knowledge base has nothing on it. Fails when it cannot be asked.
Result<std::optional<Words>> answer_from_knowledge(const LiveBundle& live, const ConversationState& state, const std::string& text, const std::string& intent);

}  // namespace handrail
