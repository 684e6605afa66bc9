// Every text that a customer may read, in each of its wordings, with what is so when it is read. Lints about words walk this list, so that none of them forgets a
// place.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "dsl/check/symbols.hpp"

namespace handrail::dsl {

struct SaidText {
  const Text& words;
  bool receipt = false;    // `say when done`: there is a receipt
  bool refusal = false;    // of a tool's no: it may tell what is the case already
  bool handed_off = false; // a person has the conversation when this is read
  bool of_a_tool = false;
  bool reworded = false;   // in the words of a `wording`: in another tone or language
  std::vector<const Expression*> holds = {}, fails = {};   // conditions that are so, and that are not so, whenever it is said
};

void each_said(const Symbols& symbols, const std::function<void(const SaidText&)>& visit);

}  // namespace handrail::dsl
