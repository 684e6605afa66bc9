// What a script says to the customer, as far as it is written out: for whoever holds its words against what the script does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct ScriptSaying {
  int line = 1;
  std::string text;     // what is worked out when the script runs stands as "…"
};

// What is given to `desk.say`, where nothing that the script does from there on hands the conversation over and no tool of `acting` is called anywhere: those that
// leave a receipt, or may wait for a person. In the order of the lines.
std::vector<ScriptSaying> sayings_without_a_deed(std::string_view script, const std::vector<std::string>& acting);

// Whether it may hand over to a person or call one of `acting`, in any word of it.
bool may_do_something(std::string_view script, const std::vector<std::string>& acting);

}  // namespace handrail
