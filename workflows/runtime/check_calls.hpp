// Calls in a script whose arguments can be seen without running it: too many or too few of them, a literal of another type, a name that the tool does not
// have, a step inside a function given to table.sort or string.gsub. What is worked out when the script runs is left to the run.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "workflows/runtime/check_script.hpp"
#include "workflows/runtime/desk_functions.hpp"
#include "workflows/runtime/script_types.hpp"
#include "workflows/source/script_words.hpp"

namespace handrail {

class CallCheck {
 public:
  using Report = std::function<void(std::size_t word, std::string message, std::string help, ScriptIssue::Kind kind)>;
  CallCheck(const std::vector<ScriptWord>& words, const ScriptSurroundings& around, const ScriptTypes& types, Report report)
      : words_(words), around_(around), types_(types), tell_(std::move(report)) {}

  // A call of `desk.NAME`, where `name` is the index of its name.
  void desk_call(std::size_t name) const;
  // A call of a tool as a function.
  void tool_call(std::size_t name) const;
  // A call of table.sort or gsub: the steps in functions that are written between its parentheses. `takes_step(i)`: a step begins at that word.
  void callback(std::size_t open, const std::function<bool(std::size_t)>& takes_step) const;

 private:
  struct Argument { std::size_t begin = 0, end = 0; };   // words [begin, end)
  struct Field { std::string name; Argument value; };

  [[nodiscard]] bool is(std::size_t at, std::string_view text) const;
  // Of the call whose `(`, `{` or text stands at `open`; nothing where its end is not found.
  [[nodiscard]] std::optional<std::vector<Argument>> arguments(std::size_t open) const;
  [[nodiscard]] std::size_t closing(std::size_t open) const;
  [[nodiscard]] std::optional<std::vector<Field>> fields(const Argument& table) const;   // nothing where a key is worked out or left out
  // "a text", "a number", "true or false", "a table", or empty where it is no literal.
  [[nodiscard]] std::string literal(const Argument& argument) const;
  [[nodiscard]] bool names_a_table(const Argument& argument) const;   // a name that the script sets to `{…}` somewhere
  [[nodiscard]] bool may_be_several(const std::vector<Argument>& arguments) const;
  void desk_argument(const std::string& desk, const DeskParameter& parameter, const Argument& argument) const;
  void duration(const std::string& desk, const DeskParameter& parameter, const Argument& argument) const;
  // `all`: what the tool needs must be there.
  void named(const ScriptTool& tool, const Argument& table, bool all) const;
  void report_(std::size_t word, std::string message, std::string help) const { tell_(word, std::move(message), std::move(help), ScriptIssue::Kind::broken); }
  // An argument that is no literal, where what it holds can be seen.
  void held(const ScriptTool& tool, const ScriptTool::Parameter& parameter, const Argument& argument) const;
  void one(const ScriptTool& tool, const ScriptTool::Parameter& parameter, const Argument& argument) const;
  [[nodiscard]] const ScriptTool* find_tool(const std::string& name) const;

  const std::vector<ScriptWord>& words_;
  const ScriptSurroundings& around_;
  const ScriptTypes& types_;
  Report tell_;
};

}  // namespace handrail
