// What a disk that refuses says to an operator: what is wrong, and how to mend it.
#pragma once

#include <string>

namespace handrail {

// Of an errno: "the disk is full: make room on it".
[[nodiscard]] std::string disk_refusal(int error_number);
// Whether `disk_refusal` knows more than the system's own words.
[[nodiscard]] bool is_disk_refusal(int error_number);

}  // namespace handrail
