#include "engine/past/masking.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string_view>

#include "engine/base/text.hpp"

namespace handrail {
namespace {

constexpr std::size_t card_digits_min = 13, card_digits_max = 19;
constexpr std::size_t phone_digits_min = 7, phone_digits_max = 15;
constexpr std::size_t iban_min = 15, iban_max = 34;
constexpr std::size_t name_letters_min = 2;
constexpr std::size_t any_case_min = 3;       // "Ed" is a name, "ed" is none
constexpr std::size_t marks_between_max = 3;  // " - "
constexpr std::size_t digits_read_max = 40;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_address(char c) { return letter(c) || digit(c) || std::string_view("._%+-").find(c) != std::string_view::npos; }

// The bytes of a space, hyphen or invisible mark beyond ASCII that begins here: NBSP, soft hyphen, middle dot, U+2000 to U+206F, minus, ideographic space, U+FEFF.
std::size_t wide_mark_at(const std::string& text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  if (byte(0) == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0xAD || byte(1) == 0xB7)) return 2;
  if (byte(0) == 0xE2 && (byte(1) == 0x80 || (byte(1) == 0x81 && byte(2) >= 0x9F))) return 3;
  if (byte(0) == 0xE2 && byte(1) == 0x88 && byte(2) == 0x92) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;
  return byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF ? 3 : 0;
}
bool beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

struct Found { std::size_t end = 0; std::string what; };

class Masking {
 public:
  Masking(const std::string& text, const MaskRules& rules) : text_(text), rules_(rules) {
    for (const std::string& name : rules.names)
      for (const std::string_view word : words(name))
        if (word.size() >= name_letters_min) names_.push_back(word.size() >= any_case_min ? fold_case(word) : std::string(word));
  }

  Masked run() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto found = at_start(at) ? something_at(at) : std::nullopt;
      if (!found) {
        made_.text += text_[at++];
        continue;
      }
      made_.text += "[" + found->what + "]";
      ++made_.counts[found->what];
      at = found->end;
    }
    return std::move(made_);
  }

 private:
  // Where a word, a number or an address may begin: what stands before belongs to something else.
  bool at_start(std::size_t at) const {
    if (at == 0) return true;
    const char before = text_[at - 1], here = text_[at];
    if (digit(here)) return !digit(before);
    if (letter(before) || digit(before)) return false;
    return !beyond_ascii(before) || behind_wide_mark(at);
  }

  bool behind_wide_mark(std::size_t at) const {
    return (at >= 2 && wide_mark_at(text_, at - 2) == 2) || (at >= 3 && wide_mark_at(text_, at - 3) == 3);
  }
  bool foreign_letter(std::size_t at) const { return beyond_ascii(text_[at]) && wide_mark_at(text_, at) == 0; }

  std::optional<Found> something_at(std::size_t at) const {
    if (const auto end = address_at(at)) return Found{*end, "e-mail"};
    if (const auto end = iban_at(at)) return Found{*end, "iban"};
    if (auto number = number_at(at)) return number;
    if (const auto end = name_at(at)) return Found{*end, "name"};
    return std::nullopt;
  }

  std::optional<std::size_t> address_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && (in_address(text_[end]) || foreign_letter(end))) ++end;
    if (end == at || end >= text_.size() || text_[end] != '@') return std::nullopt;
    std::size_t domain = end + 1, last_dot = 0;
    while (domain < text_.size() && (letter(text_[domain]) || digit(text_[domain]) || foreign_letter(domain) || text_[domain] == '-' || text_[domain] == '.')) {
      if (text_[domain] == '.') last_dot = domain;
      ++domain;
    }
    while (domain > end + 1 && (text_[domain - 1] == '.' || text_[domain - 1] == '-')) --domain;   // the end of a sentence
    if (last_dot == 0 || domain <= end + 3) return std::nullopt;
    return domain;
  }

  std::optional<std::size_t> iban_at(std::size_t at) const {
    if (at + 4 > text_.size() || !letter(text_[at]) || !letter(text_[at + 1]) || !digit(text_[at + 2]) || !digit(text_[at + 3])) return std::nullopt;
    std::string spelled;
    std::optional<std::size_t> found;
    for (std::size_t end = at; end < text_.size() && spelled.size() <= iban_max; ++end) {
      const char c = text_[end];
      if ((c == ' ' || c == '-' || c == '\t' || c == '.') && spelled.size() % 4 == 0) continue;
      if (const std::size_t mark = wide_mark_at(text_, end)) {
        end += mark - 1;
        continue;
      }
      if (!letter(c) && !digit(c)) break;
      spelled += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      const bool ends = end + 1 == text_.size() || (!letter(text_[end + 1]) && !digit(text_[end + 1]));
      if (ends && spelled.size() >= iban_min && iban_holds(spelled)) found = end + 1;
    }
    return found;
  }

  // How many bytes stand between the digit before `at` and the next one: marks that people write between groups; 0 where there is no next one.
  std::size_t between_digits(std::size_t at, std::string_view marks) const {
    std::size_t end = at;
    for (std::size_t count = 0; end < text_.size() && count < marks_between_max; ++count) {
      const std::size_t wide = wide_mark_at(text_, end);
      if (wide == 0 && marks.find(text_[end]) == std::string_view::npos) break;
      end += wide ? wide : 1;
    }
    return end > at && end < text_.size() && digit(text_[end]) ? end - at : 0;
  }

  // The longest run of groups whose check digit holds: what stands behind a card may be its date.
  std::optional<std::size_t> card_at(std::size_t at) const {
    std::string digits;
    std::optional<std::size_t> found;
    for (std::size_t i = at; i < text_.size() && digits.size() <= card_digits_max;) {
      if (digit(text_[i])) {
        digits += text_[i++];
        const bool group_ends = i == text_.size() || !digit(text_[i]);
        if (group_ends && digits.size() >= card_digits_min && digits.size() <= card_digits_max && luhn_holds(digits)) found = i;
        continue;
      }
      const std::size_t marks = digits.empty() ? 0 : between_digits(i, " -./()_,\t\r\n");
      if (marks == 0) break;
      i += marks;
    }
    return found;
  }

  // Digits with what people put between them.
  struct Digits { std::string digits; std::size_t end = 0, longest_run = 0; bool plus = false, grouped = false, slash = false; };
  Digits digits_at(std::size_t at) const {
    Digits made;
    std::size_t i = at, run = 0;
    if (text_[i] == '+') made.plus = true, ++i;
    for (; i < text_.size(); ++i) {
      const char c = text_[i];
      if (made.digits.size() >= digits_read_max) break;
      if (const std::size_t wide = beyond_ascii(c) && !made.digits.empty() ? between_digits(i, "-. ()") : 0) {
        made.grouped = true;
        run = 0;
        i += wide - 1;
        continue;
      }
      if (digit(c)) {
        made.digits += c;
        made.end = i + 1;
        made.longest_run = std::max(made.longest_run, ++run);
        continue;
      }
      const bool between = c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
      const std::size_t next = i + 1;
      const bool more = next < text_.size() && (digit(text_[next]) || ((c == ')' || c == ' ' || c == '-') && (text_[next] == ' ' || text_[next] == '(' || text_[next] == '-') &&
                                                                       next + 1 < text_.size() && digit(text_[next + 1])));
      if (!between || !more || (made.digits.empty() && c != '(')) break;
      if (c == '/') made.slash = true;
      if (!made.digits.empty()) made.grouped = true;
      run = 0;
    }
    return made;
  }

  // 2026-01-05, 5.1.2026, 01/05/2026, with a time behind it or not: a date is nobody's number.
  bool is_date(std::size_t at) const {
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
    if (runs.size() != 3) return false;
    return (runs[0] == 4 && runs[1] <= 2 && runs[2] <= 2) || (runs[0] <= 2 && runs[1] <= 2 && (runs[2] == 4 || runs[2] == 2));
  }

  std::optional<Found> number_at(std::size_t at) const {
    const bool opens = text_[at] == '+' || text_[at] == '(';
    if (!digit(text_[at]) && !(opens && at + 1 < text_.size() && digit(text_[at + 1]))) return std::nullopt;
    if (is_date(at)) return std::nullopt;
    const Digits found = digits_at(at);
    const std::size_t count = found.digits.size();
    if (const auto card = card_at(at)) return Found{*card, "card"};
    const bool in_a_word = at > 0 && (letter(text_[at - 1]) || (beyond_ascii(text_[at - 1]) && !behind_wide_mark(at)));
    const bool looks_like_phone = found.plus || text_[at] == '(' || (found.grouped && !found.slash && (found.longest_run <= 7 || text_[at] == '0'));
    if (!in_a_word && looks_like_phone && count >= phone_digits_min && count <= phone_digits_max) return Found{found.end, "phone"};
    return long_run_at(at);
  }

  std::optional<Found> long_run_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && digit(text_[end])) ++end;
    if (rules_.digits == 0 || end - at < rules_.digits) return std::nullopt;
    return Found{end, "number"};
  }

  std::optional<std::size_t> name_at(std::size_t at) const {
    if (names_.empty()) return std::nullopt;
    std::size_t end = at;
    while (end < text_.size() && (letter(text_[end]) || foreign_letter(end))) ++end;
    if (end - at < name_letters_min) return std::nullopt;
    const std::string_view written = std::string_view(text_).substr(at, end - at);
    const std::string word = written.size() >= any_case_min ? fold_case(written) : std::string(written);
    return std::find(names_.begin(), names_.end(), word) == names_.end() ? std::nullopt : std::optional(end);
  }

  const std::string& text_;
  const MaskRules& rules_;
  std::vector<std::string> names_;
  Masked made_;
};

}  // namespace

Masked mask(const std::string& text, const MaskRules& rules) { return Masking(text, rules).run(); }

bool luhn_holds(const std::string& digits) {
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), digit)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int value = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

bool iban_holds(const std::string& iban) {
  if (iban.size() < iban_min || iban.size() > iban_max) return false;
  int rest = 0;
  const std::string turned = iban.substr(4) + iban.substr(0, 4);
  for (const char c : turned) {
    if (digit(c)) rest = (rest * 10 + (c - '0')) % 97;
    else if (c >= 'A' && c <= 'Z') rest = (rest * 100 + (c - 'A' + 10)) % 97;
    else return false;
  }
  return rest == 1;
}

}  // namespace handrail
