#include "dsl/syntax/clause.hpp"

#include <algorithm>

#include "dsl/syntax/habits.hpp"
#include "engine/base/text.hpp"

namespace handrail::dsl {

namespace {

constexpr std::size_t expected_shown_max = 4;  // a longer list of what would fit says nothing

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_a_name(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; }

// The end of the word, quoted text or symbol that begins there.
std::size_t end_of_token(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  if (text[at] == '"') {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
  }
  std::size_t end = at;
  while (end < text.size() && (grammar::is_word(text[end]) || (text[end] == '.' && end + 1 < text.size() && grammar::is_digit(text[end + 1])))) ++end;
  return end == at ? at + 1 : end;
}

const std::string when_for_if = "a condition begins with `when`; `if` stands only before `… is unknown`";

std::string as_name(std::string_view text) {
  std::string out = lower_ascii(text);
  std::replace_if(out.begin(), out.end(), [](char c) { return c == '-' || c == ' '; }, '_');
  while (!out.empty() && !grammar::is_small(out.front())) out.erase(out.begin());
  return out;
}

}  // namespace

FirstWord first_word(std::string_view text) {
  const std::size_t end = end_of_token(text, 0);
  return {text.substr(0, end), end < text.size() && text[end] == ' ' ? end + 1 : end};
}

std::optional<Chosen> choose(const Statement& statement, const std::vector<std::string_view>& words, std::string_view code, const std::string& what, Findings& findings,
                             std::size_t from) {
  const FirstWord first = first_word(std::string_view(statement.text).substr(std::min(from, statement.text.size())));
  const auto known = std::find(words.begin(), words.end(), first.text);
  if (known != words.end()) return Chosen{static_cast<std::size_t>(known - words.begin()), true};
  const std::vector<std::string> candidates(words.begin(), words.end());
  const auto meant = meant_by(first.text, candidates);
  const auto near = meant ? meant : nearest(lower_ascii(first.text.substr(0, 64)), candidates);
  const bool comment = first.text == "/";
  std::vector<std::string> all;
  for (const std::string& word : candidates) all.push_back("`" + word + "`");
  findings.add({.code = std::string(code),
                .message = what + " " + in_backticks(first.text),
                .span = statement.span(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(from + first.text.size())),
                .help = comment ? "a comment begins with `#`" : near ? "did you mean `" + *near + "`?" : (all.size() == 1 ? "write " : "write one of ") + english_list(all, "or")});
  if (!near) return std::nullopt;
  return Chosen{static_cast<std::size_t>(std::find(candidates.begin(), candidates.end(), *near) - candidates.begin()), false};
}

bool Clause::first(const void* slot) {
  const auto before = said_.before(slot);
  if (guess_ == Word::guessed) return !before;
  if (before)
    builder_.report_twice(word_, span(), *before);
  else
    said_.now(slot, span());
  return !before;
}

// What would have fitted at the furthest place: "a name, `above` or `otherwise`"; empty where that is too much to list.
std::string Clause::expected() const {
  std::vector<std::string> shown;
  for (const Reading::Fitting& fitting : reading_->fitting()) {
    if (fitting.hidden) continue;
    std::string what = fitting.literal ? "`" + std::string(fitting.what) + "`" : std::string(fitting.what);
    if (std::find(shown.begin(), shown.end(), what) == shown.end()) shown.push_back(std::move(what));
  }
  return shown.size() > expected_shown_max ? std::string() : english_list(shown, "or");
}

std::string Clause::help_for(std::string_view found) const {
  std::vector<std::string> words;
  for (const Reading::Fitting& fitting : reading_->fitting())
    if (fitting.literal && is_letter(fitting.what.front())) words.emplace_back(fitting.what.substr(0, fitting.what.find(' ')));
  if (word_ == "if" && statement_.text.find("unknown") == std::string_view::npos) return when_for_if;
  const auto near = found.empty() || !is_letter(found.front()) ? std::nullopt : nearest(lower_ascii(found.substr(0, 64)), words);
  if (near && *near != found) return "did you mean `" + *near + "`?";
  return "write it like `" + std::string(form_) + "`";
}

// A name in capitals or with hyphens is a mistake of its own.
bool Clause::report_name(std::size_t at) {
  const std::string_view text = statement_.text;
  const bool wanted = std::any_of(reading_->fitting().begin(), reading_->fitting().end(), [](const Reading::Fitting& f) { return !f.literal && f.what == "a name"; });
  std::size_t begin = at;
  const bool hyphen = text[at] == '-' && at > 0 && in_a_name(text[at - 1]) && at + 1 < text.size() && in_a_name(text[at + 1]);
  if (!hyphen && !(wanted && is_letter(text[at]))) return false;
  while (hyphen && begin > 0 && in_a_name(text[begin - 1])) --begin;
  std::size_t end = begin;
  while (end < text.size() && in_a_name(text[end])) ++end;
  // "Wants Person": one name in several words, where nothing else follows.
  if (const std::string_view rest = text.substr(end); !hyphen && rest.size() > 1 && rest.size() < 60 && text[begin] >= 'A' && text[begin] <= 'Z' &&
      std::all_of(rest.begin(), rest.end(), [](char c) { return in_a_name(c) || c == ' '; }))
    end = text.size();
  const std::string_view found = text.substr(begin, end - begin);
  if (!is_letter(found.front()) || as_name(found) == found) return false;
  // Where a text may stand as well, several words are the title of something: a trigger, a guarantee.
  const bool may_be_text = std::ranges::any_of(reading_->fitting(), [](const Reading::Fitting& f) { return f.what == "a quoted text"; });
  if (may_be_text && found.find(' ') != std::string_view::npos) {
    builder_.report("P0105", in_backticks(found) + " is a text without quotes", statement_.span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)), "",
                    "write " + in_backticks("\"" + std::string(found) + "\""));
    return true;
  }
  builder_.report("P0113", in_backticks(found) + " is not written like a name", statement_.span(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)),
                  "names have small letters, digits and `_`", "write " + in_backticks(as_name(found)));
  return true;
}

void Clause::report_end(const std::string& expected) {
  const auto size = static_cast<std::uint32_t>(statement_.text.size());
  builder_.report("P0104", expected.empty() ? "this statement ends too early" : "this statement ends where " + expected + " should follow", statement_.span(size, size),
                  "nothing follows", word_ == "if" ? when_for_if : "write it like `" + std::string(form_) + "`");
}

void Clause::report_mismatch() {
  const std::string_view text = statement_.text;
  const std::size_t at = std::min(reading_->furthest(), text.size());
  if (reading_->too_deep()) {
    const auto begin = static_cast<std::uint32_t>(at);
    builder_.report("P0107", "this is nested more than " + std::to_string(limits::expression_depth) + " deep", statement_.span(begin, begin + 1), "one too deep here",
                    "split it into several clauses");
    return;
  }
  if (reading_->too_many()) {
    const Span first_too_many = statement_.span(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1));
    builder_.report("P0108", "this statement has more than " + std::to_string(limits::statement_parts) + " parts", first_too_many, "one too many", "split it into several clauses");
    return;
  }
  const std::string what = expected();
  if (const auto habit = habit_at(text, at, what)) {
    const std::string found = in_backticks(text.substr(habit->begin, habit->end - habit->begin));
    const std::string message = !habit->message.empty() ? habit->message : what.empty() ? found + " does not belong here" : "expected " + what + ", found " + found;
    builder_.report("P0105", message, statement_.span(static_cast<std::uint32_t>(habit->begin), static_cast<std::uint32_t>(habit->end)), "", habit->help);
    return;
  }
  if (at == text.size()) return report_end(what);
  if (report_name(at)) return;
  const std::size_t end = end_of_token(text, at);
  const std::string_view found = text.substr(at, end - at);
  const std::string message = what.empty() ? in_backticks(found) + " does not belong here" : "expected " + what + ", found " + in_backticks(found);
  builder_.report("P0105", message, statement_.span(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)), "", help_for(found));
}

std::optional<Expression> condition_in(const PartView& found, Part part, Clause& clause) {
  const auto there = found.find(part);
  if (!there) return std::nullopt;
  return clause.build().expression(there->inside().front());
}

std::optional<ActivePeriod> period_in(const PartView& found, Clause& clause) {
  ActivePeriod period{condition_in(found, Part::from_period, clause), condition_in(found, Part::until_period, clause)};
  if (!period.from && !period.until) return std::nullopt;
  return period;
}

void refuse_repeated(const PartView& found, std::span<const std::pair<Part, std::string_view>> parts, Clause& clause) {
  for (const auto& [part, word] : parts) {
    const std::vector<PartView> all = found.all(part);
    if (all.size() > 1) clause.build().report_twice(word, clause.build().span(all[1]), clause.build().span(all[0]));
  }
}

}  // namespace handrail::dsl
