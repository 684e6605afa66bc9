#include "dsl/formulas/pattern_parts.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace handrail::dsl {
namespace {

using Part = PatternPart;

constexpr int nesting_max = 60;
constexpr std::size_t unbounded = 1000;            // what RE2 repeats at most

Letters in_order(Letters letters) {
  std::ranges::sort(letters);
  Letters made;
  for (const auto& [first, last] : letters) {
    if (!made.empty() && first <= made.back().second + 1) made.back().second = std::max(made.back().second, last);
    else made.emplace_back(first, last);
  }
  return made;
}

const Letters digits{{'0', '9'}}, word_letters{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}, spaces{{'\t', '\n'}, {'\f', '\r'}, {' ', ' '}};

// With the other case of each; none where there are letters beyond ASCII.
std::optional<Letters> in_either_case(const Letters& letters) {
  Letters made = letters;
  for (const auto& [first, last] : letters) {
    if (last > 0x7F) return std::nullopt;
    for (char32_t c = first; c <= last; ++c) {
      if (c >= 'a' && c <= 'z') made.emplace_back(c - 32, c - 32);
      if (c >= 'A' && c <= 'Z') made.emplace_back(c + 32, c + 32);
      if (c == 'k' || c == 'K') made.emplace_back(0x212A, 0x212A);   // the sign for kelvin
      if (c == 's' || c == 'S') made.emplace_back(0x17F, 0x17F);     // the long s
    }
  }
  return in_order(std::move(made));
}

class Reading {
 public:
  explicit Reading(std::u32string_view text) : rest_(text) {}

  std::optional<PatternRead> read() {
    Part part = choices(0);
    if (failed_ || !rest_.empty()) return std::nullopt;
    return PatternRead{std::move(part), exactly_};
  }

 private:
  bool take(std::u32string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  char32_t next() {
    const char32_t c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  // What flags say holds to the end of the group.
  Part choices(int depth) {
    const bool any_case = any_case_, all_of_dot = all_of_dot_;
    Part any{.kind = Part::Kind::any};
    do any.parts.push_back(sequence(depth));
    while (take(U"|"));
    any_case_ = any_case;
    all_of_dot_ = all_of_dot;
    return any.parts.size() == 1 ? std::move(any.parts.front()) : any;
  }

  Part sequence(int depth) {
    Part all;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')' && !failed_) {
      Part one = repeated(depth);
      all.parts.push_back(std::move(one));
    }
    return all;
  }

  Part repeated(int depth) {
    Part one = single(depth);
    while (!rest_.empty() && !failed_) {
      Part again{.kind = Part::Kind::repeat, .least = 0, .most = unbounded};
      if (take(U"+")) again.least = 1, again.endless = true;
      else if (take(U"?")) again.most = 1;
      else if (take(U"*")) again.endless = true;
      else if (!counted(again)) break;
      (void)take(U"?");                      // as few as fit: the same texts
      again.parts.push_back(std::move(one));
      one = std::move(again);
    }
    return one;
  }

  // {3}, {3,}, {3,5}
  bool counted(Part& again) {
    if (!rest_.starts_with(U"{")) return false;
    const std::size_t end = rest_.find(U'}');
    if (end == std::u32string_view::npos) return false;
    const std::u32string_view inside = rest_.substr(1, end - 1);
    const std::size_t comma = inside.find(U',');
    const auto first = number(inside.substr(0, comma));
    if (!first) return false;
    again.least = again.most = *first;
    if (comma != std::u32string_view::npos) {
      const auto last = number(inside.substr(comma + 1));
      again.endless = inside.size() == comma + 1;
      if (!last && !again.endless) return false;
      again.most = again.endless ? unbounded : *last;
    }
    rest_.remove_prefix(end + 1);
    return true;
  }

  static std::optional<std::size_t> number(std::u32string_view digits) {
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    std::size_t value = 0;
    for (const char32_t c : digits) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    return value;
  }

  Part letter(Letters letters) {
    if (any_case_) {
      if (auto both = in_either_case(letters)) letters = std::move(*both);
      else exactly_ = false;
    }
    return {.kind = Part::Kind::letter, .letters = std::move(letters)};
  }
  Part written(char32_t c) { return letter({{c, c}}); }

  Part single(int depth) {
    if (take(U"(")) return group(depth);
    if (take(U"[")) return set();
    if (take(U".")) return {.kind = Part::Kind::letter, .letters = all_of_dot_ ? Letters{{0, last_letter}} : all_but({{'\n', '\n'}})};
    if (take(U"^")) return {.kind = Part::Kind::begins};
    if (take(U"$")) return {.kind = Part::Kind::ends};
    if (take(U"\\")) return escaped();
    return written(next());
  }

  Part group(int depth) {
    if (depth == nesting_max) failed_ = true;
    if (failed_) return {};
    const bool any_case = any_case_, all_of_dot = all_of_dot_;
    if (take(U"?")) {
      const std::size_t end = rest_.find_first_of(rest_.starts_with(U"P<") || rest_.starts_with(U"<") ? U">" : U":)");
      if (end == std::u32string_view::npos) failed_ = true;
      if (failed_) return {};
      const bool only_flags = rest_[end] == ')';
      if (rest_[end] != '>') flags(rest_.substr(0, end));
      rest_.remove_prefix(end + 1);
      if (only_flags) return {};
    }
    Part inside = choices(depth + 1);
    any_case_ = any_case;
    all_of_dot_ = all_of_dot;
    if (!take(U")")) failed_ = true;
    return inside;
  }

  void flags(std::u32string_view all) {
    bool on = true;
    for (const char32_t flag : all) {
      if (flag == '-') on = false;
      else if (flag == 'i') any_case_ = on;
      else if (flag == 's') all_of_dot_ = on;
      else if (flag != 'U') exactly_ = false;
    }
  }

  static std::optional<Letters> of_class(char32_t name) {
    switch (name) {
      case 'd': return digits;
      case 'w': return word_letters;
      case 's': return spaces;
      case 'D': return all_but(digits);
      case 'W': return all_but(word_letters);
      case 'S': return all_but(spaces);
      default: return std::nullopt;
    }
  }

  // The letter that `\x` stands for, as far as it is one.
  char32_t escaped_letter(char32_t name) {
    switch (name) {
      case 'n': return '\n';
      case 't': return '\t';
      case 'r': return '\r';
      case 'f': return '\f';
      case 'v': return '\v';
      case 'a': return '\a';
      default: break;
    }
    const bool word = (name >= '0' && name <= '9') || (name >= 'a' && name <= 'z') || (name >= 'A' && name <= 'Z');
    if (word) exactly_ = false;              // by its number
    return name;
  }

  Part escaped() {
    if (rest_.empty()) {
      failed_ = true;
      return {};
    }
    const char32_t name = next();
    if (auto letters = of_class(name)) return letter(std::move(*letters));
    switch (name) {
      case 'A': return {.kind = Part::Kind::begins};
      case 'z': return {.kind = Part::Kind::ends};
      case 'b': case 'B':
        exactly_ = false;
        return {};
      case 'Q': {
        const std::size_t end = std::min(rest_.find(U"\\E"), rest_.size());
        Part made;
        for (const char32_t c : rest_.substr(0, end)) made.parts.push_back(written(c));
        rest_.remove_prefix(std::min(end + 2, rest_.size()));
        return made;
      }
      case 'p': case 'P':
        exactly_ = false;
        if (const std::size_t end = rest_.starts_with(U"{") ? rest_.find(U'}') : 0; end < rest_.size()) rest_.remove_prefix(end + 1);
        return letter(name == 'p' ? Letters{{'0', '9'}, {'A', 'Z'}, {'a', 'z'}} : Letters{{' ', '~'}});
      default: return written(escaped_letter(name));
    }
  }

  Part set() {
    const bool but = take(U"^");
    Letters letters;
    for (bool first = true; !rest_.empty() && (first || rest_.front() != ']'); first = false) {
      if (rest_.starts_with(U"[:")) named(letters);
      else member(letters);
    }
    if (!take(U"]")) failed_ = true;
    Part made = letter(in_order(std::move(letters)));
    if (but) made.letters = all_but(made.letters);
    return made;
  }

  void named(Letters& letters) {
    const std::size_t end = rest_.find(U":]");
    const std::u32string_view name = rest_.substr(2, end == std::u32string_view::npos ? 0 : end - 2);
    const auto add = [&](const Letters& more) { letters.insert(letters.end(), more.begin(), more.end()); };
    if (name == U"alpha") add({{'A', 'Z'}, {'a', 'z'}});
    else if (name == U"alnum") add({{'0', '9'}, {'A', 'Z'}, {'a', 'z'}});
    else if (name == U"digit") add(digits);
    else if (name == U"xdigit") add({{'0', '9'}, {'A', 'F'}, {'a', 'f'}});
    else if (name == U"lower") add({{'a', 'z'}});
    else if (name == U"upper") add({{'A', 'Z'}});
    else if (name == U"word") add(word_letters);
    else if (name == U"space") add({{'\t', '\r'}, {' ', ' '}});
    else if (name == U"blank") add({{'\t', '\t'}, {' ', ' '}});
    else if (name == U"punct") add({{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}});
    else exactly_ = false;
    rest_.remove_prefix(end == std::u32string_view::npos ? rest_.size() : end + 2);
  }

  char32_t one_of_set() {
    const char32_t c = next();
    return c == '\\' && !rest_.empty() ? escaped_letter(next()) : c;
  }

  void member(Letters& letters) {
    if (rest_.size() > 1 && rest_.front() == '\\') {
      if (const auto all = of_class(rest_[1])) {
        letters.insert(letters.end(), all->begin(), all->end());
        rest_.remove_prefix(2);
        return;
      }
    }
    const char32_t first = one_of_set();
    char32_t last = first;
    if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
      rest_.remove_prefix(1);
      last = one_of_set();
    }
    if (last >= first) letters.emplace_back(first, last);
  }

  std::u32string_view rest_;
  bool failed_ = false, exactly_ = true, any_case_ = false, all_of_dot_ = false;
};

}  // namespace

Letters all_but(const Letters& letters) {
  Letters made;
  char32_t from = 0;
  for (const auto& [first, last] : letters) {
    if (first > from) made.emplace_back(from, first - 1);
    from = last + 1;
  }
  if (from <= last_letter) made.emplace_back(from, last_letter);
  return made;
}

std::optional<std::u32string> letters_of(std::string_view text) {
  std::u32string made;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80u ? 1 : byte < 0xC2u ? 0 : byte < 0xE0u ? 2 : byte < 0xF0u ? 3 : byte < 0xF5u ? 4 : 0;
    if (length == 0 || i + length > text.size()) return std::nullopt;
    char32_t letter = length == 1 ? byte : byte & (0x7Fu >> length);
    for (std::size_t more = 1; more < length; ++more) {
      const auto following = static_cast<unsigned char>(text[i + more]);
      if ((following & 0xC0u) != 0x80u) return std::nullopt;
      letter = (letter << 6u) | (following & 0x3Fu);
    }
    made += letter;
    i += length;
  }
  return made;
}

std::optional<PatternRead> read_pattern(std::string_view text) {
  const auto letters = letters_of(text);
  if (!letters) return std::nullopt;
  return Reading(*letters).read();
}

}  // namespace handrail::dsl
