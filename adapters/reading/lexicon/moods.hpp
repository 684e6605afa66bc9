// What angry and frustrated customers write. A phrase behind a negation ("not angry") does not count, unless the negation is part of it ("not happy").
#pragma once

#include <string_view>

namespace handrail::reading::lexicon {

inline constexpr std::string_view angry[] = {
    "angry", "furious", "livid", "outraged", "outrageous", "outrage", "infuriated", "infuriating", "enraged", "pissed", "pissed off", "fuming", "disgusted",
    "disgusting", "disgrace", "disgraceful", "appalled", "appalling", "atrocious", "despicable", "pathetic", "scam", "scammers", "scammed", "scamming",
    "ripoff", "rip off", "ripped off", "thieves", "stealing from me", "stole my money", "steal my money", "crooks", "con artists", "liars", "you lied",
    "lied to me", "lying to me", "bullshit", "bull shit", "wtf", "what the hell", "what the fuck", "fuck", "fucking", "fuck you", "screw you", "screw this",
    "damn it", "damnit", "goddamn", "idiots", "idiot", "morons", "incompetent", "incompetence", "useless company", "worst company", "worst service",
    "worst customer service", "worst experience", "hate you", "hate this company", "i hate your", "how dare you", "sick of you", "sick of this", "sick and tired", "never again",
    "never shopping here again", "never buying from you again", "never ordering again", "shame on you", "unbelievable", "garbage company", "piece of crap", "piece of shit", "go to hell",
    "absolutely unacceptable", "totally unacceptable", "completely unacceptable", "this is unacceptable", "this is insane", "this is robbery", "losing my temper",
    "lost my temper", "had it with you", "i've had it", "makes me mad", "so mad", "really mad", "very mad", "i'm mad", "i am mad", "boiling",
};

inline constexpr std::string_view frustrated[] = {
    "frustrated", "frustrating", "frustration", "annoyed", "annoying", "irritated", "irritating", "upset", "disappointed", "disappointing", "disappointment",
    "unhappy", "not happy", "not satisfied", "dissatisfied", "not pleased", "not impressed", "unimpressed", "not acceptable", "unacceptable", "not good enough",
    "ridiculous", "absurd", "nonsense", "terrible", "horrible", "awful", "dreadful", "fed up", "tired of this", "tired of waiting", "sick of waiting",
    "waste of time", "wasting my time", "wasted my time", "wasted hours", "getting nowhere", "going in circles", "going around in circles", "run around",
    "runaround", "running out of patience", "losing patience", "losing my patience", "lost patience", "out of patience", "no one helps", "nobody helps", "no one is helping",
    "nobody is helping", "not helping", "not helpful", "unhelpful", "you're not listening", "not listening", "doesn't help", "didn't help", "does not help",
    "this is a joke", "what a joke", "useless", "still waiting", "still not working", "still doesn't work", "still broken", "still nothing", "still no answer",
    "still no reply", "still haven't", "still have not", "still hasn't", "how many times", "how long do i have to wait", "how much longer", "for the third time", "for the second time",
    "for the last time", "third time", "fourth time", "fifth time", "keeps happening", "keep having", "keeps failing", "keep getting", "yet again", "once again",
    "come on", "seriously", "enough is enough", "enough already", "at my wits end", "at my wit's end", "give up", "giving up", "had enough", "let down", "poor service",
    "bad service", "bad experience", "makes no sense", "this isn't working", "nothing works", "nothing is working", "stop wasting", "you people", "ugh", "argh",
};

// Within so many words before a phrase, one of these (or a word that ends in n't) turns it around.
inline constexpr int negation_reach = 3;
inline constexpr std::string_view negations[] = {
    "not", "never", "no", "nor", "neither", "without", "hardly", "barely", "isnt", "wasnt", "arent", "dont", "didnt", "cannot", "nothing",
};

}  // namespace handrail::reading::lexicon
