#include "engine/turn/articles_answer.hpp"

#include <algorithm>

#include "dsl/check/builtins.hpp"
#include "engine/policy/turn_rules.hpp"
#include "engine/sentences/asked_back.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

constexpr double clearly = 0.6;   // of a question's weight: what no intent resembles is less often the desk's matter, so more of it is there than where one does

// Of an intent that is answered and nothing more: by its row of `confidence`, or by a condition anywhere.
bool is_read(const dsl::Program& program, const TurnFacts& facts) {
  const dsl::Intent& intent = intent_of(program, facts);
  if (!dsl::answers_only(intent)) return false;
  const dsl::Band& row = band_of(program, intent);
  const auto names_it = [](const dsl::Slot& slot) { return slot.path.size() == 1 && slot.path[0] == dsl::articles_answer; };
  return row.send_answered || row.check_answered || std::ranges::any_of(program.turn_scope.slots, names_it);
}

// By its words, or by its meaning where no words find it.
bool is_clear(const AnsweredQuestion& one) {
  if (one.found.empty()) return false;
  const ScoreParts& parts = one.found.front().parts;
  return parts.covered >= clearly || (parts.meaning_rank > 0 && parts.words_rank == 0);
}

}  // namespace

void add_articles_answer(const LiveBundle& live, const ConversationState& state, TurnFacts& facts, const CountVector& count) {
  if (!live.knowledge || !state.turn || !state.turn->reading || !is_read(live.program(), facts)) return;
  // What is told beside a question ("the zip cut my daughter, how long does delivery take?") is for people.
  if (!does(*state.turn->reading, speech::ask) || !only_asks(state.turn->text) || !state.turn->reading->further.empty()) return;
  const auto answers = answers_for(live, state, state.turn->text, facts.intent, count);
  if (answers && !answers->empty() && std::ranges::all_of(*answers, is_clear)) facts.signals.emplace_back(dsl::articles_answer);
}

}  // namespace handrail
