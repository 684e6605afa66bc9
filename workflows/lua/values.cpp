#include "workflows/lua/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "workflows/lua/problems.hpp"

namespace handrail {

namespace {

constexpr std::size_t node_bytes = 8;  // what a value counts beside its text
constexpr std::uint64_t units_per_node = 8;   // some 0.1 us to make one, here and there
constexpr char list_tag = 0;

bool tagged(lua_State* L, int index, const void* tag) {
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
  lua_rawgetp(L, LUA_REGISTRYINDEX, tag);
  const bool same = lua_rawequal(L, -1, -2) != 0;
  lua_pop(L, 2);
  return same;
}

void push_value(lua_State* L, const Json& json, int depth);

void push_items(lua_State* L, const Json::Array& items, int depth) {
  lua_createtable(L, static_cast<int>(items.size()), 0);
  mark_list(L, -1);
  lua_Integer at = 0;
  for (const Json& item : items) {
    item.is_null() ? push_null(L) : push_value(L, item, depth + 1);
    lua_rawseti(L, -2, ++at);
  }
}

void push_members(lua_State* L, const Json::Object& members, int depth) {
  lua_createtable(L, 0, static_cast<int>(members.size()));
  for (const auto& [key, value] : members) {
    if (value.is_null()) continue;
    lua_pushlstring(L, key.data(), key.size());
    push_value(L, value, depth + 1);
    lua_rawset(L, -3);
  }
}

void push_number(lua_State* L, const Json& json) {
  if (const auto integer = json.integer()) return lua_pushinteger(L, *integer);
  const auto real = json.real();
  if (!real) lua_raise(L, "the number `" + printable(json.number()->literal) + "` is too large for a script", ProblemKind::limit);
  lua_pushnumber(L, *real);
}

void push_value(lua_State* L, const Json& json, int depth) {
  LuaMachine::of(L).charge(L, units_per_node);
  if (depth > static_cast<int>(limits::json_depth))
    lua_raise(L, "a value for the script is nested more than " + std::to_string(limits::json_depth) + " deep", ProblemKind::limit);
  luaL_checkstack(L, 8, "a value for the script");
  if (const bool* yes = json.boolean()) return lua_pushboolean(L, *yes);
  if (json.number()) return push_number(L, json);
  if (const std::string* text = json.text()) return void(lua_pushlstring(L, text->data(), text->size()));
  if (const auto money = json_money(json)) return lua_push_money(L, *money);
  if (const Json::Array* items = json.items()) return push_items(L, *items, depth);
  if (const Json::Object* members = json.members()) return push_members(L, *members, depth);
  lua_pushnil(L);
}

// Where in a value something is, for the error message.
struct Place {
  const Place* outer = nullptr;
  std::string_view field;
  lua_Integer item = 0;
};

std::string path(const Place& place) {
  if (!place.outer) return "";
  const std::string before = path(*place.outer);
  if (place.item > 0) return before + "[" + std::to_string(place.item) + "]";
  return before + (before.empty() ? "" : ".") + printable(place.field, 40);
}

class Reader {
 public:
  Reader(lua_State* L, std::string_view what, std::size_t& bytes) : L_(L), what_(what), bytes_(bytes) {}

  Json read(int index, const Place& place, int depth) {
    take(place, node_bytes);
    luaL_checkstack(L_, 8, "a value handed over");
    switch (lua_type(L_, index)) {
      case LUA_TNIL: return {};
      case LUA_TBOOLEAN: return {lua_toboolean(L_, index) != 0};
      case LUA_TNUMBER: return read_number(index, place);
      case LUA_TSTRING: return {read_text(index, place)};
      case LUA_TTABLE: return read_table(lua_absindex(L_, index), place, depth);
      default: break;
    }
    if (is_null(L_, index)) return {};
    if (const Money* money = lua_money(L_, index)) {
      return Json::object({{"amount", format_amount(*money)}, {"currency", money->currency.code()}});
    }
    refuse(place, "is " + lua_kind(L_, index) + ", which cannot be handed over");
  }

 private:
  [[noreturn]] void refuse(const Place& place, const std::string& why, ProblemKind kind = ProblemKind::script) {
    const std::string at = path(place);
    lua_raise(L_, (at.empty() ? std::string(what_) : "`" + at + "` of " + std::string(what_)) + " " + why, kind);
  }

  void take(const Place& place, std::size_t bytes) {
    bytes_ += bytes;
    LuaMachine::of(L_).charge(L_, units_per_node + bytes / 32);
    if (bytes_ > limits::lua_value_bytes) {
      refuse(place.outer ? Place{} : place, "is larger than " + std::to_string(limits::lua_value_bytes) + " bytes", ProblemKind::limit);
    }
  }

  Json read_number(int index, const Place& place) {
    if (lua_isinteger(L_, index)) return {static_cast<std::int64_t>(lua_tointeger(L_, index))};
    const double value = lua_tonumber(L_, index);
    if (!std::isfinite(value)) refuse(place, "is not a finite number");
    std::array<char, 40> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {Json::Number{std::string(buffer.data(), end)}};
  }

  std::string read_text(int index, const Place& place) {
    std::size_t bytes = 0;
    const char* text = lua_tolstring(L_, index, &bytes);
    take(place, bytes);
    std::string copy(text, bytes);
    if (!valid_utf8(copy)) refuse(place, "is not UTF-8 text");
    return copy;
  }

  Json read_table(int index, const Place& place, int depth) {
    if (depth >= limits::lua_value_depth) refuse(place, "is nested more than " + std::to_string(limits::lua_value_depth) + " deep", ProblemKind::limit);
    lua_Integer items = 0;
    lua_Integer last = 0;
    std::vector<std::string> fields;
    LuaMachine::of(L_).charge(L_, LuaMachine::of(L_).walk_units());
    for (lua_pushnil(L_); lua_next(L_, index); lua_pop(L_, 1)) {
      if (lua_isinteger(L_, -2) && lua_tointeger(L_, -2) > 0) {
        ++items;
        last = std::max(last, lua_tointeger(L_, -2));
      } else if (lua_type(L_, -2) == LUA_TSTRING) {
        fields.push_back(read_text(-2, place));
      } else {
        refuse(place, "has a key that is " + lua_kind(L_, -2) + "; keys are names, or 1, 2, 3, …");
      }
      take(place, node_bytes);
    }
    const bool list = is_list(L_, index);
    if (items > 0 && !fields.empty()) refuse(place, "mixes items of a list with named fields, as `" + printable(fields.front(), 40) + "`");
    if (list && !fields.empty()) refuse(place, "is a list with a named field, `" + printable(fields.front(), 40) + "`");
    if (items != last) refuse(place, "is a list with a hole before item " + std::to_string(last));
    return list || items > 0 ? read_items(index, place, depth, items) : read_fields(index, place, depth, std::move(fields));
  }

  Json read_items(int index, const Place& place, int depth, lua_Integer count) {
    Json::Array items;
    items.reserve(static_cast<std::size_t>(count));
    for (lua_Integer i = 1; i <= count; ++i) {
      lua_rawgeti(L_, index, i);
      items.push_back(read(-1, Place{&place, {}, i}, depth + 1));
      lua_pop(L_, 1);
    }
    return {std::move(items)};
  }

  Json read_fields(int index, const Place& place, int depth, std::vector<std::string> fields) {
    std::sort(fields.begin(), fields.end());
    Json::Object members;
    members.reserve(fields.size());
    for (std::string& field : fields) {
      lua_pushlstring(L_, field.data(), field.size());
      lua_rawget(L_, index);
      Json value = read(-1, Place{&place, field, 0}, depth + 1);
      lua_pop(L_, 1);
      members.emplace_back(std::move(field), std::move(value));
    }
    return {std::move(members)};
  }

  lua_State* L_;
  std::string_view what_;
  std::size_t& bytes_;
};

void attach(lua_State* L, int index, const void* tag) {
  index = lua_absindex(L, index);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, tag) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, tag);
  }
  lua_setmetatable(L, index);
}

}  // namespace

void lua_push_json(lua_State* L, const Json& json) { push_value(L, json, 0); }

Json lua_to_json(lua_State* L, int index, std::string_view what, std::size_t& bytes) { return Reader(L, what, bytes).read(index, Place{}, 0); }

Json lua_to_json(lua_State* L, int index, std::string_view what) {
  std::size_t bytes = 0;
  return lua_to_json(L, index, what, bytes);
}

std::optional<Money> json_money(const Json& json) {
  const Json::Object* members = json.members();
  if (!members || members->size() != 2) return std::nullopt;
  const Json& amount = json["amount"];
  const std::string* code = json["currency"].text();
  if (!code) return std::nullopt;
  const std::string* digits = amount.number() ? &amount.number()->literal : amount.text();
  const auto currency = Currency::parse(*code);
  if (!digits || !currency) return std::nullopt;
  const auto money = parse_money(*digits, *currency);
  if (!money || money->currency != *currency) return std::nullopt;
  return *money;
}

void mark_list(lua_State* L, int index) { attach(L, index, &list_tag); }
bool is_list(lua_State* L, int index) { return tagged(L, index, &list_tag); }
bool is_null(lua_State* L, int index) { return lua_type(L, index) == LUA_TLIGHTUSERDATA && !lua_touserdata(L, index); }

std::string lua_kind(lua_State* L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: return "nil";
    case LUA_TBOOLEAN: return "true or false";
    case LUA_TNUMBER: return "a number";
    case LUA_TSTRING: return "a text";
    case LUA_TTABLE: return is_list(L, index) ? "a list" : "a table";
    case LUA_TFUNCTION: return "a function";
    default: return is_null(L, index) ? "null" : "money";
  }
}

// One look-up, and not a walk as lua_error_words takes: a script may have filled the table and emptied it again.
static std::string problem_message(lua_State* L, int index) {
  index = lua_absindex(L, index);
  lua_pushliteral(L, "message");
  const std::string message = lua_rawget(L, index) == LUA_TSTRING ? lua_text(L, -1) : "an error that is a table";
  lua_pop(L, 1);
  return message;
}

std::string lua_text(lua_State* L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL: return "nil";
    case LUA_TBOOLEAN: return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TNUMBER:
    case LUA_TSTRING: {
      lua_pushvalue(L, index);  // lua_tolstring would turn the number itself into a text
      std::size_t bytes = 0;
      const char* text = lua_tolstring(L, -1, &bytes);
      std::string copy(text, bytes);
      lua_pop(L, 1);
      return copy;
    }
    case LUA_TTABLE: return is_problem(L, index) ? problem_message(L, index) : is_list(L, index) ? "list" : "table";
    case LUA_TFUNCTION: return "function";
    default: break;
  }
  const Money* money = lua_money(L, index);
  return money ? format_money(*money) : "null";
}

}  // namespace handrail
