// What is decided about messages, in the words of a difference; and what a policy does with the messages of one intent where nothing else is known of them:
// all that can be told of an intent that only one of two policies has.
#pragma once

#include <string>

#include "dsl/program/program.hpp"
#include "engine/domain/decision.hpp"

namespace handrail {

// "hand off to billing", "start refund, checked by a person".
[[nodiscard]] std::string in_words(const Decision& decision);

// "answer from 90% on, draft from 75% on, below that hand off to support": of a verified customer who is calm, with no signal and no entity read. Each is
// what decide() does at that confidence.
[[nodiscard]] std::string done_with(const dsl::Program& program, const dsl::Intent& intent);

}  // namespace handrail
