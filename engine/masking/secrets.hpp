// Secrets that people type into a chat: passwords, PINs and one-time codes by the word that names them, a password beside a login, the date and the security code beside a
// card, and keys of programs (keys.hpp). By form alone: nobody's secret is known here.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace handrail {

struct SecretPlace {
  std::size_t begin = 0, end = 0;   // bytes of the text
  bool by_chance = false;           // told by nothing but its look: a number that the desk itself knows may look so
};

// From left to right, not overlapping: the secret itself, without the words around it. "My password is wrong" and "error code: 404" hold none.
// `called`: what the text is called, as the member of a record whose value it is: "password" makes a secret of it, and where it is anything else a long run by chance
// is the record's own number.
[[nodiscard]] std::vector<SecretPlace> secrets_in(std::string_view text, std::string_view called = {});

// The security code of a card whose number ends at `card_end`, and its date where either is named or stands in front of the code.
[[nodiscard]] std::vector<SecretPlace> secrets_beside_card(std::string_view text, std::size_t card_end);

}  // namespace handrail
