// A sentence without what stands between a thing and what was done with it: "Your refund of 80 EUR for bill B1001 is on its way" is "Your refund is on its way". The
// same claim is then the same phrase, however much is told within it.
#pragma once

#include <string_view>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

struct BareSentence {
  Sentence sentence;
  std::vector<std::size_t> origin;   // of each of its words, which word of the whole sentence it is
};

// None: there is nothing to leave out. An amount stands there as "it", and as "the money".
[[nodiscard]] std::vector<BareSentence> bare_sentences(const Sentence& sentence, std::string_view text);

}  // namespace handrail::reply
