// string.find, match, gmatch and gsub over PatternMatcher: every step is paid for, a plain search is linear, and a result is bounded while it grows.
#include <cstring>
#include <string>
#include <string_view>

#include "engine/base/limits.hpp"
#include "engine/base/text.hpp"
#include "workflows/lua/pattern.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/sandbox.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

std::string_view text_argument(lua_State* L, int index) {
  std::size_t bytes = 0;
  const char* text = luaL_checklstring(L, index, &bytes);
  return {text, bytes};
}

// One search through one subject, with its costs.
class Search {
 public:
  Search(lua_State* L, std::string_view subject, std::string_view pattern)
      : L_(L), subject_(subject), pattern_(pattern), anchored_(pattern.starts_with('^')),
        matcher_(subject, pattern.substr(anchored_ ? 1 : 0), limits::lua_pattern_steps) {}

  [[nodiscard]] bool anchored() const { return anchored_; }

  // The end of a match that begins exactly at `at`.
  std::optional<std::size_t> at(std::size_t at) {
    const std::uint64_t before = matcher_.steps();
    const auto end = matcher_.match(at);
    LuaMachine::of(L_).charge(L_, 1 + matcher_.steps() - before);
    if (!matcher_.error().empty()) lua_raise(L_, "the pattern `" + printable(pattern_, 60) + "` cannot be used: " + matcher_.error());
    return end;
  }

  // The first match from `at` on; moves `at` to its begin.
  std::optional<std::size_t> from(std::size_t& at) {
    for (; at <= subject_.size(); ++at) {
      if (const auto end = this->at(at)) return end;
      if (anchored_) break;
    }
    return std::nullopt;
  }

  void push_capture(std::size_t index) {
    const PatternMatcher::Capture capture = matcher_.capture(index);
    if (capture.position) return lua_pushinteger(L_, static_cast<lua_Integer>(capture.at) + 1);
    lua_pushlstring(L_, subject_.data() + capture.at, capture.bytes);
  }

  // All captures, or the whole match where the pattern has none.
  int push_captures(std::size_t begin, std::size_t end) {
    luaL_checkstack(L_, static_cast<int>(matcher_.captures()) + 1, "captures");
    for (std::size_t i = 0; i < matcher_.captures(); ++i) push_capture(i);
    if (matcher_.captures() > 0) return static_cast<int>(matcher_.captures());
    lua_pushlstring(L_, subject_.data() + begin, end - begin);
    return 1;
  }

  [[nodiscard]] std::size_t captures() const { return matcher_.captures(); }

 private:
  lua_State* L_;
  std::string_view subject_;
  std::string_view pattern_;
  bool anchored_;
  PatternMatcher matcher_;
};

// The byte, from 0, that argument 3 of find and match names; past the end of the text: nothing.
std::optional<std::size_t> start_argument(lua_State* L, std::size_t size) {
  const lua_Integer at = luaL_optinteger(L, 3, 1);
  const auto length = static_cast<lua_Integer>(size);
  if (at > length + 1) return std::nullopt;
  if (at > 0) return static_cast<std::size_t>(at - 1);
  if (at == 0 || at < -length) return 0;
  return static_cast<std::size_t>(length + at);
}

int find_plain(lua_State* L, std::string_view subject, std::string_view wanted, std::size_t start) {
  LuaMachine::of(L).charge(L, 1 + (subject.size() + wanted.size()) / 4);
  // glibc's memmem is linear; std::string_view::find is not.
  const void* found = ::memmem(subject.data() + start, subject.size() - start, wanted.data(), wanted.size());
  if (!found) {
    lua_pushnil(L);
    return 1;
  }
  const auto at = static_cast<lua_Integer>(static_cast<const char*>(found) - subject.data());
  lua_pushinteger(L, at + 1);
  lua_pushinteger(L, at + static_cast<lua_Integer>(wanted.size()));
  return 2;
}

enum class Wanted { place, text };

int find_first(lua_State* L, Wanted wanted) {
  const std::string_view subject = text_argument(L, 1);
  const std::string_view pattern = text_argument(L, 2);
  const auto start = start_argument(L, subject.size());
  if (!start) {
    lua_pushnil(L);
    return 1;
  }
  const bool plain = lua_toboolean(L, 4) || pattern.find_first_of("^$*+?.([%-") == std::string_view::npos;
  if (wanted == Wanted::place && plain) return find_plain(L, subject, pattern, *start);
  Search search(L, subject, pattern);
  std::size_t at = *start;
  const auto end = search.from(at);
  if (!end) {
    lua_pushnil(L);
    return 1;
  }
  if (wanted == Wanted::text) return search.push_captures(at, *end);
  lua_pushinteger(L, static_cast<lua_Integer>(at) + 1);
  lua_pushinteger(L, static_cast<lua_Integer>(*end));
  return 2 + (search.captures() > 0 ? search.push_captures(at, *end) : 0);
}

int find(lua_State* L) { return find_first(L, Wanted::place); }
int match(lua_State* L) { return find_first(L, Wanted::text); }

// Upvalues: subject, pattern, where to go on, where the last match ended (an empty match there would not move on).
int next_match(lua_State* L) {
  const std::string_view subject = text_argument(L, lua_upvalueindex(1));
  Search search(L, subject, text_argument(L, lua_upvalueindex(2)));
  const lua_Integer last_end = lua_tointeger(L, lua_upvalueindex(4));
  auto at = static_cast<std::size_t>(lua_tointeger(L, lua_upvalueindex(3)));
  for (; at <= subject.size(); ++at) {
    const auto end = search.from(at);
    if (!end) return 0;
    if (static_cast<lua_Integer>(*end) == last_end) continue;
    lua_pushinteger(L, static_cast<lua_Integer>(*end));
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return search.push_captures(at, *end);
  }
  return 0;
}

int gmatch(lua_State* L) {
  text_argument(L, 1);
  if (text_argument(L, 2).starts_with('^')) lua_raise(L, "a pattern of string.gmatch cannot begin with `^`");
  lua_settop(L, 2);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, guarded<next_match>, 4);
  return 1;
}

// "%1 of %0": the replacement text of gsub.
void append_template(lua_State* L, std::string& out, Search& search, std::size_t begin, std::size_t end) {
  const std::string_view text = text_argument(L, 3);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const char c = ++i < text.size() ? text[i] : '\0';
    if (c == '%') {
      out.push_back('%');
    } else if (c == '0' || (c == '1' && search.captures() == 0)) {
      out.append(text_argument(L, 1).substr(begin, end - begin));
    } else if (c >= '1' && c <= '9' && static_cast<std::size_t>(c - '0') <= search.captures()) {
      search.push_capture(static_cast<std::size_t>(c - '1'));
      out += lua_text(L, -1);
      lua_pop(L, 1);
    } else {
      lua_raise(L, "the replacement of string.gsub has a `%` that is followed by no capture; write `%%` for a percent sign");
    }
  }
}

// Calls the function or looks in the table; false and nil keep what was there.
void append_looked_up(lua_State* L, std::string& out, Search& search, std::size_t begin, std::size_t end) {
  if (lua_type(L, 3) == LUA_TTABLE) {
    const int pushed = search.push_captures(begin, end);
    lua_pop(L, pushed - 1);
    lua_rawget(L, 3);
  } else {
    lua_pushvalue(L, 3);
    lua_call(L, search.push_captures(begin, end), 1);
  }
  if (!lua_toboolean(L, -1)) {
    out.append(text_argument(L, 1).substr(begin, end - begin));
  } else if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER || lua_money(L, -1)) {
    out += lua_text(L, -1);
  } else {
    lua_raise(L, "a replacement of string.gsub is " + lua_kind(L, -1) + ", not a text");
  }
  lua_pop(L, 1);
}

void check_growth(lua_State* L, const std::string& out, std::size_t before) {
  LuaMachine::of(L).charge(L, 1 + (out.size() - before) / 32);
  if (out.size() <= limits::lua_text_bytes) return;
  lua_raise(L, "string.gsub would build a text of more than " + std::to_string(limits::lua_text_bytes) + " bytes", ProblemKind::limit);
}

int gsub(lua_State* L) {
  const std::string_view subject = text_argument(L, 1);
  const int kind = lua_type(L, 3);
  if (kind == LUA_TNUMBER) lua_tolstring(L, 3, nullptr);
  const bool words = kind == LUA_TSTRING || kind == LUA_TNUMBER;
  if (!words && kind != LUA_TTABLE && kind != LUA_TFUNCTION) {
    lua_raise(L, "string.gsub replaces with a text, a table or a function, not with " + lua_kind(L, 3));
  }
  const lua_Integer most = luaL_optinteger(L, 4, static_cast<lua_Integer>(subject.size()) + 1);
  Search search(L, subject, text_argument(L, 2));
  std::string out;
  lua_Integer count = 0;
  std::size_t at = 0;
  std::optional<std::size_t> last_end;
  while (count < most) {
    const std::size_t before = out.size();
    const auto end = search.at(at);
    if (end && end != last_end) {
      ++count;
      words ? append_template(L, out, search, at, *end) : append_looked_up(L, out, search, at, *end);
      last_end = end;
      at = *end;
    } else if (at < subject.size()) {
      out.push_back(subject[at++]);
    } else {
      break;
    }
    check_growth(L, out, before);
    if (search.anchored()) break;
  }
  if (at < subject.size()) out.append(subject.substr(at));
  check_growth(L, out, 0);
  lua_pushlstring(L, out.data(), out.size());
  lua_pushinteger(L, count);
  return 2;
}

}  // namespace

void add_pattern_functions(lua_State* L) {
  set_function(L, "find", guarded<find>);
  set_function(L, "match", guarded<match>);
  set_function(L, "gmatch", guarded<gmatch>);
  set_function(L, "gsub", guarded<gsub>);
}

}  // namespace handrail
