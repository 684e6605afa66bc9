// What a question asks for and of what, by the order of its words: "how much is a punch card for students" asks for a price, of a card that is a punch card, for students.
// An answer says that kind of thing of that very thing. English only; of what is no plain question nothing is said, and its words count as any others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/knowledge/terms.hpp"

namespace handrail::knowledge {

enum class Sought { anything, price, figure, age, time, span, hour, distance, size, depth, width, weight, warmth };

enum class Part {
  loose,       // nothing is known of it by its place
  frame,       // only asks: "is it allowed", "do you offer"
  deed,        // what is done: "do you repair …"
  done,        // a verb that an answer may leave out: "do I have to empty …"
  matter,      // the head of what is asked about
  sort,        // "which channels": an answer names some, and not always the word
  described,   // tells which one: "a private lesson"
  qualifier,   // the head of what limits it: "on Sundays", "for children"
};

struct Place {
  Part part = Part::loose;
  int phrase = 0;          // words of one phrase have one number, and so have phrases that "and" or "or" joins; from 1
};

struct AskedFor {
  Sought sought = Sought::anything;
  bool whether = false;    // "do you", "can I", "is there"
  bool alone = false;      // nothing else is told with it
  bool advice = false;     // "which one is best"
  bool how_many = false;   // of a thing that can be counted
  bool known_one = false;  // "the trial", and not "a puppy"
  std::string opened;      // "when", "where"; empty: by no such word
  std::vector<Place> places;   // one for each word
};

[[nodiscard]] AskedFor asked_for(const std::vector<Token>& words, std::string_view text);

}  // namespace handrail::knowledge
