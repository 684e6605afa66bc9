// What of a person only the words in front of it tell: numbers of passports and of other papers, of taxes and insurances, and days of birth; and mail addresses whose
// marks are written out ("anna at example dot com").
#pragma once

#include <string>
#include <vector>

#include "engine/masking/personal_data.hpp"

namespace handrail {

// From left to right, not overlapping. Kinds: "identity number", "birth date", "e-mail". "My passport expires in 2027" and "the dog was born in May" tell none.
[[nodiscard]] std::vector<PersonalData> told_data_in(const std::string& text);

}  // namespace handrail
