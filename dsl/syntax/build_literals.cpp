// The literals of a statement: quoted texts, numbers, shares, amounts, times and durations.
#include <array>
#include <charconv>

#include "dsl/syntax/build.hpp"

namespace handrail::dsl {

namespace {

struct Unit {
  std::string_view word;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> units{{{"second", 1000}, {"minute", 60'000}, {"hour", 3'600'000}, {"day", 86'400'000}, {"week", 604'800'000}}};
constexpr std::int64_t duration_ms_max = std::int64_t{3'650'000} * 86'400'000;  // ten thousand years: sums of times stay far from overflow

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The currency that an amount is written in, whatever is wrong with its number: nothing else is said of it then.
Currency currency_in(std::string_view amount) {
  for (std::size_t at = 0; at + 3 <= amount.size(); ++at)
    if (const auto code = Currency::parse(amount.substr(at, 3))) return *code;
  return Currency::parse("USD").value_or(Currency());
}

}  // namespace

Text Builder::text(const PartView& view) {
  Text out{{}, span(view)};
  const std::string_view raw = view.text().substr(1, view.text().size() - 2);
  out.text.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size(); ++at) {
    if (raw[at] != '\\' || at + 1 == raw.size()) {
      out.text += raw[at];
      continue;
    }
    const char c = raw[++at];
    if (c == 'n' || c == 't')
      out.text += c == 'n' ? '\n' : '\t';
    else if (c == '"' || c == '\\')
      out.text += c;
    else {
      const auto begin = view.begin() + static_cast<std::uint32_t>(at);
      report("P0111", "`\\` escapes nothing here", statement_.span(begin, begin + 1), "known are `\\\"`, `\\\\`, `\\n` and `\\t`", "write `\\\\` for a backslash");
      out.text += '\\';
      --at;
    }
  }
  return out;
}

Expression Builder::literal(const PartView& view) {
  switch (view.part()) {
    case Part::money: return {span(view), LiteralNode{money(view)}};
    case Part::percent: return {span(view), LiteralNode{percent(view), true}};
    case Part::duration: return {span(view), LiteralNode{duration(view)}};
    case Part::time: return {span(view), LiteralNode{time(view)}};
    case Part::yes_no: return {span(view), LiteralNode{Value(view.text() == "yes")}};
    case Part::text_literal: return {span(view), LiteralNode{Value(text(view).text)}};
    default: return {span(view), LiteralNode{number(view)}};
  }
}

Value Builder::impossible(std::string_view code, const PartView& view, std::string message, std::string help, Value instead) {
  report(code, std::move(message), span(view), "", std::move(help));
  return instead;
}

Value Builder::number(const PartView& view) {
  const std::string_view text = view.text();
  if (text.find('.') == std::string_view::npos) {
    if (const auto whole = whole_number(text)) return Value(*whole);
    return impossible("P0110", view, "the number " + in_backticks(text) + " is too large", "write a number of at most 18 digits", Value(std::int64_t{0}));
  }
  if (const auto decimal = parse_decimal(text)) return Value(*decimal);
  return impossible("P0110", view, in_backticks(text) + " is too large, or too fine, for a decimal number", "write at most six digits after the point", Value(Decimal{}));
}

Value Builder::percent(const PartView& view) {
  const auto decimal = parse_decimal(view.text().substr(0, view.text().size() - 1));
  if (decimal && decimal->millionths % 100 == 0) return Value(Decimal{decimal->millionths / 100});
  return impossible("P0110", view, in_backticks(view.text()) + " is too large, or too fine, for a share", "write at most four digits after the point", Value(Decimal{}));
}

Value Builder::money(const PartView& view) {
  auto money = parse_money(view.text());
  if (money) return Value(*money);
  std::string text(view.text());
  if (const std::size_t point = text.find('.'); point != std::string::npos && text.find(',') == std::string::npos) {   // 1.000, as many countries write a thousand
    text[point] = ',';
    if (const auto thousands = parse_money(text))
      return impossible("P0109", view, money.error().message, "write " + in_backticks(text) + " if that is what is meant, else fewer digits after the point", Value(*thousands));
  }
  return impossible("P0109", view, money.error().message,
                    "write an amount that the currency can pay, like `$100`, `$12.50` or `100 EUR`", Value(Money{0, currency_in(text)}));
}

Value Builder::time(const PartView& view) {
  auto time = parse_time(view.text());
  if (time) return Value(*time);
  return impossible("P0110", view, in_backticks(view.text()) + " is not a point in time", "write it like `2026-12-01` or `2026-12-01T09:30:00Z`", Value(Instant{0}));
}

Value Builder::duration(const PartView& view) {
  const std::string_view text = view.text();
  const std::size_t blank = text.find(' ');
  const auto count = whole_number(text.substr(0, blank));
  const std::string_view word = text.substr(blank + 1);
  for (const Unit& unit : units)
    if (count && *count >= 0 && word.starts_with(unit.word) && *count <= duration_ms_max / unit.ms) return Value(Duration{*count * unit.ms});
  return impossible("P0110", view, in_backticks(text) + " is not a duration that can be", "write it like `10 minutes`, `4 hours` or `90 days`", Value(minutes(1)));
}

}  // namespace handrail::dsl
