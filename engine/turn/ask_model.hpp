// The one door to language models: asked within the policy's budgets, and every answer is on the record before anything rests on it. A turn that is carried on
// after a crash finds the answer there; nothing that is replayed asks again. What a model says is a claim, whatever it is asked for.
#pragma once

#include <string>

#include "engine/turn/seams.hpp"

namespace handrail {

struct ModelSaid {
  std::string text;
  Json calls;                  // that it proposes; null: none
  std::string trouble;         // why there is no answer; empty: there is
};

// `once`: what the question is, where that is not its words: a step of a run is asked once, whatever was read again since. Empty: the same words are one question.
// Parks. `request` holds no personal data that the policy hides: it is asked, and its answer recorded, as it is. Fails when the journal does.
Result<ModelSaid> ask_model(Seams& seams, const LiveBundle& live, ConversationLog& log, const ModelRequest& request, const std::string& once = "");

}  // namespace handrail
