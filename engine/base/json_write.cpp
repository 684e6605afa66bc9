#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "engine/base/assert.hpp"
#include "engine/base/json.hpp"
#include "engine/base/json_number.hpp"
#include "engine/base/json_write.hpp"
#include "engine/base/utf8.hpp"

namespace handrail {

namespace {

enum class Layout { one_line, pretty, canonical };

// ASCII that stands for itself.
constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) table[byte] = byte != '"' && byte != '\\';
  return table;
}();

// Eight bytes at once: whether none of them is a quote, a backslash, a control or past ASCII.
bool all_plain(std::uint64_t word) {
  constexpr std::uint64_t each = 0x0101010101010101u, high = 0x80 * each;
  const auto below = [](std::uint64_t bytes, std::uint64_t bound) { return (bytes - bound * each) & ~bytes; };   // in the high bits; exact where it finds none
  return ((word | below(word, 0x20) | below(word ^ ('"' * each), 1) | below(word ^ ('\\' * each), 1)) & high) == 0;
}

template <class Word>
Word word_at(std::string_view text, std::size_t at) {
  Word word = 0;
  std::memcpy(&word, text.data() + at, sizeof word);
  return word;
}

// The last bytes of a text are looked at together with those before them, which are plain.
bool plain_to_the_end(std::string_view text, std::size_t at) {
  if (text.size() >= 8) return all_plain(word_at<std::uint64_t>(text, text.size() - 8));
  if (at > 0 || text.size() < 4) return false;
  return all_plain(std::uint64_t{word_at<std::uint32_t>(text, 0)} << 32 | word_at<std::uint32_t>(text, text.size() - 4));
}

// How many of the bytes from `at` on stand for themselves.
std::size_t plain_bytes(std::string_view text, std::size_t at) {
  const std::size_t from = at;
  while (at + 8 <= text.size() && all_plain(word_at<std::uint64_t>(text, at))) at += 8;
  if (at < text.size() && at + 8 > text.size() && plain_to_the_end(text, at)) return text.size() - from;
  while (at < text.size() && plain[static_cast<unsigned char>(text[at])]) ++at;
  return at - from;
}

class Writer {
 public:
  Writer(Layout layout, std::string& out) : layout_(layout), out_(out) {}

  void write(const Json& json) {
    if (const Json::Object* members = json.members()) {
      write_object(*members);
    } else if (const Json::Array* items = json.items()) {
      write_array(*items);
    } else if (const std::string* text = json.text()) {
      append_json_text(out_, *text);
    } else if (const Json::Number* number = json.number()) {
      write_number(*number);
    } else if (const bool* yes = json.boolean()) {
      out_ += *yes ? "true" : "false";
    } else {
      out_ += "null";
    }
  }

 private:
  // Most numbers are counts and amounts, written by us: digits without a leading zero are their own shortest form.
  static bool plain_whole(std::string_view literal) {
    constexpr std::size_t digits_max = 19;
    if (literal.empty() || literal.size() > digits_max || literal.front() == '0') return literal == "0";
    return std::all_of(literal.begin(), literal.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  void write_number(const Json::Number& number) {
    if (plain_whole(number.literal)) {
      out_ += number.literal;
      return;
    }
    const std::optional<ExactNumber> exact = exact_number(number.literal);
    HANDRAIL_ASSERT(exact, "`" + number.literal + "` is written as a number");
    out_ += layout_ == Layout::canonical ? shortest_form(*exact) : number.literal;
  }

  void write_array(const Json::Array& items) {
    if (items.empty()) {
      out_ += "[]";
      return;
    }
    open('[');
    for (std::size_t i = 0; i < items.size(); ++i) {
      next(i == 0);
      write(items[i]);
    }
    close(']');
  }

  void write_object(const Json::Object& members) {
    if (members.empty()) {
      out_ += "{}";
      return;
    }
    open('{');
    if (layout_ != Layout::canonical || std::is_sorted(members.begin(), members.end(), by_key)) {
      for (const Json::Member& member : members) write_member(member, &member == &members.front());
    } else {
      std::vector<const Json::Member*> order;
      order.reserve(members.size());
      for (const Json::Member& member : members) order.push_back(&member);
      std::sort(order.begin(), order.end(), [](const Json::Member* a, const Json::Member* b) { return by_key(*a, *b); });
      for (const Json::Member* member : order) write_member(*member, member == order.front());
    }
    close('}');
  }

  static bool by_key(const Json::Member& a, const Json::Member& b) { return a.first < b.first; }

  void write_member(const Json::Member& member, bool first) {
    next(first);
    append_json_text(out_, member.first);
    out_ += layout_ == Layout::pretty ? ": " : ":";
    write(member.second);
  }

  void open(char bracket) {
    out_.push_back(bracket);
    indent_ += 2;
  }
  void next(bool first) {
    if (!first) out_.push_back(',');
    if (layout_ == Layout::pretty) out_.append("\n").append(indent_, ' ');
  }
  void close(char bracket) {
    indent_ -= 2;
    if (layout_ == Layout::pretty) out_.append("\n").append(indent_, ' ');
    out_.push_back(bracket);
  }

  Layout layout_;
  std::string& out_;
  std::size_t indent_ = 0;
};

std::string written(const Json& json, Layout layout) {
  std::string out;
  Writer(layout, out).write(json);
  return out;
}

}  // namespace

// Everything but quote, backslash and controls stands for itself. Bytes that are not UTF-8 become U+FFFD, so that what is written can be read.
void append_json_text(std::string& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out.push_back('"');
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain_there = plain_bytes(text, at);
    out.append(text, at, plain_there);
    at += plain_there;
    if (at == text.size()) break;
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      const CodePoint point = decode_utf8(text, at);
      append_utf8(out, point.valid ? point.value : char32_t{0xFFFD});
      at += point.bytes;
      continue;
    }
    ++at;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      default: out.append("\\u00").append(1, hex[byte >> 4]).append(1, hex[byte & 0xf]);
    }
  }
  out.push_back('"');
}

void append_canonical(std::string& out, const Json& json) { Writer(Layout::canonical, out).write(json); }

std::string dump(const Json& json) { return written(json, Layout::one_line); }
std::string dump_pretty(const Json& json) { return written(json, Layout::pretty); }
std::string canonical(const Json& json) { return written(json, Layout::canonical); }

}  // namespace handrail
