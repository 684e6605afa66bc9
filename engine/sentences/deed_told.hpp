// What a clause says of a deed: that it is done ("you refunded W1001", "I heard it was cancelled last week"), that it is not ("you never refunded it", "you were supposed to cancel
// it"), or whether it is ("did you refund W1001?", "has it been cancelled?", "where is my refund?"). Whoever tells of it as done, or asks whether it is, does not wish for it;
// whoever says that it is still not done, does. English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

enum class DeedTold {
  nothing,   // anything else: a wish, a question of another kind, no word of the deed
  done,
  done_by_them,   // by the customer: "I have reset it", "last week I booked it"
  missing,
  asked,
};

// `deeds`: the words for it, "refund". Done is what the desk did, or what is told without a doer; what customers did themselves counts where it is past by its form.
// What was done badly ("you refunded only half") is none of it: more is wished for. What was not meant to be done is done.
[[nodiscard]] DeedTold deed_told(std::string_view clause, const std::vector<std::string>& deeds);

// "By mistake", "accidentally": what was done is not wanted so.
[[nodiscard]] bool was_not_meant(std::string_view text);

// "When will I see it?", "did it go through?", "how long does that take?": asks how it goes on with what was spoken of last, and names nothing by itself but the deed.
[[nodiscard]] bool asks_how_it_goes_on(std::string_view text, const std::vector<std::string>& deeds);

// "No, please do it", "then go ahead": whatever was told or asked before it, it is to be done.
[[nodiscard]] bool orders_it_done(std::string_view clause);

}  // namespace handrail
