#include "workflows/lua/problems.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/base/text.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

constexpr char problem_tag = 0;
constexpr std::uint64_t catch_units = 200;      // an error that is caught is a C++ exception: some 2 us
constexpr std::uint64_t join_units = 30;
constexpr int stack_for_a_problem = 4;
constexpr std::size_t place_bytes_max = 100;    // a script may write into what it has caught

std::string_view word_of(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::script: return "script";
    case ProblemKind::step: return "step";
    case ProblemKind::limit: return "limit";
  }
  return "script";
}

void set_text(lua_State* L, const char* field, std::string_view text) {
  lua_pushlstring(L, text.data(), text.size());
  lua_setfield(L, -2, field);
}

void push_problem(lua_State* L, ProblemKind kind, std::string_view message, std::string_view place) {
  luaL_checkstack(L, stack_for_a_problem, "an error");
  lua_createtable(L, 0, 3);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &problem_tag);
  lua_setmetatable(L, -2);
  set_text(L, "kind", word_of(kind));
  set_text(L, "message", message);
  set_text(L, "where", place.ends_with(": ") ? place.substr(0, place.size() - 2) : place);
}

// A field of the table at `index` where it is a text. One walk and no look-up: see the header.
std::optional<std::string> text_field(lua_State* L, int index, std::string_view name) {
  index = lua_absindex(L, index);
  std::optional<std::string> words;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING && lua_tostring(L, -2) == name && lua_type(L, -1) == LUA_TSTRING) words = lua_text(L, -1);
  return words;
}

void push_caught(lua_State* L, int status) {
  const LuaMachine& machine = LuaMachine::of(L);
  if (status == LUA_ERRMEM) return push_problem(L, ProblemKind::limit, machine.no_memory(), lua_place(L));
  if (lua_type(L, -1) != LUA_TSTRING) return lua_pushvalue(L, -1);
  const std::string raised = lua_text(L, -1);
  const std::size_t place = machine.place_in(raised);
  push_problem(L, ProblemKind::script, std::string_view(raised).substr(place), place > 0 ? raised.substr(0, place) : lua_place(L));
}

// Lua comes here where the call has ended, by itself or by an error. A run that stops inside of it never does. Not part of catch_problem's own frame, of which as
// many stand on a fiber's stack as pcalls are nested.
[[gnu::noinline]] int after_call(lua_State* L, int status) {
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L);
  push_caught(L, status);
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

int after_error(lua_State* L, int status, lua_KContext /*context*/) {
  std::exception_ptr exception;
  try {
    return after_call(L, status);
  } catch (const std::exception&) {
    exception = std::current_exception();
  }
  LuaMachine::of(L).fault(L, std::move(exception));
}

int joined(lua_State* L) {
  const std::string text = lua_text(L, 1) + lua_text(L, 2);
  LuaMachine::of(L).charge(L, join_units + text.size() / 16);
  lua_pushlstring(L, text.data(), text.size());
  return 1;
}

}  // namespace

void make_problem_type(lua_State* L) {
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, guarded<joined>);
  lua_setfield(L, -2, "__concat");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &problem_tag);
}

void lua_raise(lua_State* L, const std::string& message, ProblemKind kind) {
  push_problem(L, kind, message, lua_place(L));
  lua_error(L);
  std::abort();  // lua_error does not return, but is not declared so
}

bool is_problem(lua_State* L, int index) {
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &problem_tag);
  const bool same = lua_rawequal(L, -1, -2) != 0;
  lua_pop(L, 2);
  return same;
}

std::string lua_error_words(lua_State* L, int index) {
  if (lua_type(L, index) != LUA_TTABLE) return lua_type(L, index) == LUA_TSTRING ? lua_text(L, index) : "an error that is " + lua_kind(L, index);
  return text_field(L, index, "message").value_or("an error that is a table");
}

std::string lua_error_place(lua_State* L, int index) {
  if (!is_problem(L, index)) return "";
  const auto where = text_field(L, index, "where");
  return where && !where->empty() ? printable(*where, place_bytes_max) + ": " : "";
}

int catch_problem(lua_State* L) {
  LuaMachine::of(L).charge(L, catch_units);
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  return after_call(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, after_error));
}

// error(text [, level]): as in Lua, 1 is the line of the call itself, 2 that of whoever called the function.
int raise_problem(lua_State* L) {
  const auto level = static_cast<int>(std::clamp<lua_Integer>(luaL_optinteger(L, 2, 1), 0, limits::lua_values));
  if (lua_type(L, 1) != LUA_TSTRING) {
    lua_settop(L, 1);
    return lua_error(L);
  }
  luaL_where(L, level);
  const std::string place = lua_text(L, -1);
  push_problem(L, ProblemKind::script, lua_text(L, 1), place.empty() ? lua_place(L) : place);
  return lua_error(L);
}

int assert_problem(lua_State* L) {
  luaL_checkany(L, 1);
  if (lua_toboolean(L, 1)) return lua_gettop(L);
  if (lua_gettop(L) == 1) lua_raise(L, "assertion failed!");
  if (lua_type(L, 2) == LUA_TSTRING) lua_raise(L, lua_text(L, 2));
  lua_settop(L, 2);
  return lua_error(L);
}

}  // namespace handrail
