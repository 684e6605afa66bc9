// A reply drafted by a language model from passages, facts and receipts, and checked before anybody sees it. What fails the check is written again once, with
// what was found in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/domain/decision.hpp"
#include "engine/turn/draft_sources.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

struct Drafted {
  enum class How {
    not_at_all,    // no model, no answer, no budget, nothing to draft from: the desk's own texts answer
    good,
    escalates,     // the model says that it cannot answer from this
    stopped,       // it failed the check twice: a person looks
  };
  How how = How::not_at_all;
  Words words;             // good
  std::string reason;      // escalates, stopped
  Json findings;           // stopped: as the record keeps them
};

// Parks while the model is asked. `found`: the passages for the customer's message, the best first. Fails when the journal does.
Result<Drafted> draft_reply(Seams& seams, const LiveBundle& live, ConversationLog& log, const Decision& decision, const std::vector<Passage>& found);

// What a model has said to `asked`, checked against the sources as a draft is, and written again once. Parks where that is needed.
// `once`: as ask_model has it. Fails when the journal does.
Result<Drafted> check_draft(Seams& seams, const LiveBundle& live, ConversationLog& log, reply::DraftSources sources, Veil veil, const ModelRequest& asked,
                            const std::string& said, const std::string& once);

// Whether the policy has a person check replies to the decision's intent: where a stopped draft goes then, and to a handoff else.
[[nodiscard]] bool a_person_checks(const dsl::Program& program, const Decision& decision);

}  // namespace handrail
