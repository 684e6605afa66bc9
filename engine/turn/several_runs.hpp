// Several runs of one conversation: which one goes on, which one is spoken with next, and what is said of those that wait beside it. The customer is asked one
// thing at a time: a question that another run has meanwhile comes when the first one is answered, and news of it at once, with the first question behind.
#pragma once

#include <string>
#include <vector>

#include "engine/turn/in_run.hpp"
#include "engine/turn/seams.hpp"
#include "engine/turn/words.hpp"

namespace handrail {

// Whether the approval, or what the timer is for, is the conversation's; the run that it is of is spoken with from here on.
bool take_up_for_approval(ConversationLog& log, const ApprovalId& approval);
void take_up_for_timer(ConversationLog& log, const std::string& timer);

// Takes up one that was set aside, and the one that was set aside last: whatever is to be settled is settled run by run.
void take_up_run(ConversationLog& log, const RunId& run);
void take_up_next(ConversationLog& log);

// Whether a run that was set aside waits for somebody else, or for a time: something will come of it.
[[nodiscard]] bool others_are_awaited(const ConversationState& state);

// The run that was spoken with when this one was taken up has asked the customer something: it is spoken with again, and its question stands behind the news.
// `about` as about_run gives it, before the run went on.
[[nodiscard]] Words give_way(ConversationLog& log, const std::string& about, Words words);

// With nobody asked anything, the next one: a run that has something to ask, a wish that was noted, the run that was spoken with last.
void next_matter(ConversationLog& log);

// Whether the run is of this workflow, and done to the thing that is spoken of.
[[nodiscard]] bool is_done_to_the_same(const LiveBundle& live, const ConversationState& state, const std::string& workflow, const Run& run);

// The run that was set aside with which a wish for this workflow would be served already: it is done to the same thing. Null: none.
[[nodiscard]] const SetAside* set_aside_for(const LiveBundle& live, const ConversationState& state, const std::string& workflow);

// A wish for what a run that was set aside does already: how that stands.
[[nodiscard]] Words served_already(const ConversationState& state, const SetAside& same, Instant now);

// Whether the message names the run: by a word for it that no other open one goes by as well, by the number of what it is done to, or by its approval's.
[[nodiscard]] bool names_run(const InRun& in, const Run& run);
[[nodiscard]] bool means_all(const std::string& text);
[[nodiscard]] bool keeps_or_denies(const std::string& text);   // "keep both", "not the refund", "that's all"

// "Your refund request (W1002)".
[[nodiscard]] std::string run_words(const Run& run);

// "About your refund request (W1002): ", where something else was spoken of last. Empty: it is what is spoken of.
[[nodiscard]] std::string about_run(const ConversationState& state);

// "A colleague is still looking at your refund request (W1002), reference appr_1."
[[nodiscard]] std::string how_it_stands(const ConversationState& state, const SetAside& one, Instant now);

// That of all that were set aside, a blank before each. Empty: none was.
[[nodiscard]] std::string how_others_stand(const ConversationState& state, Instant now);

// Which one is to be left: "… your refund request (W1002), or your voucher request?"
[[nodiscard]] Words asked_which_run(const ConversationState& state);
inline constexpr std::string_view asks_which_run = "which run";

// Those that are open: the one that is spoken with, and those that were set aside, the one that was spoken with last first.
[[nodiscard]] std::vector<const Run*> open_runs(const ConversationState& state);

}  // namespace handrail
