// `require`: another script of the bundle. All that a run can require is known before it begins (workflows/source/required_scripts.hpp) and pinned with it, so
// that nothing is looked for here and the same names give the same scripts whenever the run is replayed.
#include <algorithm>

#include "engine/base/text.hpp"
#include "workflows/lua/machine.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/sandbox.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

using Required = LuaMachine::Required;

constexpr std::size_t text_bytes_per_unit = 1;    // some 20 MB of a text are parsed in a second
constexpr std::uint64_t least_units = 100;

// A script under way that is left by an error, or by the end of the run, has not run: whoever catches the error may try again.
class UnderWay {
 public:
  explicit UnderWay(Required& script) : script_(script) { script_.ran = Required::Ran::under_way; }
  ~UnderWay() {
    if (script_.ran == Required::Ran::under_way) script_.ran = Required::Ran::not_yet;
  }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;

 private:
  Required& script_;
};

// Lua allows a run to end inside of a call only where the caller says how it would go on. No run does: one that waits begins again from the top.
int never_resumed(lua_State* L, int /*status*/, lua_KContext /*context*/) { LuaMachine::of(L).stop(L); }

Required& script_named(lua_State* L, LuaMachine& machine) {
  if (lua_gettop(L) != 1 || lua_type(L, 1) != LUA_TSTRING) lua_raise(L, "`require` takes the name of a script: require \"shared/address\"");
  std::size_t bytes = 0;
  const char* begin = lua_tolstring(L, 1, &bytes);
  const std::string_view name(begin, bytes);
  for (Required& script : machine.required)
    if (std::ranges::find(script.names, name) != script.names.end()) return script;
  lua_raise(L, "there is no script \"" + printable(name, 60) + "\" for this workflow");
}

}  // namespace

int require_script(lua_State* L) {
  LuaMachine& machine = LuaMachine::of(L);
  Required& script = script_named(L, machine);
  if (script.ran == Required::Ran::under_way) lua_raise(L, "`" + script.file + "` requires itself");
  machine.charge(L, least_units);
  if (script.ran == Required::Ran::not_yet) {
    const UnderWay under_way(script);
    machine.charge(L, script.text.size() / text_bytes_per_unit);
    if (luaL_loadbufferx(L, script.text.data(), script.text.size(), ("@" + script.file).c_str(), "t") != LUA_OK) return lua_error(L);
    lua_callk(L, 0, 1, 0, never_resumed);
    if (lua_isnil(L, -1)) {   // as in Lua: who asks hears that it has run
      lua_pop(L, 1);
      lua_pushboolean(L, 1);
    }
    script.result = luaL_ref(L, LUA_REGISTRYINDEX);
    script.ran = Required::Ran::to_its_end;
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, script.result);
  return 1;
}

}  // namespace handrail
