// "Yes.", "Yes, we do.", "Possibly, yes.": an answer whose content is the question's. It is backed by what says what was asked, or by the sentence that goes on from it.
#pragma once

#include <vector>

#include "engine/reply/checking.hpp"

namespace handrail::reply {

[[nodiscard]] bool answers_yes(const Sentence& sentence);
// What the customer's last message is about, beside what the answer says.
[[nodiscard]] std::vector<std::uint64_t> question_of(const Checking& checking);
// A figure that was asked for and that no source has, nor a span that it lies in: a yes would grant it. Empty: none.
[[nodiscard]] std::string granted_figure(const Checking& checking);
// Whether one source speaks of most of what was asked: what one says of groups and another of food says nothing of food for groups.
[[nodiscard]] bool asked_of_one_source(const Checking& checking);
// Whether what speaks most of what was asked says no: "cats may not be brought along" backs no yes to "may I bring my cat?".
[[nodiscard]] bool denied_by_its_source(const Checking& checking);
// Whether the next sentence says what was asked, so that the yes says nothing beside it. `at`: of the draft.
[[nodiscard]] bool goes_on_with_what_was_asked(const Checking& checking, std::size_t at);

}  // namespace handrail::reply
