#include "dsl/syntax/print_words.hpp"

#include <algorithm>
#include <array>

#include "dsl/syntax/reading.hpp"
#include "engine/base/money.hpp"

namespace handrail::dsl {

namespace {

using Kind = PrintWord::Kind;
using grammar::is_digit;
using grammar::is_word;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 30> joining{"is",   "was",  "not",  "and",   "or",    "than",      "most",    "least",  "over",  "under",
                                                   "in",   "has",  "with", "after", "before", "when",     "unless",  "gives",  "of",    "to",
                                                   "per",  "from", "until", "needs", "deny",  "otherwise", "because", "then",   "above", "below"};

// Where a number that begins at `at` ends: digits, their commas and point; a date and a time of day are one word too.
std::size_t end_of_number(std::string_view s, std::size_t at) {
  const std::size_t begin = at;
  while (at < s.size() && is_digit(s[at])) ++at;
  const bool date = at - begin == 4 && at + 2 < s.size() && s[at] == '-' && is_digit(s[at + 1]) && is_digit(s[at + 2]);
  const bool clock = at - begin == 2 && at + 1 < s.size() && s[at] == ':' && is_digit(s[at + 1]);
  if (date || clock) {
    while (at < s.size() && (is_word(s[at]) || s[at] == '-' || s[at] == ':' || s[at] == '.' || s[at] == '+')) ++at;
    return at;
  }
  const auto three = [&](std::size_t i) {
    return i + 3 < s.size() && is_digit(s[i + 1]) && is_digit(s[i + 2]) && is_digit(s[i + 3]) && (i + 4 >= s.size() || !is_digit(s[i + 4]));
  };
  while (at < s.size() && s[at] == ',' && three(at)) at += 4;
  if (at + 1 < s.size() && s[at] == '.' && is_digit(s[at + 1]))
    for (++at; at < s.size() && is_digit(s[at]);) ++at;
  if (at < s.size() && s[at] == '%') ++at;
  return at;
}

bool operand_before(const PrintWords& words) {
  if (words.empty()) return false;
  const PrintWord& last = words.back();
  if (last.kind == Kind::symbol) return last.text == ")" || last.text == "]";
  return !(last.kind == Kind::name && one_of(last.text, joining));
}

PrintWords split(std::string_view s) {
  PrintWords words;
  bool blank = false;
  for (std::size_t at = 0; at < s.size();) {
    if (s[at] == ' ') {
      blank = true;
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    Kind kind = Kind::symbol;
    const bool sign = s[at] == '-' && end < s.size() && (is_digit(s[end]) || s[end] == '$') && (blank || !operand_before(words));
    const std::size_t digits = at + (sign ? 1 : 0) + (s[at + (sign ? 1 : 0)] == '$' ? 1 : 0);
    if (s[at] == '"') {
      kind = Kind::text;
      while (end < s.size() && s[end] != '"') end += s[end] == '\\' && end + 1 < s.size() ? 2 : 1;
      end = std::min(end + 1, s.size());
    } else if (digits < s.size() && is_digit(s[digits])) {
      kind = Kind::number;
      end = end_of_number(s, digits);
    } else if (is_word(s[at])) {
      kind = Kind::name;
      while (end < s.size() && is_word(s[end])) ++end;
    } else if ((s[at] == '<' || s[at] == '>' || s[at] == '!') && end < s.size() && s[end] == '=') {
      ++end;
    }
    words.push_back({std::string(s.substr(at, end - at)), kind, blank, 0, static_cast<std::uint32_t>(at)});
    blank = false;
    at = end;
  }
  return words;
}

// --- spelling ---

bool is_code(const PrintWord& word) {
  return word.kind == Kind::name && word.text.size() == 3 && std::all_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void with_commas(std::string& amount) {
  if (amount.find(',') != std::string::npos) return;
  const std::size_t first = amount.find_first_of("0123456789");
  std::size_t end = first;
  while (end < amount.size() && is_digit(amount[end])) ++end;
  for (std::size_t at = end; at > first + 3; at -= 3) amount.insert(at - 3, ",");
}

// An amount with a part of a unit has all its digits: "$1.5" is "$1.50".
void with_all_digits(std::string& amount, std::string_view code) {
  const std::size_t point = amount.find('.');
  const auto currency = Currency::parse(code);
  if (point == std::string::npos || !currency) return;
  const auto digits = static_cast<std::size_t>(currency->digits());
  if (amount.size() - point - 1 < digits) amount.append(digits - (amount.size() - point - 1), '0');
}

void spell_amounts(PrintWords& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].kind == Kind::number && words[i].text.find('$') != std::string::npos) {
      with_commas(words[i].text);
      with_all_digits(words[i].text, "USD");
    }
    if (i + 1 == words.size()) break;
    if (is_code(words[i]) && words[i + 1].kind == Kind::number && words[i + 1].text.find_first_of("$%:") == std::string::npos) {
      std::swap(words[i].text, words[i + 1].text);
      std::swap(words[i].kind, words[i + 1].kind);
      words[i + 1].blank = true;
    }
    if (words[i].kind == Kind::number && is_code(words[i + 1])) {
      with_commas(words[i].text);
      with_all_digits(words[i].text, words[i + 1].text);
    }
  }
}

void spell_durations(PrintWords& words) {
  constexpr std::array<std::string_view, 5> units{"second", "minute", "hour", "day", "week"};
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i - 1].kind != Kind::number || words[i].kind != Kind::name) continue;
    std::string unit = words[i].text;
    if (unit.ends_with('s')) unit.pop_back();
    if (one_of(unit, units)) words[i].text = words[i - 1].text == "1" ? unit : unit + "s";
  }
}

std::vector<std::string_view> spelled(std::string_view symbol) {
  if (symbol == "<=") return {"at", "most"};
  if (symbol == ">=") return {"at", "least"};
  if (symbol == "<") return {"under"};
  if (symbol == ">") return {"over"};
  if (symbol == "!=") return {"not"};
  return {};
}

bool follows_is(const PrintWords& words) {
  if (words.empty()) return true;
  const std::string& last = words.back().text;
  return last == "is" || last == "was" || last == "not" || last == "and" || last == "|";
}

bool ago_follows(const PrintWords& words, std::size_t at) { return at + 4 < words.size() && words[at + 4].text == "ago"; }

// `<=` and `at most` become `is at most`, `more than` becomes `over`; in a chain ("and at most") and in a cell there is no `is`.
class Comparisons {
 public:
  explicit Comparisons(const PrintWords& from) : from_(from) {}
  PrintWords run() {
    for (; at_ < from_.size(); ++at_) {
      if (from_[at_].kind == Kind::text || from_[at_].kind == Kind::number || !(symbol() || worded())) out_.push_back(from_[at_]);
      follow(from_[at_].text);
    }
    return std::move(out_);
  }

 private:
  void add(std::string_view text) { out_.push_back({std::string(text), Kind::name, true, 0, from_[at_].at}); }
  void follow(std::string_view word) {
    constexpr std::array<std::string_view, 4> begins{"when", "unless", "needs", "has"};
    constexpr std::array<std::string_view, 9> ends{"otherwise", "because", "then", "say", "gives", "from", "until", "reaches", "without"};
    if (from_[at_].kind != Kind::name) return;
    if (one_of(word, begins)) in_condition_ = true;
    if (one_of(word, ends)) in_condition_ = false;
  }
  bool symbol() {
    const std::string& text = from_[at_].text;
    if (from_[at_].kind != Kind::symbol) return false;
    const bool chained = !out_.empty() && (out_.back().text == "and" || out_.back().text == "|");
    if (text == "=") {
      if (out_.empty() || chained || out_.back().text == "not") return false;
      if (!follows_is(out_)) add("is");
      return true;
    }
    const std::vector<std::string_view> words = spelled(text);
    if (words.empty() || (text == "!=" && chained && out_.back().text == "and") || (text == "!=" && !out_.empty() && out_.back().text == "not")) return false;
    if (!follows_is(out_)) add("is");
    for (const std::string_view word : words) add(word);
    return true;
  }
  bool worded() {
    if (!in_condition_) return false;
    const std::string& word = from_[at_].text;
    const std::string_view next = at_ + 1 < from_.size() ? std::string_view(from_[at_ + 1].text) : std::string_view();
    const bool after_is = follows_is(out_);
    const bool two = (word == "more" || word == "less") ? next == "than" : word == "at" && (next == "most" || next == "least");
    const bool one = word == "over" || word == "under" || word == "above" || word == "below" || word == "after" || word == "before";
    if ((!two && !one) || out_.empty() || out_.back().text == "." || next == "." || (!after_is && !operand_before(out_)) || ago_follows(from_, at_))
      return false;
    if (next == "that") return false;
    if (!after_is) add("is");
    if (word == "at") {
      add("at");
      add(next);
    } else {
      add(word == "more" || word == "above" ? "over" : word == "less" || word == "below" ? "under" : std::string_view(word));
    }
    if (two) ++at_;
    return true;
  }

  const PrintWords& from_;
  PrintWords out_;
  std::size_t at_ = 0;
  bool in_condition_ = false;
};

// --- blanks ---

void set_blanks(PrintWords& words) {
  int depth = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    PrintWord& word = words[i];
    const bool symbol = word.kind == Kind::symbol;
    if (symbol && (word.text == ")" || word.text == "]")) --depth;
    word.depth = depth;
    if (symbol && (word.text == "(" || word.text == "[")) ++depth;
    if (i == 0) {
      word.blank = false;
      continue;
    }
    const PrintWord& before = words[i - 1];
    const bool after_symbol = before.kind == Kind::symbol;
    if (symbol && (word.text == "," || word.text == ")" || word.text == "]" || word.text == ":" || word.text == "." || word.text == "/")) word.blank = false;
    else if (after_symbol && (before.text == "(" || before.text == "[" || before.text == "." || before.text == "/")) word.blank = false;
    else if (after_symbol && (before.text == "," || before.text == ":")) word.blank = true;
    else if (symbol && (word.text == "|" || word.text == "+" || word.text == "*" || word.text == "-")) word.blank = true;
    else if (after_symbol && (before.text == "|" || before.text == "+" || before.text == "*" || before.text == "-")) word.blank = true;
    else if (symbol && (word.text == "(" || word.text == "["))
      word.blank = before.kind == Kind::text || before.kind == Kind::number || after_symbol || one_of(before.text, joining) ||
                   (word.blank && (before.text == "ask" || before.text == "for"));
    else if (!after_symbol || before.text == ")" || before.text == "]") word.blank = true;
  }
}

bool is_date(const PrintWord& word) { return word.kind == Kind::number && word.text.size() > 4 && word.text[4] == '-'; }

// `from 2026-12-01 until 2026-12-10` of a `needs` or a `deny` stands behind its condition and before what follows from it.
void place_period(PrintWords& words) {
  if (words.empty() || words[0].kind != Kind::name || (words[0].text != "needs" && words[0].text != "deny")) return;
  const auto names = [&](std::size_t at, std::string_view word) { return words[at].kind == Kind::name && words[at].text == word; };
  PrintWords period, rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && i + 1 < words.size() && (names(i, "from") || names(i, "until")) && is_date(words[i + 1])) {
      period.push_back(words[i]);
      period.push_back(words[++i]);
    } else {
      rest.push_back(words[i]);
    }
  }
  if (period.empty()) return;
  const auto follows = [](const PrintWord& word) {
    return word.kind == Kind::name && word.depth == 0 && (word.text == "otherwise" || word.text == "because" || word.text == "say" || word.text == "then");
  };
  auto at = std::ranges::find_if(rest, follows);
  rest.insert(at, period.begin(), period.end());
  words = std::move(rest);
}

}  // namespace

PrintWords words_of(std::string_view statement, Brackets brackets) {
  PrintWords words = split(statement);
  words = Comparisons(words).run();
  spell_amounts(words);
  spell_durations(words);
  set_blanks(words);
  place_period(words);
  if (brackets == Brackets::as_written) return words;
  words = without_needless_brackets(words);
  set_blanks(words);
  return words;
}

std::string joined(const PrintWords& words, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to && i < words.size(); ++i) {
    if (i > from && words[i].blank) out += ' ';
    out += words[i].text;
  }
  return out;
}

}  // namespace handrail::dsl
