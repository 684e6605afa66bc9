// What the searches for twists share: a sentence in parts, the sources that may back it, and how much they have in common.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/one_of.hpp"
#include "engine/reply/twists.hpp"

namespace handrail::reply {

using Words = std::vector<std::uint64_t>;

inline bool has(const Words& words, std::uint64_t word) { return std::find(words.begin(), words.end(), word) != words.end(); }
inline bool unit_has(const Unit& unit, std::uint64_t stem) { return std::binary_search(unit.stems.begin(), unit.stems.end(), stem); }

inline bool compared(const Figure& figure) { return figure.kind == Figure::Kind::time || figure.kind == Figure::Kind::money || figure.kind == Figure::Kind::percent ||
      figure.kind == Figure::Kind::weekday || figure.kind == Figure::Kind::clock; }

inline Words content_in(const std::vector<Part>& parts, std::size_t clause) {
  Words words;
  for (const Part& part : parts)
    if (part.content && part.clause == clause) words.push_back(part.meaning);
  return words;
}

inline Words content_of(const std::vector<Part>& parts) {
  Words words;
  for (const Part& part : parts)
    if (part.content) words.push_back(part.meaning);
  return words;
}

inline bool has_part(const std::vector<Part>& parts, std::uint64_t meaning) {
  return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.meaning == meaning; });
}
// "Not valid at weekends", of what is valid on weekdays: a word stands in place of its opposite, and a no in place of a yes.
inline bool by_its_opposite(const std::vector<Part>& own, const Unit& unit) {
  return std::any_of(own.begin(), own.end(), [&](const Part& part) {
    return !has_part(unit.parts, part.meaning) && std::any_of(unit.parts.begin(), unit.parts.end(), [&](const Part& other) {
      return are_opposites(part.meaning, other.meaning) && !has_part(own, other.meaning);
    });
  });
}

// Of `words`, how many stand in `here` and not in `there`.
inline std::size_t only_here(const Words& words, const Words& here, const Words& there) {
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), [&](std::uint64_t word) { return has(here, word) && !has(there, word); }));
}

class TwistGround {
 protected:
  static constexpr std::size_t same_matter_percent_ = 60;   // of the sentence's words

  TwistGround(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all)
      : held_(held), parts_(parts_of(held.sentence, held.text, held.figures)), content_(content_of(parts_)), near_(near), all_(all) {}

  [[nodiscard]] Twist lacks(std::size_t word) const {
    const Word& at = held_.sentence.words[word];
    return {false, std::string(held_.text.substr(at.begin, at.end - at.begin))};
  }
  [[nodiscard]] std::size_t shared(const Unit& unit) const {
    return static_cast<std::size_t>(std::count_if(content_.begin(), content_.end(), [&](std::uint64_t word) { return unit_has(unit, word); }));
  }
  // So much of the sentence stands in the source that both speak of the same.
  [[nodiscard]] bool of_the_same_matter(const Unit& unit) const { return 100 * shared(unit) >= same_matter_percent_ * content_.size(); }
  // "Free of charge" and "at no extra cost" deny the charge, and are no no.
  [[nodiscard]] bool denies() const {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const auto of_price = [&](std::size_t word) { return word < parts_.size() && one_of<5>({"charge", "cost", "costs", "fee", "fees"}, parts_[word].text); };
      const bool price = of_price(i) || of_price(i + 1);
      if (parts_[i].denied && !price) return true;
    }
    return false;
  }
  [[nodiscard]] bool says(std::string_view text) const { return std::any_of(parts_.begin(), parts_.end(), [&](const Part& part) { return part.text == text; }); }

  const Held& held_;
  std::vector<Part> parts_;
  Words content_;
  const std::vector<const Unit*>& near_;
  const std::vector<const Unit*>& all_;
};

// A figure stands where the source has another, within other bounds, for another length of time, or is counted from something else.
[[nodiscard]] std::optional<Twist> twist_of_figures(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);
// A word in place of its opposite, all in place of some, a no in place of a yes, an item or a subject that no source has.
[[nodiscard]] std::optional<Twist> twist_of_words(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);
// What costs something told as free, or the other way round.
[[nodiscard]] std::optional<Twist> twist_of_price(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);
// What a source grants said of something else, one end of a range told as the whole, a part of the sentence that adds what nothing speaks of.
[[nodiscard]] std::optional<Twist> twist_of_reach(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);

// What is said of somebody or something else than in its source: of another name, with another item in its list, at another's cost, of one where the source has several.
[[nodiscard]] std::optional<Twist> twist_of_agreement(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);

// What a record has under one name told under another: its end as its start, what is owed as what was paid, the price of one thing of its list as another's, of one of
// two records what the other says.
[[nodiscard]] std::optional<Twist> twist_of_record(const Held& held, const std::vector<const Unit*>& all);
// A part of the sentence that its source denies, that costs something there and is free here, or that ends with something else.
[[nodiscard]] std::optional<Twist> twist_of_parts(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);

// What a source grants within bounds told without them: "only", a time before or after something, a no, a may.
[[nodiscard]] std::optional<Twist> twist_of_bounds(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);

// What the source keeps apart and the sentence joins.
[[nodiscard]] std::optional<Twist> twist_of_what_is_apart(const Held& held, const std::vector<const Unit*>& near, const std::vector<const Unit*>& all);

// The names that a sentence is about, where it begins with them: "Swift Courier calls …", "The Wave headphones …". `known`: names that stand within sentences.
[[nodiscard]] Words subject_names(const std::vector<Part>& parts, const Words& known);
// Words with a capital within a sentence, of all of these.
[[nodiscard]] Words names_in(const std::vector<const Unit*>& units, const std::vector<Part>& own);

}  // namespace handrail::reply
