// What of a person a text holds, as a desk must know it before the text goes anywhere: e-mail addresses, phone numbers, card numbers and bank accounts (by
// their check digits), identity numbers of some countries (by their form, and by their check digits where they have any), and street addresses.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace handrail {

struct PersonalData {
  std::string kind;
  std::size_t begin = 0, end = 0;   // bytes of the text
};

// From left to right, not overlapping. Kinds: "e-mail", "phone", "card", "iban", "identity number", "address". A card or account whose check digits do not
// hold is none; an order number or a date is no phone.
[[nodiscard]] std::vector<PersonalData> personal_data_in(const std::string& text);

// Identity numbers only: US social security, UK national insurance, Spanish DNI and NIE, Italian codice fiscale, French INSEE, Brazilian CPF, Indian Aadhaar.
[[nodiscard]] std::vector<PersonalData> identity_numbers_in(const std::string& text);

// Street addresses only: a number and a word for a street ("12 Baker Street", "Hauptstr. 7", "rue de Rivoli 4"), and post boxes.
[[nodiscard]] std::vector<PersonalData> addresses_in(const std::string& text);

}  // namespace handrail
