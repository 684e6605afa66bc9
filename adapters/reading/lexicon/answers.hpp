// How customers thank, agree and decline. A yes or no is read off how a message begins; a yes that is taken back in the same message is none.
#pragma once

#include <string_view>

namespace handrail::reading::lexicon {

inline constexpr std::string_view thanks[] = {
    "thanks", "thank you", "thank u", "thankyou", "thx", "thanx", "ty", "tysm", "many thanks", "much appreciated", "appreciate it", "appreciate that",
    "appreciate your help", "appreciate the help", "i appreciate", "i really appreciate", "cheers", "grateful", "you've been great", "you have been great", "you've been very helpful",
    "you have been very helpful", "that was helpful", "that helped", "that's very kind", "lifesaver",
};

inline constexpr std::string_view yes[] = {
    "yes", "yeah", "yea", "yep", "yup", "yess", "ye", "aye", "sure", "sure thing", "of course", "absolutely", "definitely", "certainly", "correct", "that's correct",
    "that is correct", "that's right", "that is right", "exactly", "indeed", "right", "ok", "okay", "okey", "alright", "all right", "fine", "fine by me", "that's fine", "that is fine",
    "that's fine by me", "that works", "works for me", "sounds good", "sounds great", "sounds perfect", "go ahead", "please go ahead", "go for it", "do it", "please do", "please do it", "do that",
    "please do that", "please proceed", "proceed", "let's proceed", "let's do it", "let's do that", "let's go ahead", "i confirm", "i agree", "agreed", "confirmed", "confirm", "i am sure", "i'm sure", "perfect", "approved",
    "i accept", "accepted", "i'd like that", "i would like that", "please confirm it", "you may proceed", "you can proceed", "affirmative", "by all means", "why not", "y",
};

inline constexpr std::string_view no[] = {
    "no", "nope", "nah", "no thanks", "no thank you", "not really", "not now", "not yet", "not at all", "no way", "never mind", "nevermind", "please don't", "please do not", "don't do it", "don't do that", "stop", "cancel that", "forget it", "i'd rather not", "i would rather not", "i don't want",
    "i do not want", "i don't think so", "i changed my mind", "i've changed my mind", "wait no", "hold on", "absolutely not", "certainly not", "of course not", "definitely not", "negative", "i decline", "i refuse", "i disagree", "that's wrong",
    "that is wrong", "that's not right", "that is not right", "that's not correct", "that is not correct", "incorrect", "n",
};

// Begin like a no and are none.
inline constexpr std::string_view not_a_no[] = {"no problem", "no worries", "no issue", "no doubt", "no rush", "no need to wait", "don't worry", "do not worry", "stop by", "wrong item", "wrong size", "wrong order", "wrong color", "no longer"};
// Who is not to answer: "I don't want a bot" and "no robots" say nothing about what was asked. The first kind wherever it stands in the sentence of the no;
// the second, which a shop may also sell, where one talks to it or where it is all that follows.
inline constexpr std::string_view bots[] = {"bot", "bots", "chatbot", "chatbots"};
inline constexpr std::string_view machines[] = {"robot", "robots", "machine", "machines", "computer", "computers", "ai", "automation", "algorithm", "software"};
inline constexpr std::string_view talks_to[] = {"to", "with"};
inline constexpr std::string_view before_a_machine[] = {"a", "an", "the", "this", "that", "some", "any", "your", "more", "stupid", "another"};
// Begin like a yes and are none.
inline constexpr std::string_view not_a_yes[] = {"right now", "right away", "sure about", "fine print", "correct me", "do it yourself", "ok no", "okay no", "confirm whether", "confirm if", "confirm that", "confirm my", "confirm the", "proceed how"};
// Small words before the answer itself.
inline constexpr std::string_view openers[] = {"oh", "well", "um", "uh", "hmm", "ah", "hi", "hello", "hey", "so", "then", "great", "good",
                                                "thanks", "thank", "you", "please", "and", "wow", "cool", "awesome", "actually", "ok", "okay", "lol"};
// Somewhere in the first sentence, or at the head of a later one: the yes has a condition.
inline constexpr std::string_view hedges[] = {"but", "however", "except", "unless", "wait", "instead", "only", "actually", "not", "never", "no", "nope", "stop", "cannot", "can't", "don't", "dont", "won't", "isn't", "wasn't", "didn't", "doesn't", "if", "maybe", "although", "though", "rather", "hold", "until", "before", "first"};

}  // namespace handrail::reading::lexicon
