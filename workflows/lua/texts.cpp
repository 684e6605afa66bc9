// `string`, made safe: lengths are bounded before anything is built, and what reads long texts pays for it. The pattern functions stand in
// text_patterns.cpp.
#include <algorithm>
#include <string>
#include <string_view>

#include "engine/base/limits.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/sandbox.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

// "%99.99f" of 1e308 writes 409 digits: some 3 us.
constexpr std::uint64_t decimal_units = 300;
constexpr std::uint64_t conversion_units = 20;

std::string_view text_argument(lua_State* L, int index) {
  std::size_t bytes = 0;
  const char* text = luaL_checklstring(L, index, &bytes);
  return {text, bytes};
}

// string.rep(text, n [, separator])
int repeat(lua_State* L) {
  const std::string_view text = text_argument(L, 1);
  const lua_Integer count = luaL_checkinteger(L, 2);
  const std::string_view separator = lua_isnoneornil(L, 3) ? std::string_view() : text_argument(L, 3);
  const std::size_t piece = text.size() + separator.size();
  if (count <= 0 || piece == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  const auto pieces = static_cast<std::uint64_t>(count);
  if (pieces > limits::lua_text_bytes / piece + 1 || pieces * piece - separator.size() > limits::lua_text_bytes) {
    lua_raise(L, "string.rep would build a text of more than " + std::to_string(limits::lua_text_bytes) + " bytes", ProblemKind::limit);
  }
  LuaMachine::of(L).charge(L, pieces + pieces * piece / 32);
  std::string out;
  out.reserve(pieces * piece);
  for (std::uint64_t i = 0; i < pieces; ++i) {
    if (i > 0) out += separator;
    out += text;
  }
  lua_pushlstring(L, out.data(), out.size());
  return 1;
}

// string.byte(text [, first [, last]])
int bytes_of(lua_State* L) {
  const auto size = static_cast<lua_Integer>(text_argument(L, 1).size());
  const auto place = [size](lua_Integer at) { return at >= 0 ? at : std::max<lua_Integer>(0, at < -size ? 0 : size + at + 1); };
  const lua_Integer first = std::max<lua_Integer>(1, place(luaL_optinteger(L, 2, 1)));
  const lua_Integer last = std::min(size, place(luaL_optinteger(L, 3, first)));
  if (first > last) return 0;
  if (last - first >= limits::lua_values) lua_raise(L, "string.byte gives at most " + std::to_string(limits::lua_values) + " values", ProblemKind::limit);
  luaL_checkstack(L, limits::lua_values, "string.byte");
  LuaMachine::of(L).charge(L, 1 + static_cast<std::uint64_t>(last - first));
  for (lua_Integer i = first; i <= last; ++i) lua_pushinteger(L, static_cast<unsigned char>(text_argument(L, 1)[static_cast<std::size_t>(i - 1)]));
  return static_cast<int>(last - first) + 1;
}

// string.format: what `%s` is given is made a text here, without addresses; the rest is Lua's own.
int format(lua_State* L) {
  const std::string pattern(text_argument(L, 1));
  LuaMachine::of(L).charge(L, 1 + pattern.size());
  int argument = 1;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') continue;
    at = pattern.find_first_not_of("-+ #0123456789.", at + 1);
    if (at == std::string::npos) break;
    if (pattern[at] == '%') continue;
    ++argument;
    if (std::string_view("cdieEfgGxXos").find(pattern[at]) == std::string_view::npos) {
      lua_raise(L, std::string("string.format does not know `%") + pattern[at] + "`");
    }
    const bool decimal = std::string_view("eEfgG").find(pattern[at]) != std::string_view::npos;
    LuaMachine::of(L).charge(L, decimal ? decimal_units : conversion_units);
    if (pattern[at] != 's' || argument > lua_gettop(L) || lua_type(L, argument) == LUA_TSTRING) continue;
    const std::string text = lua_text(L, argument);
    lua_pushlstring(L, text.data(), text.size());
    lua_replace(L, argument);
  }
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

}  // namespace

void open_texts(lua_State* L) {
  lua_pushcfunction(L, luaopen_string);
  lua_call(L, 0, 1);
  lua_newtable(L);
  for (const char* name : {"char", "len", "lower", "reverse", "sub", "upper"}) set_charged(L, -2, name);
  lua_getfield(L, -2, "format");
  lua_pushcclosure(L, guarded<format>, 1);
  lua_setfield(L, -2, "format");
  set_function(L, "rep", guarded<repeat>);
  set_function(L, "byte", guarded<bytes_of>);
  add_pattern_functions(L);
  lua_remove(L, -2);
}

}  // namespace handrail
