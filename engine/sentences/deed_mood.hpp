// What a message does with a deed that it speaks of, by its grammar: it wishes for it ("sign me up"), says that it is not to be done ("do not sign me up", "stop signing me
// up"), wants it undone ("take me off the list"), thanks for it, tells of it ("you signed me up", "the sign-up button does not work"), asks about it as past ("who signed
// me up?"), or leaves it open ("I might sign up next year", "I'd love to join, but I have no time"). English words only; case does not count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

// A verb that the deed is wished for with: "sign" with "up"; "put", which says little by itself, with what it was said of.
struct DeedVerb {
  std::string verb;
  std::string particle;             // "up", "off", "aside"; empty: none
  std::vector<std::string> of;      // what it is said of where it is wished for
  bool says_little = false;         // it counts with its particle, with `of`, or done to the customer ("put me")
};

struct SpokenDeed {
  std::vector<DeedVerb> verbs;
  std::vector<std::string> things;  // the words that it is wished for in: "newsletter", "place"
  bool takes_away = false;          // it ends something, or pays back: to undo a thing may be the deed itself
  bool for_oneself = false;         // the desk gives it to whoever asks for it: what another one wishes is not wished by them
};

enum class DeedMood { not_spoken_of, wished, declined, undone, thanked, told, left_open };

struct ClauseMood {
  std::string_view clause;          // a piece of the message
  DeedMood mood = DeedMood::not_spoken_of;
};

// The pieces between marks and joining words, of the first page.
[[nodiscard]] std::vector<ClauseMood> clause_moods(std::string_view text, const SpokenDeed& deed);

// Of the whole message: wished for where a clause of it wishes for it, else the first of the others.
[[nodiscard]] DeedMood mood_of(const std::vector<ClauseMood>& clauses);

}  // namespace handrail
