#include "dsl/formulas/pattern_texts.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/limits.hpp"

namespace handrail::dsl {
namespace {

constexpr int nesting_max = 60;
constexpr std::size_t text_bytes = 400;            // of one text; a person reads them
constexpr std::size_t unbounded = 1000;            // what RE2 repeats at most
constexpr std::size_t tries_for_each = 6;

using Letters = std::bitset<128>;

Letters between(char first, char last) {
  Letters made;
  for (int c = first; c <= last; ++c) made.set(static_cast<std::size_t>(c));
  return made;
}
Letters digits() { return between('0', '9'); }
Letters word_letters() { return between('a', 'z') | between('A', 'Z') | digits() | between('_', '_'); }
Letters spaces() { return between(' ', ' ') | between('\t', '\t'); }
Letters printable_letters() { return between(' ', '~'); }

struct Part {
  enum class Kind : std::uint8_t { letter, text, all, any, repeat } kind = Kind::all;
  Letters letters{};                       // letter: one of them
  std::string text{};                      // text
  std::vector<Part> parts{};               // all: one after the other; any: one of them; repeat: the one
  std::size_t least = 0, most = 0;         // repeat
};

// What is not understood is left out: the pattern itself has the last word.
class Reading {
 public:
  explicit Reading(std::string_view text) : rest_(text) {}

  std::optional<Part> read() {
    Part part = choices(0);
    return failed_ || !rest_.empty() ? std::nullopt : std::optional(std::move(part));
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  Part choices(int depth) {
    Part any{.kind = Part::Kind::any};
    do any.parts.push_back(sequence(depth));
    while (take("|"));
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
      std::size_t least = 0, most = unbounded;
      if (take("+")) least = 1;
      else if (take("?")) most = 1;
      else if (!take("*") && !counted(least, most)) break;
      (void)take("?");                       // as few as fit: the same texts
      Part again{.kind = Part::Kind::repeat, .least = least, .most = most};
      again.parts.push_back(std::move(one));
      one = std::move(again);
    }
    return one;
  }

  // {3}, {3,}, {3,5}
  bool counted(std::size_t& least, std::size_t& most) {
    if (!rest_.starts_with("{")) return false;
    const std::size_t end = rest_.find('}');
    if (end == std::string_view::npos) return false;
    const std::string_view inside = rest_.substr(1, end - 1);
    const std::size_t comma = inside.find(',');
    const auto first = number(inside.substr(0, comma));
    if (!first) return false;
    least = *first;
    most = comma == std::string_view::npos ? least : inside.size() == comma + 1 ? unbounded : number(inside.substr(comma + 1)).value_or(least);
    rest_.remove_prefix(end + 1);
    return true;
  }

  static std::optional<std::size_t> number(std::string_view digits) {
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    std::size_t value = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + static_cast<std::size_t>(c - '0');
    }
    return value;
  }

  static Part letter(Letters letters) { return {.kind = Part::Kind::letter, .letters = letters}; }
  static Part written(std::string text) { return {.kind = Part::Kind::text, .text = std::move(text)}; }

  Part single(int depth) {
    if (take("(")) return group(depth);
    if (take("[")) return letter(set());
    if (take(".")) return letter(printable_letters());
    if (take("^") || take("$")) return {};
    if (take("\\")) return escaped();
    std::string text(1, rest_.front());
    rest_.remove_prefix(1);
    while (!rest_.empty() && (static_cast<unsigned char>(rest_.front()) & 0xC0u) == 0x80u) {   // the other bytes of one letter
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    return written(std::move(text));
  }

  Part group(int depth) {
    if (depth == nesting_max) failed_ = true;
    if (failed_) return {};
    if (take("?")) {
      const std::size_t end = rest_.find_first_of(rest_.starts_with("P<") || rest_.starts_with("<") ? ">" : ":)");
      if (end == std::string_view::npos) failed_ = true;
      if (failed_) return {};
      const bool flags = rest_[end] == ')';
      rest_.remove_prefix(end + 1);
      if (flags) return {};
    }
    Part inside = choices(depth + 1);
    if (!take(")")) failed_ = true;
    return inside;
  }

  static std::optional<Letters> of_class(char name) {
    switch (name) {
      case 'd': return digits();
      case 'w': return word_letters();
      case 's': return spaces();
      case 'D': return printable_letters() & ~digits();
      case 'W': return printable_letters() & ~word_letters();
      case 'S': return printable_letters() & ~spaces();
      default: return std::nullopt;
    }
  }

  Part escaped() {
    if (rest_.empty()) {
      failed_ = true;
      return {};
    }
    const char name = rest_.front();
    rest_.remove_prefix(1);
    if (const auto letters = of_class(name)) return letter(*letters);
    switch (name) {
      case 'b': case 'B': case 'A': case 'z': return {};
      case 'n': return written("\n");
      case 't': return written("\t");
      case 'Q': {
        const std::size_t end = std::min(rest_.find("\\E"), rest_.size());
        Part made = written(std::string(rest_.substr(0, end)));
        rest_.remove_prefix(std::min(end + 2, rest_.size()));
        return made;
      }
      case 'p': case 'P':
        if (const std::size_t end = rest_.starts_with("{") ? rest_.find('}') : 0; end < rest_.size()) rest_.remove_prefix(end + 1);
        return letter(name == 'p' ? between('a', 'z') | between('A', 'Z') | digits() : printable_letters());
      default: return written(std::string(1, name));
    }
  }

  Letters set() {
    const bool but = take("^");
    Letters letters;
    for (bool first = true; !rest_.empty() && (first || rest_.front() != ']'); first = false) {
      if (rest_.starts_with("[:")) named(letters);
      else member(letters);
    }
    if (!take("]")) failed_ = true;
    return but ? printable_letters() & ~letters : letters;
  }

  void named(Letters& letters) {
    const std::size_t end = rest_.find(":]");
    const std::string_view name = rest_.substr(2, end == std::string_view::npos ? 0 : end - 2);
    if (name == "alpha" || name == "alnum") letters |= between('a', 'z') | between('A', 'Z');
    if (name == "digit" || name == "alnum" || name == "xdigit") letters |= digits();
    if (name == "xdigit") letters |= between('a', 'f') | between('A', 'F');
    if (name == "lower") letters |= between('a', 'z');
    if (name == "upper") letters |= between('A', 'Z');
    if (name == "word") letters |= word_letters();
    if (name == "space" || name == "blank") letters |= spaces();
    if (name == "punct") letters |= printable_letters() & ~word_letters() & ~spaces();
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 2);
  }

  char one_of_set() {
    char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '\\' && !rest_.empty()) {
      c = rest_.front();
      rest_.remove_prefix(1);
      if (c == 'n') c = '\n';
      if (c == 't') c = '\t';
    }
    return c;
  }

  void member(Letters& letters) {
    if (rest_.size() > 1 && rest_.front() == '\\')
      if (const auto all = of_class(rest_[1])) {
        letters |= *all;
        rest_.remove_prefix(2);
        return;
      }
    const char first = one_of_set();
    char last = first;
    if (rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']') {
      rest_.remove_prefix(1);
      last = one_of_set();
    }
    if (first > 0 && last >= first) letters |= between(first, last);
  }

  std::string_view rest_;
  bool failed_ = false;
};

// One text for each number: 0 is the plainest, and what else is chosen goes by the number alone.
class Writing {
 public:
  Writing(const std::vector<std::string>& parts, std::uint64_t number) : parts_(parts), plain_(number == 0), state_(number * 0x9E3779B97F4A7C15u + 1) {}

  std::string write(const Part& part) {
    text_.clear();
    add(part);
    return text_;
  }

 private:
  std::size_t choose(std::size_t count) {
    if (plain_ || count < 2) return 0;
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>((state_ >> 33u) % count);
  }

  void add(const Part& part) {
    if (text_.size() > text_bytes) return;
    switch (part.kind) {
      case Part::Kind::text: text_ += part.text; return;
      case Part::Kind::letter: add_letter(part.letters); return;
      case Part::Kind::any: return add(part.parts[choose(part.parts.size())]);
      case Part::Kind::repeat: return add_again(part);
      case Part::Kind::all:
        for (const Part& one : part.parts) add(one);
    }
  }

  // Letters and digits before signs, as a person would.
  void add_letter(const Letters& letters) {
    for (const Letters& kind : {between('a', 'z'), between('A', 'Z'), digits(), printable_letters(), ~Letters()}) {
      const Letters both = letters & kind;
      if (both.none()) continue;
      std::size_t left = choose(both.count());
      for (std::size_t c = 0; c < both.size(); ++c)
        if (both.test(c) && left-- == 0) {
          text_ += static_cast<char>(c);
          return;
        }
    }
  }

  void add_again(const Part& part) {
    const Part& one = part.parts.front();
    std::size_t times = part.least;
    if (!plain_) {
      if (one.kind == Part::Kind::letter && !parts_.empty() && choose(2) == 1) {
        const std::string& wanted = parts_[choose(parts_.size())];
        const auto fits = [&](char c) { return c > 0 && one.letters.test(static_cast<std::size_t>(c)); };
        if (wanted.size() <= part.most && std::ranges::all_of(wanted, fits)) {
          text_ += wanted;
          times -= std::min(times, wanted.size());
        }
      }
      times = std::min(part.most, times + choose(3));
    }
    for (std::size_t i = 0; i < times && text_.size() <= text_bytes; ++i) add(one);
  }

  const std::vector<std::string>& parts_;
  bool plain_;
  std::uint64_t state_;
  std::string text_;
};

}  // namespace

std::vector<std::string> texts_that_fit(const Pattern& pattern, const std::vector<std::string>& parts, std::size_t most) {
  std::vector<std::string> found;
  const std::optional<Part> read = Reading(pattern.text()).read();
  if (!read) return found;
  for (std::uint64_t number = 0; number < most * tries_for_each && found.size() < most; ++number) {
    std::string text = Writing(parts, number).write(*read);
    if (pattern.matches(text) && std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
  }
  return found;
}

}  // namespace handrail::dsl
