#include "engine/masking/masking.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "engine/base/text.hpp"
#include "engine/base/utf8.hpp"
#include "engine/masking/marks.hpp"
#include "engine/masking/personal_data.hpp"
#include "engine/masking/phones.hpp"
#include "engine/masking/secrets.hpp"
#include "engine/masking/told_data.hpp"

namespace handrail {
namespace {

constexpr std::size_t card_digits_min = 13, card_digits_max = 19;
constexpr std::size_t iban_min = 15, iban_max = 34;
constexpr std::size_t name_letters_min = 2;
constexpr std::size_t any_case_min = 3;       // "Ed" is a name, "ed" is none
constexpr std::string_view typographic_apostrophe = "\xE2\x80\x99";

using namespace marks;

bool in_address(char c) { return letter(c) || digit(c) || std::string_view("._%+-").find(c) != std::string_view::npos; }

// A digit or mark of another script that begins here, as people type it on another keyboard: full-width, Arabic and Persian digits, full-width + - ( ) . / @.
struct Spelled { char plain = 0; std::size_t bytes = 0; };
Spelled spelled_at(const std::string& text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u; };
  const auto digit_of = [](unsigned value, unsigned zero) { return static_cast<char>('0' + (value - zero)); };
  if (byte(0) == 0xD9 && byte(1) >= 0xA0 && byte(1) <= 0xA9) return {digit_of(byte(1), 0xA0), 2};
  if (byte(0) == 0xDB && byte(1) >= 0xB0 && byte(1) <= 0xB9) return {digit_of(byte(1), 0xB0), 2};
  if (byte(0) != 0xEF || byte(1) != 0xBC) return {};
  if (byte(2) >= 0x90 && byte(2) <= 0x99) return {digit_of(byte(2), 0x90), 3};
  switch (byte(2)) {
    case 0x88: return {'(', 3};
    case 0x89: return {')', 3};
    case 0x8B: return {'+', 3};
    case 0x8D: return {'-', 3};
    case 0x8E: return {'.', 3};
    case 0x8F: return {'/', 3};
    case 0xA0: return {'@', 3};
    default: return {};
  }
}

std::string with_plain_apostrophes(std::string_view word) {
  std::string plain(word);
  for (std::size_t at = plain.find(typographic_apostrophe); at != std::string::npos; at = plain.find(typographic_apostrophe, at))
    plain.replace(at, typographic_apostrophe.size(), "'");
  return plain;
}

// A range of code points, small and capital letters alike after folding, and the letters that people write for them who have no such key.
struct Unmarked { char32_t first, last; std::string_view letters; };
constexpr Unmarked unmarked[] = {
    {0xDF, 0xDF, "ss"},    {0xE0, 0xE5, "a"},     {0xE6, 0xE6, "ae"},    {0xE7, 0xE7, "c"},     {0xE8, 0xEB, "e"},     {0xEC, 0xEF, "i"},     {0xF0, 0xF0, "d"},
    {0xF1, 0xF1, "n"},     {0xF2, 0xF6, "o"},     {0xF8, 0xF8, "o"},     {0xF9, 0xFC, "u"},     {0xFD, 0xFD, "y"},     {0xFE, 0xFE, "th"},    {0xFF, 0xFF, "y"},
    {0x100, 0x105, "a"},   {0x106, 0x10D, "c"},   {0x10E, 0x111, "d"},   {0x112, 0x11B, "e"},   {0x11C, 0x123, "g"},   {0x124, 0x127, "h"},   {0x128, 0x131, "i"},
    {0x132, 0x133, "ij"},  {0x134, 0x135, "j"},   {0x136, 0x138, "k"},   {0x139, 0x142, "l"},   {0x143, 0x14B, "n"},   {0x14C, 0x151, "o"},   {0x152, 0x153, "oe"},
    {0x154, 0x159, "r"},   {0x15A, 0x161, "s"},   {0x162, 0x167, "t"},   {0x168, 0x173, "u"},   {0x174, 0x175, "w"},   {0x176, 0x178, "y"},   {0x179, 0x17E, "z"},
    {0x17F, 0x17F, "s"},   {0x218, 0x219, "s"},   {0x21A, 0x21B, "t"},   {0x300, 0x36F, ""},    {0x1EA0, 0x1EB7, "a"}, {0x1EB8, 0x1EC7, "e"}, {0x1EC8, 0x1ECB, "i"},
    {0x1ECC, 0x1EE3, "o"}, {0x1EE4, 0x1EF1, "u"}, {0x1EF2, 0x1EF9, "y"}};

// "José" and "JOSE" are one name.
std::string without_marks(std::string_view name) {
  const std::string folded = fold_case(name);
  std::string plain;
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint point = decode_utf8(folded, at);
    const auto* known = std::ranges::find_if(unmarked, [&](const Unmarked& one) { return point.valid && point.value >= one.first && point.value <= one.last; });
    if (known != std::end(unmarked)) plain += known->letters;
    else plain.append(folded, at, point.bytes);
    at += point.bytes;
  }
  return plain;
}

std::string without_apostrophes(std::string_view word) {
  std::string letters = with_plain_apostrophes(word);
  std::erase(letters, '\'');
  return letters;
}

struct Found { std::size_t end = 0; std::string what; };

class Masking {
 public:
  Masking(const std::string& text, const MaskRules& rules) : original_(text), rules_(rules), phones_(text_, rules.called, rules.others) {
    for (std::size_t at = 0; at < text.size();) {
      const Spelled spelled = spelled_at(text, at);
      origin_.push_back(at);
      text_ += spelled.bytes ? spelled.plain : text[at];
      at += spelled.bytes ? spelled.bytes : 1;
    }
    origin_.push_back(text.size());
    for (const std::string& name : rules.names) {
      std::string together;
      for (const std::string_view word : words(name)) {
        const std::string plain = with_plain_apostrophes(word);
        add_name(without_apostrophes(plain));
        for (const std::string_view piece : split(plain, '\'')) add_name(std::string(piece));
        together += word;
        if (without_spaces(word) && word.size() >= 2 * wide_letter_bytes) anywhere_.emplace_back(word);
      }
      if (without_spaces(together) && together.size() >= 2 * wide_letter_bytes) anywhere_.push_back(together);
    }
    std::sort(anywhere_.begin(), anywhere_.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  }

  Masked run() {
    if (rules_.secrets) add_secrets(secrets_in(text_, rules_.called));
    add_told(told_data_in(text_));
    add_told(identity_numbers_by_form_in(text_, rules_.called));
    for (std::size_t at = 0; at < text_.size();) {
      auto found = secret_at(at);
      if (!found) found = told_at(at);
      if (found && found->what != "secret" && digit(text_[at]))
        if (const auto end = card_at(at)) found = Found{*end, "card"};   // whatever a word calls it
      if (!found && at_start(at)) found = something_at(at);
      if (!found)
        if (const auto end = name_in_running_text(at)) found = Found{*end, "name"};
      if (!found) {
        const std::size_t end = at_start(at) ? passed_over(at) : at + 1;
        made_.text.append(original_, origin_[at], origin_[end] - origin_[at]);
        at = end;
        continue;
      }
      made_.spots.push_back({origin_[at], origin_[found->end], found->what});
      made_.text += "[" + found->what + "]";
      ++made_.counts[found->what];
      at = found->end;
      if (found->what == "card" && rules_.secrets) add_secrets(secrets_beside_card(text_, at));
    }
    return std::move(made_);
  }

 private:
  void add_name(const std::string& word) {
    if (word.size() >= name_letters_min) names_.insert(word.size() >= any_case_min ? without_marks(word) : std::string(word));
  }

  void add_secrets(const std::vector<SecretPlace>& places) {
    for (const SecretPlace& place : places)
      if (!place.by_chance || !known_as_other(place.begin, place.end)) secrets_[place.begin] = place.end;
  }
  // A number that the desk itself reads as something is that, however much it looks like something else.
  bool known_as_other(std::size_t begin, std::size_t end) const {
    const std::string_view said = std::string_view(text_).substr(begin, end - begin);
    return std::ranges::any_of(rules_.others, [&](const std::string& other) { return other == said; });
  }
  void add_told(const std::vector<PersonalData>& all) {
    for (const PersonalData& one : all) {
      if (known_as_other(one.begin, one.end)) continue;
      Found& known = told_[one.begin];
      if (one.end > known.end) known = {one.end, one.kind};
    }
  }
  std::optional<Found> told_at(std::size_t at) const {
    const auto found = told_.find(at);
    return found == told_.end() ? std::nullopt : std::optional(found->second);
  }
  // What is read as a whole and is nobody's: the address of a computer, a date.
  std::size_t passed_over(std::size_t at) const {
    if (const auto host = host_at(at)) return *host;
    const std::size_t date = digit(text_[at]) ? phones_.date_end(at) : 0;
    return std::max(date, at + 1);
  }

  std::optional<Found> secret_at(std::size_t at) const {
    const auto found = secrets_.find(at);
    return found == secrets_.end() ? std::nullopt : std::optional(Found{found->second, "secret"});
  }

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
  // Chinese and Japanese put no space in front of a number.
  bool behind_wide_letter(std::size_t at) const { return at >= wide_letter_bytes && without_spaces(std::string_view(text_).substr(at - wide_letter_bytes, wide_letter_bytes)); }
  bool foreign_letter(std::size_t at) const { return beyond_ascii(text_[at]) && wide_mark_at(text_, at) == 0; }

  std::optional<Found> something_at(std::size_t at) {
    if (const auto end = address_at(at)) return Found{*end, "e-mail"};
    if (const auto end = iban_at(at)) return Found{*end, "iban"};
    if (host_at(at)) return std::nullopt;
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

  // 192.168.100.200, the address of a computer: four numbers up to 255, none with a zero in front.
  std::optional<std::size_t> host_at(std::size_t at) const {
    if (at >= 2 && text_[at - 1] == '.' && digit(text_[at - 2])) return std::nullopt;
    std::size_t i = at;
    for (int group = 0; group < 4; ++group) {
      if (group > 0 && (i >= text_.size() || text_[i++] != '.')) return std::nullopt;
      const std::size_t first = i;
      int value = 0;
      for (; i < text_.size() && digit(text_[i]) && i - first < 3; ++i) value = value * 10 + (text_[i] - '0');
      if (i == first || value > 255 || (text_[first] == '0' && i - first > 1)) return std::nullopt;
    }
    if (i < text_.size() && (digit(text_[i]) || (text_[i] == '.' && i + 1 < text_.size() && digit(text_[i + 1])))) return std::nullopt;
    return i;
  }

  // The longest run of groups whose check digit holds: what stands behind a card may be its date.
  std::optional<std::size_t> card_at(std::size_t at) const {
    std::string digits;
    std::optional<std::size_t> found;
    for (std::size_t i = at; i < text_.size() && digits.size() <= card_digits_max;) {
      if (digit(text_[i])) {
        digits += text_[i++];
        const bool group_ends = i == text_.size() || !digit(text_[i]);
        if (group_ends && digits.size() >= card_digits_min && digits.size() <= card_digits_max && digits[0] != '0' && luhn_holds(digits)) found = i;
        continue;
      }
      const std::size_t marks = digits.empty() ? 0 : between_digits(text_, i, " -./()_,\t\r\n");
      if (marks == 0) break;
      i += marks;
    }
    return found;
  }

  std::optional<Found> number_at(std::size_t at) {
    const bool opens = text_[at] == '+' || text_[at] == '(';
    if (!digit(text_[at]) && !(opens && at + 1 < text_.size() && digit(text_[at + 1]))) return std::nullopt;
    if (phones_.date_end(at) > 0) return std::nullopt;
    if (const auto card = card_at(at)) return Found{*card, "card"};
    const bool in_a_word = at > 0 && (letter(text_[at - 1]) || (beyond_ascii(text_[at - 1]) && !behind_wide_mark(at) && !behind_wide_letter(at)));
    const Phones::Read read = at < no_phone_before_ ? Phones::Read{} : phones_.at(at);
    if (read.phone && !in_a_word) return Found{read.end, "phone"};
    no_phone_before_ = std::max(no_phone_before_, in_a_word ? read.code_end : read.end);   // the rest of a number that is another thing's is no phone
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
    const auto in_word = [&](std::size_t i) { return i < text_.size() && (letter(text_[i]) || foreign_letter(i)); };
    while (in_word(end)) ++end;
    std::size_t whole = end;   // "O'Brien"; of "Brown's" the name is what stands before the apostrophe
    for (std::size_t mark = apostrophe_bytes(whole); mark > 0 && in_word(whole + mark); mark = apostrophe_bytes(whole))
      for (whole += mark; in_word(whole);) ++whole;
    for (const std::size_t reach : {whole, end})
      if (is_name(without_apostrophes(std::string_view(text_).substr(at, reach - at)))) return reach;
    return std::nullopt;
  }

  bool is_name(const std::string& written) const {
    if (written.size() < name_letters_min) return false;
    return names_.count(written.size() >= any_case_min ? without_marks(written) : written) > 0;
  }

  // Chinese and Japanese put no space around a name.
  std::optional<std::size_t> name_in_running_text(std::size_t at) const {
    for (const std::string& name : anywhere_)
      if (text_.compare(at, name.size(), name) == 0) return at + name.size();
    return std::nullopt;
  }

  std::size_t apostrophe_bytes(std::size_t at) const {
    if (at < text_.size() && text_[at] == '\'') return 1;
    return text_.compare(at, typographic_apostrophe.size(), typographic_apostrophe) == 0 ? typographic_apostrophe.size() : 0;
  }

  const std::string& original_;
  std::string text_;                    // with digits and their marks in ASCII
  std::vector<std::size_t> origin_;     // of each byte of `text_`, and of its end: where it stands in the original
  const MaskRules& rules_;
  std::unordered_set<std::string> names_;
  std::vector<std::string> anywhere_;   // the longest first
  std::map<std::size_t, std::size_t> secrets_;   // where they begin and end
  std::map<std::size_t, Found> told_;            // by where they begin
  Phones phones_;
  std::size_t no_phone_before_ = 0;
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
