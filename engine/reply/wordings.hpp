// What is said in several words for what is one: "send back" is "return", "around the clock" and "24 hours a day" are the same. lexicon/wordings.txt lists them.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/reply/reading.hpp"

namespace handrail::reply {

class Wordings {
 public:
  explicit Wordings(std::string_view file);
  // The first word of each wording gets what stands for all of it; the longest one counts.
  void mark(std::vector<Word>& words) const;

 private:
  struct Wording {
    std::string stem;                 // that stands for it; empty: it claims nothing
    std::vector<std::string> stems;   // empty: one word or none
  };
  [[nodiscard]] static std::size_t match(const Wording& wording, const std::vector<Word>& words, std::size_t begin);
  std::unordered_map<std::string, std::vector<Wording>> by_first_;
};

}  // namespace handrail::reply
