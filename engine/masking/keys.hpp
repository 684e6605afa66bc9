// Keys and tokens of programs, by their form: beginnings that only they have (key_beginnings.txt), and long runs of letters and figures that nobody could have chosen.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace handrail {

// As the file lists them; "Bearer" and "-----BEGIN" among them.
[[nodiscard]] const std::vector<std::string_view>& key_beginnings();

// The end of the key that begins there; 0: none does.
[[nodiscard]] std::size_t key_end_at(std::string_view text, std::size_t at);

// The end of a run by chance that begins there (a hash, a token, a secret in base64); 0: none does. The number that names a record everywhere
// (550e8400-e29b-41d4-a716-446655440000) is none, nor are words with dashes between them.
[[nodiscard]] std::size_t random_end_at(std::string_view text, std::size_t at);

// The password in an address of the web that begins there ("https://anna:secret@…"), as its begin and end; both 0: it has none.
struct PasswordPlace { std::size_t begin = 0, end = 0; };
[[nodiscard]] PasswordPlace password_in_address_at(std::string_view text, std::size_t at);

}  // namespace handrail
