// What the words of a message do, whatever stands open when it comes: they leave something, take it back, put one thing in the place of another, add one,
// ask. Read once, with the message, and kept on the record (event::MessageRead); what it means to what stands open is customer_answers.hpp's. English words
// only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/message.hpp"

namespace handrail {

namespace speech {
inline constexpr std::string_view leave = "leave";                   // "forget it", "stop that", or a mere "cancel": short, and no question
inline constexpr std::string_view change_mind = "change mind";       // "I don't want it", "take it back"
inline constexpr std::string_view drop_wish = "drop wish";           // either of these, said while no workflow waits
inline constexpr std::string_view unwanted = "unwanted";             // "I don't need it any more", "no longer needed": of a thing, whatever is to become of it
inline constexpr std::string_view decline = "decline";               // "do not cancel it": `what` is the word that is not to be done
inline constexpr std::string_view take_back = "take back";           // one word of that: "withdraw", "cancel"; `what` says which
inline constexpr std::string_view hesitate = "hesitate";             // a word that a clear yes does not have: "but", "wait"; `what` says which
inline constexpr std::string_view keep_going = "keep going";         // "don't cancel", "no hurry": sounds like taking back, and is not
inline constexpr std::string_view in_its_place = "in its place";     // "no, W1002", "I meant", "rather"
inline constexpr std::string_view beside_it = "beside it";           // "W1002 too", "as well"
inline constexpr std::string_view list = "list";                     // several things in a row: "W1001 and W1002"
inline constexpr std::string_view ask = "ask";                       // a question mark, or a word that begins a question
inline constexpr std::string_view ask_in_part = "ask in part";       // "no, where is W1003": a part of the sentence asks
inline constexpr std::string_view say_signed_in = "say signed in";   // after "please sign in" it may mean no more than that it is done: "ok, done"
inline constexpr std::string_view cannot_sign_in = "cannot sign in";  // "I can't log in", "I forgot my password"
inline constexpr std::string_view go_on = "go on";                   // "and the blue one?": about what was said before
inline constexpr std::string_view exclude = "exclude";             // "and leave W1002 alone", while another one waits; `what` is the entity, and it as it is written
inline constexpr std::string_view left_open = "left open";           // "W1001 or W1002": nobody knows which is meant; `what` is the entity and one of them
// What is no part of the message of now (said_now.hpp); `what` has its words.
inline constexpr std::string_view on_condition = "on condition";     // "if it takes longer than a day, cancel it"
inline constexpr std::string_view ask_beside = "ask beside";         // "how long does it take?", behind a wish or an answer
}  // namespace speech

// Of the first page (limits::classified_bytes).
[[nodiscard]] std::vector<SpeechAct> acts_of(const std::string& text);

// The text without the pieces between its marks, "and" and "but" that only decline something: "please do not cancel it, change the address" is ", change the
// address". Places in what is left are not those of the text.
[[nodiscard]] std::string without_what_is_declined(std::string_view text);
// The same with blanks in their place.
[[nodiscard]] std::string blanked_where_it_declines(std::string_view text);
// Without what says only that the thing is not wanted any more: of "yes, I don't need it" the yes.
[[nodiscard]] std::string without_what_is_unwanted(std::string_view text);

// The words of a text without the small ones, in lower case: "cancel", "room". Of the rest of a message, what is left where it says no more than an order's
// number is nothing.
[[nodiscard]] std::vector<std::string> content_words(std::string_view text);
// Those that say what it is about: without those of leaving ("forget", "cancel") as well.
[[nodiscard]] std::vector<std::string> telling_words(std::string_view text);

}  // namespace handrail
