// Writing JSON behind a text that is there already: for those who write much of it and need no tree of values in between (json.hpp writes a whole value).
#pragma once

#include <string>
#include <string_view>

#include "engine/base/json.hpp"

namespace handrail {

// Quoted and escaped; bytes that are not UTF-8 become U+FFFD.
void append_json_text(std::string& out, std::string_view text);
// As canonical(json) has it.
void append_canonical(std::string& out, const Json& json);

}  // namespace handrail
