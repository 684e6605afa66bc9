// What names or reaches a person, taken out of a text before it is stored: e-mail addresses, phone numbers, card numbers and bank accounts (by their check
// digits), identity numbers, dates of birth and secrets by the words in front of them, long runs of digits, and names that are known to be somebody's. Deterministic,
// no dictionary of names: a name that nobody declared stays.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct MaskRules {
  std::size_t digits = 9;              // so many digits in a run are masked, whatever they mean; 0: never
  std::vector<std::string> names = {};   // whole words, in any case
  bool secrets = true;                 // passwords, codes and keys (secrets.hpp)
  std::string_view called = {};        // what the text is called, as the member of a record whose value it is ("tracking_number")
  std::vector<std::string> others = {};  // numbers that the desk reads as something else, an order's: no phone, no secret
};

struct Masked {
  struct Spot { std::size_t begin = 0, end = 0; std::string what; };   // bytes of the text as it came
  std::string text;
  std::vector<Spot> spots;                     // in order
  std::map<std::string, std::size_t> counts;   // "e-mail", "phone", "card", "iban", "identity number", "birth date", "number", "name", "secret"
};

[[nodiscard]] Masked mask(const std::string& text, const MaskRules& rules);

// The check digits of payment cards (ISO/IEC 7812) and of bank accounts (ISO 13616); anything but digits, or letters and digits, is no number.
[[nodiscard]] bool luhn_holds(const std::string& digits);
[[nodiscard]] bool iban_holds(const std::string& iban);

}  // namespace handrail
