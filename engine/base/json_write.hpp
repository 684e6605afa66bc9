// Writing JSON behind a text that is there already: for those who write much of it and need no tree of values in between (json.hpp writes a whole value).
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace handrail {

// A text that grows at its end. Short ones need no memory but their own; a piece costs one look at the room that is left.
class TextBuffer {
 public:
  TextBuffer() : begin_(first_), at_(begin_), end_(begin_ + sizeof first_) {}
  TextBuffer(const TextBuffer&) = delete;
  TextBuffer& operator=(const TextBuffer&) = delete;

  void put(char c) { *room(1) = c, ++at_; }
  void put(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(room(text.size()), text.data(), text.size());
    at_ += text.size();
  }
  void put(std::size_t times, char c) {
    std::memset(room(times), c, times);
    at_ += times;
  }
  // Where so many bytes may be written behind the text; `wrote` says which belong to it.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) grow(bytes);
    return at_;
  }
  void wrote(const char* end) { at_ += end - at_; }

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(at_ - begin_); }
  [[nodiscard]] char* from(std::size_t place) { return begin_ + place; }   // until it grows
  [[nodiscard]] std::string text() const { return {begin_, at_}; }
  void cut(std::size_t size) { at_ = begin_ + size; }

 private:
  void grow(std::size_t bytes);

  char first_[1024];
  std::unique_ptr<char[]> more_;
  char *begin_, *at_, *end_;
};

// Quoted and escaped; bytes that are not UTF-8 become U+FFFD.
void append_json_text(TextBuffer& out, std::string_view text);
// As canonical(json) has it.
void append_canonical(TextBuffer& out, const Json& json);

}  // namespace handrail
