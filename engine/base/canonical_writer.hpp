// canonical(to_json(value)) without the Json in between, for what is written often: members go straight into the text and are put in the order of their keys when
// the last is there. What a value is written as is said once more here than in json_io.hpp; a test holds the two together.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/base/assert.hpp"
#include "engine/base/json_io.hpp"
#include "engine/base/json_write.hpp"

namespace handrail {

class CanonicalWriter {
 public:
  explicit CanonicalWriter(TextBuffer& out) : out_(out), begin_(out.size()) { out_.put('{'); }

  template <class T>
  void operator()(std::string_view key, const T& value) {
    const std::size_t from = out_.size();
    char* const to = out_.room(key.size() + 3);   // the key is a word of ours: nothing to escape
    *to = '"';
    std::memcpy(to + 1, key.data(), key.size());
    std::memcpy(to + 1 + key.size(), "\":", 2);
    out_.wrote(to + key.size() + 3);
    if (!write(out_, value)) return out_.cut(from);
    HANDRAIL_ASSERT(count_ < members_.size(), "what is recorded has at most as many members");
    members_[count_] = {key.data(), key.size(), first_bytes(key), from, out_.size() - from};
    in_order_ = in_order_ && (count_ == 0 || before(members_[count_ - 1], members_[count_]));
    ++count_;
    out_.put(',');
  }

  // Once, behind the last member.
  void close() {
    const auto end = members_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (!in_order_) {   // once more behind it, in order, and then over it
      std::sort(members_.begin(), end, before);
      const std::size_t bytes = out_.size() - begin_ - 1;
      char* const behind = out_.room(bytes);
      char* to = behind;
      for (auto member = members_.begin(); member != end; ++member) {
        std::memcpy(to, out_.from(member->from), member->bytes);
        to += member->bytes;
        *to++ = ',';
      }
      std::memcpy(out_.from(begin_ + 1), behind, bytes);
    }
    if (count_ > 0) out_.cut(out_.size() - 1);   // the comma behind the last
    out_.put('}');
  }

 private:
  struct Member {            // without a constructor, so that many of them cost nothing
    const char* name;
    std::size_t name_bytes;
    std::uint64_t first_bytes;
    std::size_t from, bytes;
    [[nodiscard]] std::string_view key() const { return {name, name_bytes}; }
  };

  // The first eight, as a number that is in order where the keys are: most keys are told apart by it.
  static std::uint64_t first_bytes(std::string_view key) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0u);
    return number;
  }
  static bool before(const Member& a, const Member& b) { return a.first_bytes != b.first_bytes ? a.first_bytes < b.first_bytes : a.key() < b.key(); }

  // False: nothing was written, and the member is left out.
  template <class T>
  static bool write(TextBuffer& out, const T& value);
  template <class T>
  static bool write_integer(TextBuffer& out, T value);

  TextBuffer& out_;
  const std::size_t begin_;
  std::size_t count_ = 0;
  bool in_order_ = true;
  std::array<Member, 64> members_;   // more than any event has: a test fills and writes each
};

template <HasMembers T>
void append_canonical(TextBuffer& out, const T& value) {
  CanonicalWriter io(out);
  T::members(value, io);
  io.close();
}

template <class T>
bool CanonicalWriter::write_integer(TextBuffer& out, T value) {
  constexpr std::size_t digits_max = 24;
  char* const to = out.room(digits_max);
  out.wrote(std::to_chars(to, to + digits_max, value).ptr);
  return true;
}

template <class T>
bool CanonicalWriter::write(TextBuffer& out, const T& value) {
  if constexpr (std::is_same_v<T, Json>) {
    if (value.is_null()) return false;
    append_canonical(out, value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (value.empty()) return false;
    append_json_text(out, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!value) return false;
    out.put("true");
  } else if constexpr (std::is_integral_v<T>) {
    return write_integer(out, value);
  } else if constexpr (HasWords<T>) {
    append_json_text(out, word_of(value));
  } else if constexpr (json_io::IsId<T>::value) {
    return write(out, value.text);
  } else if constexpr (json_io::IsOptional<T>::value) {
    if (!value) return false;
    if (!write(out, *value)) out.put("null");
  } else if constexpr (json_io::IsVector<T>::value) {
    if (value.empty()) return false;
    out.put('[');
    for (const auto& item : value) {
      if (&item != &value.front()) out.put(',');
      if (!write(out, item)) out.put(std::is_same_v<typename T::value_type, std::string> ? std::string_view("\"\"") : std::string_view("null"));
    }
    out.put(']');
  } else if constexpr (json_io::IsMap<T>::value) {
    if (value.empty()) return false;
    char before = '{';
    for (const auto& [key, item] : value) {
      out.put(std::exchange(before, ','));
      append_json_text(out, key);
      out.put(':');
      if (!write(out, item)) out.put("null");
    }
    out.put('}');
  } else if constexpr (HasMembers<T>) {
    append_canonical(out, value);
  } else {
    const auto json = JsonWriter::write(value);   // times, decimals, and what has a to_json of its own
    if (!json) return false;
    append_canonical(out, *json);
  }
  return true;
}

}  // namespace handrail
