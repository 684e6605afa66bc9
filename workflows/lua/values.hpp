// Values between JSON and Lua. What JSON keeps apart stays apart: lists are marked tables, money is a userdata with arithmetic in one currency,
// null is nil, and `null` as an item of a list. Nothing that Lua hands over is trusted: depth, size, keys and UTF-8 are checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.hpp"
#include "engine/base/money.hpp"
#include "workflows/lua/machine.hpp"

namespace handrail {

// Pushes the value. Members that are null are left out; raises where the nesting is deeper than limits::json_depth.
void lua_push_json(lua_State* L, const Json& json);
// The value at `index`. `what` names it in errors: "`items[3]` of the arguments is a function …".
Json lua_to_json(lua_State* L, int index, std::string_view what);
// The same for one of several values that are handed over together: `bytes` adds them up, and the limit is for all.
Json lua_to_json(lua_State* L, int index, std::string_view what, std::size_t& bytes);

// {"amount": "12.50", "currency": "EUR"}, and nothing else in the object.
std::optional<Money> json_money(const Json& json);
void lua_push_money(lua_State* L, const Money& money);
const Money* lua_money(lua_State* L, int index);  // nullptr where it is none
void make_money_type(lua_State* L);               // once per state; leaves the function `money` on the stack

void mark_list(lua_State* L, int index);
bool is_list(lua_State* L, int index);
inline void push_null(lua_State* L) { lua_pushlightuserdata(L, nullptr); }
bool is_null(lua_State* L, int index);

// "a number", "money", "a list": for error messages.
std::string lua_kind(lua_State* L, int index);
// What tostring gives: without addresses, which differ in every process.
std::string lua_text(lua_State* L, int index);

}  // namespace handrail
