// What a script finds when it starts: the part of Lua's library that cannot reach outside, cannot run away and gives the same results in every
// process. Left out are os, io, debug, coroutine, package, utf8's pattern, load and its kin, next, collectgarbage, raw access and metatables: a
// script without metatables has no code that runs where nobody sees a call.
#pragma once

#include "workflows/lua/machine.hpp"

namespace handrail {

void open_sandbox(lua_State* L);

// Each leaves one table on the stack: the safe functions of `string` and of `table`.
void open_texts(lua_State* L);
void open_tables(lua_State* L);
void add_pattern_functions(lua_State* L);  // find, match, gmatch and gsub, into the table on top of the stack
int sort_table(lua_State* L);              // table.sort: stable, so that equal items keep their order in every process
int require_script(lua_State* L);          // require: another script of the bundle, run once, and what it gave
int sorted_pairs(lua_State* L);            // pairs: numbers in order, then texts, then false and true

// Sets field `name` of the table on top of the stack.
void set_function(lua_State* L, const char* name, lua_CFunction function);
// The same with a function of Lua's own library, taken from the table at `from`, that first pays for the texts that it is given.
void set_charged(lua_State* L, int from, const char* name);

}  // namespace handrail
