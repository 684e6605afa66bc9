// What a script catches. Every error that the desk, the sandbox or Lua itself raises comes out of `pcall` as a table {kind, message, where}, whose text is its
// message; only a value that a script has given to `error` itself, and that is no text, stays as it is. What we raise is such a table from the beginning; what
// Lua raises is a text until it is caught, for Lua raises where nothing can be built (no memory, no stack).
#pragma once

#include <string>
#include <string_view>

#include "workflows/lua/machine.hpp"

namespace handrail {

enum class ProblemKind {
  script,   // a mistake of the script, or the text that it gave to `error`
  step,     // the desk cannot do this step, or not here: nothing has happened
  limit,    // larger, longer or deeper than may be; no memory
};

void make_problem_type(lua_State* L);   // once per state

// An error of the script, at its innermost line. Leaves through Lua's unwinding.
[[noreturn]] void lua_raise(lua_State* L, const std::string& message, ProblemKind kind = ProblemKind::script);

bool is_problem(lua_State* L, int index);
// The words of an error value, whatever was raised; and "refund.lua:12: " where it knows its place. Both read without allocating in Lua where the value is a
// text or a table, so that they serve outside of a protected call.
std::string lua_error_words(lua_State* L, int index);
std::string lua_error_place(lua_State* L, int index);

// The functions `pcall`, `error` and `assert` of scripts.
int catch_problem(lua_State* L);
int raise_problem(lua_State* L);
int assert_problem(lua_State* L);

}  // namespace handrail
