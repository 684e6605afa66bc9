// Whether a passage tells the kind of thing that is asked for, of the very thing that is asked about: what a trainer costs is no answer to what boxing costs,
// though both stand in one passage.
#pragma once

#include "adapters/knowledge/question.hpp"

namespace handrail::knowledge {

// `said_of_all`: the thing need not be named. In one sentence, under the thing's own heading, or in the sentence behind the one that names it.
[[nodiscard]] bool tells_what_is_sought(const Connection& connection, const Question& question, const Passage& passage, bool said_of_all);

// Whether it says what is done of all things alike, of which the one that is asked about is one: "most items can be returned".
[[nodiscard]] bool says_it_of_all(const Connection& connection, const Question& question, const Passage& passage);

// "Sauna, parties and help": what such an article's sections are about, their headings say.
[[nodiscard]] bool lists_several(std::string_view title);

}  // namespace handrail::knowledge
