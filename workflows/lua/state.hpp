// One Lua state in a sandbox: a script, the host functions that it may call, one run. The only door to Lua in the house; nothing outside this
// folder sees lua.h. A script can neither outlive its limits nor catch its own end: memory, instructions, the length of texts and the steps of
// patterns are counted, and a host function may end the script at the place where it was called, whatever `pcall` stands around it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.hpp"
#include "engine/base/limits.hpp"
#include "engine/base/result.hpp"

namespace handrail {

class LuaMachine;

struct LuaLimits {
  std::size_t memory_bytes = limits::lua_memory_bytes;
  std::uint64_t instructions = limits::lua_instructions;  // also spent by memory taken and by work inside library functions
};

// One argument of a host function. Money is an object {"amount", "currency"} that was no table.
struct LuaArgument {
  Json value;
  bool table = false;
};

struct LuaAnswer {
  enum class Kind {
    value,    // returned to the script
    refused,  // an error that pcall catches; `message` is its field `message` and what tostring gives
    stop,     // the script ends here, for good
    fail,     // the same, as a failure with `message`, which gets the place in front
  };
  Kind kind = Kind::value;
  Json value;
  std::string message;
};

// May suspend the fiber that it runs on. An exception ends the script and leaves run().
using LuaFunction = std::function<LuaAnswer(std::vector<LuaArgument> arguments)>;

struct LuaEnd {
  enum class Kind { returned, stopped, failed };
  Kind kind = Kind::failed;
  Json value;           // returned: the first value
  std::string message;  // failed: "refund.lua:12: …"
};

// Sandboxes that are ready, for those who run many scripts: a state takes one and, when it goes, gives it back as it was before the script. Any thread may.
class LuaStock {
 public:
  explicit LuaStock(LuaLimits limits = {});
  ~LuaStock();
  LuaStock(const LuaStock&) = delete;
  LuaStock& operator=(const LuaStock&) = delete;

 private:
  friend class LuaState;
  std::unique_ptr<LuaMachine> take();
  void give_back(std::unique_ptr<LuaMachine> machine);

  const LuaLimits limits_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<LuaMachine>> ready_;
};

class LuaState {
 public:
  explicit LuaState(LuaLimits limits = {});
  explicit LuaState(LuaStock& stock);   // which outlives it
  ~LuaState();
  LuaState(const LuaState&) = delete;
  LuaState& operator=(const LuaState&) = delete;

  // Set before run. All fail with limit where memory does not suffice or the value is nested too deeply.
  Result<void> set_global(const std::string& name, const Json& value);
  // A function `name`, or `table.name` where a table is named.
  Result<void> define(const std::string& table, const std::string& name, LuaFunction function);

  // Runs the text from top to bottom. Once per state.
  LuaEnd run(const std::string& file, std::string_view text);

 private:
  LuaStock* stock_ = nullptr;
  std::unique_ptr<LuaMachine> machine_;
};

// What is wrong with the text before it runs, or nothing.
struct LuaSyntaxError {
  int line = 1;
  std::string message;  // without file and line
};
std::optional<LuaSyntaxError> check_lua_syntax(std::string_view text);

// The names that every script finds: "pairs", "string", …; and what Lua has elsewhere, but not here: "os", "require", ….
const std::vector<std::string>& lua_globals();
const std::vector<std::string>& lua_absent_globals();
// What "string", "table", "math" or "utf8" hold for a script; null for a name that is none of them.
const std::vector<std::string>* lua_members(std::string_view library);

}  // namespace handrail
