// The functions that a script has in its table `desk`, as data: their names, their parameters and how arguments become the JSON of a step.
// workflows/README.md is the same list for authors; a test holds the two together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/result.hpp"
#include "engine/seams/workflow_runner.hpp"
#include "workflows/lua/state.hpp"

namespace handrail {

enum class DeskValue {
  text,      // numbers and money are read as text too
  any,       // whatever JSON can say
  object,    // named arguments; an empty table and nil are {}
  duration,  // "4 hours"; written in the step as format_duration writes it
};

struct DeskParameter {
  std::string_view name;
  DeskValue value = DeskValue::text;
  bool optional = false;  // left out of the step where it is nil
};

struct DeskFunction {
  std::string_view name;  // of the function and of the step
  std::vector<DeskParameter> parameters;
  bool step = true;       // recorded; else what it gives is worked out from its arguments alone, each time anew
};

const std::vector<DeskFunction>& desk_functions();

// The object that the step is recorded with. The error is worded for the script's author.
Result<Json> desk_arguments(const DeskFunction& function, const std::vector<LuaArgument>& arguments);
// What a function gives that is no step.
Result<Json> worked_out(const DeskFunction& function, const std::vector<LuaArgument>& arguments);
// A tool called as a function: one table of named arguments, or the arguments in the declared order.
Result<Json> tool_arguments(const WorkflowScript::Tool& tool, const std::vector<LuaArgument>& arguments);

}  // namespace handrail
