// English words that say nothing about the matter by themselves, and the small talk around it. What is left of a message without them is its
// content: a message without content continues the one before.
#pragma once

#include <string_view>

namespace handrail::reading::lexicon {

inline constexpr std::string_view stop_words[] = {
    "a", "about", "actually", "again", "ah", "all", "alright", "also", "am", "an", "and", "any", "anything", "are", "aren't", "as", "at", "be", "because",
    "been", "being", "but", "by", "can", "can't", "cannot", "cant", "could", "couldn't", "correct", "did", "didn't", "didnt", "do", "does", "doesn't",
    "doesnt", "doing", "don't", "done", "dont", "else", "ever", "exactly", "exact", "fine", "for", "from", "get", "give", "go", "going", "gonna", "good",
    "got", "great", "had", "has", "hasn't", "have", "haven't", "having", "he", "hello", "her", "here", "hers", "hey", "hi", "him", "his", "hmm", "how",
    "i", "i'd", "i'll", "i'm", "i've", "if", "im", "in", "indeed", "into", "is", "isn't", "it", "it's", "its", "ive", "just", "k", "know", "let", "let's", "like",
    "made", "make", "many", "may", "maybe", "me", "might", "mine", "more", "most", "much", "must", "my", "myself", "need", "no", "nope", "not", "now",
    "of", "off", "oh", "ok", "okay", "on", "one", "ones", "only", "or", "other", "others", "our", "ours", "out", "over", "perfect", "please", "pls",
    "proceed", "really", "right", "said", "same", "say", "see", "she", "should", "so", "some", "something", "sorry", "still", "such", "sure", "take", "tell", "than",
    "thank", "thanks", "thanx", "that", "that's", "thats", "the", "their", "them", "then", "there", "there's", "these", "they", "this", "those", "though",
    "thx", "to", "too", "u", "uh", "um", "us", "very", "want", "wanna", "was", "wasn't", "way", "we", "we're", "well", "were", "weren't", "what", "what's",
    "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "won't", "wont", "would", "wouldn't", "wow", "yeah", "yep", "yes",
    "yet", "you", "you're", "your", "yours", "yup",
};

}  // namespace handrail::reading::lexicon
