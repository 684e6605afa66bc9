// What the desk says by itself, in no words of the policy: a `wording` may give these in another tone or language, as it does the bundle's own texts.
#pragma once

#include <array>
#include <string_view>

namespace handrail::dsl {

namespace own {

inline constexpr std::string_view ai_notice = "I am an AI assistant.";
inline constexpr std::string_view nothing_found = "I have found nothing about that in our help pages, and I would rather not guess.";
inline constexpr std::string_view offer = "Would you like {queue.name} to take this? You would hear {queue.promise}.";
inline constexpr std::string_view does_that_answer_it = "Does that answer it? If not, tell me what is missing, or ask for a person.";
inline constexpr std::string_view what_can_i_do = "What can I do for you?";
inline constexpr std::string_view not_understood = "I want to be sure that I understand: what would you like me to do? One sentence is enough.";
inline constexpr std::string_view sign_in = "For that I need to know who you are: please sign in to your account, and I will go on with it here.";
inline constexpr std::string_view sign_in_first = "Please sign in first, so that I know it is you.";
inline constexpr std::string_view no_help = "That is something I cannot help with.";
inline constexpr std::string_view may_not = "That is not something I may do.";
inline constexpr std::string_view done = "It is done.";
inline constexpr std::string_view done_anything_else = "That is done. Is there anything else I can do for you?";
inline constexpr std::string_view glad = "Glad to hear it. Write again whenever you need something.";
inline constexpr std::string_view welcome = "You are welcome. Write again whenever you need something.";
inline constexpr std::string_view in_peace = "All right. Write again whenever you need something.";
inline constexpr std::string_view clear_yes = "Sorry, I need a clear yes or no.";
inline constexpr std::string_view go_ahead = "Shall I go ahead? (yes or no)";
inline constexpr std::string_view handed_over = "{queue.name} will take this from here and has everything you wrote. You will hear from them {queue.promise}.";
inline constexpr std::string_view hear_from_them = "You will hear from them {queue.promise}.";
inline constexpr std::string_view added = "Your message has been added. {queue.name} will answer {queue.promise}.";
inline constexpr std::string_view draft_waits = "A colleague is looking at my answer before it goes to you; you will hear within {time}. If you would rather talk to a person, just say so.";
inline constexpr std::string_view draft_joined = "Your message has been added.";
inline constexpr std::string_view within = "within {time}";
inline constexpr std::string_view today_by = "today by {time}";
inline constexpr std::string_view by_day = "by {day}, {time}";
inline constexpr std::string_view one_minute = "1 minute", minutes = "{count} minutes", one_hour = "1 hour", hours = "{count} hours", one_day = "1 day", days = "{count} days";

}  // namespace own

struct OwnSentence {
  std::string_view words;
  std::string_view when;
};
inline constexpr std::array<OwnSentence, 31> own_sentences{{
    {own::ai_notice, "in the first reply, and whenever the customer asks"},
    {own::nothing_found, "no article answers the question"},
    {own::offer, "a person is offered"},
    {own::does_that_answer_it, "behind an answer, where replies end with a next action"},
    {own::what_can_i_do, "the customer has greeted, and asked for nothing yet"},
    {own::not_understood, "nobody can tell what is wanted"},
    {own::sign_in, "the matter needs an account"},
    {own::sign_in_first, "a call needs an account"},
    {own::no_help, "an unsafe request, where its intent says nothing"},
    {own::may_not, "a call is denied, and its rule says nothing"},
    {own::done, "a call is done, and nothing else is said of it"},
    {own::done_anything_else, "a workflow is done, and has said nothing"},
    {own::glad, "the customer says that it is solved"},
    {own::welcome, "thanks for what is closed"},
    {own::in_peace, "the customer wants nothing more"},
    {own::clear_yes, "an answer to a yes or no is neither"},
    {own::go_ahead, "a call waits for a yes, and its tool has no `say to confirm`"},
    {own::handed_over, "a hand-over, where neither its rule nor its queue says anything"},
    {own::hear_from_them, "a hand-over whose rule says no time"},
    {own::added, "a message to a conversation that waits for a person, where the queue says nothing"},
    {own::draft_waits, "a reply waits until a person has looked at it: {time} is `4 hours`"},
    {own::draft_joined, "in front of that, where the customer writes once more meanwhile"},
    {own::within, "`{queue.promise}` as a span of time: {time} is `2 hours`"},
    {own::today_by, "`{queue.promise}` as a time of this day: {time} is `18:00 (Europe/Berlin)`"},
    {own::by_day, "`{queue.promise}` as a time of another day: {day} is `2026-11-23`"},
    {own::one_minute, "a span of time"},
    {own::minutes, "a span of time"},
    {own::one_hour, "a span of time"},
    {own::hours, "a span of time"},
    {own::one_day, "a span of time"},
    {own::days, "a span of time"},
}};

}  // namespace handrail::dsl
