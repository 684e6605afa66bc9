// Apologies in a text: how many, and the same text with no more of them than a desk wants.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/reply/phrases.hpp"
#include "engine/reply/values.hpp"

namespace handrail::reply {

// Of one sentence, by the phrases in it; "I am so sorry" is one. None that stands within a value: a restaurant may be called "Sorry Mama".
[[nodiscard]] std::vector<Met> apologies_in(const Sentence& sentence, const std::vector<Met>& met, const std::vector<Span>& values);

// The first ones stay. Of a later one goes the sentence that says nothing else, or what stands in front of the comma; one that tells something with it stays.
// `kept`: nothing is taken out of these, a question that is agreed to as it stands; an apology in one counts before all others. `values`: of others, and no apology.
[[nodiscard]] std::string with_apologies_at_most(const std::string& text, std::size_t most, const std::vector<std::string>& values = {}, const std::vector<Span>& kept = {});

}  // namespace handrail::reply
