#include "engine/sentences/corrected_text.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/text.hpp"
#include "engine/sentences/speech.hpp"

namespace handrail {
namespace {

using How = CorrectedText::How;

constexpr std::size_t value_bytes_max = 300;   // a longer message tells a story
constexpr std::size_t label_words_max = 5;     // "the zip code of it is"
// Lead to the value, and are no part of it.
constexpr std::array leading{"no", "nope", "not", "sorry", "oh", "oops", "wait", "hold", "on", "please", "actually", "rather", "well", "hi", "yes", "ok", "okay", "but", "and",
                             "instead", "i", "i'd", "meant", "mean", "said", "to", "send", "ship", "deliver", "it", "that", "this", "it's", "is", "go", "goes", "make", "use",
                             "take", "put", "write", "let", "me", "correct", "correction", "wrong", "typo", "mistake", "my", "bad", "should", "be", "must", "at", "in", "can",
                             "could",
                             "you", "we", "would", "like", "want", "better", "for"};
constexpr std::array trailing{"instead", "please", "thanks", "thank", "you", "sorry", "rather", "then"};
// Behind them stands what does not hold any more.
constexpr std::array turning_down{", not ", " not ", " instead of ", " rather than ", " and not "};
// Say that something else is meant, whatever follows.
constexpr std::array says_other{"meant", "mean", "instead", "rather", "actually", "wrong", "typo", "mistake", "should", "correction", "incorrect", "other", "another", "different"};

template <class List>
bool among(const List& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); }

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }); }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view marks = " \t\r\n.,;:!\"-";
  while (!text.empty() && marks.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && marks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::string_view part : split(text, ','))
    if (part = trimmed(part); !part.empty()) parts.push_back(part);
  return parts;
}

// "02108" is "99999", "12a" is "99a": words of one shape stand in each other's place.
std::string shape_of(std::string_view word) {
  std::string shape;
  for (const char c : word) shape += c >= '0' && c <= '9' ? '9' : 'a';
  return shape;
}

bool shares_a_word(std::string_view a, std::string_view b) {
  const std::vector<std::string> mine = content_words(a), theirs = content_words(b);
  return std::any_of(mine.begin(), mine.end(), [&](const std::string& word) { return among(theirs, word); });
}

std::string replaced(std::string_view text, std::string_view old, std::string_view with) {
  const auto at = static_cast<std::size_t>(old.data() - text.data());
  return std::string(text.substr(0, at)).append(with).append(text.substr(at + old.size()));
}

// The one run of words of `text` that spells `wanted`, in any case.
std::optional<std::string_view> only_place_of(std::string_view text, std::string_view wanted) {
  const std::vector<std::string_view> all = words(text), sought = words(wanted);
  std::optional<std::string_view> found;
  for (std::size_t at = 0; !sought.empty() && at + sought.size() <= all.size(); ++at) {
    const auto same = [](std::string_view a, std::string_view b) { return fold_case(a) == fold_case(b); };
    const bool here = std::equal(sought.begin(), sought.end(), all.begin() + static_cast<std::ptrdiff_t>(at), same);
    if (!here) continue;
    if (found) return std::nullopt;
    const std::string_view last = all[at + sought.size() - 1];
    found = std::string_view(all[at].data(), static_cast<std::size_t>(last.data() + last.size() - all[at].data()));
  }
  return found;
}

class Correcting {
 public:
  Correcting(std::string_view message, std::string_view before, std::string_view name, bool said_so) : before_(before), named_by_(words(name)), said_so_(said_so) {
    const std::vector<std::string_view> said = words(message);
    says_other_ = std::any_of(said.begin(), said.end(), [](std::string_view word) { return among(says_other, lower_ascii(word)); });
    names_it_ = std::any_of(said.begin(), said.end(), [&](std::string_view word) { return is_its_name(word); });
    value_ = without_what_is_not_meant(message);
    without_lead();
    without_label();
    without_tail();
  }

  CorrectedText corrected() const {
    if (value_.empty()) return (said_so_ || says_other_) && names_it_ ? unclear() : CorrectedText{};
    if (!not_meant_.empty())
      if (const auto place = only_place_of(before_, not_meant_); place && place->size() < before_.size()) return fitting(replaced(before_, *place, value_));
    if (is_like_the_whole()) return fitting(std::string(value_));
    if (tells_of_something_else()) return {};
    if (!said_so_ && !says_other_ && !outright_) return {};
    if (const auto word = word_of_its_shape()) return fitting(replaced(before_, *word, value_));
    if (labelled_ || is_one_word()) return says_more() ? unclear() : CorrectedText{};
    if (has_figures_of_several_parts()) return fitting(std::string(value_));   // the whole, without its commas: whoever reads it sees whether all is there
    if (const auto part = part_it_belongs_to()) return fitting(replaced(before_, *part, value_));
    if (has_digit(before_) && has_digit(value_)) return fitting(std::string(value_));
    if (!has_digit(before_) && shares_a_word(before_, value_)) return fitting(std::string(value_));
    if (!has_digit(before_) && says_it_outright()) return {How::value, std::string(value_), false};
    return says_more() ? unclear() : CorrectedText{};
  }

 private:
  static CorrectedText fitting(std::string value) { return {How::value, std::move(value), true}; }
  static CorrectedText unclear() { return {How::unclear, "", false}; }

  bool is_its_name(std::string_view word) const {
    const auto is_it = [&](std::string_view one) { return one != "for" && one != "the" && fold_case(one) == fold_case(word); };
    return word.size() > 2 && std::any_of(named_by_.begin(), named_by_.end(), is_it);
  }

  // "14 Rose Lane, not 12": the second is not meant; "not 12 but 14" the other way round.
  std::string_view without_what_is_not_meant(std::string_view message) {
    const std::string low = lower_ascii(message);
    if (const std::size_t no = low.find("not "), but = low.find(" but "); no != std::string::npos && but != std::string::npos && no < but) {
      not_meant_ = trimmed(message.substr(no + 4, but - no - 4));
      return trimmed(message.substr(but + 5));
    }
    std::size_t first = std::string::npos, size = 0;
    for (const std::string_view turn : turning_down)
      if (const std::size_t at = low.find(turn); at != std::string::npos && at > 0 && at < first) first = at, size = turn.size();
    if (first == std::string::npos) return trimmed(message);
    not_meant_ = trimmed(message.substr(first + size));
    return trimmed(message.substr(0, first));
  }

  void without_lead() {
    for (std::vector<std::string_view> rest = words(value_); !rest.empty(); rest = words(value_)) {
      const std::string first = lower_ascii(rest.front());
      if (rest.front().data() != value_.data() || !among(leading, first)) return;
      outright_ = outright_ || among(says_other, first) || first == "to" || first == "make";
      value_ = trimmed(value_.substr(rest.front().size()));
    }
  }

  // "The zip is 02109": what stands before the "is" says which part it is.
  void without_label() {
    const std::vector<std::string_view> rest = words(value_);
    for (std::size_t at = 1; at < rest.size() && at <= label_words_max; ++at) {
      const std::string word = lower_ascii(rest[at]);
      if (word != "is" && word != "be") continue;
      labelled_ = std::none_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(at), [&](std::string_view one) { return is_its_name(one); });
      outright_ = true;
      value_ = trimmed(value_.substr(static_cast<std::size_t>(rest[at].data() + rest[at].size() - value_.data())));
      without_lead();
      return;
    }
    if (rest.size() == 2 && has_digit(rest[1]) && !has_digit(rest[0])) {   // "zip 02109", "number 14"
      labelled_ = true;
      if (word_shaped_like(rest[1])) value_ = rest[1];
    }
  }

  void without_tail() {
    for (std::vector<std::string_view> rest = words(value_); !rest.empty() && among(trailing, lower_ascii(rest.back())); rest = words(value_))
      value_ = trimmed(value_.substr(0, static_cast<std::size_t>(rest.back().data() - value_.data())));
    if (value_.size() > value_bytes_max) value_ = {};
  }

  bool is_one_word() const { return words(value_).size() == 1 && words(before_).size() > 1; }

  // Of what was said before the one word with figures that looks like this one.
  std::optional<std::string_view> word_shaped_like(std::string_view wanted) const {
    std::optional<std::string_view> found;
    for (const std::string_view word : words(before_)) {
      if (!has_digit(word) || shape_of(word) != shape_of(wanted)) continue;
      if (found) return std::nullopt;
      found = word;
    }
    return found;
  }

  std::optional<std::string_view> word_of_its_shape() const {
    if (!is_one_word() || !has_digit(value_)) return std::nullopt;
    return word_shaped_like(value_);
  }

  // "14 Rose Lane" of "12 Rose Lane, Boston": the one part with a word of it.
  std::optional<std::string_view> part_it_belongs_to() const {
    const std::vector<std::string_view> mine = parts_of(value_), parts = parts_of(before_);
    if (mine.size() != 1 || parts.size() < 2) return std::nullopt;
    std::optional<std::string_view> found;
    for (const std::string_view part : parts) {
      if (!shares_a_word(part, value_) || has_digit(part) != has_digit(value_)) continue;
      if (found) return std::nullopt;
      found = part;
    }
    return found;
  }

  bool has_figures_of_several_parts() const {
    const std::vector<std::string_view> mine = words(value_), parts = parts_of(before_);
    return std::count_if(mine.begin(), mine.end(), has_digit) > 1 && std::count_if(parts.begin(), parts.end(), has_digit) > 1;
  }

  // Without a word that it is another one: as many parts, and figures where it has figures.
  bool is_like_the_whole() const {
    const std::size_t mine = parts_of(value_).size(), parts = parts_of(before_).size();
    return parts > 1 && mine > 1 && mine + 2 >= parts && has_digit(value_) == has_digit(before_);
  }

  // "The machine is dead", "my address is 5 Elm Street", "60", where prose was asked for ("what was the matter?"): a label that is not its name, and a bare figure, are of
  // another thing.
  bool tells_of_something_else() const {
    if (has_digit(before_) || names_it_) return false;
    return (labelled_ && !said_so_ && !says_other_) || (words(value_).size() == 1 && has_digit(value_));
  }

  bool says_it_outright() const { return outright_ && words(value_).size() <= 2 * words(before_).size() + 2; }
  bool says_more() const { return says_other_ || names_it_ || labelled_ || outright_; }

  std::string_view before_, value_, not_meant_;
  std::vector<std::string_view> named_by_;
  bool said_so_, says_other_ = false, names_it_ = false, labelled_ = false, outright_ = false;
};

}  // namespace

CorrectedText corrected_text(std::string_view message, std::string_view before, std::string_view name, bool said_so) {
  return Correcting(message, before, name, said_so).corrected();
}

}  // namespace handrail
