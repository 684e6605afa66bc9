// German, at the reading of words: the rules of the check know English, and a German sentence is put before them in English words in English order, as far as
// lexicon/german.txt has them. "Ich habe Ihnen den Betrag erstattet" reads "i have refunded you the amount". A word that the lexicon does not have stays as it
// is: a name, or a thing that the sources must name as well. Nothing is translated for anybody to read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

// By the words that every sentence of a language is full of. `undecided`: too few of them, or as many of both.
[[nodiscard]] Language language_of(std::string_view text);

// The month that a German word names, in English; empty: none.
[[nodiscard]] std::string_view month_in_german(std::string_view word);

// "bzw.", "ca.": the stop behind it ends no sentence.
[[nodiscard]] bool shortened_in_german(std::string_view word);

// Of a sentence. `text`: the one that the words' places are of.
void put_into_english(std::vector<Word>& words, std::string_view text, bool asks);

// Word by word, in the order of a record; its numbers are written as records write them.
void put_record_into_english(std::vector<Word>& words, std::string_view text);

// A part of a compound, in English where the lexicon has it.
[[nodiscard]] Word german_word(std::string_view spelled);

// Without the endings that change no meaning, and umlauts as plain letters: CISTEM (Weissweiler and Fraser, "Developing a stemmer for German", 2017).
[[nodiscard]] std::string german_stem_of(std::string_view word);

}  // namespace handrail::reply
