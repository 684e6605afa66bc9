#include "engine/base/money.hpp"

#include <algorithm>

#include "engine/base/text.hpp"

namespace handrail {

namespace {

// ISO 4217, list one, amendment 180 (in force since 2026-01-01), by the digits of the minor unit. Codes without a minor unit (metals,
// units of account, XTS and XXX) stand with those of none.
constexpr std::string_view without_digits =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XAG XAU XBA XBB XBC XBD XDR XOF XPD XPF XPT XSU XTS XUA XXX ";
constexpr std::string_view with_two_digits =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE "
    "CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK "
    "LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON "
    "RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST "
    "XAD XCD XCG YER ZAR ZMW ZWG ";
constexpr std::string_view with_three_digits = "BHD IQD JOD KWD LYD OMR TND ";
constexpr std::string_view with_four_digits = "CLF UYW ";

bool listed(std::string_view list, std::string_view code) {
  for (std::size_t at = 0; at + 3 < list.size(); at += 4) {
    if (list.substr(at, 3) == code) return true;
  }
  return false;
}

std::optional<int> digits_of(std::string_view code) {
  if (listed(with_two_digits, code)) return 2;
  if (listed(without_digits, code)) return 0;
  if (listed(with_three_digits, code)) return 3;
  if (listed(with_four_digits, code)) return 4;
  return std::nullopt;
}

struct Symbol {
  std::string_view sign;
  std::string_view code;
};
constexpr std::array<Symbol, 3> symbols{{{"$", "USD"}, {"€", "EUR"}, {"¥", "JPY"}}};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

tl::unexpected<Error> not_money(std::string_view text, std::string_view why) {
  return fail(ErrorCode::invalid, "`" + printable(text) + "` is not an amount of money: " + std::string(why));
}

// The three things that an amount is written with, in whatever order they stood.
struct Parts {
  std::string_view currency;  // a symbol or a code, empty where there was none
  std::string_view number;    // "1,000.50"
  bool negative = false;
};

bool take_minus(std::string_view& text, bool& negative) {
  if (!text.starts_with('-')) return true;
  if (negative) return false;
  negative = true;
  text.remove_prefix(1);
  return true;
}

std::string_view take_symbol_or_code(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && letter(text[length])) ++length;
  for (const Symbol& symbol : symbols) {
    if (text.starts_with(symbol.sign)) length = symbol.sign.size();
  }
  const std::string_view taken = text.substr(0, length);
  text = trim(text.substr(length));
  return taken;
}

// "-$5", "$-5", "EUR 5", "5 EUR", "-5": the currency at most once and the minus at most once.
std::optional<Parts> take_apart(std::string_view text) {
  Parts parts;
  text = trim(text);
  if (!take_minus(text, parts.negative)) return std::nullopt;
  parts.currency = take_symbol_or_code(text);
  if (!take_minus(text, parts.negative)) return std::nullopt;
  std::size_t length = 0;
  while (length < text.size() && (digit(text[length]) || text[length] == ',' || text[length] == '.')) ++length;
  parts.number = text.substr(0, length);
  text = trim(text.substr(length));
  if (text.empty()) return parts;
  if (!parts.currency.empty()) return std::nullopt;
  parts.currency = take_symbol_or_code(text);
  return text.empty() ? std::optional<Parts>(parts) : std::nullopt;
}

Result<Currency> currency_of(std::string_view text, std::string_view written, std::optional<Currency> assumed) {
  if (written.empty()) {
    if (assumed) return *assumed;
    return not_money(text, "its currency is missing, write it like `100 EUR` or `$100`");
  }
  for (const Symbol& symbol : symbols) {
    if (written == symbol.sign) return Currency::parse(symbol.code);
  }
  return Currency::parse(written);
}

// Commas only where they part thousands: "1,000,000", never "10,00".
bool well_grouped(std::string_view whole) {
  if (whole.find(',') == std::string_view::npos) return true;
  const std::vector<std::string_view> groups = split(whole, ',');
  if (groups.front().empty() || groups.front().size() > 3) return false;
  return std::all_of(groups.begin() + 1, groups.end(), [](std::string_view group) { return group.size() == 3; });
}

// Appends the digits to the amount, downwards from zero where it is negative: the least number has no positive twin.
bool append_digits(std::int64_t& minor, std::string_view digits, bool negative) {
  for (const char c : digits) {
    if (c == ',') continue;
    const int value = negative ? -(c - '0') : c - '0';
    if (__builtin_mul_overflow(minor, std::int64_t{10}, &minor) || __builtin_add_overflow(minor, std::int64_t{value}, &minor)) return false;
  }
  return true;
}

std::string grouped(std::string_view whole) {
  std::string out;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) out.push_back(',');
    out.push_back(whole[i]);
  }
  return out;
}

struct Written {
  std::string whole;  // "1000"
  std::string point;  // ".50", empty for a currency without digits
};

Written magnitude(const Money& money) {
  const auto digits = static_cast<std::size_t>(money.currency.digits());
  const auto bits = static_cast<std::uint64_t>(money.minor);
  std::string text = std::to_string(money.minor < 0 ? 0 - bits : bits);
  if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
  if (digits == 0) return {text, ""};
  return {text.substr(0, text.size() - digits), "." + text.substr(text.size() - digits)};
}

std::string name_of(const Currency& currency) { return currency.code().empty() ? "no currency" : "`" + std::string(currency.code()) + "`"; }

tl::unexpected<Error> two_currencies(const Money& a, const Money& b) {
  return fail(ErrorCode::invalid, "an amount in " + name_of(a.currency) + " and one in " + name_of(b.currency) + " do not go together");
}

}  // namespace

Result<Currency> Currency::parse(std::string_view code) {
  const std::optional<int> digits = code.size() == 3 ? digits_of(code) : std::nullopt;
  if (!digits) {
    std::string upper(code);
    std::transform(code.begin(), code.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; });
    const bool lower_case = upper != code && upper.size() == 3 && digits_of(upper);
    return fail(ErrorCode::invalid, "`" + printable(code) + "` is no currency of ISO 4217" + (lower_case ? ": write `" + upper + "`" : ""));
  }
  Currency currency;
  std::copy(code.begin(), code.end(), currency.code_.begin());
  currency.digits_ = static_cast<std::int8_t>(*digits);
  return currency;
}

Result<Money> parse_money(std::string_view text, std::optional<Currency> assumed) {
  const std::optional<Parts> parts = take_apart(text);
  if (!parts || parts->number.empty()) return not_money(text, "write it like `100 EUR` or `$1,000.50`");
  HANDRAIL_TRY(const Currency currency, currency_of(text, parts->currency, assumed));

  const std::size_t point = parts->number.find('.');
  const std::string_view whole = parts->number.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? std::string_view() : parts->number.substr(point + 1);
  const bool digits_only = std::all_of(decimals.begin(), decimals.end(), digit);
  if (whole.empty() || !digits_only || (point != std::string_view::npos && decimals.empty())) {
    return not_money(text, "write its number like `1,000.50`");
  }
  if (!well_grouped(whole)) return not_money(text, "a comma parts thousands only, as in `1,000.50`");
  const auto digits = static_cast<std::size_t>(currency.digits());
  if (decimals.size() > digits) {
    return not_money(text, name_of(currency) + " has " + (digits == 0 ? "no" : "at most " + std::to_string(digits)) + " decimals");
  }
  Money money{0, currency};
  const std::string padding(digits - decimals.size(), '0');
  for (const std::string_view part : {whole, decimals, std::string_view(padding)}) {
    if (!append_digits(money.minor, part, parts->negative)) return fail(ErrorCode::limit, "`" + printable(text) + "` is too large an amount");
  }
  return money;
}

std::string format_money(const Money& money) {
  const Written written = magnitude(money);
  const std::string number = grouped(written.whole) + written.point;
  const std::string sign = money.minor < 0 ? "-" : "";
  for (const Symbol& symbol : symbols) {
    if (money.currency.code() == symbol.code) return sign + std::string(symbol.sign) + number;
  }
  if (money.currency.code().empty()) return sign + number;
  return sign + number + " " + std::string(money.currency.code());
}

std::string format_amount(const Money& money) {
  const Written written = magnitude(money);
  return (money.minor < 0 ? "-" : "") + written.whole + written.point;
}

Result<Money> add(const Money& a, const Money& b) {
  if (a.currency != b.currency) return two_currencies(a, b);
  Money sum{0, a.currency};
  if (__builtin_add_overflow(a.minor, b.minor, &sum.minor)) return fail(ErrorCode::limit, "the sum of two amounts is too large");
  return sum;
}

Result<Money> subtract(const Money& a, const Money& b) {
  if (a.currency != b.currency) return two_currencies(a, b);
  Money difference{0, a.currency};
  if (__builtin_sub_overflow(a.minor, b.minor, &difference.minor)) return fail(ErrorCode::limit, "the difference of two amounts is too large");
  return difference;
}

}  // namespace handrail
