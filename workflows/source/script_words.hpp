// A Lua text as words: names, the values of short texts, single characters; comments and white space are gone. For looking at a script that Lua has
// already accepted, without running it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct ScriptWord {
  enum class Kind { name, text, sign };  // keywords are names; numbers and long brackets are signs
  Kind kind = Kind::sign;
  std::string text;
  int line = 1;
};

std::vector<ScriptWord> script_words(std::string_view script);

}  // namespace handrail
