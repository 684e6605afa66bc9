// canonical(to_json(value)) without the Json in between, for what is written often: members go straight into the text and are put in the order of their keys when
// the last is there. What a value is written as is said once more here than in json_io.hpp; a test holds the two together.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
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
  explicit CanonicalWriter(std::string& out) : out_(out), begin_(out.size()) { out_.push_back('{'); }

  template <class T>
  void operator()(std::string_view key, const T& value) {
    const std::size_t from = out_.size();
    out_.push_back('"');   // the key is a word of ours: nothing to escape
    out_.append(key);
    out_.append("\":", 2);
    if (!write(out_, value)) return out_.resize(from);
    HANDRAIL_ASSERT(count_ < members_.size(), "what is recorded has at most as many members");
    members_[count_++] = {key.data(), key.size(), from, out_.size() - from};
    out_.push_back(',');
  }

  // Once, behind the last member.
  void close() {
    const auto end = members_.begin() + static_cast<std::ptrdiff_t>(count_);
    const auto by_key = [](const Member& a, const Member& b) { return a.key() < b.key(); };
    if (count_ > 0) out_.pop_back();   // the comma behind the last
    if (!std::is_sorted(members_.begin(), end, by_key)) {
      std::sort(members_.begin(), end, by_key);
      const std::string written = out_.substr(begin_);
      out_.resize(begin_ + 1);
      for (auto member = members_.begin(); member != end; ++member) {
        if (member != members_.begin()) out_.push_back(',');
        out_.append(written, member->from - begin_, member->bytes);
      }
    }
    out_.push_back('}');
  }

 private:
  struct Member {            // without a constructor, so that many of them cost nothing
    const char* name;
    std::size_t name_bytes, from, bytes;
    [[nodiscard]] std::string_view key() const { return {name, name_bytes}; }
  };

  // False: nothing was written, and the member is left out.
  template <class T>
  static bool write(std::string& out, const T& value);
  template <class T>
  static bool write_integer(std::string& out, T value);

  std::string& out_;
  const std::size_t begin_;
  std::size_t count_ = 0;
  std::array<Member, 64> members_;   // more than any event has: a test fills and writes each
};

template <HasMembers T>
void append_canonical(std::string& out, const T& value) {
  CanonicalWriter io(out);
  T::members(value, io);
  io.close();
}

template <class T>
bool CanonicalWriter::write_integer(std::string& out, T value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
  return true;
}

template <class T>
bool CanonicalWriter::write(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, Json>) {
    if (value.is_null()) return false;
    append_canonical(out, value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (value.empty()) return false;
    append_json_text(out, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!value) return false;
    out += "true";
  } else if constexpr (std::is_integral_v<T>) {
    return write_integer(out, value);
  } else if constexpr (HasWords<T>) {
    append_json_text(out, word_of(value));
  } else if constexpr (json_io::IsId<T>::value) {
    return write(out, value.text);
  } else if constexpr (json_io::IsOptional<T>::value) {
    if (!value) return false;
    if (!write(out, *value)) out += "null";
  } else if constexpr (json_io::IsVector<T>::value) {
    if (value.empty()) return false;
    out.push_back('[');
    for (const auto& item : value) {
      if (&item != &value.front()) out.push_back(',');
      if (!write(out, item)) out += std::is_same_v<typename T::value_type, std::string> ? "\"\"" : "null";
    }
    out.push_back(']');
  } else if constexpr (json_io::IsMap<T>::value) {
    if (value.empty()) return false;
    char before = '{';
    for (const auto& [key, item] : value) {
      out.push_back(std::exchange(before, ','));
      append_json_text(out, key);
      out.push_back(':');
      if (!write(out, item)) out += "null";
    }
    out.push_back('}');
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
