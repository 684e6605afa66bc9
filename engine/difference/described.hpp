// A bundle as a list of things with parts that people would name: what an edit may change without changing a decision.
#pragma once

#include <string>
#include <vector>

#include "engine/policy/bundle.hpp"

namespace handrail {

struct Part {
  std::string what, text;                 // "promise", "within 4 open hours"
  std::vector<std::string> list;          // of a list, in the place of the text
  std::string meaning;                    // where the text has several spellings: what it says in each of them
  bool operator==(const Part& other) const {
    return what == other.what && list == other.list && (meaning.empty() || other.meaning.empty() ? text == other.text : meaning == other.meaning);
  }
};
struct Described {
  std::string kind, name;                 // "queue", "billing"
  std::vector<Part> parts;
  std::string same;                       // what else has to be equal for a thing to be the same under another name
  std::string does;                       // of an intent: what is done with its messages (decision_words.hpp)
};

[[nodiscard]] std::vector<Described> describe_bundle(const Bundle& bundle);
[[nodiscard]] std::size_t rank_of_kind(const std::string& kind);   // the order in which they are told

}  // namespace handrail
