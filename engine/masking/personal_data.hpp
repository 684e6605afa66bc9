// What of a person a text holds, as a desk must know it before the text goes anywhere: e-mail addresses, phone numbers, card numbers and bank accounts (by
// their check digits), identity numbers of some countries (by their form and check digits, or by the words in front), dates of birth, and street addresses.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct PersonalData {
  std::string kind;
  std::size_t begin = 0, end = 0;   // bytes of the text
};

// From left to right, not overlapping. Kinds: "e-mail", "phone", "card", "iban", "identity number", "birth date", "address". A card or account whose check digits do not
// hold is none; an order number or a date is no phone.
[[nodiscard]] std::vector<PersonalData> personal_data_in(const std::string& text);

// Identity numbers only: US social security, UK national insurance, Spanish DNI and NIE, Italian codice fiscale, French INSEE, Brazilian CPF, Indian Aadhaar,
// German tax id.
[[nodiscard]] std::vector<PersonalData> identity_numbers_in(const std::string& text);
// Without those whose form an order's number has as well, and without what a word calls something else (number_names.hpp).
[[nodiscard]] std::vector<PersonalData> identity_numbers_by_form_in(const std::string& text, std::string_view called);

// Whether it has the form of such a number, and a letter that no such number has: an example, or a slip of the pen.
[[nodiscard]] bool refuted_by_its_letters(std::string_view written);

// Street addresses only: a number and a word for a street ("12 Baker Street", "Hauptstr. 7", "rue de Rivoli 4"), and post boxes.
[[nodiscard]] std::vector<PersonalData> addresses_in(const std::string& text);

}  // namespace handrail
