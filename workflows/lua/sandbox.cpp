#include "workflows/lua/sandbox.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "workflows/lua/problems.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

constexpr std::size_t bytes_per_unit = 32;
constexpr std::uint64_t units_per_argument = 8;   // utf8.char builds a text of each
constexpr std::uint64_t number_units = 50;        // a decimal as a text: some 0.6 us

int charged(lua_State* L) {
  std::uint64_t units = 1;
  for (int i = lua_gettop(L); i > 0; --i) {
    units += units_per_argument;
    if (lua_type(L, i) == LUA_TSTRING) units += lua_rawlen(L, i) / bytes_per_unit;
  }
  LuaMachine::of(L).charge(L, units);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

int tostring(lua_State* L) {
  luaL_checkany(L, 1);
  if (lua_type(L, 1) == LUA_TNUMBER) LuaMachine::of(L).charge(L, number_units);
  const std::string text = lua_text(L, 1);
  lua_pushlstring(L, text.data(), text.size());
  return 1;
}

// As Lua's, and besides "money" and "null".
int type_of(lua_State* L) {
  luaL_checkany(L, 1);
  const char* name = lua_money(L, 1) ? "money" : is_null(L, 1) ? "null" : luaL_typename(L, 1);
  lua_pushstring(L, name);
  return 1;
}

// list{…}: the table, known to be a list even when it is empty.
int list(lua_State* L) {
  if (lua_gettop(L) == 0) lua_newtable(L);
  luaL_checktype(L, 1, LUA_TTABLE);
  mark_list(L, 1);
  lua_settop(L, 1);
  return 1;
}

constexpr std::array base_functions{"ipairs", "select"};
constexpr std::array math_functions{"abs", "ceil", "floor", "fmod", "max", "min", "modf", "sqrt", "tointeger", "type", "ult"};
constexpr std::array math_constants{"huge", "maxinteger", "mininteger", "pi"};
constexpr std::array utf8_functions{"char", "codepoint", "len", "offset"};

void open_library(lua_State* L, const char* name, lua_CFunction open) {
  lua_pushcfunction(L, open);
  lua_pushstring(L, name);
  lua_call(L, 1, 1);
}

void open_math(lua_State* L) {
  lua_newtable(L);
  open_library(L, LUA_MATHLIBNAME, luaopen_math);
  for (const char* name : math_functions) {
    lua_getfield(L, -1, name);
    lua_setfield(L, -3, name);
  }
  for (const char* name : math_constants) {
    lua_getfield(L, -1, name);
    lua_setfield(L, -3, name);
  }
  lua_pop(L, 1);
}

void open_utf8(lua_State* L) {
  lua_newtable(L);
  open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
  lua_insert(L, -2);
  for (const char* name : utf8_functions) set_charged(L, -2, name);
  lua_remove(L, -2);
}

}  // namespace

void set_function(lua_State* L, const char* name, lua_CFunction function) {
  lua_pushcfunction(L, function);
  lua_setfield(L, -2, name);
}

void set_charged(lua_State* L, int from, const char* name) {
  lua_getfield(L, from, name);
  lua_pushcclosure(L, guarded<charged>, 1);
  lua_setfield(L, -2, name);
}

void open_sandbox(lua_State* L) {
  lua_pushglobaltable(L);
  open_library(L, LUA_GNAME, luaopen_base);
  lua_pop(L, 1);
  lua_newtable(L);  // the globals of scripts; those of Lua's own library stay behind
  for (const char* name : base_functions) {
    lua_getfield(L, -2, name);
    lua_setfield(L, -2, name);
  }
  set_charged(L, -2, "tonumber");
  make_problem_type(L);
  set_function(L, "pcall", guarded<catch_problem>);
  set_function(L, "error", guarded<raise_problem>);
  set_function(L, "assert", guarded<assert_problem>);
  set_function(L, "tostring", guarded<tostring>);
  set_function(L, "type", guarded<type_of>);
  set_function(L, "pairs", guarded<sorted_pairs>);
  set_function(L, "list", guarded<list>);
  set_function(L, "require", guarded<require_script>);
  push_null(L);
  lua_setfield(L, -2, "null");
  make_money_type(L);
  lua_setfield(L, -2, "money");
  open_texts(L);
  lua_pushliteral(L, "");  // ("x"):upper()
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
  lua_setfield(L, -2, "string");
  open_tables(L);
  lua_setfield(L, -2, "table");
  open_math(L);
  lua_setfield(L, -2, "math");
  open_utf8(L);
  lua_setfield(L, -2, "utf8");
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pop(L, 1);
}

const std::vector<std::string>& lua_globals() {
  static const std::vector<std::string> names{"assert", "error", "ipairs", "list",   "math", "money", "null",     "pairs", "pcall",
                                              "require", "select", "string", "table", "tonumber", "tostring", "type", "utf8"};
  return names;
}

const std::vector<std::string>* lua_members(std::string_view library) {
  using Names = std::vector<std::string>;
  static const std::map<std::string, Names, std::less<>> members{
      {"string", {"byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse", "sub", "upper"}},
      {"table", {"concat", "insert", "pack", "remove", "sort", "unpack"}},
      {"math", {"abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "modf", "pi", "sqrt", "tointeger", "type", "ult"}},
      {"utf8", Names(utf8_functions.begin(), utf8_functions.end())},
  };
  const auto found = members.find(library);
  return found == members.end() ? nullptr : &found->second;
}

const std::vector<std::string>& lua_absent_globals() {
  static const std::vector<std::string> names{"_G",   "collectgarbage", "coroutine", "debug",   "dofile",   "getmetatable", "io",
                                              "load", "loadfile",       "loadstring", "next",   "os",       "package",      "print",
                                              "rawequal", "rawget",     "rawlen",    "rawset",  "setmetatable", "warn", "xpcall"};
  return names;
}

}  // namespace handrail
