#include "engine/masking/personal_data.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "engine/base/text.hpp"
#include "engine/language/language.hpp"
#include "engine/masking/marks.hpp"
#include "engine/masking/masking.hpp"
#include "engine/masking/number_names.hpp"

namespace handrail {
namespace {

using marks::digit;
using marks::in_word;
using marks::letter;
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// `form` over a text: 9 is a digit, A a letter in either case, anything else itself. The end of what fits whole words from `at`, 0 where nothing does.
std::size_t fits(std::string_view form, std::string_view text, std::size_t at) {
  if (at > 0 && (in_word(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '.')) return 0;
  std::size_t i = at;
  for (const char wanted : form) {
    if (i == text.size()) return 0;
    const bool right = wanted == '9' ? digit(text[i]) : wanted == 'A' ? letter(text[i]) : text[i] == wanted;
    if (!right) return 0;
    ++i;
  }
  return i < text.size() && (in_word(text[i]) || (text[i] == '-' && i + 1 < text.size() && in_word(text[i + 1]))) ? 0 : i;
}

std::string only(std::string_view text, bool (*kept)(char)) {
  std::string all;
  for (const char c : text)
    if (kept(c)) all += c;
  return all;
}

int number(std::string_view digits, int modulus) {
  int value = 0;
  for (const char c : digits) value = (value * 10 + (c - '0')) % modulus;
  return value;
}

// Areas 000, 666 and 900 to 999, group 00 and serial 0000 were never given out.
bool social_security_holds(std::string_view digits) {
  return digits.substr(0, 3) != "000" && digits.substr(0, 3) != "666" && digits[0] != '9' && digits.substr(3, 2) != "00" && digits.substr(5) != "0000";
}

// The letter behind the number, by its rest of 23.
bool dni_holds(std::string_view written) {
  constexpr std::string_view letters = "TRWAGMYFPDXBNJZSQVHLCKE";
  std::string digits = only(written, marks::digit);
  const char first = upper(written[0]);
  if (first >= 'X' && first <= 'Z') digits.insert(0, 1, static_cast<char>('0' + (first - 'X')));
  return letters[static_cast<std::size_t>(number(digits, 23))] == upper(written.back());
}

// Two check digits, each over all before it, weighted from 2 upwards.
bool cpf_holds(std::string_view digits) {
  if (std::count(digits.begin(), digits.end(), digits[0]) == 11) return false;
  for (std::size_t check = 9; check < 11; ++check) {
    int sum = 0;
    for (std::size_t i = 0; i < check; ++i) sum += (digits[i] - '0') * static_cast<int>(check + 1 - i);
    if (sum * 10 % 11 % 10 != digits[check] - '0') return false;
  }
  return true;
}

bool insee_holds(std::string_view digits) {
  return (digits[0] == '1' || digits[0] == '2') && 97 - number(digits.substr(0, 13), 97) == number(digits.substr(13), 100);
}

// Verhoeff's check over the dihedral group of order 10.
bool aadhaar_holds(std::string_view digits) {
  static constexpr int permuted[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                          {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1}, {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
  const auto multiplied = [](int a, int b) {
    if (a < 5 && b < 5) return (a + b) % 5;
    if (a < 5) return 5 + (a + b - 5) % 5;
    if (b < 5) return 5 + (a - 5 - b + 5) % 5;
    return (a - b + 5) % 5;
  };
  if (digits[0] < '2') return false;
  int check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) check = multiplied(check, permuted[i % 8][digits[digits.size() - 1 - i] - '0']);
  return check == 0;
}

bool insurance_holds(std::string_view written) {   // of the UK: letters that no prefix has
  const char prefix[] = {upper(written[0]), upper(written[1])};
  const char last = upper(written.back());
  const bool given_out = std::string_view("DFIQUV").find(prefix[0]) == std::string_view::npos && std::string_view("DFIOQUV").find(prefix[1]) == std::string_view::npos;
  return given_out && last >= 'A' && last <= 'D';
}

bool any(std::string_view) { return true; }

// Of Germany: one digit of the first ten two or three times, and a check over all (ISO 7064, mod 11, 10).
bool tax_id_holds(std::string_view digits) {
  std::array<int, 10> times{};
  for (const char c : digits.substr(0, 10)) ++times[static_cast<std::size_t>(c - '0')];
  if (digits[0] == '0' || std::ranges::count_if(times, [](int count) { return count == 2 || count == 3; }) != 1 || *std::ranges::max_element(times) > 3) return false;
  int product = 10;
  for (const char c : digits.substr(0, 10)) {
    const int sum = (c - '0' + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (11 - product) % 10 == digits[10] - '0';
}

struct Form {
  std::string_view form;
  bool (*holds)(std::string_view written);
  bool digits_only;              // `holds` is asked for the digits alone
  bool like_others = false;      // an order's or a parcel's number is written alike, and one in ten of them has its check digit
};
constexpr std::array<Form, 15> forms{{
    {"999-99-9999", social_security_holds, true}, {"999 99 9999", social_security_holds, true, true}, {"AA999999A", insurance_holds, false},
    {"AA 99 99 99 A", insurance_holds, false},
    {"99999999A", dni_holds, false}, {"99999999-A", dni_holds, false}, {"A9999999A", dni_holds, false}, {"AAAAAA99A99A999A", any, false}, {"999.999.999-99", cpf_holds, true},
    {"9 99 99 99 999 999 99", insee_holds, true}, {"999999999999999", insee_holds, true, true}, {"9999 9999 9999", aadhaar_holds, true, true},
    {"999999999999", aadhaar_holds, true, true}, {"99 999 999 999", tax_id_holds, true}, {"99999999999", tax_id_holds, true, true},
}};

std::size_t identity_at(std::string_view text, std::size_t at, bool like_others) {
  for (const Form& form : forms) {
    const std::size_t end = form.like_others && !like_others ? 0 : fits(form.form, text, at);
    if (end == 0) continue;
    const std::string_view written = text.substr(at, end - at);
    if (form.form == "A9999999A" && std::string_view("XYZxyz").find(written[0]) == std::string_view::npos) continue;
    if (form.holds(form.digits_only ? std::string_view(only(written, marks::digit)) : written)) return end;
  }
  return 0;
}

// --- addresses ---

constexpr std::array<std::string_view, 26> street_words{
    "street", "st", "avenue", "ave", "road", "rd", "lane", "ln", "drive", "blvd", "boulevard", "court", "square", "terrace", "highway", "parkway", "crescent",
    "strasse", "stra\xC3\x9F" "e", "str", "rue", "calle", "avenida", "via", "piazza", "rua",
};
constexpr std::array<std::string_view, 7> street_first{"rue", "calle", "avenida", "via", "piazza", "rua", "avenue"};   // the name stands behind the word
constexpr std::array<std::string_view, 8> street_endings{"strasse", "stra\xC3\x9F" "e", "str", "gasse", "allee", "weg", "straat", "v\xC3\xA4gen"};
constexpr std::array<std::string_view, 6> no_streets{"umweg", "ausweg", "hinweg", "heimweg", "r\xC3\xBC" "ckweg", "arbeitsweg"};
constexpr std::array<std::string_view, 8> no_street_names{"der", "den", "dem", "ein", "einen", "kein", "mein", "ihr"};   // "Der Weg 10 km"
constexpr std::array<std::string_view, 2> lies_at_in_english{"in", "an"};
// German streets that are named by where they lie: "Am Hang 3", "In den Auen 12".
constexpr std::array<std::string_view, 11> lies_at{"am", "an", "im", "in", "auf", "zum", "zur", "unter", "hinter", "vor", "beim"};
constexpr std::array<std::string_view, 5> of_the_place{"der", "den", "dem", "alter", "alten"};
constexpr std::array<std::string_view, 8> of_an_address{"wohne", "wohnt", "wohnen", "wohnhaft", "adresse", "anschrift", "ziehe", "ziehen"};
constexpr std::size_t postcode_digits = 5;
constexpr std::size_t house_digits_max = 3;    // of a house that no town stands behind: four are a year
constexpr std::size_t street_words_max = 4;    // "12 Martin Luther King Boulevard"

template <class Table>
bool among(const Table& table, std::string_view word) { return std::find(table.begin(), table.end(), word) != table.end(); }

std::size_t digits_of(std::string_view word) { return std::min(word.find_first_not_of("0123456789"), word.size()); }

// "12", "12a", "12-14": what a house has.
bool house_number(std::string_view word) {
  const std::size_t digits = digits_of(word);
  return digits > 0 && digits <= 5 && word[0] != '0' && (digits == word.size() || (digits + 1 == word.size() && letter(word[digits])));
}

bool capital(std::string_view word) { return !word.empty() && ((word[0] >= 'A' && word[0] <= 'Z') || static_cast<unsigned char>(word[0]) >= 0xC3); }

class Addresses {
 public:
  explicit Addresses(std::string_view text) : text_(text), words_(words(text)) {
    for (const std::string_view word : words_) folded_.push_back(fold_case(word));
  }

  std::vector<PersonalData> all() {
    std::vector<PersonalData> found;
    for (std::size_t i = 0; i < words_.size();) {
      const std::size_t last = address_from(i);
      if (last == 0) {
        ++i;
        continue;
      }
      found.push_back({"address", place(i), place(last) + words_[last].size()});
      i = last + 1;
    }
    return found;
  }

 private:
  std::size_t place(std::size_t word) const { return static_cast<std::size_t>(words_[word].data() - text_.data()); }
  bool together(std::size_t word) const {   // with the one before it: nothing but blanks, a comma or a full stop of "St." between them
    const std::size_t from = place(word - 1) + words_[word - 1].size();
    const std::string_view gap = text_.substr(from, place(word) - from);
    return gap.size() <= 2 && gap.find_first_not_of(" ,.") == std::string_view::npos;
  }

  // The last word of an address that begins with this word; 0: none does.
  std::size_t address_from(std::size_t i) {
    if (const std::size_t last = number_first(i)) return last;
    if (const std::size_t last = street_name_first(i)) return last;
    if (const std::size_t last = place_first(i)) return last;
    const bool box = i + 2 < words_.size() && (folded_[i] == "po" || folded_[i] == "p.o") && folded_[i + 1] == "box" && house_number(words_[i + 2]);
    return box ? i + 2 : 0;
  }

  // "12 Baker Street", "4 rue de Rivoli"
  std::size_t number_first(std::size_t i) const {
    if (!house_number(words_[i])) return 0;
    if (i + 2 < words_.size() && together(i + 1) && among(street_first, folded_[i + 1]) && together(i + 2)) {
      std::size_t last = i + 2;
      while (last + 1 < words_.size() && last < i + street_words_max && !capital(words_[last]) && together(last + 1)) ++last;
      return capital(words_[last]) ? last : 0;
    }
    for (std::size_t k = i + 1; k < words_.size() && k <= i + street_words_max && together(k); ++k) {
      if (k > i + 1 && among(street_words, folded_[k]) && capital(words_[k - 1])) return k;
      if (!capital(words_[k]) && !house_number(words_[k])) return 0;
    }
    return 0;
  }

  // "Hauptstrasse 12", "Lange Str. 7", "via Roma 3"
  std::size_t street_name_first(std::size_t i) const {
    const auto ends_as_street = [&](std::size_t k) {
      const auto is_end = [&](std::string_view ending) { return folded_[k].size() > ending.size() + 1 && folded_[k].ends_with(ending); };
      return !among(no_streets, folded_[k]) && std::any_of(street_endings.begin(), street_endings.end(), is_end);
    };
    if (i + 1 < words_.size() && capital(words_[i]) && ends_as_street(i) && together(i + 1) && house_number(words_[i + 1])) return i + 1;
    const bool named = i + 2 < words_.size() && capital(words_[i]) && !among(no_street_names, folded_[i]);
    if (named && among(street_endings, folded_[i + 1]) && together(i + 1) && together(i + 2) && house_number(words_[i + 2])) return i + 2;
    if (!among(street_first, folded_[i])) return 0;
    for (std::size_t k = i + 1; k < words_.size() && k <= i + street_words_max && together(k); ++k)
      if (k > i + 1 && house_number(words_[k]) && capital(words_[k - 1])) return k;
    return 0;
  }

  // "Am Hang 3", "In den Auen 12, 80331 München". A time, a count or a step is written alike ("am Montag 3 Stunden", "In Step 3"): so a postcode with its town follows, or a
  // word for an address stands in front, or in German the word for where has a capital letter amid a sentence.
  std::size_t place_first(std::size_t i) {
    const bool with_place = among(lies_at, folded_[i]);
    std::size_t name = with_place ? i + 1 : i;
    if (with_place && name < words_.size() && among(of_the_place, folded_[name])) ++name;
    const std::size_t number = name + 1;
    if (number >= words_.size() || !capital(words_[name]) || !house_number(words_[number])) return 0;
    for (std::size_t k = i + 1; k <= number; ++k)
      if (!together(k)) return 0;
    const bool only_german = with_place && !among(lies_at_in_english, folded_[i]);
    if (town_behind(number) && (only_german || language() == "de" || language().empty())) return number;
    const std::string_view behind = text_.substr(place(number) + words_[number].size(), 1);
    const bool noun_behind = number + 1 < words_.size() && capital(words_[number + 1]) && behind == " ";
    if (!with_place || noun_behind || digits_of(words_[number]) > house_digits_max) return 0;
    return told_of(i) || (amid_a_sentence(i) && capital(words_[i]) && language() == "de") ? number : 0;
  }
  bool amid_a_sentence(std::size_t i) const { return i > 0 && place(i) == place(i - 1) + words_[i - 1].size() + 1 && text_[place(i) - 1] == ' '; }
  // "wohne am Hang 3", "Adresse: Am Hang 3", and not "die Adresse in Schritt 3".
  bool told_of(std::size_t i) const {
    if (i > 1 && among(of_an_address, folded_[i - 2])) return true;
    return i > 0 && among(of_an_address, folded_[i - 1]) && (!capital(words_[i - 1]) || capital(words_[i]) || !amid_a_sentence(i));
  }
  const std::string& language() {
    if (!language_) language_ = language_of(text_);
    return *language_;
  }
  bool town_behind(std::size_t number) const {
    if (number + 2 >= words_.size() || !together(number + 1) || !together(number + 2)) return false;
    const std::string_view code = words_[number + 1];
    return code.size() == postcode_digits && std::all_of(code.begin(), code.end(), digit) && capital(words_[number + 2]);
  }

  std::string_view text_;
  std::vector<std::string_view> words_;
  std::vector<std::string> folded_;
  std::optional<std::string> language_;   // once asked for
};

bool overlaps(const PersonalData& a, const PersonalData& b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

static std::vector<PersonalData> identity_numbers(const std::string& text, bool like_others) {
  std::vector<PersonalData> found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = digit(text[at]) || letter(text[at]) ? identity_at(text, at, like_others) : 0;
    if (end != 0) found.push_back({"identity number", at, end});
    at = end != 0 ? end : at + 1;
  }
  return found;
}

std::vector<PersonalData> identity_numbers_in(const std::string& text) { return identity_numbers(text, true); }

std::vector<PersonalData> identity_numbers_by_form_in(const std::string& text, std::string_view called) {
  std::vector<PersonalData> found = identity_numbers(text, false);
  std::erase_if(found, [&](const PersonalData& one) {
    const NumberCalled named = number_called(text, one.begin, one.end, called);
    return named == NumberCalled::thing || named == NumberCalled::phone;
  });
  return found;
}

bool refuted_by_its_letters(std::string_view written) {
  bool fitted = false;
  for (const Form& form : forms) {
    if (form.digits_only || fits(form.form, written, 0) != written.size()) continue;
    if (form.holds(written)) return false;
    fitted = true;
  }
  return fitted;
}

std::vector<PersonalData> addresses_in(const std::string& text) { return Addresses(text).all(); }

std::vector<PersonalData> personal_data_in(const std::string& text) {
  std::vector<PersonalData> all;
  const auto add = [&](std::vector<PersonalData> more) {
    for (PersonalData& one : more)
      if (std::none_of(all.begin(), all.end(), [&](const PersonalData& known) { return overlaps(known, one); })) all.push_back(std::move(one));
  };
  const MaskRules only_what_holds{.digits = 0, .names = {}, .secrets = false};
  std::vector<PersonalData> phones;
  for (const Masked::Spot& spot : mask(text, only_what_holds).spots) {
    const bool parted = spot.begin > 1 && std::string_view(" -.").find(text[spot.begin - 1]) != std::string_view::npos;
    const bool goes_on = parted && digit(text[spot.begin - 2]);
    if (spot.what == "phone" && goes_on) continue;   // the end of a longer number, of which nobody knows what it is
    (spot.what == "phone" ? phones : all).push_back({spot.what, spot.begin, spot.end});
  }
  add(identity_numbers_in(text));   // many are written like a phone number
  add(std::move(phones));
  add(addresses_in(text));
  std::sort(all.begin(), all.end(), [](const PersonalData& a, const PersonalData& b) { return a.begin < b.begin; });
  return all;
}

}  // namespace handrail
