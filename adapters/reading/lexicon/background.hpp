// What people also say to a desk and no desk is there for. The class "other" learns from these, so that a message with nothing of the bundle's
// intents has somewhere to go. A sentence that shares its words with a bundle's own examples is left out of that bundle's training.
#pragma once

#include <string_view>

namespace handrail::reading::lexicon {

inline constexpr std::string_view background[] = {
    "what is the weather like tomorrow", "will it rain in paris this weekend", "tell me a joke", "sing me a song", "write me a poem about the sea", "who won the football match last night",
    "what is the capital of australia", "how tall is mount everest", "how far away is the moon", "translate good morning into french", "how do you say bread in spanish", "what is seventeen times twelve",
    "solve this equation for x", "what is the square root of two", "set a timer for ten minutes", "wake me up at seven", "play some jazz music", "turn on the lights in the kitchen", "turn down the heating",
    "what should i cook for dinner", "give me a recipe for lasagna", "how long do i boil an egg", "can dogs eat chocolate", "my cat is sick", "recommend a good book", "what movie should i watch tonight",
    "who is the president of france", "who wrote hamlet", "when did the roman empire fall", "explain quantum physics", "what is the meaning of life", "do you believe in god", "are you a real human or a robot", "how old are you",
    "where do you live", "do you have feelings", "will you marry me", "you are very pretty", "what is your favourite colour", "i am bored", "i feel lonely today", "i had a bad day at work", "my boss is mean",
    "how do i lose weight", "what are the symptoms of flu", "i have a headache", "find me a dentist nearby", "call an ambulance", "book a flight to tokyo", "find a hotel in rome", "is there traffic on the highway", "how do i get to the airport",
    "call me a taxi", "what time does the train leave", "what time is it in new york", "what day is it today", "when is easter this year", "should i invest in gold", "what is the price of bitcoin", "how are stocks doing", "how do i write a cover letter",
    "help me with my homework", "write an essay about climate change", "fix this python code", "how do i sort a list in java", "what does this error in my program mean", "how do i install linux", "my printer is jammed", "my car makes a strange noise", "how do i change a tire",
    "how do i remove a wine stain", "how do plants grow", "how do i grow tomatoes", "why is the sky blue", "how many planets are there", "do aliens exist", "tell me a bedtime story", "what should i name my dog", "what is the best football team", "who will win the election",
    "what do you think about politics", "is the earth flat", "how do i tie a tie", "how do i learn the guitar", "teach me chess", "let us play a game", "flip a coin", "roll a die", "pick a random number", "spell necessary", "what is a synonym for happy", "define serendipity",
    "happy birthday", "merry christmas", "good night", "the quick brown fox jumps over the lazy dog", "lorem ipsum dolor sit amet", "asdf qwerty zxcv", "blah blah blah", "test test one two three", "hahaha that is funny", "i like turtles", "my grandmother lives in the mountains",
    "we went swimming at the beach", "the baby is sleeping", "it is cold outside", "i am learning to dance", "our neighbours are loud", "where can i donate blood", "how do i vote", "how do i apply for a passport", "do i need a visa for japan", "what is the speed limit on the motorway",
    "how does a solar panel work", "what is machine learning", "summarize the news", "read me my horoscope", "what is my zodiac sign", "are ghosts real", "what happens after death", "how do i meditate", "how do i stop smoking", "what is a healthy breakfast", "how many calories in an apple",
};

}  // namespace handrail::reading::lexicon
