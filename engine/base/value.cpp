#include "engine/base/value.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace handrail {

namespace {

constexpr std::int64_t millionths_per_one = 1'000'000;
constexpr std::size_t decimals_max = 6;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Downwards from zero where it is negative: the least number has no positive twin.
bool append_digits(std::int64_t& number, std::string_view digits, bool negative) {
  for (const char c : digits) {
    const std::int64_t value = negative ? '0' - c : c - '0';
    if (__builtin_mul_overflow(number, std::int64_t{10}, &number) || __builtin_add_overflow(number, value, &number)) return false;
  }
  return true;
}

std::string format_list(const ValueList& list) {
  std::vector<std::string> parts;
  for (const Value& item : list) {
    if (std::string part = format_value(item); !part.empty()) parts.push_back(std::move(part));
  }
  return english_list(parts);
}

// "id: 5, total: $3.00"; a field with nothing to show is left out.
std::string format_record(const ValueRecord& record) {
  std::vector<std::string> parts;
  for (const ValueField& field : record.fields) {
    if (const std::string part = format_value(field.value); !part.empty()) parts.push_back(field.name + ": " + part);
  }
  return join(parts, ", ");
}

struct Formatter {
  std::string operator()(Unknown) const { return ""; }
  std::string operator()(Absent) const { return ""; }
  std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(Decimal number) const { return format_decimal(number); }
  std::string operator()(const Money& money) const { return format_money(money); }
  std::string operator()(Instant time) const { return format_time(time); }
  std::string operator()(Duration duration) const { return format_duration(duration); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const ValueList& list) const { return format_list(list); }
  std::string operator()(const ValueRecord& record) const { return format_record(record); }
};

}  // namespace

const Value* ValueRecord::find(std::string_view name) const {
  for (const ValueField& field : fields) {
    if (field.name == name) return &field.value;
  }
  return nullptr;
}

void ValueRecord::set(std::string name, Value value) {
  for (ValueField& field : fields) {
    if (field.name != name) continue;
    field.value = std::move(value);
    return;
  }
  if (fields.empty()) fields.reserve(4);   // a record has several: moving them costs more than the room
  fields.push_back({std::move(name), std::move(value)});
}

bool ValueRecord::operator==(const ValueRecord& other) const { return fields == other.fields; }

std::string format_value(const Value& value) { return std::visit(Formatter{}, value.node()); }

Result<Decimal> parse_decimal(std::string_view text) {
  const auto refused = [text](std::string_view why) {
    return fail(ErrorCode::invalid, "`" + printable(text) + "` is not a number here: " + std::string(why));
  };
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  const std::size_t point = rest.find('.');
  const std::string_view whole = rest.substr(0, point);
  std::string decimals(point == std::string_view::npos ? "0" : rest.substr(point + 1));
  if (!all_digits(whole) || !all_digits(decimals)) return refused("write it like `75` or `-0.75`");
  if (decimals.size() > decimals_max) return refused("it has at most six decimals");
  decimals.resize(decimals_max, '0');
  Decimal number;
  if (!append_digits(number.millionths, whole, negative) || !append_digits(number.millionths, decimals, negative)) return refused("it is too large");
  return number;
}

std::string format_decimal(Decimal d) {
  const auto bits = static_cast<std::uint64_t>(d.millionths);
  const std::uint64_t magnitude = d.millionths < 0 ? 0 - bits : bits;
  std::string out = (d.millionths < 0 ? "-" : "") + std::to_string(magnitude / millionths_per_one);
  std::string decimals = std::to_string(magnitude % millionths_per_one + millionths_per_one);  // the leading 1 keeps the zeros
  decimals.front() = '.';
  decimals.erase(decimals.find_last_not_of('0') + 1);
  return decimals == "." ? out : out + decimals;
}

std::string_view to_text(Truth truth) {
  switch (truth) {
    case Truth::no: return "no";
    case Truth::yes: return "yes";
    case Truth::unknown: return "unknown";
  }
  return "unknown";
}

}  // namespace handrail
