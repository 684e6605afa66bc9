// What the words of a German sentence are made of, and what German's own small words do in it: which verbs are finite, what may be a subject, what opens a clause.
// For german_order.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply::german {

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) { return !word.empty() && std::find(words.begin(), words.end(), word) != words.end(); }

using Texts = std::vector<std::string>;

// A word of the sentence, or several that say one thing together.
struct Item {
  Word word;                // as it was written, with its place
  std::string own;          // in German; empty: read as a phrase
  Texts english;
  bool known = false;       // by the lexicon
  bool verb = false;
  bool parted = false;      // a comma stands in front of it
};
using Items = std::vector<Item>;

inline bool digit(char c) { return c >= '0' && c <= '9'; }

inline bool finite(std::string_view word) {
  return one_of<50>({"habe", "hat", "haben", "hatte", "hatten", "bin", "ist", "sind", "war", "waren", "werde", "wird", "werden", "wurde", "wurden", "kann", "können", "konnte",
      "konnten",
                     "könnte", "könnten", "darf", "dürfen", "muss", "müssen", "soll", "sollen", "sollte", "sollten", "will", "wollen", "würde", "würden", "möchte", "möchten",
                         "lasse",
                     "lassen"}, word);
}
// Behind a participle or an infinitive it belongs to it.
inline bool helper(std::string_view word) { return one_of<7>({"werden", "worden", "sein", "haben", "lassen", "können", "bekommen"}, word); }
inline bool sure_subject(std::string_view word) { return one_of<4>({"ich", "wir", "man", "er"}, word); }
inline bool subject(std::string_view word) { return sure_subject(word) || one_of<3>({"sie", "es", "das"}, word); }
inline bool opens_behind(std::string_view word) {   // a clause with its verb at the end
  return one_of<20>({"dass", "daß", "weil", "wenn", "falls", "sobald", "sofern", "ob", "da", "nachdem", "bevor", "ehe", "damit", "während", "obwohl", "solange", "wie",
      "soweit", "was", "wer"}, word);
}
inline bool relative(std::string_view word) { return one_of<12>({"der", "die", "das", "den", "dem", "deren", "dessen", "welche", "welcher", "welches", "welchen", "denen"}, word); }
inline bool joins(std::string_view word) { return one_of<8>({"und", "oder", "aber", "denn", "sondern", "sowie", "doch", "jedoch"}, word); }
inline bool determiner(std::string_view word) {   // of what may be a subject
  return one_of<22>({"der", "die", "das", "ein", "eine", "mein", "meine", "unser", "unsere", "ihr", "ihre", "dein", "deine", "dieser", "diese", "dieses", "kein", "keine",
      "alle", "jeder",
                     "jede", "jedes"}, word);
}
inline bool leads_time(std::string_view word) {
  return one_of<20>({"am", "an", "im", "von", "vom", "ab", "bis", "um", "zwischen", "leider", "heute", "morgen", "derzeit", "aktuell", "auch", "nur", "täglich", "unter"}, word);
}
inline bool several(std::string_view verb) { return verb.ends_with("en") || verb.ends_with("ern") || verb == "sind"; }
inline bool one(std::string_view verb) { return verb.ends_with("t") || one_of<6>({"kann", "muss", "darf", "soll", "wurde", "wird"}, verb); }
inline bool denies(std::string_view word) { return one_of<4>({"nicht", "nie", "niemals", "nichts"}, word); }
inline bool at_once(std::string_view word) { return one_of<12>({"jetzt", "nun", "sofort", "umgehend", "heute", "hiermit", "gleich", "soeben", "gerade", "unverzüglich", "direkt",
    "eben"}, word); }

}  // namespace handrail::reply::german
