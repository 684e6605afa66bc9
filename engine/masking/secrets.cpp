#include "engine/masking/secrets.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/text.hpp"
#include "engine/masking/keys.hpp"

namespace handrail {
namespace {

constexpr std::size_t bearer_min = 8;          // characters behind "Bearer", with a digit among them
constexpr std::size_t pin_min = 3, pin_max = 12, code_min = 4, code_max = 10;
constexpr std::size_t value_max = 128;         // of a password, in bytes
constexpr std::size_t words_between_max = 4;   // "password is still …"
constexpr std::size_t words_of_origin_max = 10; // "the code from the text you sent me is …"
constexpr std::size_t chosen_min = 5;          // bytes of a password beside a login, which no word tells
constexpr std::size_t beside_card_words = 10;  // "valid until 12/27, security code is 123"

constexpr std::array<std::string_view, 16> password_words{"password", "passwort", "kennwort", "passphrase", "passwd", "pwd", "contraseña", "secret", "token", "key",
                                                          "pw", "psw", "pword", "passwords", "mdp", "wachtwoord"};
constexpr std::array<std::string_view, 3> password_kinds{"api", "access", "private"};   // in front of "key" and "token": alone they are words like others
constexpr std::array<std::string_view, 9> pin_words{"pin", "pincode", "pins", "cvv", "cvc", "cvv2", "cvc2", "passcode", "csc"};
constexpr std::array<std::string_view, 5> code_words{"code", "otp", "tan", "mtan", "passcode"};
// "Zip code", "error code": what is asked for by everybody.
constexpr std::array<std::string_view, 26> open_codes{"zip", "postal", "post", "postcode", "error", "promo", "promotion", "discount", "coupon", "voucher", "country",
    "area", "dial",
                                                      "product", "order", "tracking", "item", "status", "gift", "bar", "qr", "currency", "source", "exit", "response", "dress"};
constexpr std::array<std::string_view, 9> says_is{"is", "was", "are", "ist", "lautet", "es", "est", "be", "equals"};
constexpr std::array<std::string_view, 10> passed_over{"still", "now", "just", "actually", "currently", "here", "for", "to", "with", "of"};
// Behind "my password is" these tell of it.
constexpr std::array<std::string_view, 76> tells_of_it{
    "a", "an", "the", "my", "your", "not", "no", "never", "always", "wrong", "incorrect", "right", "correct", "expired", "expiring", "invalid", "valid", "lost",
        "forgotten", "gone",
    "reset", "changed", "broken", "too", "being", "rejected", "refused", "accepted", "required", "needed", "weak", "strong", "short", "long", "locked", "blocked", "set",
        "missing",
    "unknown", "compromised", "stolen", "hacked", "leaked", "visible", "hidden", "there", "what", "where", "case", "case-sensitive", "same", "different", "asked",
        "saved", "stored",
    "safe", "secure", "old", "new", "working", "failing", "that", "this", "it", "and", "or", "but", "so", "very", "only", "also", "in", "on", "at", "out", "falsch"};

// Where a code came from, and how: between "code" and "is".
constexpr std::array<std::string_view, 39> of_origin{"from", "in", "by", "via", "on", "sms", "text", "message",
                                                     "email", "mail", "e", "app", "letter", "phone", "you", "i", "we", "they", "sent", "send", "gave", "got",
                                                     "received", "have", "me", "us", "that", "which", "says", "your", "aus", "dem", "per", "von", "die", "der", "habe",
                                                     "bekommen", "erhalten"};
// In front of what is typed to sign in; "my login is anna / …".
constexpr std::array<std::string_view, 12> login_words{"login", "logins", "credentials", "signin", "username", "user",
                                                        "zugangsdaten", "anmeldedaten", "logindaten", "benutzername", "benutzer", "logon"};
constexpr std::array<std::string_view, 5> login_fillers{"details", "data", "name", "id", "info"};
constexpr std::array<std::string_view, 9> whose{"the", "my", "your", "our", "der", "die", "mein", "meine", "a"};

constexpr std::array<std::string_view, 12> beside_words{"exp", "expiry", "expires", "expiration", "valid", "thru", "until", "through", "cvv", "cvc", "security", "verification"};
constexpr std::array<std::string_view, 11> beside_fillers{"date", "and", "with", "the", "code", "is", "on", "number", "my", "good", "ends"};

template <class Table>
bool among(const Table& table, std::string_view word) { return std::find(table.begin(), table.end(), word) != table.end(); }

bool digit(char c) { return c >= '0' && c <= '9'; }
bool in_word(char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }
bool in_key(char c) { return in_word(c) || std::string_view("-_.+/=~").find(c) != std::string_view::npos; }
bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), digit); }
bool small_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// As people choose passwords: letters with a figure or a mark among them, in one piece. "P1001" is a number of something.
bool looks_chosen(std::string_view value) {
  const auto mark = [](char c) { return std::string_view("!#$%&*?^_+=~@").find(c) != std::string_view::npos; };
  const bool mark_inside = value.size() > 2 && std::any_of(value.begin() + 1, value.end(), mark);
  return value.size() >= chosen_min && std::any_of(value.begin(), value.end(), small_letter) && (has_digit(value) || mark_inside) && value.find("://") == std::string_view::npos;
}
bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Finder {
 public:
  Finder(std::string_view text, bool runs) : text_(text), low_(lower_ascii(text)), runs_(runs) {}

  std::vector<SecretPlace> all() {
    for (std::size_t at = 0; at < text_.size();) {
      const bool starts = at == 0 || !in_word(text_[at - 1]);
      const PasswordPlace in_address = text_[at] == ':' ? password_in_address_at(text_, at) : PasswordPlace{};
      const SecretPlace found = in_address.end > 0  ? SecretPlace{in_address.begin, in_address.end}
                                : !starts           ? SecretPlace{}
                                : text_[at] == '-'  ? private_key_at(at)
                                : in_word(text_[at]) ? secret_at(at)
                                                     : SecretPlace{};
      if (found.end > found.begin) {
        found_.push_back(found);
        before_ = {};
        at = found.end;
        continue;
      }
      if (starts && in_word(text_[at])) {
        const std::size_t end = word_end(at);
        before_ = std::string_view(low_).substr(at, end - at);
        at = end;
      } else {
        ++at;
      }
    }
    return std::move(found_);
  }

  std::vector<SecretPlace> beside_card(std::size_t at) {
    std::vector<SecretPlace> dates;
    bool named = false, date_named = false;
    for (std::size_t words = 0; words < beside_card_words; ++words) {
      while (at < text_.size() && (blank(text_[at]) || std::string_view(",;:.()-|/=").find(text_[at]) != std::string_view::npos)) ++at;
      if (at >= text_.size()) break;
      const std::size_t end = word_end(at);
      if (end == at) break;
      const std::string_view word = std::string_view(low_).substr(at, end - at);
      if (const std::size_t date_end = dates.empty() ? date_at(at) : 0) {
        dates.push_back({at, date_end});
        date_named = named;
        at = date_end;
      } else if (std::all_of(word.begin(), word.end(), digit)) {
        const bool code = (word.size() == 3 || word.size() == 4) && (named || !dates.empty());
        if (!code) break;
        dates.push_back({at, end});
        return dates;
      } else {
        const bool names_it = among(beside_words, word) || among(pin_words, word);
        if (!names_it && !among(beside_fillers, word)) break;
        named |= names_it;
        at = end;
      }
    }
    return date_named ? dates : std::vector<SecretPlace>{};
  }

 private:
  std::size_t word_end(std::size_t at) const {
    while (at < text_.size() && in_word(text_[at])) ++at;
    return at;
  }
  std::size_t behind_blanks(std::size_t at) const {
    while (at < text_.size() && blank(text_[at])) ++at;
    return at;
  }

  // "12/27", "12-2027": the end, 0 where there is none.
  std::size_t date_at(std::size_t at) const {
    const std::size_t month = word_end(at);
    if (month - at < 1 || month - at > 2 || month >= text_.size() || std::string_view("/-.").find(text_[month]) == std::string_view::npos) return 0;
    const std::size_t end = word_end(month + 1), year = end - month - 1;
    const bool digits = std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.begin() + static_cast<std::ptrdiff_t>(month), digit) &&
                        std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(month + 1), text_.begin() + static_cast<std::ptrdiff_t>(end), digit);
    return digits && (year == 2 || year == 4) ? end : 0;
  }

  SecretPlace private_key_at(std::size_t at) const {
    constexpr std::string_view begin = "-----BEGIN", end = "-----END";
    if (!text_.substr(at).starts_with(begin)) return {};
    const std::size_t last = text_.find(end, at);
    if (last == std::string_view::npos) return {at, text_.size()};
    const std::size_t dashes = text_.find("-----", last + end.size());
    return {at, dashes == std::string_view::npos ? text_.size() : dashes + 5};
  }

  std::size_t key_end(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && in_key(text_[end])) ++end;
    while (end > at && (text_[end - 1] == '.' || text_[end - 1] == '/')) --end;   // the end of a sentence
    return end;
  }

  SecretPlace secret_at(std::size_t at) const {
    if (const std::size_t key = key_end_at(text_, at); key > 0) return {at, key};
    if (const std::size_t run = runs_ ? random_end_at(text_, at) : 0; run > 0) return {at, run, true};
    const std::size_t end = word_end(at);
    const std::string_view word = std::string_view(low_).substr(at, end - at);
    if (word == "bearer") {
      const std::size_t from = behind_blanks(end), to = key_end(from);
      return has_digit(text_.substr(from, to - from)) && to - from >= bearer_min ? SecretPlace{from, to} : SecretPlace{};
    }
    if (digit(word[0]))
      if (const SecretPlace code = code_told_behind(at); code.end > 0) return code;
    if (among(pin_words, word)) {
      const SecretPlace pin = digits_behind(end, pin_min, pin_max);
      return pin.end > 0 || word != "passcode" ? pin : password_behind(end);
    }
    if (among(code_words, word)) {
      if (among(open_codes, before_)) return {};
      const SecretPlace code = digits_behind(end, before_ == "security" ? pin_min : code_min, code_max);
      return code.end > 0 ? code : digits_from_elsewhere(end);
    }
    if (word == "pass") return pass_behind(at, end);
    if (among(login_words, word))
      if (const SecretPlace password = behind_a_login(end); password.end > 0) return password;
    const bool plain = word == "key" || word == "token" || word == "secret";
    if (among(password_words, word) && (!plain || among(password_kinds, before_))) return password_behind(end);
    return {};
  }

  // Where a value may begin: behind "is", ":" or "=" (said), or at once.
  struct Value { std::size_t at = 0; bool said = false, marked = false; };
  Value value_behind(std::size_t at) const {
    Value value{at, false, false};
    for (std::size_t words = 0; words <= words_between_max; ++words) {
      std::size_t next = behind_blanks(value.at);
      if (next < text_.size() && (text_[next] == ':' || text_[next] == '=')) {
        value = {behind_blanks(next + 1), true, true};
        continue;
      }
      if (next + 1 < text_.size() && text_[next] == '-' && blank(text_[next + 1])) next = behind_blanks(next + 1);
      value.at = next;
      const std::size_t end = word_end(next);
      const std::string_view word = std::string_view(low_).substr(next, end - next);
      if (value.marked || word.empty()) break;
      const bool is = among(says_is, word);
      if (!is && !among(passed_over, word) && !(!value.said && (word == "the" || word == "my" || word == "this" || word == "account" || word == "card"))) break;
      value.said |= is;
      value.at = end;
    }
    value.at = behind_blanks(value.at);
    return value;
  }

  // "1234", "482 913", "482-913".
  SecretPlace digits_behind(std::size_t at, std::size_t least, std::size_t most) const {
    const Value value = value_behind(at);
    std::size_t end = value.at, count = 0;
    if (end < text_.size() && (text_[end] == '"' || text_[end] == '\'' || text_[end] == '#')) ++end;
    const std::size_t begin = end;
    const auto joins = [&](std::size_t i) { return i > begin && i + 1 < text_.size() && (text_[i] == ' ' || text_[i] == '-') && digit(text_[i + 1]); };
    while (end < text_.size() && (digit(text_[end]) || joins(end))) count += digit(text_[end++]);
    const bool goes_on = end < text_.size() && in_word(text_[end]);
    return count < least || count > most || goes_on ? SecretPlace{} : SecretPlace{begin, end};
  }

  // "the code from the text is 482913", "the code you sent me was 482913"
  SecretPlace digits_from_elsewhere(std::size_t at) const {
    std::size_t end = at;
    for (std::size_t words = 0; words < words_of_origin_max; ++words) {
      const std::size_t next = behind_blanks(end), stop = word_end(next);
      const std::string_view word = std::string_view(low_).substr(next, stop - next);
      if (word.empty()) return {};
      if (among(says_is, word) || word == "says") return digits_behind(stop, code_min, code_max);
      if (digit(word[0])) return words > 0 ? digits_behind(end, code_min, code_max) : SecretPlace{};
      if (!among(of_origin, word) && !among(whose, word) && !among(passed_over, word)) return {};
      end = stop;
    }
    return {};
  }

  // "482913 is the code", "4711 ist meine PIN"
  SecretPlace code_told_behind(std::size_t at) const {
    std::size_t end = at, count = 0;
    while (end < text_.size() && digit(text_[end])) ++end, ++count;
    if (count < pin_min || count > code_max || (end < text_.size() && in_word(text_[end]))) return {};
    const auto word_at = [&](std::size_t from) { return std::string_view(low_).substr(from, word_end(from) - from); };
    std::size_t next = behind_blanks(end);
    if (!among(says_is, word_at(next))) return {};
    next = behind_blanks(word_end(next));
    if (!among(whose, word_at(next))) return {};
    next = behind_blanks(word_end(next));
    const std::string_view first = word_at(next), second = word_at(behind_blanks(word_end(next)));
    if (among(open_codes, first)) return {};
    const bool code = among(code_words, first) || among(code_words, second);
    return among(pin_words, first) || among(pin_words, second) || (code && count >= code_min) ? SecretPlace{at, end} : SecretPlace{};
  }

  // "pass: hunter2" where a line or a part begins or a login stands before, and "my pass: Sommer24!"; and not "boarding pass: gate 4", "I pass: no".
  SecretPlace pass_behind(std::size_t at, std::size_t end) const {
    const std::size_t mark = behind_blanks(end);
    if (mark >= text_.size() || (text_[mark] != ':' && text_[mark] != '=')) return {};
    const SecretPlace found = password_behind(end);
    const std::string_view before = trim(text_.substr(0, at));
    const bool part_begins = before.empty() || std::string_view(",;/|:.(").find(before.back()) != std::string_view::npos ||
                             text_.substr(before.size(), at - before.size()).find('\n') != std::string_view::npos;
    return part_begins || looks_chosen(text_.substr(found.begin, found.end - found.begin)) ? found : SecretPlace{};
  }

  // "my login is anna / Sommer2024!", "login details: anna@example.com, Sommer2024!": what stands beside the name and looks like a password.
  SecretPlace behind_a_login(std::size_t at) const {
    std::size_t next = behind_blanks(at);
    while (among(login_fillers, std::string_view(low_).substr(next, word_end(next) - next))) next = behind_blanks(word_end(next));
    const Value name = value_behind(next);
    if (!name.said) return {};
    std::size_t from = name.at;
    while (from < text_.size() && !blank(text_[from]) && std::string_view(",;|").find(text_[from]) == std::string_view::npos) ++from;
    std::size_t value = from;
    while (value < text_.size() && (blank(text_[value]) || std::string_view("/,;|:-").find(text_[value]) != std::string_view::npos)) ++value;
    const bool parted = text_.substr(from, value - from).find_first_of("/,;|:-\n") != std::string_view::npos;
    if (!parted && std::string_view(low_).substr(value, 4) == "and ") value += 4;
    else if (!parted) return {};
    std::size_t end = value;
    while (end < text_.size() && !blank(text_[end]) && end - value < value_max) ++end;
    while (end > value && std::string_view(".,;:?)").find(text_[end - 1]) != std::string_view::npos) --end;
    return looks_chosen(text_.substr(value, end - value)) ? SecretPlace{value, end} : SecretPlace{};
  }

  // "account-and-password#3": the word is the end of a name, and what is joined to it goes on with it, as in the citation of a passage.
  bool joined_to_a_name(std::size_t at, std::size_t begin, std::size_t end) const {
    const std::string_view behind = text_.substr(begin, end - begin);
    if (begin != at || at == 0 || behind.size() < 2 || behind.front() != '#' || !digit(behind[1])) return false;
    std::size_t from = at;
    while (from > 0 && (in_word(text_[from - 1]) || text_[from - 1] == '-' || text_[from - 1] == '_' || text_[from - 1] == '/')) --from;
    return from > 0 && text_[from - 1] == '[' && text_.substr(at, end - at).find(']') != std::string_view::npos;
  }

  SecretPlace password_behind(std::size_t at) const {
    const Value value = value_behind(at);
    if (value.at >= text_.size()) return {};
    if (const char quote = text_[value.at]; quote == '"' || quote == '\'' || quote == '`') {
      const std::size_t close = text_.find(quote, value.at + 1);
      if (close != std::string_view::npos && close - value.at <= value_max) return {value.at + 1, close};
    }
    std::size_t end = value.at;
    while (end < text_.size() && !blank(text_[end]) && end - value.at < value_max) ++end;
    while (end > value.at && std::string_view(".,;:?)\"'").find(text_[end - 1]) != std::string_view::npos && (end < text_.size() || end - value.at > 1)) --end;
    const std::string_view word = std::string_view(low_).substr(value.at, end - value.at);
    if (word.empty() || word.front() == '[') return {};   // "[secret]"
    if (!value.marked && !value.said && joined_to_a_name(at, value.at, end)) return {};   // "[account-and-password#3]"
    const bool secret = value.marked || (value.said ? !among(tells_of_it, word) : has_digit(word) && !std::all_of(word.begin(), word.end(), digit));
    return secret ? SecretPlace{value.at, end} : SecretPlace{};
  }

  std::string_view text_;
  std::string low_;
  bool runs_;                           // long runs by chance count
  std::string_view before_;             // the word in front, in small letters
  std::vector<SecretPlace> found_;
};

}  // namespace

std::vector<SecretPlace> secrets_in(std::string_view text, std::string_view called) {
  std::string in_words(called);
  std::ranges::replace(in_words, '_', ' ');
  const std::vector<std::string_view> name = words(in_words);
  const std::string last = name.empty() ? std::string() : lower_ascii(name.back());
  const bool plain = last == "key" || last == "token" || last == "secret";   // "key" alone is the name of anything
  const std::string before = name.size() > 1 ? lower_ascii(name[name.size() - 2]) : std::string();
  const bool secret = among(pin_words, last) || (among(password_words, last) && (!plain || among(password_kinds, before) || (last == "secret" && name.size() > 1)));
  if (secret && !trim(text).empty()) return {{0, text.size()}};
  return Finder(text, called.empty()).all();
}

std::vector<SecretPlace> secrets_beside_card(std::string_view text, std::size_t card_end) { return Finder(text, false).beside_card(card_end); }

}  // namespace handrail
