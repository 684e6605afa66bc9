#include "engine/sentences/row_bounded.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::array only{"only", "just", "merely"};
constexpr std::array one{"one", "1", "either", "single", "first", "second", "last", "if"};
constexpr std::array of_them{"them", "these", "those", "both"};
constexpr std::array choosing{"whichever", "depending", "alternatively", "either"};
constexpr std::array leaving_out{"except", "excepting", "excluding", "without", "minus", "barring"};
constexpr std::array together{"total", "together", "altogether", "combined", "split", "shared", "sum", "half", "rest", "remainder", "third", "quarter", "twice", "double"};
constexpr std::array hanging{"if", "unless", "provided", "providing"};
constexpr std::array of_one{"it", "that", "this", "there", "one", "he", "she", "the", "not"};
// "If it is possible", "if it's not too late": by the way, and of all of them.
constexpr std::array by_the_way{"possible", "trouble", "works", "work", "ok", "okay", "fine", "problem", "late", "allowed", "alright", "right"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

struct Said {
  std::string low;
  std::size_t begin = 0, end = 0;
};

// From the sentence of the first of them to that of the last; a further one that begins with a bound belongs to it.
std::pair<std::size_t, std::size_t> sentences_of(std::string_view text, std::size_t from, std::size_t to) {
  constexpr std::string_view marks = ".;!?\n";
  const auto is_mark = [&](std::size_t at) {
    return marks.find(text[at]) != std::string_view::npos && (at + 1 >= text.size() || text[at] == '\n' || text[at + 1] == ' ' || text[at + 1] == '\n');
  };
  while (from > 0 && !is_mark(from - 1)) --from;
  while (to < text.size() && !is_mark(to)) ++to;
  const std::vector<std::string_view> behind = words(text.substr(to));
  std::size_t first = 0;
  while (first < behind.size() && (lower_ascii(behind[first]) == "but" || lower_ascii(behind[first]) == "or")) ++first;
  const std::string next = first < behind.size() ? lower_ascii(behind[first]) : "";
  if (among(only, next) || among(choosing, next) || among(leaving_out, next) || among(hanging, next))
    for (++to; to < text.size() && !is_mark(to);) ++to;
  return {from, to};
}

class Bounds {
 public:
  Bounds(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>>& things) : things_(things) {
    const auto [from, to] = sentences_of(text, things.front().first, things.back().second);
    for (const std::string_view word : words(text.substr(from, to - from))) {
      const auto at = static_cast<std::size_t>(word.data() - text.data());
      said_.push_back({lower_ascii(word), at, at + word.size()});
    }
  }

  bool any(bool counted) const {
    for (std::size_t i = 0; i < said_.size(); ++i)
      if (is_one_of_them(i) || chooses(i) || leaves_one_out(i) || hangs(i) || (counted && among(together, said_[i].low))) return true;
    return false;
  }

 private:
  std::string at(std::size_t index) const { return index < said_.size() ? said_[index].low : ""; }

  // "Only one", "just the first", "one of them", "any one of the two".
  bool is_one_of_them(std::size_t i) const {
    const std::size_t next = at(i + 1) == "the" || at(i + 1) == "a" ? i + 2 : i + 1;
    if (among(only, at(i)) && among(one, at(next))) return true;
    if (at(i) != "one" || at(i + 1) != "of") return at(i) == "one" && at(i + 1) == "or" && at(i + 2) == "the";
    return among(of_them, at(i + 2)) || (at(i + 2) == "the" && (at(i + 3) == "two" || at(i + 3) == "three"));
  }
  // "I do not want that either, so …" chooses nothing.
  bool chooses(std::size_t i) const { return among(choosing, at(i)) && (at(i) != "either" || (i + 1 < said_.size() && said_[i + 1].begin == said_[i].end + 1)); }

  // "Except pilates", "but not W1002".
  bool leaves_one_out(std::size_t i) const {
    constexpr std::size_t words_between = 3;
    const bool leaves = among(leaving_out, at(i)) || (at(i) == "but" && at(i + 1) == "not") || (at(i) == "apart" && at(i + 1) == "from");
    for (std::size_t next = i + 1; leaves && next < said_.size() && next <= i + words_between + 1; ++next)
      if (std::ranges::any_of(things_, [&](const auto& thing) { return thing.first < said_[next].end && said_[next].begin < thing.second; })) return true;
    return leaves && (at(i + 1) == "the" && among(one, at(i + 2)));
  }

  // "Pilates if it is free", "boxing if there is room"; "if they have not shipped yet" is said of each, "if possible", "if you can" of all.
  bool hangs(std::size_t i) const {
    if (!among(hanging, at(i))) return false;
    const bool is_of_one = among(of_one, at(i + 1)) || is_thing(i + 1);
    return is_of_one && std::none_of(said_.begin() + static_cast<std::ptrdiff_t>(i), said_.end(), [](const Said& word) { return among(by_the_way, word.low); });
  }
  bool is_thing(std::size_t i) const {
    return i < said_.size() && std::ranges::any_of(things_, [&](const auto& thing) { return thing.first <= said_[i].begin && said_[i].begin < thing.second; });
  }

  const std::vector<std::pair<std::size_t, std::size_t>>& things_;
  std::vector<Said> said_;
};

}  // namespace

bool is_bounded_row(std::string_view text, const std::vector<std::pair<std::size_t, std::size_t>>& things, bool counted) {
  text = text.substr(0, limits::classified_bytes);
  if (things.size() < 2 || things.back().second > text.size()) return false;
  return Bounds(text, things).any(counted);
}

}  // namespace handrail
