#include "engine/masking/phones.hpp"

#include <algorithm>

#include "engine/masking/marks.hpp"
#include "engine/masking/number_names.hpp"

namespace handrail {
namespace {

using namespace marks;

constexpr std::size_t digits_min = 7, digits_max = 15;
constexpr std::size_t digits_read_max = 40;
constexpr std::size_t run_max = 7;                          // of digits in a row within a number that is parted; longer ones begin with a zero
constexpr std::size_t trunk_min = 10, trunk_max = 12;       // digits of a number in one run with a zero in front: "07911123456"
constexpr std::size_t abroad_min = 10;                      // with two: "00491715551234"
constexpr std::size_t whole_min = 9;                        // what is no shorter is a number by itself, and another one may stand behind it

int value(std::string_view digits) {
  int sum = 0;
  for (const char c : digits) sum = sum * 10 + (c - '0');
  return sum;
}

bool a_year(std::string_view digits) { return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20")); }
bool a_month(std::string_view digits) { return digits.size() <= 2 && value(digits) >= 1 && value(digits) <= 12; }
bool a_day(std::string_view digits) { return digits.size() <= 2 && value(digits) >= 1 && value(digits) <= 31; }

// "24 12 2026", "2026 11 23 10 15", "20261123"
bool a_date(std::string_view digits, const std::vector<std::size_t>& groups) {
  if (groups.size() == 1)
    return digits.size() == 8 && a_year(digits.substr(0, 4)) && a_month(digits.substr(4, 2)) && a_day(digits.substr(6));
  if (groups.size() < 3) return false;
  const std::string_view first = digits.substr(0, groups[0]), second = digits.substr(groups[0], groups[1]), third = digits.substr(groups[0] + groups[1], groups[2]);
  if (a_year(first)) return a_month(second) && a_day(third);
  return a_year(third) && ((a_day(first) && a_month(second)) || (a_month(first) && a_day(second)));
}

// "1 234 567", "100.000.000": groups of thousands.
bool thousands(std::string_view digits, const std::vector<std::size_t>& groups, std::string_view marks) {
  const bool one_mark = std::ranges::all_of(marks, [&](char mark) { return mark == marks[0]; }) && marks[0] != '-';
  const bool threes = std::all_of(groups.begin() + 1, groups.end(), [](std::size_t count) { return count == 3; });
  return one_mark && threes && digits[0] != '0' && (groups[0] <= 2 || (groups[0] == 3 && digits.ends_with("000")));
}

// 555-123-4567 from this group on: nothing else is parted so.
bool threes_and_four(const std::vector<std::size_t>& groups, std::size_t from) {
  return groups.size() == from + 3 && groups[from] == 3 && groups[from + 1] == 3 && groups[from + 2] == 4;
}

}  // namespace

// Digits with what people put between them.
Phones::Number Phones::number_at(std::size_t at) const {
  Number made;
  std::size_t i = at, run = 0;
  const auto group_ends = [&](char mark) {
    if (run > 0) made.groups.push_back(run);
    if (run > 0) made.marks += mark;
    run = 0;
  };
  if (text_[i] == '+') made.plus = true, ++i;
  for (; i < text_.size() && made.digits.size() < digits_read_max; ++i) {
    const char c = text_[i];
    if (const std::size_t wide = beyond_ascii(c) && !made.digits.empty() ? between_digits(text_, i, "-. ()") : 0) {
      group_ends('w');
      i += wide - 1;
      continue;
    }
    if (digit(c)) {
      if (run == 0 && another_trunk_number(i, made)) break;
      made.digits += c;
      made.end = i + 1;
      ++run;
      continue;
    }
    const bool between = c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
    const std::size_t next = i + 1;
    const bool more = next < text_.size() && (digit(text_[next]) || ((c == ')' || c == ' ' || c == '-') && (text_[next] == ' ' || text_[next] == '(' || text_[next] == '-') &&
                                                                     next + 1 < text_.size() && digit(text_[next + 1])));
    if (!between || !more || (made.digits.empty() && c != '(')) break;
    group_ends(c);
  }
  if (run > 0) made.groups.push_back(run);
  if (made.marks.size() >= made.groups.size() && !made.groups.empty()) made.marks.resize(made.groups.size() - 1);
  return made;
}

// A number of its own behind a blank: "1001 07911123456", "0171 1234567 0172 7654321".
bool Phones::another_trunk_number(std::size_t at, const Number& so_far) const {
  if (so_far.digits.empty() || text_[at] != '0' || text_[at - 1] != ' ') return false;
  std::size_t end = at;
  while (end < text_.size() && digit(text_[end])) ++end;
  if (end - at >= trunk_min && end - at <= trunk_max && text_[at + 1] != '0') return true;
  return so_far.digits.size() >= whole_min && (so_far.plus || so_far.digits[0] == '0') && end - at >= 3;
}

// 0151/23456789, 030 / 123 45 67: an area code and what follows; 05/2026 is a month, and what stands behind "01/" belongs to a date.
std::size_t Phones::slashed_end(std::size_t at) const {
  if (text_[at] != '0' || (at >= 2 && std::string_view("/.-").find(text_[at - 1]) != std::string_view::npos && digit(text_[at - 2]))) return 0;
  std::size_t i = at;
  while (i < text_.size() && digit(text_[i])) ++i;
  const std::size_t code = i - at;
  while (i < text_.size() && text_[i] == ' ') ++i;
  if (code < 2 || code > 6 || i >= text_.size() || text_[i] != '/') return 0;
  do ++i;
  while (i < text_.size() && text_[i] == ' ');
  if (i >= text_.size() || !digit(text_[i])) return 0;
  const Number rest = number_at(i);
  const std::size_t run = rest.groups[0];
  const bool year = code == 2 && run == 4 && (text_[i] == '1' || text_[i] == '2');
  const bool slash = rest.marks.find('/') != std::string::npos;
  return slash || year || run < 2 || code + rest.digits.size() < digits_min || code + rest.digits.size() > digits_max ? 0 : rest.end;
}

// 06.12.34.56.78: how many pairs of digits stand in a row with one mark between them, . or -.
std::size_t Phones::pairs_at(std::size_t at) const {
  std::size_t pairs = 0;
  const auto pair = [&](std::size_t i) { return i + 1 < text_.size() && digit(text_[i]) && digit(text_[i + 1]) && (i + 2 == text_.size() || !digit(text_[i + 2])); };
  for (std::size_t i = at; pair(i); i += 3) {
    ++pairs;
    const bool mark = i + 2 < text_.size() && (text_[i + 2] == '.' || text_[i + 2] == '-') && (pairs == 1 || text_[i + 2] == text_[at + 2]);
    if (!mark) break;
  }
  return pairs;
}

// 2026-01-05, 5.1.2026, 01/05/2026.
std::size_t Phones::date_end(std::size_t at) const {
  std::vector<std::size_t> runs;
  char between = 0;
  std::size_t i = at, run = 0;
  for (; i <= text_.size(); ++i) {
    if (i < text_.size() && digit(text_[i])) {
      ++run;
      continue;
    }
    runs.push_back(run);
    run = 0;
    const bool mark = i < text_.size() && (text_[i] == '-' || text_[i] == '.' || text_[i] == '/');
    if (runs.size() == 3 || !mark || (between && text_[i] != between)) break;
    between = text_[i];
  }
  if (runs.size() != 3 || pairs_at(at) >= 4) return 0;
  const bool date = (runs[0] == 4 && runs[1] <= 2 && runs[2] <= 2) || (runs[0] <= 2 && runs[1] <= 2 && (runs[2] == 4 || runs[2] == 2));
  return date && runs[0] > 0 && runs[1] > 0 ? i : 0;
}

// "1Z 999 AA1 01 2345 6784": the groups of a code go on behind one that has letters and figures, or a slash, an equals sign or a number sign.
bool Phones::behind_a_code(std::size_t at) const {
  if (at == 0) return false;
  if (std::string_view("#/=_&").find(text_[at - 1]) != std::string_view::npos) return true;
  std::size_t end = at;
  while (end > 0 && (text_[end - 1] == ' ' || text_[end - 1] == '-')) --end;
  std::size_t from = end;
  bool letters = false, figures = false;
  for (; from > 0 && (digit(text_[from - 1]) || letter(text_[from - 1])); --from) (digit(text_[from - 1]) ? figures : letters) = true;
  return end < at && end - from >= 2 && letters && figures;
}

std::size_t Phones::first_group_end(std::size_t at) const {
  while (at < text_.size() && !digit(text_[at])) ++at;
  while (at < text_.size() && digit(text_[at])) ++at;
  return at;
}

bool Phones::known_as_other(const Number& number) const {
  const auto same = [&](const std::string& other) {
    std::string digits;
    std::ranges::copy_if(other, std::back_inserter(digits), digit);
    return digits.size() >= digits_min && digits == number.digits;
  };
  return !number.plus && std::ranges::any_of(others_, same);
}

// Where no word says what it is.
bool Phones::by_shape(std::size_t at, const Number& number) const {
  const std::string& digits = number.digits;
  const std::size_t count = digits.size();
  const bool trunk = digits[0] == '0' && digits[1] != '0';
  const bool abroad = digits.starts_with("00") && digits[2] != '0' && count >= abroad_min;
  if (number.groups.size() == 1) return text_[at] == '(' || (!behind_a_code(at) && (abroad || (trunk && count >= trunk_min && count <= trunk_max)));
  const bool decimal = number.groups[0] == 1 && digits[0] == '0' && number.marks[0] == '.';
  const bool slash = number.marks.find('/') != std::string::npos;
  const std::size_t longest = *std::ranges::max_element(number.groups);
  if (decimal || slash || (longest > run_max && digits[0] != '0' && text_[at] != '(')) return false;
  if (a_date(digits, number.groups) || thousands(digits, number.groups, number.marks)) return false;
  const bool whole_hundreds = number.groups.size() == 2 && digits.ends_with("00") && digits.substr(0, number.groups[0]).ends_with("00");   // "100-2000"
  const bool pairs = std::ranges::all_of(number.groups, [](std::size_t size) { return size <= 2; });
  const bool listed = pairs && number.marks.find_first_not_of(' ') == std::string::npos && !(number.groups.size() == 5 && trunk);           // "10 20 30 40"
  return !whole_hundreds && !listed && (trunk || text_[at] == '(' || threes_and_four(number.groups, 0) || !behind_a_code(at));
}

Phones::Read Phones::at(std::size_t at) const {
  const bool opens = text_[at] == '+' || text_[at] == '(';
  if (!digit(text_[at]) && !(opens && at + 1 < text_.size() && digit(text_[at + 1]))) return {};
  Number number = number_at(at);
  const std::size_t slashed = slashed_end(at);
  if (slashed > number.end) number.end = slashed;
  const std::size_t count = number.digits.size();
  const std::size_t another_ends = threes_and_four(number.groups, 1) ? first_group_end(at) : number.end;   // "order 1001 555-123-4567"
  if (slashed == 0 && (count < digits_min || count > digits_max)) return {false, another_ends, another_ends};
  const NumberCalled called = number_called(text_, at, number.end, called_);
  if (number.plus || called == NumberCalled::phone) return {true, number.end, another_ends};
  if (called == NumberCalled::amount || a_date(number.digits, number.groups)) return {false, number.end, another_ends};
  const bool is_one = slashed > 0 || by_shape(at, number);
  if (called == NumberCalled::near_a_thing && is_one && (text_[at] == '(' || number.digits[0] == '0' || threes_and_four(number.groups, 0))) return {true, number.end, another_ends};
  if (called == NumberCalled::thing || called == NumberCalled::near_a_thing || known_as_other(number)) return {false, another_ends, another_ends};
  return {is_one, number.end, another_ends};
}

}  // namespace handrail
