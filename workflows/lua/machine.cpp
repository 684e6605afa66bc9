#include "workflows/lua/machine.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/base/assert.hpp"
#include "engine/base/text.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/sandbox.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

// An instruction is a unit, about 10 ns; what one instruction can set going is charged beside it.
constexpr int hook_interval = 1000;
constexpr std::size_t bytes_per_unit = 32;              // taken from the allocator
constexpr std::size_t long_text_bytes = 4u << 10;       // longer ones make instructions dearer, for one may compare two of them
constexpr std::size_t text_bytes_per_unit = 2u << 10;   // that a comparison reads in the time of an instruction
constexpr std::size_t large_block_bytes = 8u << 10;
constexpr std::size_t block_bytes_per_unit = 256;       // of a table that are walked over where they are empty
constexpr std::size_t text_header_bytes = 64;           // more than Lua's own
constexpr std::size_t error_bytes_max = 500;
constexpr std::size_t empty_room_bytes = 64u << 10;     // a sandbox takes some 22 KB; what would not fit is told as a state that does not
constexpr std::size_t script_room_bytes = 512u << 10;   // and a script of 200 lines 60 more; a larger one is read for each of its runs

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

int call_work(lua_State* L) {
  (*static_cast<const std::function<void(lua_State*)>*>(lua_touserdata(L, 1)))(L);
  return 0;
}

}  // namespace

LuaMachine::LuaMachine(LuaLimits limits, const LuaScript* script) : limits_(limits), memory_(script ? script_room_bytes : empty_room_bytes) {
  main_ = lua_newstate(&LuaMachine::allocate, this);
  if (!main_) return;
  *static_cast<LuaMachine**>(lua_getextraspace(main_)) = this;
  const Result<void> opened = protect([this](lua_State* L) {
    open_sandbox(L);
    thread_ = lua_newthread(L);
    luaL_ref(L, LUA_REGISTRYINDEX);
  });
  if (!opened) {
    main_ = nullptr;
    return;
  }
  if (script && !prepare(*script)) {   // what is wrong with it is told where it runs in a sandbox of its own
    main_ = nullptr;
    return;
  }
  memory_.keep();
  beginning_ = account_;
}

bool LuaMachine::prepare(const LuaScript& script) {
  for (const LuaScript::Name& name : script.functions)
    if (!add_function(name, nullptr)) return false;
  Result<void> loaded;
  if (load(script.file, script.text, loaded) != LUA_OK || !loaded) return false;
  script_ = script;
  return true;
}

// Nothing in the sandbox has a finalizer, so that the state ends with its memory.
LuaMachine::~LuaMachine() = default;

bool LuaMachine::begin_again() {
  if (!main_) return false;
  functions.resize(script_ ? script_->functions.size() : 0);
  calls = nullptr;
  required.clear();
  memory_.begin_again();
  account_ = beginning_;
  return true;
}

LuaMachine& LuaMachine::of(lua_State* L) { return **static_cast<LuaMachine**>(lua_getextraspace(L)); }

// Lua says in `old_bytes` what a new block is for.
void* LuaMachine::allocate(void* self, void* block, std::size_t old_bytes, std::size_t bytes) {
  LuaMachine& machine = *static_cast<LuaMachine*>(self);
  const bool text = !block && old_bytes == LUA_TSTRING;
  if (!block) old_bytes = 0;
  if (bytes == 0) {
    machine.account_.used_bytes -= old_bytes;
    if (old_bytes >= long_text_bytes) machine.note_text(block, nullptr, 0, false);
    if (old_bytes >= large_block_bytes) machine.account_.large_blocks.erase(block);
    machine.memory_.give_back(block, old_bytes);
    return nullptr;
  }
  if (text && bytes > limits::lua_text_bytes + text_header_bytes) {
    machine.account_.refused = Refused::text;
    machine.spend(1 + machine.account_.used_bytes / bytes_per_unit);
    return nullptr;
  }
  if (bytes > old_bytes && !machine.admit(old_bytes, bytes)) return nullptr;
  void* moved = machine.memory_.resize(block, old_bytes, bytes);
  if (!moved) return nullptr;
  machine.account_.used_bytes += bytes - old_bytes;
  if (old_bytes >= large_block_bytes) machine.account_.large_blocks.erase(block);
  if (!text && bytes >= large_block_bytes) machine.account_.large_blocks[moved] = bytes;
  if (text && bytes >= long_text_bytes) machine.note_text(nullptr, moved, bytes, true);
  return moved;
}

bool LuaMachine::admit(std::size_t old_bytes, std::size_t bytes) {
  if (account_.used_bytes - old_bytes + bytes > limits_.memory_bytes) {
    account_.refused = Refused::memory;
    spend(1 + account_.used_bytes / bytes_per_unit);  // Lua answers with a full collection
    return false;
  }
  spend(1 + bytes / bytes_per_unit);
  return true;
}

void LuaMachine::note_text(const void* old_block, const void* block, std::size_t bytes, bool text) {
  std::erase_if(account_.long_texts, [old_block](const auto& known) { return known.first == old_block; });
  if (!text) return;
  account_.long_texts.emplace_back(block, bytes);
  account_.longest_text = std::max(account_.longest_text, bytes);
}

std::uint64_t LuaMachine::walk_units() const {
  std::size_t largest = 0;
  for (const auto& [block, bytes] : account_.large_blocks) largest = std::max(largest, bytes);
  return 1 + account_.large_blocks.size() / 16 + largest / block_bytes_per_unit;
}

bool LuaMachine::spend(std::uint64_t units) {
  if (!account_.running || account_.stopped) return true;
  account_.spent += units;
  if (account_.spent <= limits_.instructions) return true;
  watch_every_instruction();
  return false;
}

void LuaMachine::watch_every_instruction() { lua_sethook(thread_, &LuaMachine::on_hook, LUA_MASKCOUNT, 1); }

std::string LuaMachine::too_long() const { return "the script takes more than its " + grouped(limits_.instructions) + " instructions"; }
std::string LuaMachine::too_large() const { return "the script needs more than " + grouped(limits_.memory_bytes) + " bytes of memory"; }
std::string LuaMachine::no_memory() const {
  return account_.refused == Refused::text ? "the script builds a text of more than " + grouped(limits::lua_text_bytes) + " bytes" : too_large();
}

void LuaMachine::charge(lua_State* L, std::uint64_t units) {
  if (account_.stopped) stop(L);
  if (!spend(units)) fail(L, too_long());
}

void LuaMachine::fail(lua_State* L, const std::string& message) {
  if (!account_.stopped && account_.failure.empty()) account_.failure = lua_place(L) + message;
  stop(L);
}

void LuaMachine::fault(lua_State* L, std::exception_ptr exception) {
  if (!account_.fault) account_.fault = std::move(exception);
  stop(L);
}

// A yield passes through every pcall. Inside a callback of sort or gsub Lua cannot yield: an error leaves the callback, and the hook, now at
// every instruction, ends the script at the first that could follow.
void LuaMachine::stop(lua_State* L) {
  account_.stopped = true;
  if (L == thread_) watch_every_instruction();
  if (lua_isyieldable(L)) lua_yield(L, 0);
  leave(L);
}

void LuaMachine::leave(lua_State* L) {
  lua_pushliteral(L, "the script has ended");
  lua_error(L);
  std::abort();  // lua_error does not return, but is not declared so
}

// In a count hook a yield takes effect when the hook has returned; in a call hook Lua allows none.
void LuaMachine::on_hook(lua_State* L, lua_Debug* record) {
  LuaMachine& machine = of(L);
  if (record->event != LUA_HOOKCOUNT) return machine.on_call(L, record);
  const std::uint64_t dearer = 1 + machine.account_.longest_text / text_bytes_per_unit;
  machine.account_.longest_text = 0;
  for (const auto& [block, bytes] : machine.account_.long_texts) machine.account_.longest_text = std::max(machine.account_.longest_text, bytes);
  if (!machine.account_.stopped) {
    if (machine.spend(hook_interval * dearer)) return;
    machine.account_.failure = lua_place(L) + machine.too_long();
    machine.account_.stopped = true;
  }
  if (!lua_isyieldable(L)) machine.leave(L);
  lua_yield(L, 0);
}

// The arguments of a vararg function are copied by single instructions, so that their number is limited at the call.
void LuaMachine::on_call(lua_State* L, lua_Debug* record) {
  if (!lua_getlocal(L, record, -(limits::lua_values + 1))) return;
  account_.failure = lua_place(L) + "a function is called with more than " + std::to_string(limits::lua_values) + " values";
  account_.stopped = true;
  watch_every_instruction();
  leave(L);
}

Result<void> LuaMachine::protect(const std::function<void(lua_State*)>& work) {
  if (!main_) return handrail::fail(ErrorCode::limit, "a script's state does not fit " + grouped(limits_.memory_bytes) + " bytes");
  lua_pushcfunction(main_, guarded<call_work>);
  lua_pushlightuserdata(main_, const_cast<void*>(static_cast<const void*>(&work)));
  const int status = lua_pcall(main_, 1, 0, 0);
  if (account_.fault) std::rethrow_exception(std::exchange(account_.fault, nullptr));
  if (status == LUA_OK) return {};
  std::string message = status == LUA_ERRMEM ? too_large() : lua_error_words(main_, -1);
  lua_pop(main_, 1);
  return handrail::fail(ErrorCode::limit, std::move(message));
}

LuaEnd LuaMachine::run(const std::string& file, std::string_view text) {
  HANDRAIL_ASSERT(!account_.running, "a Lua state runs once");
  if (text.size() > limits::lua_script_bytes) {
    return {LuaEnd::Kind::failed, {}, file + ": a script has at most " + grouped(limits::lua_script_bytes) + " bytes"};
  }
  Result<void> loaded;
  const int status = load(file, text, loaded);
  if (!loaded) return {LuaEnd::Kind::failed, {}, file + ": " + loaded.error().message};
  if (status != LUA_OK) return {LuaEnd::Kind::failed, {}, failure(thread_, status)};
  return run_loaded(file);
}

LuaEnd LuaMachine::run_prepared() {
  HANDRAIL_ASSERT(script_ && !account_.running, "a script that is ready, once");
  return run_loaded(script_->file);
}

// The script, or what is wrong with it, on the thread's stack.
int LuaMachine::load(const std::string& file, std::string_view text, Result<void>& loaded) {
  int status = LUA_OK;
  loaded = protect([&](lua_State* L) {
    status = luaL_loadbufferx(L, text.data(), text.size(), ("@" + file).c_str(), "t");
    lua_xmove(L, thread_, 1);
  });
  return status;
}

LuaEnd LuaMachine::run_loaded(const std::string& file) {
  file_ = file;
  lua_sethook(thread_, &LuaMachine::on_hook, LUA_MASKCOUNT | LUA_MASKCALL, hook_interval);
  account_.running = true;
  account_.refused = Refused::nothing;
  int results = 0;
  const int status = lua_resume(thread_, nullptr, 0, &results);
  account_.running = false;
  lua_sethook(thread_, nullptr, 0, 0);
  if (account_.fault) std::rethrow_exception(std::exchange(account_.fault, nullptr));
  return end_of(file, thread_, status, results);
}

LuaEnd LuaMachine::end_of(const std::string& file, lua_State* thread, int status, int results) {
  if (!account_.failure.empty()) return {LuaEnd::Kind::failed, {}, account_.failure};
  if (account_.stopped) return {LuaEnd::Kind::stopped, {}, {}};
  if (status != LUA_OK) return {LuaEnd::Kind::failed, {}, failure(thread, status)};
  LuaEnd end{LuaEnd::Kind::returned, {}, {}};
  if (results == 0) return end;
  lua_settop(thread, lua_gettop(thread) - results + 1);
  const Result<void> converted = protect([&](lua_State* L) {
    lua_xmove(thread, L, 1);
    end.value = lua_to_json(L, -1, "the result");
  });
  if (!converted) return {LuaEnd::Kind::failed, {}, file + ": " + converted.error().message};
  return end;
}

// Lua leaves the stack of a failed thread as it was, so that the place can be told for errors that do not tell it themselves.
std::string LuaMachine::failure(lua_State* thread, int status) {
  if (status == LUA_ERRMEM) return lua_place(thread) + no_memory();
  const std::string message = printable(lua_error_words(thread, -1), error_bytes_max);
  if (const std::string place = lua_error_place(thread, -1); !place.empty()) return place + message;
  const std::string place = lua_place(thread);
  const std::string file = place.substr(0, place.find(':') + 1);
  return message.starts_with(file) ? message : place + message;
}

std::string lua_place(lua_State* L) {
  lua_Debug record{};
  for (int level = 0; lua_getstack(L, level, &record) != 0; ++level) {
    lua_getinfo(L, "Sl", &record);
    if (record.currentline > 0) return std::string(record.short_src) + ":" + std::to_string(record.currentline) + ": ";
  }
  return "";
}

// Of the scripts of this run alone: what a name in an error's text looks like does not matter.
std::size_t LuaMachine::place_in(std::string_view words) const {
  const auto behind = [words](const std::string& file) -> std::size_t {
    const std::string shown = file.size() < LUA_IDSIZE ? file : "..." + file.substr(file.size() - (LUA_IDSIZE - sizeof("...")));   // as Lua shortens it
    if (!words.starts_with(shown + ":")) return 0;
    const std::size_t end = words.find_first_not_of("0123456789", shown.size() + 1);
    return end != std::string_view::npos && end > shown.size() + 1 && words.substr(end).starts_with(": ") ? end + 2 : 0;
  };
  std::size_t bytes = behind(file_);
  for (const Required& script : required) bytes = std::max(bytes, behind(script.file));
  return bytes;
}

}  // namespace handrail
