#include "dsl/syntax/slips.hpp"

#include <algorithm>
#include <array>

#include "dsl/syntax/findings.hpp"
#include "engine/base/text.hpp"
#include "engine/base/time.hpp"
#include "engine/base/value.hpp"

namespace handrail::dsl {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }
bool in_path(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; }
bool in_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

// The blank-separated word, path or number that begins at `at`.
std::string_view from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && in_path(text[end])) ++end;
  return text.substr(at, end - at);
}

// The one that ends before `at`.
std::string_view before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t begin = at;
  while (begin > 0 && in_path(text[begin - 1])) --begin;
  return text.substr(begin, at - begin);
}

std::string_view after(std::string_view text, std::string_view word) {
  auto at = static_cast<std::size_t>(word.data() + word.size() - text.data());
  while (at < text.size() && text[at] == ' ') ++at;
  return from(text, at);
}

Habit over(std::string_view text, std::string_view first, std::string_view last, std::string message, std::string help) {
  const auto begin = static_cast<std::size_t>(first.data() - text.data());
  return {begin, static_cast<std::size_t>(last.data() + last.size() - text.data()), std::move(message), std::move(help)};
}

std::string write(const std::string& words) { return "write `" + printable(words, 80) + "`"; }

bool all_digits(std::string_view word) { return !word.empty() && std::ranges::all_of(word, is_digit); }

// "Delivered": the grammar stops inside it, where a currency's letters end.
std::optional<Habit> capital(std::string_view text, std::size_t at) {
  std::size_t begin = at, end = at;
  while (begin > 0 && in_word(text[begin - 1])) --begin;
  while (end < text.size() && in_word(text[end])) ++end;
  const std::string_view word = text.substr(begin, end - begin);
  if (begin == at || word.empty() || !is_upper(word.front()) || std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; })) return std::nullopt;
  return Habit{begin, end, "words and names have small letters: " + in_backticks(word) + " is none", write(lower_ascii(word))};
}

// "2 months", "1.5 days": what the language counts in are seconds, minutes, hours, days and weeks, whole ones.
struct Unit { std::string_view word; std::int64_t ms; bool known; };
constexpr std::array<Unit, 12> units{{{"second", 1000, true}, {"minute", 60'000, true}, {"hour", 3'600'000, true}, {"day", 86'400'000, true}, {"week", 604'800'000, true},
                                      {"month", 30 * std::int64_t{86'400'000}, false}, {"quarter", 90 * std::int64_t{86'400'000}, false},
                                      {"year", 365 * std::int64_t{86'400'000}, false}, {"min", 60'000, false},
                                      {"mn", 60'000, false}, {"hr", 3'600'000, false}, {"sec", 1000, false}}};

std::optional<Habit> duration(std::string_view text, std::size_t at, std::string_view expected) {
  if (expected.find("a duration") == std::string_view::npos) return std::nullopt;
  const std::string_view start = before(text, at);
  if (start.empty() || !is_digit(start.front())) return std::nullopt;
  const std::string_view number = from(text, static_cast<std::size_t>(start.data() - text.data())), word = after(text, number);
  const auto unit = std::ranges::find_if(units, [&](const Unit& one) {
    return word == one.word || (word.size() == one.word.size() + 1 && word.starts_with(one.word) && word.back() == 's');
  });
  const auto count = parse_decimal(std::string(number));
  if (unit == units.end() || !count || count->millionths > 1'000'000'000'000 || (unit->known && all_digits(number))) return std::nullopt;
  const Duration whole{count->millionths / 1000 * (unit->ms / 1000)};
  const std::string message = in_backticks(std::string(number) + " " + std::string(word)) + " is not read as a duration";
  return over(text, number, word, message,
              unit->ms > 20 * std::int64_t{86'400'000} ? "write its days: `" + std::to_string(whole.ms / 86'400'000) + " days`" : write(format_duration(whole)));
}

// "if amount <= $100 then allow": a clause begins with its verdict.
std::optional<Habit> verdict_last(std::string_view text, std::string_view expected) {
  if (!text.starts_with("if ") || expected.find("it fails") == std::string_view::npos) return std::nullopt;
  std::size_t then = std::string_view::npos, verdict = std::string_view::npos;
  for (const std::string_view word : {" then ", " allow", " deny", " approve", " hand off", " offer a person", " ask "})
    if (const std::size_t at = text.find(word, 3); at < then) {
      then = at;
      verdict = word == " then " ? at + word.size() : at + 1;
    }
  const Habit here{0, text.size(), "a condition stands behind its verdict", "begin with the verdict: `allow when …`, `approve by … when …` or `deny when … because \"…\"`"};
  if (verdict >= text.size() || then < 3) return here;
  std::string when(text.substr(3, then - 3));
  if (when.ends_with(',')) when.pop_back();
  const std::string said(text.substr(verdict));
  std::string instead;
  if (said.starts_with("deny")) instead = "deny when " + when + said.substr(4);
  else if (said.starts_with("allow") || said.starts_with("approve by ")) instead = said + " when " + when;
  else if (said.starts_with("hand off") || said.starts_with("offer a person") || said.starts_with("ask ")) instead = "deny when " + when + " because \"…\" then " + said;
  else return here;
  return Habit{0, text.size(), here.message, "write `" + printable(instead, 120) + "`"};
}

// "9:00".
std::optional<Habit> time_of_day(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != ':') return std::nullopt;
  const std::string_view hour = before(text, at), minute = from(text, at + 1);
  if (hour.size() != 1 || !all_digits(hour) || minute.size() != 2 || !all_digits(minute)) return std::nullopt;
  return over(text, hour, minute, in_backticks(std::string(hour) + ":" + std::string(minute)) + " is not read as a time of day",
              write("0" + std::string(hour) + ":" + std::string(minute)));
}

// "$1000,00".
std::optional<Habit> decimal_comma(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != ',') return std::nullopt;
  const std::string_view whole = before(text, at), rest = from(text, at + 1);
  const auto begin = static_cast<std::size_t>(whole.data() - text.data());
  if (!all_digits(whole) || rest.size() != 2 || !all_digits(rest)) return std::nullopt;
  const std::string sign = begin > 0 && text[begin - 1] == '$' ? "$" : "";
  return Habit{begin - sign.size(), at + 3, in_backticks(text.substr(begin - sign.size(), at + 3 - begin + sign.size())) + " is not read as a number",
               write(sign + std::string(whole) + "." + std::string(rest))};
}

// "any item in order.items is final_sale", "sum of order.items.price", "count of order.items".
std::optional<Habit> of_a_list(std::string_view text, std::size_t at, std::string_view expected) {
  const auto wants = [&](std::string_view word) { return expected.find(word) != std::string_view::npos; };
  std::string_view list = before(text, at);
  const auto start = static_cast<std::size_t>(list.data() - text.data());
  const std::string_view stopped = at < text.size() ? from(text, at) : std::string_view();
  list = from(text, start);
  if (list.empty()) return std::nullopt;
  const std::string_view ahead = before(text, start), word = before(text, ahead.empty() ? 0 : static_cast<std::size_t>(ahead.data() - text.data()));
  const std::string path(list);
  const std::size_t dot = path.rfind('.');
  if (wants("`has`") && ahead == "in" && !word.empty() && (stopped == "is" || stopped == "was" || stopped == "with")) {
    const std::string item(word), quantifier(before(text, static_cast<std::size_t>(word.data() - text.data())));
    return over(text, stopped, stopped, "",
                "write `has`, and what is so of it: `" +
                    printable(quantifier + " " + item + " in " + path + " has " + item + "." + std::string(after(text, stopped)), 80) + " is yes`");
  }
  if (ahead != "of" || dot == std::string::npos) return std::nullopt;
  if (wants("`for`") && word == "sum")
    return over(text, list, list, "a sum names the item that it goes over", write("sum of item." + path.substr(dot + 1) + " for item in " + path.substr(0, dot)));
  if (wants("`in`") && word == "count") return over(text, list, list, "a count names the item that it goes over", write("count of item in " + path));
  return std::nullopt;
}

// "when wants_person from 2026-12-01 until 2027-01-06": where a condition is a clause of its own, so are its dates.
std::optional<Habit> period_of_a_condition(std::string_view text, std::size_t at) {
  if (!text.starts_with("when ") && !text.starts_with("unless ")) return std::nullopt;
  std::size_t end = at;
  for (std::size_t next = at; next < text.size(); next = std::min(end + 1, text.size())) {
    const std::string_view word = from(text, next);
    const std::size_t date = next + word.size() + 1;
    if ((word != "from" && word != "until") || date + 4 >= text.size() || !all_digits(text.substr(date, 4)) || text[date + 4] != '-') break;
    end = std::min(text.find(' ', date), text.size());
  }
  if (end == at) return std::nullopt;
  const std::string dates = in_backticks(text.substr(at, end - at));
  return Habit{at, end, "the dates of this block do not stand behind its condition", "write them as a clause of their own, on a line beside this one: " + dates};
}

}  // namespace

std::optional<Habit> slip_at(std::string_view statement, std::size_t at, std::string_view expected) {
  if (auto verdict = verdict_last(statement, expected)) return verdict;
  if (auto list = of_a_list(statement, at, expected)) return list;
  if (auto length = duration(statement, at, expected)) return length;
  if (at >= statement.size()) return std::nullopt;
  if (auto period = period_of_a_condition(statement, at)) return period;
  if (auto time = time_of_day(statement, at)) return time;
  if (auto amount = decimal_comma(statement, at)) return amount;
  if (auto word = capital(statement, at)) return word;
  const std::string_view here = from(statement, at), last = before(statement, at), next = after(statement, here);
  const std::string_view rest = statement.substr(at);
  for (const std::string_view negated : {"isn't", "aren't", "wasn't"})
    if (rest.starts_with(negated)) return Habit{at, at + negated.size(), "", "write `is not`"};
  if (here == "of" && at > 1 && statement.substr(0, at).ends_with("% ") && !next.empty()) {
    std::size_t begin = at - 2;
    while (begin > 0 && (is_digit(statement[begin - 1]) || statement[begin - 1] == '.')) --begin;
    const std::string share(statement.substr(begin, at - 1 - begin));
    return over(statement, statement.substr(begin, 1), next, "a share is multiplied", write(std::string(next) + " * " + share));
  }
  if (here == "to" && all_digits(last) && all_digits(next))
    return over(statement, last, next, "a range is said with two comparisons", write("at least " + std::string(last) + " and at most " + std::string(next)));
  if (here == "for" && all_digits(next) && after(statement, next).starts_with("message"))
    return over(statement, here, after(statement, next), "", write("in " + std::string(next) + " messages running"));
  if (last == "needs" && (here == "human" || here == "account")) return over(statement, last, here, "", write("needs_" + std::string(here)));
  return std::nullopt;
}

}  // namespace handrail::dsl
