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

// Sixteen bytes at once. Read as signed, controls and what is past ASCII both lie below the space.
using Sixteen = signed char __attribute__((vector_size(16)));

Sixteen not_plain(const char* bytes) {
  Sixteen read;
  std::memcpy(&read, bytes, sizeof read);
  return (read < 0x20) | (read == '"') | (read == '\\');
}

bool none(Sixteen found) {
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

// Whether all bytes stand for themselves. The last ones are looked at together with those before them, which have been seen.
bool all_plain(std::string_view text) {
  if (text.size() >= 16) {
    Sixteen found = not_plain(text.data() + text.size() - 16);
    for (std::size_t at = 0; at + 16 < text.size(); at += 16) found |= not_plain(text.data() + at);
    return none(found);
  }
  if (text.size() >= 8) return all_plain(word_at<std::uint64_t>(text, 0)) && all_plain(word_at<std::uint64_t>(text, text.size() - 8));
  if (text.size() >= 4) return all_plain(std::uint64_t{word_at<std::uint32_t>(text, 0)} << 32 | word_at<std::uint32_t>(text, text.size() - 4));
  return std::all_of(text.begin(), text.end(), [](char c) { return plain[static_cast<unsigned char>(c)]; });
}

// How many of the bytes from `at` on stand for themselves.
std::size_t plain_bytes(std::string_view text, std::size_t at) {
  const std::size_t from = at;
  while (at + 8 <= text.size() && all_plain(word_at<std::uint64_t>(text, at))) at += 8;
  while (at < text.size() && plain[static_cast<unsigned char>(text[at])]) ++at;
  return at - from;
}

class Writer {
 public:
  Writer(Layout layout, TextBuffer& out) : layout_(layout), out_(out) {}

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
      out_.put(*yes ? std::string_view("true") : std::string_view("false"));
    } else {
      out_.put("null");
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
      out_.put(number.literal);
      return;
    }
    const std::optional<ExactNumber> exact = exact_number(number.literal);
    HANDRAIL_ASSERT(exact, "`" + number.literal + "` is written as a number");
    out_.put(layout_ == Layout::canonical ? shortest_form(*exact) : number.literal);
  }

  void write_array(const Json::Array& items) {
    if (items.empty()) {
      out_.put("[]");
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
      out_.put("{}");
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
    out_.put(layout_ == Layout::pretty ? std::string_view(": ") : std::string_view(":"));
    write(member.second);
  }

  void open(char bracket) {
    out_.put(bracket);
    indent_ += 2;
  }
  void next(bool first) {
    if (!first) out_.put(',');
    if (layout_ == Layout::pretty) new_line();
  }
  void close(char bracket) {
    indent_ -= 2;
    if (layout_ == Layout::pretty) new_line();
    out_.put(bracket);
  }
  void new_line() {
    out_.put('\n');
    out_.put(indent_, ' ');
  }

  Layout layout_;
  TextBuffer& out_;
  std::size_t indent_ = 0;
};

std::string written(const Json& json, Layout layout) {
  TextBuffer out;
  Writer(layout, out).write(json);
  return out.text();
}

}  // namespace

void TextBuffer::grow(std::size_t bytes) {
  const std::size_t there = size(), room = std::max(2 * static_cast<std::size_t>(end_ - begin_), there + bytes);
  auto larger = std::make_unique_for_overwrite<char[]>(room);
  std::memcpy(larger.get(), begin_, there);
  more_ = std::move(larger);
  begin_ = more_.get();
  at_ = begin_ + there;
  end_ = begin_ + room;
}

// Everything but quote, backslash and controls stands for itself. Bytes that are not UTF-8 become U+FFFD, so that what is written can be read.
void append_json_text(TextBuffer& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  char* const to = out.room(text.size() + 2);
  *to = '"';
  if (all_plain(text)) {
    if (!text.empty()) std::memcpy(to + 1, text.data(), text.size());
    to[text.size() + 1] = '"';
    out.wrote(to + text.size() + 2);
    return;
  }
  out.wrote(to + 1);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain_there = plain_bytes(text, at);
    out.put(text.substr(at, plain_there));
    at += plain_there;
    if (at == text.size()) break;
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) {
      const CodePoint point = decode_utf8(text, at);
      std::string bytes;
      append_utf8(bytes, point.valid ? point.value : char32_t{0xFFFD});
      out.put(bytes);
      at += point.bytes;
      continue;
    }
    ++at;
    switch (c) {
      case '"': out.put("\\\""); break;
      case '\\': out.put("\\\\"); break;
      case '\n': out.put("\\n"); break;
      case '\r': out.put("\\r"); break;
      case '\t': out.put("\\t"); break;
      case '\b': out.put("\\b"); break;
      case '\f': out.put("\\f"); break;
      default:
        out.put("\\u00");
        out.put(hex[byte >> 4]);
        out.put(hex[byte & 0xf]);
    }
  }
  out.put('"');
}

void append_canonical(TextBuffer& out, const Json& json) { Writer(Layout::canonical, out).write(json); }

std::string dump(const Json& json) { return written(json, Layout::one_line); }
std::string dump_pretty(const Json& json) { return written(json, Layout::pretty); }
std::string canonical(const Json& json) { return written(json, Layout::canonical); }

}  // namespace handrail
