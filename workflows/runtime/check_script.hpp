// What is wrong with a workflow's script, found without running it: what Lua cannot parse, functions that nobody has, and tools that the workflow does
// not name. Only what is certain is reported: a name that the script itself sets anywhere counts as known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct ScriptIssue {
  std::string file;
  int line = 1;
  std::string message;  // lower case, one line
  std::string help;     // one edit that mends it, or empty
  bool operator==(const ScriptIssue&) const = default;
};

// `tools`: the names that the workflow declares. In the order of the lines.
std::vector<ScriptIssue> check_script(const std::string& file, std::string_view text, const std::vector<std::string>& tools);

// Which of `tools` no word of the script is: never called, and never passed along. None, where a tool is called by a name that is worked out.
std::vector<std::string> unused_tools(std::string_view text, const std::vector<std::string>& tools);

}  // namespace handrail
