#include "dsl/syntax/habits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "dsl/syntax/findings.hpp"
#include "dsl/syntax/phrases.hpp"
#include "dsl/syntax/slips.hpp"
#include "engine/base/text.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_character(char c) { return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct Said { std::string_view word, instead; };
template <std::size_t N>
const Said* find(const std::array<Said, N>& list, std::string_view word) {
  const auto found = std::ranges::find(list, word, &Said::word);
  return found == list.end() ? nullptr : &*found;
}

constexpr std::array<Said, 20> actions{{
    {"handoff", "hand off"}, {"handover", "hand off"}, {"hand_off", "hand off"}, {"escalate", "hand off"}, {"transfer", "hand off"},
    {"forward", "hand off"}, {"route", "hand off"}, {"human", "hand off"}, {"pass", "hand off"}, {"assign", "hand off"}, {"reply", "answer"},
    {"respond", "answer"}, {"send", "answer"}, {"deny", "refuse"}, {"reject", "refuse"}, {"decline", "refuse"}, {"block", "refuse"},
    {"review", "draft"}, {"offer_human", "offer a person"}, {"authenticate", "verify"}}};
constexpr std::array<Said, 15> comparing{{
    {"equals", "is"}, {"equal", "is"}, {"greater", "is over"}, {"bigger", "is over"}, {"larger", "is over"}, {"higher", "is over"},
    {"exceeds", "is over"}, {"smaller", "is under"}, {"lower", "is under"}, {"fewer", "is under"}, {"older", "is more than 30 days ago"},
    {"newer", "was within the last 30 days"}, {"younger", "was within the last 30 days"}, {"else", "otherwise"}, {"if", "when"}}};
constexpr std::array<Said, 12> currencies{{
    {"dollars", "USD"}, {"dollar", "USD"}, {"usd", "USD"}, {"bucks", "USD"}, {"euros", "EUR"}, {"euro", "EUR"}, {"eur", "EUR"}, {"pounds", "GBP"},
    {"gbp", "GBP"}, {"yen", "JPY"}, {"jpy", "JPY"}, {"chf", "CHF"}}};
// Words that begin a block or a clause elsewhere.
constexpr std::array<Said, 32> beginnings{{
    {"if", "when"}, {"else", "otherwise"}, {"default", "otherwise"}, {"priority", "urgency"}, {"message", "say"}, {"reply", "say"}, {"text", "say"},
    {"respond", "say"}, {"reason", "because"}, {"action", "then"}, {"do", "then"}, {"forbid", "deny"}, {"reject", "deny"}, {"block", "deny"},
    {"require", "needs"}, {"requires", "needs"}, {"must", "needs"}, {"permit", "allow"}, {"hours", "open"}, {"title", "name"},
    {"keywords", "phrases"}, {"words", "phrases"}, {"description", "means"}, {"rule", "trigger"}, {"escalation", "trigger"}, {"team", "queue"},
    {"group", "queue"}, {"function", "tool"}, {"user", "customer"}, {"routing", "route"},
    {"replies", "reply"}, {"que", "queue"}}};
// Words that begin a clause and stand nowhere else.
constexpr std::array<std::string_view, 24> clause_words{
    "urgency", "needs", "deny", "limit", "approve", "allow", "examples", "class", "risk", "queue", "topic", "means", "promise", "packet", "name",
    "open", "tools", "workflow", "phrases", "matches", "reads", "writes", "let", "example"};

std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_word_character(text[end])) ++end;
  return text.substr(at, end - at);
}

// The number that ends before `at`, blanks between left out: "1,000", "75".
std::string_view number_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t begin = at;
  while (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == ',' || text[begin - 1] == '.')) --begin;
  const bool whole = begin == at || (is_digit(text[begin]) && is_digit(text[at - 1]) && (begin == 0 || !is_word_character(text[begin - 1])));
  return whole ? text.substr(begin, at - begin) : std::string_view();
}

int number_of(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

std::string day_of(int year, int month, int day) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return "`" + std::to_string(year) + "-" + two(month) + "-" + two(day) + "`";
}

// 11/28/2026, 28.11.2026, 2026/11/28.
std::optional<Habit> date_around(std::string_view text, std::size_t at) {
  const auto part = [](char c) { return is_digit(c) || c == '/' || c == '.'; };
  if (at >= text.size() || !part(text[at])) return std::nullopt;
  std::size_t begin = at, end = at;
  while (begin > 0 && part(text[begin - 1])) --begin;
  while (end < text.size() && part(text[end])) ++end;
  const std::string_view date = text.substr(begin, end - begin);
  const char sign = date.find('/') != std::string_view::npos ? '/' : '.';
  const auto numbers = split(date, sign);
  const auto is_number = [](std::string_view one) { return !one.empty() && std::ranges::all_of(one, is_digit); };
  if (numbers.size() != 3 || date.size() > 10 || !std::ranges::all_of(numbers, is_number)) return std::nullopt;
  const int a = number_of(numbers[0]), b = number_of(numbers[1]), c = number_of(numbers[2]);
  Habit habit{begin, end, in_backticks(date) + " is not read as a date", "write year, month and day: `2026-12-01`"};
  const auto may_be = [](int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; };
  const int year = c < 100 ? 2000 + c : c;
  const bool month_first = may_be(a, b) && sign == '/', day_first = may_be(b, a);
  if (a > 31 && may_be(b, c)) habit.help = "write " + day_of(a, b, c);
  else if (month_first && day_first && a != b) habit.help = "write " + day_of(year, a, b) + ", or " + day_of(year, b, a) + " if the day comes first";
  else if (month_first) habit.help = "write " + day_of(year, a, b);
  else if (day_first) habit.help = "write " + day_of(year, b, a);
  return habit;
}

// $9,00 and $1,0000: a comma that sets off no three digits. The grammar stops behind the first of them.
std::optional<Habit> amount_around(std::string_view text, std::size_t at) {
  const auto part = [](char c) { return is_digit(c) || c == ',' || c == '.'; };
  if (at >= text.size() || !part(text[at])) return std::nullopt;
  std::size_t begin = at, end = at;
  while (begin > 0 && part(text[begin - 1])) --begin;
  while (end < text.size() && part(text[end])) ++end;
  while (end > begin && !is_digit(text[end - 1])) --end;   // a comma behind it belongs to the sentence
  const bool dollars = begin > 0 && text[begin - 1] == '$';
  const std::string_view code = text.substr(std::min(end + 1, text.size()), 3);
  const bool coded = code.size() == 3 && text[end] == ' ' && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
  const std::string_view number = text.substr(begin, end - begin);
  const auto groups = split(number, ',');
  if (!(dollars || coded) || groups.size() < 2 || groups.front().empty() || number.find('.') != std::string_view::npos) return std::nullopt;
  std::string digits;
  for (const auto& group : groups) digits += group;
  const auto amount = [&](std::string written) { return dollars ? "`$" + written + "`" : "`" + written + " " + std::string(code) + "`"; };
  std::string whole = digits;
  for (std::size_t i = whole.size(); i > 3; i -= 3) whole.insert(i - 3, ",");
  Habit habit{dollars ? begin - 1 : begin, coded ? end + 4 : end, "", "write " + amount(whole)};
  habit.message = in_backticks(text.substr(habit.begin, habit.end - habit.begin)) + " is not read as an amount: a comma sets off three digits";
  const std::string cents = std::string(groups.back()) + (groups.back().size() == 1 ? "0" : "");
  if (groups.size() == 2 && cents.size() == 2) habit.help = "write " + amount(std::string(groups.front()) + "." + cents) + ", or " + amount(whole) + " if that is what is meant";
  return habit;
}

// `currency Euro`, `money in euros`: a currency where no amount stands before it. The grammar stops inside the word, behind its capital letters; behind any other
// word there is no code at all.
std::optional<Habit> currency_around(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && text[begin - 1] >= 'A' && text[begin - 1] <= 'Z') --begin;
  if (begin > 0 && is_word_character(text[begin - 1])) return std::nullopt;
  while (end < text.size() && is_word_character(text[end])) ++end;
  const std::string_view word = text.substr(begin, end - begin);
  if (word.empty() || !number_before(text, begin).empty()) return std::nullopt;
  const Said* known = find(currencies, lower_ascii(word.substr(0, 16)));
  const std::string help = known ? "write `" + std::string(known->instead) + "`" : "write its code of three capital letters, like `USD`";
  return Habit{begin, end, in_backticks(word) + " is no currency's code", help};
}

// 1000$, 100 dollars.
std::optional<Habit> amount_before(std::string_view text, std::size_t at, std::string_view word) {
  const std::string_view number = number_before(text, at);
  if (number.empty()) return std::nullopt;
  const auto begin = static_cast<std::size_t>(number.data() - text.data());
  if (text[at] == '$') return Habit{begin, at + 1, "", "write the sign first: `$" + std::string(number) + "`"};
  if (word == "percent") return Habit{begin, at + word.size(), "", "write `" + std::string(number) + "%`"};
  const Said* currency = find(currencies, lower_ascii(word.substr(0, 16)));
  if (currency == nullptr) return std::nullopt;
  std::string digits(number);
  if (const auto groups = split(number, '.'); groups.size() > 1 && groups.back().size() == 3) std::ranges::replace(digits, '.', ',');   // 1.000, as many countries write it
  const std::string amount = currency->instead == "USD" ? "$" + digits : digits + " " + std::string(currency->instead);
  return Habit{begin, at + word.size(), "", "write `" + amount + "`"};
}

std::optional<Habit> sign_at(std::string_view text, std::size_t at) {
  const char c = text[at], before = at > 0 ? text[at - 1] : ' ', after = at + 1 < text.size() ? text[at + 1] : ' ';
  const auto said = [&](std::size_t begin, std::size_t end, const std::string& help) {
    return Habit{begin, end, in_backticks(text.substr(begin, end - begin)) + " is not read here", help};
  };
  if (c == '=' && before == '=') return said(at - 1, at + 1, "write `is`, or a single `=`");
  if (c == '=' && after == '=') return said(at, at + 2, "write `is`, or a single `=`");
  if (c == '>' && before == '=') return said(at - 1, at + 1, "write `is at least`, or `>=`");
  if (c == '<' && before == '=') return said(at - 1, at + 1, "write `is at most`, or `<=`");
  if (c == '>' && before == '<') return said(at - 1, at + 1, "write `is not`, or `!=`");
  if (c == '&') return said(at, at + (after == '&' ? 2 : 1), "write `and`");
  if (c == '|' && after == '|') return said(at, at + 2, "write `or`");
  if (c == '!') return said(at, at + 1, "write `not`");
  if (c == '-' && after == ' ' && (before == ' ' || at == 0)) return said(at, at + 1, "write what is listed in one row, told apart by commas: `\"…\", \"…\"`");
  if (c == ':') return said(at, at + 1, "remove the `:`");
  if (c == ';') return said(at, at + 1, "remove it: a clause ends with its line");
  if (c == '{' || c == '}') return said(at, at + 1, "remove it: what belongs to a block is indented");
  if (c == '\'') return said(at, at + 1, "texts stand in double quotes: `\"…\"`");
  return std::nullopt;
}

// "0.75" is three quarters, as sums and programs write it, and never three quarters of a percent; "75" is 75.
std::string as_percent(const std::string& written) {
  const auto number = written.find('.') == std::string::npos ? fail(ErrorCode::invalid, "whole") : parse_decimal(written);
  if (!number || number->millionths > 1'000'000) return written;
  return format_decimal(Decimal{number->millionths * 100});
}

}  // namespace

std::optional<Habit> habit_at(std::string_view statement, std::size_t at, std::string_view expected) {
  if (expected.starts_with("a currency code"))
    if (auto currency = currency_around(statement, at)) return currency;
  if (auto phrase = phrase_at(statement, at)) return phrase;
  if (auto slip = slip_at(statement, at, expected)) return slip;
  const auto wants = [&](std::string_view what) { return expected.find(what) != std::string_view::npos; };
  if (const std::string_view number = number_before(statement, at); !number.empty()) {
    const auto begin = static_cast<std::size_t>(number.data() - statement.data());
    const std::string written(number);
    const std::size_t end = begin + number.size(), spelled = statement.substr(end).starts_with(" percent") ? end + 8 : end;
    if (wants("a share")) return Habit{begin, spelled, "", "write `" + as_percent(written) + "%`"};
    if (wants("a duration")) return Habit{begin, begin + number.size(), "", "say of what: `" + written + " minutes`, `" + written + " hours` or `" + written + " days`"};
  }
  if (at >= statement.size()) return std::nullopt;
  if (auto date = date_around(statement, at)) return date;
  if (auto amount = amount_around(statement, at)) return amount;
  const std::string_view word = word_at(statement, at);
  if (auto amount = amount_before(statement, at, word)) return amount;
  if (word.empty()) return sign_at(statement, at);
  const std::string small = lower_ascii(word.substr(0, 32));
  const Habit here{at, at + word.size(), "", ""};
  const auto did_you_mean = [&](std::string_view meant) { return Habit{here.begin, here.end, "", "did you mean `" + std::string(meant) + "`?"}; };
  if (small == "over" && statement.substr(0, at).ends_with("hand ")) return Habit{at - 5, here.end, "", "did you mean `hand off`?"};
  if (wants("an action"))
    if (const Said* action = find(actions, small)) return did_you_mean(action->instead);
  if (const Said* said = find(comparing, small); said != nullptr && !wants("an action") && !wants("a name")) return did_you_mean(said->instead);
  if (std::ranges::find(clause_words, small) != clause_words.end() && !wants("a name") && at > 0)
    return Habit{at, here.end, in_backticks(word) + " begins a clause of its own", "put it on a line of its own, indented like the other clauses"};
  return std::nullopt;
}

bool begins_only_clauses(std::string_view word) {
  constexpr std::array<std::string_view, 12> more{"when", "then", "say", "because", "otherwise", "after", "moves", "phrases", "unless", "apologise", "may", "send"};
  constexpr std::array<std::string_view, 5> blocks_too{"queue", "workflow", "tools", "name", "example"};   // a slip of the key away from a block, or one
  if (std::ranges::find(blocks_too, word) != blocks_too.end()) return false;
  return std::ranges::find(clause_words, word) != clause_words.end() || std::ranges::find(more, word) != more.end();
}

std::optional<std::string> meant_by(std::string_view word, const std::vector<std::string>& words) {
  const std::string small = lower_ascii(word.substr(0, 32));
  for (const Said& said : beginnings)
    if (said.word == small && std::ranges::find(words, said.instead) != words.end()) return std::string(said.instead);
  return std::nullopt;
}

}  // namespace handrail::dsl
