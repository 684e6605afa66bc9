// Money in running text (declared in entities.hpp).
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "adapters/reading/entities.hpp"
#include "adapters/reading/number_words.hpp"
#include "engine/base/text.hpp"

namespace handrail::reading {

namespace {

constexpr std::string_view number = R"((\d{1,3}(?:,\d{3})+(?:\.\d{1,3})?|\d{1,12}(?:[.,]\d{1,3})?))";

struct CurrencyWord { std::string_view word, code; };
// "$" and "dollars" are the desk's own where it counts in dollars.
constexpr std::array currency_words = std::to_array<CurrencyWord>({
    {"$", "USD"}, {"us$", "USD"}, {"dollar", "USD"}, {"dollars", "USD"}, {"bucks", "USD"}, {"€", "EUR"}, {"euro", "EUR"}, {"euros", "EUR"}, {"£", "GBP"}, {"pound", "GBP"}, {"pounds", "GBP"},
    {"¥", "JPY"}, {"yen", "JPY"}, {"₹", "INR"}, {"rupee", "INR"}, {"rupees", "INR"},
});

// Codes that are English words when shouted.
constexpr std::array<std::string_view, 12> words_too = {"ALL", "TRY", "TOP", "CUP", "GEL", "MAD", "PEN", "SOS", "MOP", "COP", "BOB", "ANG"};

bool counts_in_dollars(Currency currency) {
  constexpr std::array<std::string_view, 8> dollars = {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "TWD"};
  return std::find(dollars.begin(), dollars.end(), currency.code()) != dollars.end();
}

std::optional<Currency> currency_named(std::string_view word, Currency desk) {
  const std::string folded = lower_ascii(word);
  const bool plain_dollar = folded == "$" || folded == "dollar" || folded == "dollars" || folded == "bucks";
  if (plain_dollar && counts_in_dollars(desk)) return desk;
  for (const CurrencyWord& known : currency_words) {
    if (known.word == folded) return *Currency::parse(known.code);
  }
  // "I want 2 ALL at once" speaks of no Albanian lek, unless the desk counts in them.
  const bool shouted_word = std::find(words_too.begin(), words_too.end(), word) != words_too.end();
  const Result<Currency> code = Currency::parse(word);
  return code && (!shouted_word || *code == desk) ? std::optional(*code) : std::nullopt;
}

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80); }

// "$5" in "$5k" and "5" in "5.25.1" are not what they seem.
bool stands_alone(std::string_view text, Span span) {
  const std::string_view rest = text.substr(span.end);
  if (!rest.empty() && (digit(rest[0]) || (digit(text[span.end - 1]) && letter(rest[0]) && !rest.starts_with("€") && !rest.starts_with("\xE2\x80")))) return false;
  if (rest.size() > 1 && (rest[0] == '.' || rest[0] == ',') && digit(rest[1])) return false;
  if (span.begin == 0) return true;
  const char before = text[span.begin - 1];
  if (digit(text[span.begin]) && (letter(before) || before == '-' || before == '/' || before == ':')) return false;
  if (digit(before)) return false;
  return !((before == '.' || before == ',') && span.begin > 1 && digit(text[span.begin - 2]));
}

constexpr std::array<std::string_view, 3> minus_signs = {"-", "\u2212", "\u2013"};
constexpr std::array<std::string_view, 2> minus_words = {"minus", "negative"};

// Without minus signs and blanks at either end.
std::string_view bare(std::string_view words) {
  words = trim(words);
  for (const std::string_view sign : minus_signs) {
    if (words.starts_with(sign)) return bare(words.substr(sign.size()));
    if (words.ends_with(sign)) return bare(words.substr(0, words.size() - sign.size()));
  }
  return words;
}

// Where the minus sign begins that belongs to what stands at `begin`: "-$50", "minus 50 dollars". None where it parts two things ("$20-$50", "part-$50") or takes
// one amount from another ("$100 minus $20").
std::optional<std::size_t> minus_before(std::string_view text, std::size_t begin) {
  const std::string_view before = text.substr(0, begin);
  for (const std::string_view sign : minus_signs) {
    if (!before.ends_with(sign)) continue;
    const std::size_t at = begin - sign.size();
    return at == 0 || std::string_view(" \t\n(\"':").find(text[at - 1]) != std::string_view::npos ? std::optional(at) : std::nullopt;
  }
  const std::vector<std::string_view> all = words(before.substr(before.size() - std::min<std::size_t>(before.size(), 40)));
  const auto is_last = [&](std::string_view word) { return !all.empty() && lower_ascii(all.back()) == word; };
  if (std::none_of(minus_words.begin(), minus_words.end(), is_last)) return std::nullopt;
  const auto at = static_cast<std::size_t>(all.back().data() - text.data());
  if (!trim(before.substr(at + all.back().size())).empty()) return std::nullopt;   // "minus, $50"
  const bool from_another = all.size() > 1 && std::any_of(all[all.size() - 2].begin(), all[all.size() - 2].end(), digit);
  return from_another ? std::nullopt : std::optional(at);
}

// "minus $": the sign or word of the currency.
std::string_view sign_alone(std::string_view written) {
  const std::string_view sign = bare(written);
  for (const std::string_view word : minus_words)
    if (lower_ascii(sign).starts_with(word)) return bare(sign.substr(word.size()));
  return sign;
}

struct Signed { PatternMatch match; bool negative = false; };

// With the minus sign in front of it, or between its digits and its currency: "$-50", "50- USD".
Signed with_sign(std::string_view text, PatternMatch match) {
  const auto has_minus = [&](std::size_t begin, std::size_t end) { return bare(text.substr(begin, end - begin)) != trim(text.substr(begin, end - begin)); };
  const bool behind_digits = digit(text[match.inner.end - 1]);   // and not in "fifty-dollar"
  bool negative = has_minus(match.span.begin, match.inner.begin) || (behind_digits && has_minus(match.inner.end, match.span.end));
  if (const auto minus = minus_before(text, match.span.begin)) {
    match.span.begin = *minus;
    negative = true;
  }
  return {match, negative};
}

// "1,000.50" and "49,99" as parse_money reads them.
std::string plain_digits(std::string_view written) {
  const std::size_t comma = written.rfind(',');
  const bool decimal_comma = comma != std::string_view::npos && written.find('.') == std::string_view::npos && written.size() - comma - 1 != 3;
  std::string digits;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != ',') digits += written[i];
    else if (decimal_comma && i == comma) digits += '.';
  }
  return digits;
}

std::optional<Json> amount(std::string_view digits, Currency currency) {
  const Result<Money> money = parse_money(plain_digits(digits), currency);
  if (!money) return std::nullopt;
  return Json::object({{"amount", format_amount(*money)}, {"currency", money->currency.code()}});
}

std::string_view at(std::string_view text, std::size_t begin, std::size_t end) { return text.substr(begin, end - begin); }

// An amount whose currency is `sign`, as it stands beside the digits.
std::optional<Json> amount_beside(std::string_view text, const PatternMatch& match, std::string_view sign, Currency desk) {
  const std::optional<Currency> currency = currency_named(sign_alone(sign), desk);
  if (!currency || !stands_alone(text, match.span)) return std::nullopt;
  return amount(at(text, match.inner.begin, match.inner.end), *currency);
}

// "us dollars": the word that names the currency.
std::string_view last_word(std::string_view words) {
  const std::size_t blank = words.find_last_of(" \t\n-");
  return trim(blank == std::string_view::npos ? words : words.substr(blank + 1));
}

// "two hundred dollars"; what "a few hundred dollars" or "half a thousand" come to is nobody's to say.
std::optional<Json> amount_in_words(std::string_view text, const PatternMatch& match, Currency desk) {
  static const Pattern vague = Pattern::of_the_house(R"(\b(?:half|quarter|point|few|couple|couple of|several|many|some)[\s-]*$)");
  const std::optional<Currency> currency = currency_named(last_word(at(text, match.inner.end, match.span.end)), desk);
  const auto count = number_of_words(at(text, match.inner.begin, match.inner.end));
  const std::size_t before = match.span.begin < 24 ? 0 : match.span.begin - 24;
  if (!currency || !count || !vague.find(at(text, before, match.span.begin)).empty()) return std::nullopt;
  return amount(std::to_string(*count), *currency);
}

// "$2.5k", "2 thousand dollars": digits, and a thousand of them.
std::optional<Json> amount_in_thousands(std::string_view text, const PatternMatch& match, Currency desk) {
  std::string digits(at(text, match.inner.begin, match.inner.end));
  const std::string_view after = at(text, match.inner.end, match.span.end);
  const std::string_view before = sign_alone(at(text, match.span.begin, match.inner.begin));
  const bool sign_first = !before.empty();
  const auto currency = currency_named(sign_first ? before : last_word(after), desk);
  const bool alone = match.span.begin == 0 || !(digit(text[match.span.begin - 1]) || text[match.span.begin - 1] == '.' || text[match.span.begin - 1] == ',');
  if (!currency || !alone) return std::nullopt;
  const std::size_t point = digits.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : digits.size() - point - 1;
  if (point != std::string::npos) digits.erase(point, 1);
  return amount(digits + std::string(3 - decimals, '0'), *currency);
}

// "19.99" without a currency is in the desk's, by its decimals; "7.10%" is a rate, "on 12.12" a day.
std::optional<Json> amount_alone(std::string_view text, const PatternMatch& match, Currency desk) {
  const std::string_view digits = at(text, match.inner.begin, match.inner.end);
  const std::size_t decimals = digits.size() - digits.rfind('.') - 1;
  if (static_cast<int>(decimals) != desk.digits() || !stands_alone(text, match.span) || is_no_amount(text, match.inner)) return std::nullopt;
  if (text.substr(match.span.end).starts_with("%") || text.substr(match.span.end).starts_with(" %")) return std::nullopt;
  return amount(digits, desk);
}

void keep(std::vector<Found>& found, Found one) {
  const bool known = std::any_of(found.begin(), found.end(), [&](const Found& other) { return other.span.overlaps(one.span); });
  if (!known) found.push_back(std::move(one));
}

}  // namespace

std::vector<Found> find_money(std::string_view text, Currency desk) {
  static const Pattern sign_first = Pattern::of_the_house(R"((?:US\$|[$€£¥₹]|\b(?-i:[A-Z]{3})\b)\s?[-\x{2212}\x{2013}]?)" + std::string(number));
  static const Pattern sign_last = Pattern::of_the_house(
      std::string(number) + R"((?:(?:\s?|-\s*)(?:€|£|¥|₹|\$)|(?:\s?|-\s+)\b(?:dollars?|bucks|euros?|pounds?|yen|rupees?|(?-i:[A-Z]{3}))\b))");
  static const Pattern plain = Pattern::of_the_house(R"((\d{1,3}(?:,\d{3})+\.\d{2,3}|\d{1,12}\.\d{2,3}))");
  static const Pattern worded = Pattern::of_the_house("\\b((?:" + number_word_pattern() + ")(?:[\\s-]+(?:and\\s+)?(?:" + number_word_pattern() +
                                                      "))*)[\\s-]+(?:us\\s+)?(?:dollars?|bucks|euros?|pounds?|yen|rupees?|(?-i:[A-Z]{3}))\\b");
  static const Pattern thousands_behind_sign = Pattern::of_the_house(R"((?:US\$|[$€£¥₹])\s?-?(\d{1,3}(?:\.\d{1,3})?)\s?(?:k|thousand|grand)\b)");
  static const Pattern thousands_before_word =
      Pattern::of_the_house(R"(\b(\d{1,3}(?:\.\d{1,3})?)\s?(?:k|thousand)\s(?:dollars?|bucks|euros?|pounds?|yen|rupees?|(?-i:[A-Z]{3}))\b)");
  std::vector<Found> found;
  const auto keep_all = [&](const Pattern& pattern, const auto& value_of) {
    for (const PatternMatch& one : pattern.find(text)) {
      const auto [match, negative] = with_sign(text, one);
      auto value = value_of(match);
      const bool nothing = value && value->text_or("amount").find_first_of("123456789") == std::string::npos;
      if (value && negative && !nothing) value->set("amount", "-" + value->text_or("amount"));
      if (value) keep(found, {match.span, std::move(*value)});
    }
  };
  keep_all(sign_first, [&](const PatternMatch& match) { return amount_beside(text, match, at(text, match.span.begin, match.inner.begin), desk); });
  keep_all(sign_last, [&](const PatternMatch& match) { return amount_beside(text, match, at(text, match.inner.end, match.span.end), desk); });
  keep_all(worded, [&](const PatternMatch& match) { return amount_in_words(text, match, desk); });
  for (const Pattern* pattern : {&thousands_behind_sign, &thousands_before_word})
    keep_all(*pattern, [&](const PatternMatch& match) { return amount_in_thousands(text, match, desk); });
  keep_all(plain, [&](const PatternMatch& match) { return amount_alone(text, match, desk); });
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.span.begin < b.span.begin; });
  return found;
}

}  // namespace handrail::reading
