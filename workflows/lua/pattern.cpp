#include "workflows/lua/pattern.hpp"

#include <cctype>
#include <cstring>

namespace handrail {

namespace {

constexpr char escape = '%';
constexpr std::uint64_t bytes_per_step = 16;  // of a plain comparison

bool ascii(unsigned char c, int (*test)(int)) { return c < 0x80 && test(c) != 0; }

// %a, %d, …; a class in upper case is its complement, any other character stands for itself.
bool in_class(unsigned char c, unsigned char name) {
  bool member = false;
  switch (std::tolower(name)) {
    case 'a': member = ascii(c, std::isalpha); break;
    case 'c': member = ascii(c, std::iscntrl); break;
    case 'd': member = ascii(c, std::isdigit); break;
    case 'g': member = ascii(c, std::isgraph); break;
    case 'l': member = ascii(c, std::islower); break;
    case 'p': member = ascii(c, std::ispunct); break;
    case 's': member = ascii(c, std::isspace); break;
    case 'u': member = ascii(c, std::isupper); break;
    case 'w': member = ascii(c, std::isalnum); break;
    case 'x': member = ascii(c, std::isxdigit); break;
    default: return name == c;
  }
  return ascii(name, std::isupper) ? !member : member;
}

unsigned char byte(const char* s) { return static_cast<unsigned char>(*s); }

}  // namespace

PatternMatcher::PatternMatcher(std::string_view subject, std::string_view pattern, std::uint64_t steps_max)
    : subject_(subject), end_(subject.data() + subject.size()), pattern_(pattern), pattern_end_(pattern.data() + pattern.size()),
      steps_max_(steps_max) {}

std::optional<std::size_t> PatternMatcher::match(std::size_t at) {
  level_ = 0;
  depth_ = 0;
  if (!error_.empty()) return std::nullopt;
  const char* end = run(subject_.data() + at, pattern_.data());
  if (!error_.empty() || !end) return std::nullopt;
  for (int i = 0; i < level_; ++i) {
    if (open_[static_cast<std::size_t>(i)].bytes == unfinished) {
      failed("a capture is not closed: a `)` is missing");
      return std::nullopt;
    }
  }
  return static_cast<std::size_t>(end - subject_.data());
}

PatternMatcher::Capture PatternMatcher::capture(std::size_t index) const {
  const Open& open = open_[index];
  const auto at = static_cast<std::size_t>(open.begin - subject_.data());
  if (open.bytes == position) return {at, 0, true};
  return {at, static_cast<std::size_t>(open.bytes), false};
}

const char* PatternMatcher::failed(std::string why) {
  if (error_.empty()) error_ = std::move(why);
  return nullptr;
}

bool PatternMatcher::step(std::uint64_t count) {
  steps_ += count;
  if (steps_ <= steps_max_ && error_.empty()) return true;
  failed("it takes more than " + std::to_string(steps_max_) + " steps on this text; use fewer `*`, `+` and `-`, or find a plain text first");
  return false;
}

const char* PatternMatcher::run(const char* s, const char* p) {
  if (depth_ >= depth_max) return failed("it is too complex");
  ++depth_;
  const char* end = run_from(s, p);
  --depth_;
  return end;
}

// Goes along the pattern without recursion as long as there is only one way on.
const char* PatternMatcher::run_from(const char* s, const char* p) {
  while (p != pattern_end_) {
    if (!step()) return nullptr;
    const bool escaped = *p == escape && p + 1 != pattern_end_;
    if (*p == '(') {
      const bool empty = p + 1 != pattern_end_ && p[1] == ')';
      return empty ? open_capture(s, p + 2, position) : open_capture(s, p + 1, unfinished);
    }
    if (*p == ')') return close_capture(s, p + 1);
    if (*p == '$' && p + 1 == pattern_end_) return s == end_ ? s : nullptr;
    if (escaped && p[1] == 'b') {
      s = balanced(s, p + 2);
      if (!s) return nullptr;
      p += 4;
      continue;
    }
    if (escaped && p[1] == 'f') {
      const char* set = p + 2;
      if (set == pattern_end_ || *set != '[') return failed("`%f` must be followed by a set, as in `%f[%w]`");
      const char* after = class_end(set);
      if (!after || !frontier(s, set, after)) return nullptr;
      p = after;
      continue;
    }
    if (escaped && std::isdigit(byte(p + 1))) {
      s = repeated(s, p[1]);
      if (!s) return nullptr;
      p += 2;
      continue;
    }
    const char* after = class_end(p);
    if (!after) return nullptr;
    bool done = false;
    s = item(s, p, after, done, p);
    if (done || !s) return s;
  }
  return s;
}

// One character class with its `?`, `*`, `+` or `-`. Not done: goes on at the position returned, with `next_p`.
const char* PatternMatcher::item(const char* s, const char* p, const char* after, bool& done, const char*& next_p) {
  const char suffix = after == pattern_end_ ? '\0' : *after;
  const bool holds = single(s, p, after);
  if (!error_.empty()) return nullptr;
  if (suffix == '-') {
    done = true;
    return shortest(s, p, after);
  }
  if (!holds) {
    next_p = after + 1;
    return suffix == '*' || suffix == '?' ? s : nullptr;
  }
  if (suffix == '?') {
    if (const char* end = run(s + 1, after + 1); end || !error_.empty()) {
      done = true;
      return end;
    }
    next_p = after + 1;
    return s;
  }
  if (suffix == '*' || suffix == '+') {
    done = true;
    return longest(suffix == '+' ? s + 1 : s, p, after);
  }
  next_p = after;
  return s + 1;
}

const char* PatternMatcher::longest(const char* s, const char* p, const char* after) {
  std::ptrdiff_t count = 0;
  while (single(s + count, p, after)) {
    if (!step()) return nullptr;
    ++count;
  }
  for (; count >= 0 && error_.empty(); --count) {
    if (const char* end = run(s + count, after + 1)) return end;
  }
  return nullptr;
}

const char* PatternMatcher::shortest(const char* s, const char* p, const char* after) {
  while (step()) {
    if (const char* end = run(s, after + 1)) return end;
    if (!single(s, p, after)) return nullptr;
    ++s;
  }
  return nullptr;
}

const char* PatternMatcher::open_capture(const char* s, const char* p, std::ptrdiff_t kind) {
  if (level_ >= captures_max) return failed("it has more than 32 captures");
  open_[static_cast<std::size_t>(level_)] = {s, kind};
  ++level_;
  const char* end = run(s, p);
  if (!end) --level_;
  return end;
}

const char* PatternMatcher::close_capture(const char* s, const char* p) {
  for (int i = level_ - 1; i >= 0; --i) {
    Open& open = open_[static_cast<std::size_t>(i)];
    if (open.bytes != unfinished) continue;
    open.bytes = s - open.begin;
    const char* end = run(s, p);
    if (!end) open.bytes = unfinished;
    return end;
  }
  return failed("it has a `)` without a `(`");
}

const char* PatternMatcher::balanced(const char* s, const char* p) {
  if (pattern_end_ - p < 2) return failed("`%b` needs two characters, as in `%b()`");
  if (s == end_ || *s != *p) return nullptr;
  std::ptrdiff_t open = 1;
  while (++s != end_ && step()) {
    if (*s == p[1]) {
      if (--open == 0) return s + 1;
    } else if (*s == p[0]) {
      ++open;
    }
  }
  return nullptr;
}

const char* PatternMatcher::repeated(const char* s, char digit) {
  const int index = digit - '1';
  if (index < 0 || index >= level_ || open_[static_cast<std::size_t>(index)].bytes == unfinished) {
    return failed(std::string("`%") + digit + "` names a capture that is not there");
  }
  const Open& open = open_[static_cast<std::size_t>(index)];
  if (open.bytes == position) return nullptr;
  const auto bytes = static_cast<std::size_t>(open.bytes);
  if (!step(1 + bytes / bytes_per_step)) return nullptr;
  if (static_cast<std::size_t>(end_ - s) < bytes || std::memcmp(open.begin, s, bytes) != 0) return nullptr;
  return s + bytes;
}

// The character after the class that begins at `p`.
const char* PatternMatcher::class_end(const char* p) {
  const char first = *p++;
  if (first == escape) return p == pattern_end_ ? failed("it ends with `%`") : p + 1;
  if (first != '[') return p;
  const char* begin = p;
  if (p != pattern_end_ && *p == '^') ++p;
  do {  // a `]` that comes first stands for itself
    if (p == pattern_end_) return failed("a `]` is missing");
    if (*p++ == escape && p != pattern_end_) ++p;
  } while (p == pattern_end_ || *p != ']');
  return step(1 + static_cast<std::uint64_t>(p - begin) / bytes_per_step) ? p + 1 : nullptr;
}

// %f[set]: between a character outside the set and one inside; the subject's ends count as NUL.
bool PatternMatcher::frontier(const char* s, const char* p, const char* after) {
  const unsigned char before = s == subject_.data() ? '\0' : byte(s - 1);
  const unsigned char here = s == end_ ? '\0' : byte(s);
  return !in_set(before, p, after - 1) && in_set(here, p, after - 1);
}

bool PatternMatcher::single(const char* s, const char* p, const char* after) {
  if (s >= end_) return false;
  switch (*p) {
    case '.': return true;
    case escape: return in_class(byte(s), byte(p + 1));
    case '[': return in_set(byte(s), p, after - 1);
    default: return *p == *s;
  }
}

// `p` stands at the `[` and `bracket` at its `]`.
bool PatternMatcher::in_set(unsigned char c, const char* p, const char* bracket) {
  if (!step(1 + static_cast<std::uint64_t>(bracket - p) / 4)) return false;
  bool member = true;
  if (p[1] == '^') {
    member = false;
    ++p;
  }
  while (++p < bracket) {
    if (*p == escape) {
      ++p;
      if (in_class(c, byte(p))) return member;
    } else if (p + 2 < bracket && p[1] == '-') {
      p += 2;
      if (byte(p - 2) <= c && c <= byte(p)) return member;
    } else if (byte(p) == c) {
      return member;
    }
  }
  return !member;
}

}  // namespace handrail
