// What an edit changes about messages: the conversations in which the old and the new policy decide differently, before a model is asked and after. A sample
// is the solver's claim until the real decision has confirmed it (engine/proof).
#pragma once

#include <string>
#include <vector>

#include "dsl/difference/gate_difference.hpp"
#include "dsl/formulas/message_sample.hpp"

namespace handrail::dsl {

struct MessageDifference : DifferenceTold {   // way_on: the urgency, the fact asked for; never words
  bool early = false;                     // before a model is asked
  MessageClause old_clause, new_clause;   // that decide the sample
  MessageSample old_sample, new_sample;   // one conversation, in the words of each program
};

struct MessageDifferences {
  std::vector<MessageDifference> differences;
  bool comparable = true;                 // false: no conversation is in order for both
  bool more = false;
  bool proven = true;
};

// Of what two programs both know: an intent that only one of them declares is not compared.
[[nodiscard]] MessageDifferences message_differences(const Program& before, const Program& after, ProofOptions options = {});

}  // namespace handrail::dsl
