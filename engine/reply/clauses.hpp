// A sentence in its clauses, and how each of them stands: told as so, only supposed ("if it has been cancelled"), or asked. What a courtesy, a question or a wish has
// within it ("glad that I could …", "did you see that I …?", "the $48 I sent you") is told as any other: it is taken for granted, whatever stands around it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

struct Clause {
  enum class Stance { told, supposed, asked };
  std::size_t begin = 0, end = 0;   // words of the sentence
  Stance stance = Stance::told;
  std::string_view opener;          // the word that joins it to the others; empty: none
  bool relative = false;            // "items that have been sent", "the $48 I sent"
  bool parted = false;              // by a comma or another mark
};

// One after another, from the first word to the last.
// "No, …", "Unfortunately not: …", "Not yet, I'm afraid: …": how many words at the beginning only answer, so that a "not" in them denies nothing of what follows. 0: none.
[[nodiscard]] std::size_t words_of_answer(const Sentence& sentence, std::string_view text);
[[nodiscard]] std::vector<Clause> clauses_of(const Sentence& sentence, std::string_view text);
[[nodiscard]] const Clause& clause_at(const std::vector<Clause>& clauses, std::size_t word);
// Whether a comma or another mark stands in front of the word.
[[nodiscard]] bool parted_at(const Sentence& sentence, std::string_view text, std::size_t word);

// "Boxes that you did not use can be …", "a booking that was not used is …": the words between what the sentence is about and its own verb. A "not" among them says which
// one is meant, and denies nothing of it. Empty: there are none.
struct WhichOne { std::size_t begin = 0, end = 0; };
[[nodiscard]] WhichOne which_one_is_meant(const Sentence& sentence, std::string_view text);
// "No later than 6 pm", "not yet 4": a "no" that bounds the figure behind it denies nothing.
[[nodiscard]] bool bounds_a_figure(std::string_view no, std::string_view next, std::string_view behind);

// "is", "would", "did": what stands in front of its subject where something is asked.
[[nodiscard]] bool auxiliary(std::string_view word);
[[nodiscard]] bool condition(std::string_view word);

}  // namespace handrail::reply
