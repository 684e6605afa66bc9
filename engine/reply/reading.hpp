// A text as the check before sending reads it: what a reader's eye sees, in words with their sentences, each knowing where it stands in the text as it
// was written. Invisible characters are gone, look-alike letters are the ones that they look like, marks of Markdown are not words, and short forms are long
// ("I've" is "i have"), so that the same claim in another dress is the same words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handrail::reply {

struct Word {
  std::string text;            // in small letters
  std::string stem;            // "refunded", "refunds" and "refund" have one
  std::size_t begin = 0, end = 0;
  bool capital = false;
  bool hyphened = false;       // a hyphen joins it with the word in front of it or behind it: "check-up", "interest-free"
  bool in_wording = false;     // one of several words that say one thing together ("send back"), or nothing ("for example")
  std::string said_as;         // of the first of these: the stem that stands for all of them
  bool german = false;         // of a German sentence, and not put into English: german.hpp
  std::size_t written_begin = 0, written_end = 0;   // of a word that is read elsewhere than it stands: where it stands; else both 0
};

// What a text is written in, as far as the check can read it.
enum class Language { undecided, english, german };

[[nodiscard]] inline std::size_t written_begin(const Word& word) { return word.written_end > 0 ? word.written_begin : word.begin; }
[[nodiscard]] inline std::size_t written_end(const Word& word) { return word.written_end > 0 ? word.written_end : word.end; }

struct Sentence {
  std::vector<Word> words;
  std::size_t begin = 0, end = 0;
  bool asks = false;           // ends with a question mark
  bool item = false;           // of a list
};

struct ReadText {
  std::vector<Sentence> sentences;
  std::string plain;                       // for searches by letters
  std::vector<std::size_t> origin;         // of each byte of `plain`, and of its end
  struct Hidden { std::size_t begin, end; };
  std::vector<Hidden> disguised;           // characters that nobody sees or that pose as others, inside a word
};

// A German sentence is read in English words (german.hpp). `around`: what is spoken around a text that does not show it by itself ("Done.").
[[nodiscard]] ReadText read_text(std::string_view text, Language around = Language::undecided);

// A record in words, of a German conversation: its words are German ones, its numbers are written as records write them.
[[nodiscard]] ReadText read_german_record(std::string_view text);

// Without the endings that change no meaning here.
[[nodiscard]] std::string stem_of(std::string_view word);

}  // namespace handrail::reply
