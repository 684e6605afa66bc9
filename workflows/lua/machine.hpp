// The inside of a LuaState, for this folder alone: the lua_State with its counting allocator, its budget and its end. Lua is built as C++, so
// that an error unwinds destructors; the price is that Lua catches everything, and therefore `guarded` turns each exception of ours into the end of
// the script, and run() throws it again outside.
#pragma once

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "workflows/lua/memory.hpp"
#include "workflows/lua/state.hpp"

namespace handrail {

class LuaMachine {
 public:
  // With a script it is ready to run that, where the script can be read and fits its room; prepared_for() tells.
  explicit LuaMachine(LuaLimits limits, const LuaScript* script = nullptr);
  ~LuaMachine();
  LuaMachine(const LuaMachine&) = delete;
  LuaMachine& operator=(const LuaMachine&) = delete;

  static LuaMachine& of(lua_State* L);

  // Sets the machine back to what its constructor made: what a run left behind is gone. False: it never was ready.
  bool begin_again();

  // Runs `work` with the main state where Lua's errors are caught.
  Result<void> protect(const std::function<void(lua_State*)>& work);
  // Gives the function a place in `functions`, and scripts a way to call it.
  Result<void> add_function(const LuaScript::Name& name, LuaFunction function);
  LuaEnd run(const std::string& file, std::string_view text);

  // True for no script where it was made for none.
  [[nodiscard]] bool prepared_for(const LuaScript* script) const { return script ? script_ && *script_ == *script : !script_; }
  LuaEnd run_prepared();

  // Counts work done outside the interpreter; ends the script where the budget is spent.
  void charge(lua_State* L, std::uint64_t units);
  // What going through a table with lua_next may cost beside its items: a table that was emptied keeps its places, and Lua walks over all of them. How
  // many it has Lua does not tell; no more than the largest block holds.
  [[nodiscard]] std::uint64_t walk_units() const;
  // How many bytes of an error's text are the place that Lua has put in front: "refund.lua:12: ".
  [[nodiscard]] std::size_t place_in(std::string_view words) const;
  // Why an allocation failed, in words.
  [[nodiscard]] std::string no_memory() const;
  // Ends the script. None returns: all leave through Lua's own unwinding.
  [[noreturn]] void stop(lua_State* L);
  [[noreturn]] void fail(lua_State* L, const std::string& message);
  [[noreturn]] void fault(lua_State* L, std::exception_ptr exception);

  std::vector<std::pair<std::string, LuaFunction>> functions;  // with the name that messages use
  LuaCalls calls;                                              // does those of `functions` that do nothing themselves

  struct Required {
    std::vector<std::string> names;
    std::string file;
    std::string_view text;
    enum class Ran { not_yet, under_way, to_its_end } ran = Ran::not_yet;
    int result = LUA_NOREF;                                    // what it gave, in the registry
  };
  std::vector<Required> required;                              // what `require` finds

 private:
  enum class Refused { nothing, memory, text };
  static void* allocate(void* self, void* block, std::size_t old_bytes, std::size_t bytes);
  static void on_hook(lua_State* L, lua_Debug* record);
  void on_call(lua_State* L, lua_Debug* record);
  [[noreturn]] void leave(lua_State* L);
  bool admit(std::size_t old_bytes, std::size_t bytes);
  void note_text(const void* old_block, const void* block, std::size_t bytes, bool text);
  bool spend(std::uint64_t units);  // false where the budget is spent
  void watch_every_instruction();
  std::string too_long() const;
  std::string too_large() const;
  std::string failure(lua_State* thread, int status);
  bool prepare(const LuaScript& script);
  int load(const std::string& file, std::string_view text, Result<void>& loaded);
  LuaEnd run_loaded(const std::string& file);
  LuaEnd end_of(const std::string& file, lua_State* thread, int status, int results);

  // What is counted and noted while scripts are prepared and run.
  struct Account {
    std::size_t used_bytes = 0;
    std::uint64_t spent = 0;
    Refused refused = Refused::nothing;
    std::vector<std::pair<const void*, std::size_t>> long_texts;
    std::size_t longest_text = 0;  // since the last count
    std::unordered_map<const void*, std::size_t> large_blocks;   // that are no texts: the places of tables, above all
    bool running = false;
    bool stopped = false;
    std::string failure;
    std::exception_ptr fault;
  };

  LuaLimits limits_;
  std::string file_;                  // of the script that runs
  std::optional<LuaScript> script_;   // whose functions and text are in the memory that is kept
  LuaMemory memory_;
  lua_State* main_ = nullptr;
  lua_State* thread_ = nullptr;
  Account account_;
  Account beginning_;   // the account of a state that is ready
};

// "refund.lua:12: " for the innermost line of the script, or nothing.
std::string lua_place(lua_State* L);

// The trampoline around each C function of ours: `lua_pushcfunction(L, guarded<body>)`. It catches std::exception only, never Lua's own
// unwinding, and the catch has ended before Lua is told.
template <int (*body)(lua_State*)>
int guarded(lua_State* L) {
  std::exception_ptr exception;
  try {
    return body(L);
  } catch (const std::exception&) {
    exception = std::current_exception();
  }
  LuaMachine::of(L).fault(L, std::move(exception));
}

}  // namespace handrail
