#include "workflows/source/script_words.hpp"

#include <algorithm>
#include <optional>

namespace handrail {

namespace {

bool name_begin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

class Words {
 public:
  explicit Words(std::string_view script) : script_(script) {}

  std::vector<ScriptWord> all() {
    while (at_ < script_.size()) next();
    return std::move(words_);
  }

 private:
  using Kind = ScriptWord::Kind;

  void next() {
    const char c = script_[at_];
    if (c == '-' && script_.substr(at_).starts_with("--")) {
      at_ += 2;
      if (const auto level = long_bracket()) return skip_long(*level);
      at_ = std::min(script_.find('\n', at_), script_.size());
    } else if (name_begin(c)) {
      take(Kind::name, [](char d) { return name_begin(d) || digit(d); });
    } else if (digit(c)) {
      take(Kind::sign, [](char d) { return name_begin(d) || digit(d) || d == '.'; });
    } else if (c == '"' || c == '\'') {
      take_text(c);
    } else if (const auto level = long_bracket()) {
      words_.push_back({Kind::sign, "[[", line_});
      skip_long(*level);
    } else {
      if (c == '\n') ++line_;
      if (static_cast<unsigned char>(c) > ' ') words_.push_back({Kind::sign, std::string(1, c), line_});
      ++at_;
    }
  }

  template <class Belongs>
  void take(Kind kind, Belongs belongs) {
    const std::size_t begin = at_;
    while (at_ < script_.size() && belongs(script_[at_])) ++at_;
    words_.push_back({kind, std::string(script_.substr(begin, at_ - begin)), line_});
  }

  // Escapes stay as they are written: a text with one names no tool.
  void take_text(char quote) {
    const int line = line_;
    const std::size_t begin = ++at_;
    while (at_ < script_.size() && script_[at_] != quote) {
      if (script_[at_] == '\\' && at_ + 1 < script_.size()) ++at_;
      if (script_[at_] == '\n') ++line_;
      ++at_;
    }
    words_.push_back({Kind::text, std::string(script_.substr(begin, at_ - begin)), line});
    if (at_ < script_.size()) ++at_;
  }

  // The number of `=` in a `[==[` that begins here.
  std::optional<std::size_t> long_bracket() const {
    if (at_ >= script_.size() || script_[at_] != '[') return std::nullopt;
    const std::size_t end = script_.find_first_not_of('=', at_ + 1);
    return end != std::string_view::npos && script_[end] == '[' ? std::optional(end - at_ - 1) : std::nullopt;
  }

  void skip_long(std::size_t level) {
    const std::string closing = "]" + std::string(level, '=') + "]";
    const std::size_t found = script_.find(closing, at_);
    const std::size_t end = found == std::string_view::npos ? script_.size() : found + closing.size();
    line_ += static_cast<int>(std::count(script_.begin() + static_cast<std::ptrdiff_t>(at_), script_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }

  std::string_view script_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<ScriptWord> words_;
};

}  // namespace

std::vector<ScriptWord> script_words(std::string_view script) { return Words(script).all(); }

}  // namespace handrail
