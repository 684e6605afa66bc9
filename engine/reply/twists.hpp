// What turns a source round with the source's own words: a figure that stands where the source has another, "after" for "before", all in place of some, a list
// with one item more, a yes in place of a no. Words alone cannot tell; who stands beside whom can.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reply/evidence.hpp"

namespace handrail::reply {

struct Twist {
  bool contradicts = false;    // the source says something else; otherwise nothing says `lacks`
  std::string lacks;
};

struct Held {
  const Sentence& sentence;
  std::string_view text;
  const std::vector<Figure>& figures;
};

// `near`: the sources that may back the sentence, the nearest first. `all`: every source that may.
[[nodiscard]] std::optional<Twist> twist_in(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);

// Whether the source has the figure in a clause that speaks of something that the sentence's clause speaks of.
[[nodiscard]] bool told_beside_the_same(const Held& held, const Figure& figure, const Unit& unit);

}  // namespace handrail::reply
