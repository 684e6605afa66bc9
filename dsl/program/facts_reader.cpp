#include "dsl/program/facts_reader.hpp"

#include <algorithm>
#include <array>

#include "dsl/program/decode.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

constexpr std::ptrdiff_t whole_digits_max = 18;   // more may not fit
constexpr std::size_t number_bytes_max = 40;      // more may be beyond every double

// What a text may hold without a second look: printable ASCII but for the quote and the backslash.
constexpr std::array<bool, 256> plain_bytes = [] {
  std::array<bool, 256> plain{};
  for (int c = ' '; c < 0x7f; ++c) plain[static_cast<std::size_t>(c)] = c != '"' && c != '\\';
  return plain;
}();

inline bool plain(char c) { return plain_bytes[static_cast<unsigned char>(c)]; }
inline bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// Where the reading stands. Everything here is inline: it is asked for every character.
struct FactsReader::Cursor {
  const char* at;
  const char* end;

  [[nodiscard]] bool on(char c) const { return at != end && *at == c; }
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end - at); }
  void skip_space() {
    while (at != end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')) ++at;
  }
  bool take(char c) {
    if (!on(c)) return false;
    ++at;
    return true;
  }
  bool take(std::string_view word) {
    if (left() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)   // a few characters: cheaper than a call
      if (at[i] != word[i]) return false;
    at += word.size();
    return true;
  }

  // What is between quotes, which are taken too. None: an escape, a control character, or bytes that are no UTF-8.
  std::optional<std::string_view> take_text() {
    if (!take('"')) return std::nullopt;
    const char* const begin = at;
    while (at != end && plain(*at)) ++at;
    bool ascii = true;
    for (; at != end && *at != '"'; ++at) {
      const auto c = static_cast<unsigned char>(*at);
      if (c < ' ' || c == '\\') return std::nullopt;
      ascii = ascii && c < 0x80;
    }
    const std::string_view text(begin, static_cast<std::size_t>(at - begin));
    if (!take('"') || (!ascii && !valid_utf8(text))) return std::nullopt;
    return text;
  }

  // A JSON number without an exponent, as it is written.
  std::optional<std::string_view> take_number() {
    const char* const begin = at;
    const auto digits = [&] {
      const char* const first = at;
      while (at != end && digit(*at)) ++at;
      return at - first;
    };
    take('-');
    const char* const whole = at;
    const auto count = digits();
    if (count == 0 || (count > 1 && *whole == '0')) return std::nullopt;
    if (take('.') && digits() == 0) return std::nullopt;
    const std::string_view literal(begin, static_cast<std::size_t>(at - begin));
    if (literal.size() > number_bytes_max || on('e') || on('E')) return std::nullopt;
    return literal;
  }

  // The commonest number, read as it is walked.
  std::optional<std::int64_t> take_whole_number() {
    const bool negative = take('-');
    const char* const first = at;
    std::int64_t number = 0;
    while (at != end && digit(*at) && at - first < whole_digits_max) number = number * 10 + (*at++ - '0');
    const auto count = at - first;
    if (count == 0 || (count > 1 && *first == '0') || (at != end && digit(*at))) return std::nullopt;
    if (on('.') || on('e') || on('E')) return std::nullopt;   // 3.0 is a whole number too, but not in the plain form
    return negative ? -number : number;
  }
};

namespace {

// A slot that mostly holds a value of this type already: nothing is taken down and built up again, a text keeps its memory.
template <class T, class From>
void put(Value& slot, const From& value) {
  if (const T* there = slot.as<T>()) const_cast<T&>(*there) = value;   // the slot is ours to write
  else slot = Value(T(value));
}

template <class T>
std::optional<Value> found(Result<T> read) { return read ? std::optional<Value>(*read) : std::nullopt; }

}  // namespace

FactsReader::FactsReader(const Program& program, const Scope& scope) : program_(program), slots_(scope.slots.size()) {
  for (const Field& field : program.context) {
    if (!std::ranges::all_of(field.name, plain)) continue;   // never taken, so that a text with it is read the careful way
    Wanted wanted;
    wanted.field = &field;
    wanted.quoted = '"' + field.name + '"';
    wanted.currency = field.type.currency.code().empty() ? program.currency : field.type.currency;
    for (std::uint32_t slot = 0; slot < slots_; ++slot) {
      const std::vector<std::string>& path = scope.slots[slot].path;
      if (path.empty() || path.front() != field.name) continue;
      wanted.slots.push_back(slot);
      wanted.whole = path.size() == 1 && wanted.slots.size() == 1;
    }
    by_name_.emplace(field.name, wanted_.size());
    wanted_.push_back(std::move(wanted));
  }
}

// What is written in another way than its type is mostly written: an amount, a share, a time or a duration in words, a word of a list.
std::optional<Value> FactsReader::number_of(const Wanted& wanted, std::string_view literal) const {
  switch (wanted.field->type.kind) {
    case TypeKind::decimal: case TypeKind::percent: return found(parse_decimal(literal));
    case TypeKind::money: return found(parse_money(literal, wanted.currency.code().empty() ? std::nullopt : std::optional(wanted.currency)));
    default: return std::nullopt;
  }
}

std::optional<Value> FactsReader::text_of(const Wanted& wanted, std::string_view text) const {
  std::vector<JsonIssue> issues;
  Value value = decode(program_, wanted.field->type, Json(text), "", issues);
  return issues.empty() ? std::optional(std::move(value)) : std::nullopt;
}

// What is known not to be there, or not known, is so with all that would be below it.
void FactsReader::put_everywhere(const Wanted& wanted, const Value& value, Frame& frame) const {
  for (const std::uint32_t slot : wanted.slots) frame.slots[slot] = value;
}

// The name behind the last one is tried first. None: not declared, or there twice.
FactsReader::Wanted* FactsReader::take_name(Cursor& cursor, std::size_t next) {
  Wanted* wanted = next < wanted_.size() && cursor.take(wanted_[next].quoted) ? &wanted_[next] : nullptr;
  if (wanted == nullptr) {
    const auto name = cursor.take_text();
    const auto known = name ? by_name_.find(*name) : by_name_.end();
    if (known == by_name_.end()) return nullptr;
    wanted = &wanted_[known->second];
  }
  if (wanted->seen_in == reading_) return nullptr;
  wanted->seen_in = reading_;
  return wanted;
}

bool FactsReader::take_value(Cursor& cursor, const Wanted& wanted, Frame& frame) {
  Value& slot = wanted.slots.size() == 1 ? frame.slots[wanted.slots.front()] : spare_;
  const TypeKind kind = wanted.field->type.kind;
  if (cursor.take("null")) {
    if (!wanted.field->type.optional) return false;
    put_everywhere(wanted, Absent{}, frame);
  } else if (!wanted.whole) {
    return false;
  } else if (kind == TypeKind::whole_number) {
    const auto number = cursor.take_whole_number();
    if (!number) return false;
    put<std::int64_t>(slot, *number);
  } else if (kind == TypeKind::yes_no) {
    const bool yes = cursor.take("true");
    if (!yes && !cursor.take("false")) return false;
    put<bool>(slot, yes);
  } else if (kind == TypeKind::text) {
    const auto text = cursor.take_text();
    if (!text) return false;
    put<std::string>(slot, *text);
  } else {
    const bool is_text = cursor.on('"');
    const auto written = is_text ? cursor.take_text() : std::nullopt;
    const auto literal = is_text ? written : cursor.take_number();   // behind a text that cannot be read no number stands in its place
    auto value = literal ? (written ? text_of(wanted, *literal) : number_of(wanted, *literal)) : std::nullopt;
    if (!value) return false;
    slot = std::move(*value);
  }
  return true;
}

bool FactsReader::read(std::string_view text, Frame& frame) {
  if (text.size() > JsonLimits{}.bytes_max || wanted_.size() != program_.context.size()) return false;
  frame.slots.resize(slots_);
  ++reading_;
  Cursor cursor{text.data(), text.data() + text.size()};
  cursor.skip_space();
  if (!cursor.take('{')) return false;
  cursor.skip_space();
  std::size_t there = 0, next = 0;
  for (bool more = !cursor.take('}'); more; ++there) {
    Wanted* wanted = take_name(cursor, next);
    cursor.skip_space();
    if (wanted == nullptr || !cursor.take(':')) return false;
    cursor.skip_space();
    if (!take_value(cursor, *wanted, frame)) return false;
    cursor.skip_space();
    more = cursor.take(',');
    cursor.skip_space();
    if (!more && !cursor.take('}')) return false;
    next = static_cast<std::size_t>(wanted - wanted_.data()) + 1;
  }
  cursor.skip_space();
  if (cursor.left() > 0) return false;
  if (there < wanted_.size())
    for (const Wanted& wanted : wanted_)
      if (wanted.seen_in != reading_) put_everywhere(wanted, wanted.field->type.optional ? Value(Absent{}) : Value(Unknown{}), frame);
  return true;
}

}  // namespace handrail::dsl
