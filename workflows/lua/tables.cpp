// `table` and `pairs`, made safe: what shifts or copies many items pays for it, and nothing depends on addresses, hashes or the clock.
#include <algorithm>
#include <array>

#include "engine/base/limits.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/sandbox.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

// Lua's own function behind one that pays for the length of the table.
int paid_by_length(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  LuaMachine::of(L).charge(L, 1 + lua_rawlen(L, 1));
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

// insert(t, v) and remove(t) touch the end only.
int paid_by_shift(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  const bool shifts = lua_gettop(L) > 2 || (lua_gettop(L) == 2 && lua_toboolean(L, lua_upvalueindex(2)));
  LuaMachine::of(L).charge(L, shifts ? 1 + lua_rawlen(L, 1) : 1);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

int unpack(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  const lua_Integer first = luaL_optinteger(L, 2, 1);
  const lua_Integer last = lua_isnoneornil(L, 3) ? static_cast<lua_Integer>(lua_rawlen(L, 1)) : luaL_checkinteger(L, 3);
  if (first > last) return 0;
  const auto count = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  if (count >= static_cast<std::uint64_t>(limits::lua_values)) {
    lua_raise(L, "table.unpack gives at most " + std::to_string(limits::lua_values) + " values", ProblemKind::limit);
  }
  luaL_checkstack(L, limits::lua_values, "table.unpack");
  LuaMachine::of(L).charge(L, 1 + count);
  for (std::uint64_t i = 0; i <= count; ++i) lua_geti(L, 1, static_cast<lua_Integer>(static_cast<std::uint64_t>(first) + i));
  return static_cast<int>(count) + 1;
}

// --- sort ------------------------------------------------------------------------------------------------------------------------------
// Stack: 1 the table, 2 the comparison or nil, 3 and 4 the two sides of a merge.

bool comes_first(lua_State* L, int from, lua_Integer a, lua_Integer b) {
  LuaMachine::of(L).charge(L, 4);
  if (lua_isnil(L, 2)) {
    lua_rawgeti(L, from, a);
    lua_rawgeti(L, from, b);
    const bool less = lua_compare(L, -2, -1, LUA_OPLT) != 0;
    lua_pop(L, 2);
    return less;
  }
  lua_pushvalue(L, 2);
  lua_rawgeti(L, from, a);
  lua_rawgeti(L, from, b);
  lua_call(L, 2, 1);
  const bool less = lua_toboolean(L, -1) != 0;
  lua_pop(L, 1);
  return less;
}

void merge(lua_State* L, int from, int to, lua_Integer begin, lua_Integer middle, lua_Integer end) {
  lua_Integer left = begin;
  lua_Integer right = middle;
  for (lua_Integer out = begin; out < end; ++out) {
    const bool take_right = left >= middle || (right < end && comes_first(L, from, right, left));
    lua_rawgeti(L, from, take_right ? right++ : left++);
    lua_rawseti(L, to, out);
  }
}

void copy_items(lua_State* L, int from, int to, lua_Integer count) {
  LuaMachine::of(L).charge(L, static_cast<std::uint64_t>(count));
  for (lua_Integer i = 1; i <= count; ++i) {
    lua_rawgeti(L, from, i);
    lua_rawseti(L, to, i);
  }
}

// --- pairs -----------------------------------------------------------------------------------------------------------------------------

struct Key {
  int rank = 0;              // numbers, texts, booleans
  long double number = 0;    // wide enough for every integer and every double
  std::string_view text;     // Lua's own, alive as long as the table that holds the keys
  lua_Integer at = 0;        // in that table
};

bool operator<(const Key& a, const Key& b) {
  if (a.rank != b.rank) return a.rank < b.rank;
  return a.number != b.number ? a.number < b.number : a.text < b.text;
}

Key key_at(lua_State* L, int index, lua_Integer at) {
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      return {0, lua_isinteger(L, index) ? static_cast<long double>(lua_tointeger(L, index)) : static_cast<long double>(lua_tonumber(L, index)), {}, at};
    case LUA_TSTRING: {
      std::size_t bytes = 0;
      const char* text = lua_tolstring(L, index, &bytes);
      return {1, 0, {text, bytes}, at};
    }
    case LUA_TBOOLEAN: return {2, static_cast<long double>(lua_toboolean(L, index)), {}, at};
    default: lua_raise(L, "pairs goes through keys that are texts, numbers or true and false; this table has a key that is " + lua_kind(L, index));
  }
}

// Leaves a table with the keys of table 1, as they come, on the stack.
std::vector<Key> collect_keys(lua_State* L) {
  lua_newtable(L);
  const int held = lua_gettop(L);
  std::vector<Key> keys;
  LuaMachine::of(L).charge(L, LuaMachine::of(L).walk_units());
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    LuaMachine::of(L).charge(L, 8);
    keys.push_back(key_at(L, -2, static_cast<lua_Integer>(keys.size()) + 1));
    lua_pushvalue(L, -2);
    lua_rawseti(L, held, keys.back().at);
  }
  return keys;
}

// Upvalues: the table, its keys in order, how many were given. Keys that are gone meanwhile are passed over.
int next_pair(lua_State* L) {
  lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
  while (true) {
    LuaMachine::of(L).charge(L, 1);
    if (lua_rawgeti(L, lua_upvalueindex(2), ++at) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break;
    lua_pop(L, 2);
  }
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

}  // namespace

int sort_table(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  const auto count = static_cast<lua_Integer>(lua_rawlen(L, 1));
  if (count < 2) return 0;
  lua_createtable(L, static_cast<int>(count), 0);
  lua_createtable(L, static_cast<int>(count), 0);
  copy_items(L, 1, 3, count);
  int from = 3;
  for (lua_Integer width = 1; width < count; width *= 2) {
    const int to = 7 - from;
    LuaMachine::of(L).charge(L, static_cast<std::uint64_t>(count));
    for (lua_Integer begin = 1; begin <= count; begin += 2 * width) {
      const lua_Integer middle = std::min(begin + width, count + 1);
      merge(L, from, to, begin, middle, std::min(begin + 2 * width, count + 1));
    }
    from = to;
  }
  copy_items(L, from, 1, count);
  return 0;
}

int sorted_pairs(lua_State* L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  lua_pushvalue(L, 1);
  std::vector<Key> keys = collect_keys(L);
  std::sort(keys.begin(), keys.end());
  lua_createtable(L, static_cast<int>(keys.size()), 0);
  lua_Integer at = 0;
  for (const Key& key : keys) {
    lua_rawgeti(L, 3, key.at);
    lua_rawseti(L, 4, ++at);
  }
  lua_remove(L, 3);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, guarded<next_pair>, 3);
  lua_pushvalue(L, 1);
  return 2;
}

void open_tables(lua_State* L) {
  lua_newtable(L);
  lua_pushcfunction(L, luaopen_table);
  lua_call(L, 0, 1);
  lua_getfield(L, -1, "concat");
  lua_pushcclosure(L, guarded<paid_by_length>, 1);
  lua_setfield(L, -3, "concat");
  lua_getfield(L, -1, "insert");
  lua_pushcclosure(L, guarded<paid_by_shift>, 1);
  lua_setfield(L, -3, "insert");
  lua_getfield(L, -1, "remove");
  lua_pushboolean(L, 1);
  lua_pushcclosure(L, guarded<paid_by_shift>, 2);
  lua_setfield(L, -3, "remove");
  lua_getfield(L, -1, "pack");
  lua_setfield(L, -3, "pack");
  lua_pop(L, 1);
  set_function(L, "unpack", guarded<unpack>);
  set_function(L, "sort", guarded<sort_table>);
}

}  // namespace handrail
