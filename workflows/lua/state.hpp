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

// A script that is run again and again, and what it may call: the functions stand under these names, and are done by whoever runs it.
struct LuaScript {
  struct Name { std::string table, name; bool operator==(const Name&) const = default; };   // `name`, or `table.name` where a table is named
  std::string file, text;
  std::vector<Name> functions;
  bool operator==(const LuaScript&) const = default;
};

// Does the function that stands at this place in the script's list.
using LuaCalls = std::function<LuaAnswer(std::size_t function, std::vector<LuaArgument> arguments)>;

// Sandboxes that are ready, for those who run many scripts: a state takes one and, when it goes, gives it back as it was before the run: empty, or with a script
// read and its functions in their places, so that the next run of the same script does neither again. Any thread may.
class LuaStock {
 public:
  explicit LuaStock(LuaLimits limits = {});
  ~LuaStock();
  LuaStock(const LuaStock&) = delete;
  LuaStock& operator=(const LuaStock&) = delete;

 private:
  friend class LuaState;
  std::unique_ptr<LuaMachine> take(const LuaScript* script);
  void give_back(std::unique_ptr<LuaMachine> machine);

  const LuaLimits limits_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<LuaMachine>> ready_;   // the one that was used last at the end
};

class LuaState {
 public:
  explicit LuaState(LuaLimits limits = {});
  explicit LuaState(LuaStock& stock);   // which outlives it
  LuaState(LuaStock& stock, const LuaScript& script);   // for run(script, calls) alone; both outlive it
  ~LuaState();
  LuaState(const LuaState&) = delete;
  LuaState& operator=(const LuaState&) = delete;

  // Set before run. All fail with limit where memory does not suffice or the value is nested too deeply.
  Result<void> set_global(const std::string& name, const Json& value);
  // A function `name`, or `table.name` where a table is named.
  Result<void> define(const std::string& table, const std::string& name, LuaFunction function);

  // Another script, which `require` runs once and gives under each of these names. Set before run; the text outlives it.
  void add_required(const std::vector<std::string>& names, const std::string& file, std::string_view text);

  // Runs the text from top to bottom. Once per state.
  LuaEnd run(const std::string& file, std::string_view text);
  // The same with the script that the state was made for.
  LuaEnd run(const LuaScript& script, LuaCalls calls);

 private:
  LuaStock* stock_ = nullptr;
  std::unique_ptr<LuaMachine> machine_;
  Result<void> ready_;
};

// What is wrong with the text before it runs, or nothing.
struct LuaSyntaxError {
  int line = 1;
  std::string message;  // without file and line
};
std::optional<LuaSyntaxError> check_lua_syntax(std::string_view text);

// The names that every script finds: "pairs", "string", …; and what Lua has elsewhere, but not here: "os", "load", ….
const std::vector<std::string>& lua_globals();
const std::vector<std::string>& lua_absent_globals();
// What "string", "table", "math" or "utf8" hold for a script; null for a name that is none of them.
const std::vector<std::string>* lua_members(std::string_view library);

}  // namespace handrail
