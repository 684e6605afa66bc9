// What is wrong with a workflow's script, found without running it: what Lua cannot parse, functions and names that nobody has, tools that the workflow does
// not name, too few or too many arguments, and literal ones that a tool or the desk does not take. Only what is certain is reported: a
// name that the script itself sets anywhere counts as known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handrail {

struct ScriptIssue {
  std::string file;
  int line = 1;
  std::string message;  // lower case, one line
  std::string help;     // one edit that mends it, or empty
  // The script stops there; it may well go wrong; what it says may not go out.
  enum class Kind { broken, other_value, no_such_field, announces_nobody } kind = Kind::broken;
  bool operator==(const ScriptIssue&) const = default;
};

// What a record of the policy has, as a script reads it: `booking.total`.
struct ScriptType {
  enum class Wants { any, text, number, money, yes_no } kind = Wants::any;
  std::optional<std::size_t> record = std::nullopt;   // into ScriptSurroundings::records
  bool list = false;                                  // of such records
  bool operator==(const ScriptType&) const = default;
};
struct ScriptRecord {
  std::string name;
  std::vector<std::pair<std::string, ScriptType>> fields;
};

// A tool that the workflow declares.
struct ScriptTool {
  using Wants = ScriptType::Wants;   // a literal of another kind is certainly wrong
  struct Parameter {
    std::string name;
    Wants wants = Wants::any;
    bool optional = false;
    std::vector<std::string> words = {};   // of an enumeration; empty: any text
  };
  std::string name;
  std::vector<Parameter> parameters;
  bool known = true;   // its parameters
  std::optional<ScriptType> gives = std::nullopt;
};

// What the policy around the script declares.
struct ScriptSurroundings {
  std::vector<ScriptTool> tools;                     // of the workflow
  std::optional<std::vector<std::string>> queues;    // of the policy, where they are known
  std::optional<std::vector<std::string>> inputs = {};   // what the workflow `takes`, where that is known
  std::vector<ScriptRecord> records = {};                                // of the policy
  std::map<std::string, ScriptType::Wants, std::less<>> entities = {};   // what `desk.ask` gives for a name that is read off messages
  std::vector<std::string_view> others = {};             // the texts that run with this one: what they set for everyone is known here too
};

// In the order of the lines.
std::vector<ScriptIssue> check_script(const std::string& file, std::string_view text, const ScriptSurroundings& around);
// With the names of the tools alone.
std::vector<ScriptIssue> check_script(const std::string& file, std::string_view text, const std::vector<std::string>& tools);

// Which of `tools` no word of the script is: never called, and never passed along. None, where a tool is called by a name that is worked out.
std::vector<std::string> unused_tools(std::string_view text, const std::vector<std::string>& tools);

}  // namespace handrail
