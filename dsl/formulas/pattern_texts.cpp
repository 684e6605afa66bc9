#include "dsl/formulas/pattern_texts.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>

#include "dsl/formulas/pattern_parts.hpp"

namespace handrail::dsl {
namespace {

constexpr std::size_t text_bytes = 400;            // of one text; a person reads them
constexpr std::size_t tries_for_each = 6;

using Part = PatternPart;
using Plain = std::bitset<128>;                    // letters of ASCII

Plain between(char first, char last) {
  Plain made;
  for (int c = first; c <= last; ++c) made.set(static_cast<std::size_t>(c));
  return made;
}

Plain plain_of(const Letters& letters) {
  Plain made;
  for (const auto& [first, last] : letters)
    for (char32_t c = first; c <= last && c < made.size(); ++c) made.set(c);
  return made;
}

void write_letter(char32_t letter, std::string& text) {
  const auto following = [&](unsigned shift) { text += static_cast<char>(0x80u | ((letter >> shift) & 0x3Fu)); };
  if (letter < 0x80) {
    text += static_cast<char>(letter);
  } else if (letter < 0x800) {
    text += static_cast<char>(0xC0u | (letter >> 6u));
    following(0);
  } else if (letter < 0x10000) {
    text += static_cast<char>(0xE0u | (letter >> 12u));
    following(6);
    following(0);
  } else {
    text += static_cast<char>(0xF0u | (letter >> 18u));
    following(12);
    following(6);
    following(0);
  }
}

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
      case Part::Kind::letter: add_letter(part.letters); return;
      case Part::Kind::begins: case Part::Kind::ends: return;
      case Part::Kind::any: return add(part.parts[choose(part.parts.size())]);
      case Part::Kind::repeat: return add_again(part);
      case Part::Kind::all:
        for (const Part& one : part.parts) add(one);
    }
  }

  // Letters and digits before signs, as a person would.
  void add_letter(const Letters& letters) {
    const Plain plain = plain_of(letters);
    for (const Plain& kind : {between('a', 'z'), between('A', 'Z'), between('0', '9'), between(' ', '~'), ~Plain()}) {
      const Plain both = plain & kind;
      if (both.none()) continue;
      std::size_t left = choose(both.count());
      for (std::size_t c = 0; c < both.size(); ++c)
        if (both.test(c) && left-- == 0) return write_letter(static_cast<char32_t>(c), text_);
    }
    if (!letters.empty()) write_letter(letters.front().first, text_);
  }

  void add_again(const Part& part) {
    const Part& one = part.parts.front();
    std::size_t times = part.least;
    if (!plain_) {
      const Plain letters = one.kind == Part::Kind::letter ? plain_of(one.letters) : Plain();
      if (letters.count() > 1 && !parts_.empty() && choose(2) == 1) {
        const std::string& wanted = parts_[choose(parts_.size())];
        const auto fits = [&](char c) { return c > 0 && letters.test(static_cast<std::size_t>(c)); };
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
  const auto read = read_pattern(pattern.text());
  if (!read) return found;
  for (std::uint64_t number = 0; number < most * tries_for_each && found.size() < most; ++number) {
    std::string text = Writing(parts, number).write(read->whole);
    if (pattern.matches(text) && std::ranges::find(found, text) == found.end()) found.push_back(std::move(text));
  }
  return found;
}

}  // namespace handrail::dsl
