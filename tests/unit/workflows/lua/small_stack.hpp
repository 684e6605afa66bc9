// Runs Lua on a stack as small as a fiber's: an overrun ends the test program.
#pragma once

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <string>

#include "engine/base/assert.hpp"
#include "tests/unit/workflows/lua/lua_run.hpp"

namespace handrail {

// The address sanitizer puts space around every local variable: a frame is some three times as large then.
#ifdef __SANITIZE_ADDRESS__
inline constexpr std::size_t small_stack = 2u << 20;
#else
inline constexpr std::size_t small_stack = 512u << 10;
#endif

inline void on_a_small_stack(std::function<void()> body) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, small_stack);
  pthread_t thread;
  const auto call = [](void* work) -> void* {
    (*static_cast<std::function<void()>*>(work))();
    return nullptr;
  };
  HANDRAIL_ASSERT(pthread_create(&thread, &attributes, call, &body) == 0, "a thread can be started");
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

// The end of the script as lua_gives tells it. It has a desk that refuses whatever is said.
inline std::string ends_on_a_small_stack(std::string_view text) {
  std::string out;
  on_a_small_stack([&] {
    LuaState state;
    HANDRAIL_ASSERT(state.define("desk", "say", [](auto) { return LuaAnswer{LuaAnswer::Kind::refused, {}, "not now"}; }), "a function fits");
    const LuaEnd end = state.run("refund.lua", text);
    out = end.kind == LuaEnd::Kind::returned ? dump(end.value) : end.kind == LuaEnd::Kind::stopped ? "stopped" : end.message;
  });
  return out;
}

}  // namespace handrail
