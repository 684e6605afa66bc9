// Runs a few lines of Lua in a fresh sandbox.
#pragma once

#include <string>

#include "engine/base/json.hpp"
#include "workflows/lua/state.hpp"

namespace handrail {

inline LuaEnd lua_run(std::string_view text, LuaLimits limits = {}) { return LuaState(limits).run("refund.lua", text); }

// What the lines return, as one line of JSON; or the message of their failure.
inline std::string lua_gives(std::string_view text, LuaLimits limits = {}) {
  LuaEnd end = lua_run(text, limits);
  if (end.kind == LuaEnd::Kind::returned) return dump(end.value);
  return end.kind == LuaEnd::Kind::stopped ? "stopped" : end.message;
}

}  // namespace handrail
