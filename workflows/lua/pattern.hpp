// Lua's patterns, matched with counted steps: `(a*)*b` and its kin end in a worded error instead of taking the processor. The language is that of
// the Lua 5.4 manual, section 6.4.1, with ASCII classes. Knows nothing of Lua itself.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handrail {

// A search through one subject. Offsets are bytes from 0.
//
//   PatternMatcher matcher(subject, "^(%a+)", limits::lua_pattern_steps);
//   if (auto end = matcher.match(0)) … matcher.capture(0) …
//   else if (!matcher.error().empty()) …
class PatternMatcher {
 public:
  struct Capture {
    std::size_t at = 0;
    std::size_t bytes = 0;
    bool position = false;  // `()`: only `at` counts
  };

  // `pattern` without its anchor `^`. Both texts must outlive the matcher. Steps are counted over all calls of match.
  PatternMatcher(std::string_view subject, std::string_view pattern, std::uint64_t steps_max);

  // The end of a match that begins at `at`, which may be the subject's end. nullopt: no match, or an error.
  std::optional<std::size_t> match(std::size_t at);
  // Not empty: the pattern is malformed, or took too many steps; no further match succeeds.
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::size_t captures() const { return static_cast<std::size_t>(level_); }
  [[nodiscard]] Capture capture(std::size_t index) const;
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  static constexpr int captures_max = 32;
  static constexpr int depth_max = 200;  // of the recursion, about 40 KiB of stack
  static constexpr std::ptrdiff_t unfinished = -1;
  static constexpr std::ptrdiff_t position = -2;
  struct Open {
    const char* begin = nullptr;
    std::ptrdiff_t bytes = unfinished;
  };

  const char* run(const char* s, const char* p);
  const char* run_from(const char* s, const char* p);
  const char* item(const char* s, const char* p, const char* after, bool& done, const char*& next_p);
  const char* longest(const char* s, const char* p, const char* after);
  const char* shortest(const char* s, const char* p, const char* after);
  const char* open_capture(const char* s, const char* p, std::ptrdiff_t kind);
  const char* close_capture(const char* s, const char* p);
  const char* balanced(const char* s, const char* p);
  const char* repeated(const char* s, char digit);
  const char* class_end(const char* p);
  bool frontier(const char* s, const char* p, const char* after);
  bool single(const char* s, const char* p, const char* after);
  bool in_set(unsigned char c, const char* p, const char* bracket);
  bool step(std::uint64_t count = 1);
  const char* failed(std::string why);

  std::string_view subject_;
  const char* end_;
  std::string_view pattern_;
  const char* pattern_end_;
  std::uint64_t steps_max_;
  std::uint64_t steps_ = 0;
  int depth_ = 0;
  int level_ = 0;
  std::array<Open, captures_max> open_{};
  std::string error_;
};

}  // namespace handrail
