// Handing the customer to a person is a transition of the engine: ownership, the customer's words, the packet and the clock change in one transaction.
#pragma once

#include <string>

#include "engine/domain/decision.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// The key of a reply that tells the customer what was left for their next wish: a mere yes after it is no word that all is well.
inline constexpr std::string_view left_something = "what was left";

struct HandOff {
  std::string queue;       // empty: the route decides
  std::string urgency = "medium";
  std::string reason, rule, at;
  bool by_wish = false;
  std::string say;         // empty: the queue's own words
  Json workflow;           // the run that ended with it (run_so_far); null: the one under way, where there is one
};

// Records the handoff and what the customer is told about it (returned, not yet sent); ends a run, withdraws an approval that was waited for.
Words hand_off(Seams& seams, const LiveBundle& live, ConversationLog& log, const HandOff& request);

// What the customer hears when `queue` takes them: `say`, or the queue's own words, with who and when in any case.
[[nodiscard]] std::string words_of_handing_over(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue, const std::string& say, Instant promised,
                                                Instant now);

// Everything that the person knows before they type: the customer, the reason, the facts, what was tried, the transcript. Complete, deterministic.
[[nodiscard]] Json make_packet(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue, const HandOff& request);

// The facts of a turn as the record has them now: for routing and for templates.
[[nodiscard]] TurnFacts facts_on_record(const LiveBundle& live, const ConversationState& state, Instant now);

// The intent that the run under way carries out. Needs a run and an open turn.
[[nodiscard]] std::string intent_of_run(const LiveBundle& live, const ConversationState& state);

[[nodiscard]] std::string title_of(const dsl::Queue& queue);   // its `name`, as customers read it

// {queue.name}, {queue.promise} and the turn's facts filled into a text.
[[nodiscard]] std::string render_for_queue(const LiveBundle& live, const ConversationState& state, const dsl::Queue& queue, const dsl::Template& words,
                                           const std::string& promise, Instant now);

// Words that name a queue although nobody was handed over (an offer): the queue that would take it.
[[nodiscard]] std::string with_routed_queue(const LiveBundle& live, const ConversationState& state, const std::string& text, Instant now);

}  // namespace handrail
