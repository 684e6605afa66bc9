#include "workflows/lua/state.hpp"

#include <charconv>

#include "workflows/lua/machine.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

constexpr std::size_t states_ready = 32;   // of 45 KB each, or some 150 with a script; runs that are under way at once beyond these make their own

std::vector<LuaArgument> take_arguments(lua_State* L, const std::string& called) {
  if (lua_gettop(L) > limits::lua_call_arguments) {
    lua_raise(L, "`" + called + "` is given more than " + std::to_string(limits::lua_call_arguments) + " arguments", ProblemKind::limit);
  }
  std::vector<LuaArgument> arguments;
  std::size_t bytes = 0;
  for (int i = 1; i <= lua_gettop(L); ++i) {
    const std::string what = "argument " + std::to_string(i) + " of `" + called + "`";
    arguments.push_back({lua_to_json(L, i, what, bytes), lua_type(L, i) == LUA_TTABLE});
  }
  return arguments;
}

// Inside a comparison of table.sort or a function of string.gsub the interpreter stands in C, where a run can neither end nor be replayed in order.
void refuse_callbacks(lua_State* L, const std::string& called) {
  if (lua_isyieldable(L)) return;
  lua_raise(L, "`" + called + "` cannot be called from inside a function given to table.sort or string.gsub: call it before, and use what it gave",
            ProblemKind::step);
}

int call_function(lua_State* L) {
  LuaMachine& machine = LuaMachine::of(L);
  const auto index = static_cast<std::size_t>(lua_tointeger(L, lua_upvalueindex(1)));
  const auto& [called, function] = machine.functions[index];
  refuse_callbacks(L, called);
  std::vector<LuaArgument> arguments = take_arguments(L, called);
  LuaAnswer answer = function ? function(std::move(arguments)) : machine.calls(index, std::move(arguments));
  switch (answer.kind) {
    case LuaAnswer::Kind::stop: machine.stop(L);
    case LuaAnswer::Kind::fail: machine.fail(L, answer.message);
    case LuaAnswer::Kind::refused: lua_raise(L, answer.message, ProblemKind::step);
    case LuaAnswer::Kind::value: break;
  }
  lua_settop(L, 0);
  lua_push_json(L, answer.value);
  return 1;
}

}  // namespace

Result<void> LuaMachine::add_function(const LuaScript::Name& name, LuaFunction function) {
  functions.emplace_back(name.table.empty() ? name.name : name.table + "." + name.name, std::move(function));
  return protect([&](lua_State* L) {
    lua_pushglobaltable(L);
    if (!name.table.empty()) {
      if (lua_getfield(L, -1, name.table.c_str()) != LUA_TTABLE) {
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_setfield(L, -4, name.table.c_str());
      }
    }
    lua_pushinteger(L, static_cast<lua_Integer>(functions.size()) - 1);
    lua_pushcclosure(L, guarded<call_function>, 1);
    lua_setfield(L, -2, name.name.c_str());
  });
}

LuaStock::LuaStock(LuaLimits limits) : limits_(limits) {}
LuaStock::~LuaStock() = default;

std::unique_ptr<LuaMachine> LuaStock::take(const LuaScript* script) {
  {
    const std::scoped_lock lock(mutex_);
    for (auto one = ready_.rbegin(); one != ready_.rend(); ++one) {
      if (!(*one)->prepared_for(script)) continue;
      auto machine = std::move(*one);
      ready_.erase(std::next(one).base());
      return machine;
    }
  }
  return std::make_unique<LuaMachine>(limits_, script);
}

void LuaStock::give_back(std::unique_ptr<LuaMachine> machine) {
  if (!machine->begin_again()) return;
  const std::scoped_lock lock(mutex_);
  ready_.push_back(std::move(machine));
  if (ready_.size() > states_ready) ready_.erase(ready_.begin());
}

LuaState::LuaState(LuaLimits limits) : machine_(std::make_unique<LuaMachine>(limits)) {}
LuaState::LuaState(LuaStock& stock) : stock_(&stock), machine_(stock.take(nullptr)) {}
LuaState::LuaState(LuaStock& stock, const LuaScript& script) : stock_(&stock), machine_(stock.take(&script)) {
  if (machine_->prepared_for(&script)) return;
  machine_ = stock.take(nullptr);   // it cannot be read or is too large: whoever runs it is told, or waits while it is read
  for (const LuaScript::Name& name : script.functions)
    if (ready_) ready_ = machine_->add_function(name, nullptr);
}
LuaState::~LuaState() {
  if (stock_) stock_->give_back(std::move(machine_));
}

Result<void> LuaState::set_global(const std::string& name, const Json& value) {
  return machine_->protect([&](lua_State* L) {
    lua_pushglobaltable(L);
    lua_pushlstring(L, name.data(), name.size());
    lua_push_json(L, value);
    lua_settable(L, -3);
  });
}

Result<void> LuaState::define(const std::string& table, const std::string& name, LuaFunction function) {
  return machine_->add_function({table, name}, std::move(function));
}

void LuaState::add_required(const std::vector<std::string>& names, const std::string& file, std::string_view text) {
  machine_->required.push_back({names, file, text});
}

LuaEnd LuaState::run(const std::string& file, std::string_view text) { return machine_->run(file, text); }
LuaEnd LuaState::run(const LuaScript& script, LuaCalls calls) {
  if (!ready_) return {LuaEnd::Kind::failed, {}, script.file + ": " + ready_.error().message};
  machine_->calls = std::move(calls);
  return machine_->prepared_for(&script) ? machine_->run_prepared() : machine_->run(script.file, script.text);
}

std::optional<LuaSyntaxError> check_lua_syntax(std::string_view text) {
  LuaMachine machine{LuaLimits{}};
  std::string message;
  const Result<void> loaded = machine.protect([&](lua_State* L) {
    // The name of the chunk is fixed, so that the line can be told from it whatever the file is called.
    if (luaL_loadbufferx(L, text.data(), text.size(), "=", "t") != LUA_OK) message = lua_error_words(L, -1);
  });
  if (!loaded) return LuaSyntaxError{1, loaded.error().message};
  if (message.empty()) return std::nullopt;
  LuaSyntaxError error{1, message};
  if (!message.starts_with(":")) return error;
  const char* end = message.data() + message.size();
  const auto [rest, problem] = std::from_chars(message.data() + 1, end, error.line);
  if (problem == std::errc() && end - rest > 2) error.message.assign(rest + 2, end);
  return error;
}

}  // namespace handrail
