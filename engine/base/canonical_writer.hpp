// canonical(to_json(value)) without the Json in between, for what is written often: members go straight into the text and are put in the order of their keys when
// the last is there. What a value is written as is said once more here than in json_io.hpp; a test holds the two together.
#pragma once

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/json_io.hpp"
#include "engine/base/json_write.hpp"

namespace handrail {

class CanonicalWriter {
 public:
  explicit CanonicalWriter(std::string& out) : out_(out), begin_(out.size()) {
    out_.push_back('{');
    members_.reserve(usual_members);
  }

  template <class T>
  void operator()(std::string_view key, const T& value) {
    const std::size_t from = out_.size();
    out_.append("\"").append(key).append("\":");   // a word of ours: nothing to escape
    if (write(out_, value)) members_.push_back({key, from, out_.size() - from});
    else out_.resize(from);
  }

  // Once, behind the last member.
  void close() {
    const auto by_key = [](const Member& a, const Member& b) { return a.key < b.key; };
    std::sort(members_.begin(), members_.end(), by_key);
    const std::string written = out_.substr(begin_);
    out_.resize(begin_ + 1);
    for (const Member& member : members_) {
      if (&member != &members_.front()) out_.push_back(',');
      out_.append(written, member.from - begin_, member.bytes);
    }
    out_.push_back('}');
  }

 private:
  static constexpr std::size_t usual_members = 12;

  struct Member {
    std::string_view key;
    std::size_t from = 0, bytes = 0;
  };

  // False: nothing was written, and the member is left out.
  template <class T>
  static bool write(std::string& out, const T& value);
  template <class T>
  static bool write_integer(std::string& out, T value);

  std::string& out_;
  const std::size_t begin_;
  std::vector<Member> members_;
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
