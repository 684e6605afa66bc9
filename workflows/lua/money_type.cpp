// Money inside a script: + and - in one currency, times a whole number, comparisons, `..`, and the fields amount and currency. Two currencies, or
// money and a bare number, are an error that says so.
#include "engine/base/text.hpp"
#include "workflows/lua/problems.hpp"
#include "workflows/lua/values.hpp"

namespace handrail {

namespace {

constexpr char money_tag = 0;

constexpr std::uint64_t money_units = 10;   // an amount made, compared or written

const Money& one(lua_State* L, int index, const char* deed) {
  LuaMachine::of(L).charge(L, money_units);
  if (const Money* money = lua_money(L, index)) return *money;
  lua_raise(L, std::string(deed) + " money and " + lua_kind(L, index) + ": write the amount as money(\"$100\") or money(\"100 EUR\")");
}

void same_currency(lua_State* L, const Money& a, const Money& b, const char* deed) {
  if (a.currency == b.currency) return;
  lua_raise(L, std::string(deed) + " `" + format_money(a) + "` and `" + format_money(b) + "`: they are in two currencies");
}

int push_result(lua_State* L, const Result<Money>& result) {
  if (!result) lua_raise(L, result.error().message);
  lua_push_money(L, *result);
  return 1;
}

int plus(lua_State* L) {
  const Money& a = one(L, 1, "adding");
  const Money& b = one(L, 2, "adding");
  same_currency(L, a, b, "adding");
  return push_result(L, add(a, b));
}

int minus(lua_State* L) {
  const Money& a = one(L, 1, "subtracting");
  const Money& b = one(L, 2, "subtracting");
  same_currency(L, a, b, "subtracting");
  return push_result(L, subtract(a, b));
}

int negative(lua_State* L) {
  const Money& a = one(L, 1, "subtracting");
  return push_result(L, subtract(Money{0, a.currency}, a));
}

int times(lua_State* L) {
  const int factor = lua_money(L, 1) ? 2 : 1;
  if (!lua_isinteger(L, factor)) lua_raise(L, "money is multiplied by whole numbers only, not by " + lua_kind(L, factor));
  const Money& money = *lua_money(L, 3 - factor);
  Money product{0, money.currency};
  if (__builtin_mul_overflow(money.minor, static_cast<std::int64_t>(lua_tointeger(L, factor)), &product.minor)) {
    lua_raise(L, "the product of an amount is too large");
  }
  lua_push_money(L, product);
  return 1;
}

template <class Test>
int compare(lua_State* L, Test test) {
  const Money& a = one(L, 1, "comparing");
  const Money& b = one(L, 2, "comparing");
  same_currency(L, a, b, "comparing");
  lua_pushboolean(L, test(a.minor, b.minor));
  return 1;
}
int equal(lua_State* L) { return compare(L, [](auto a, auto b) { return a == b; }); }
int less(lua_State* L) { return compare(L, [](auto a, auto b) { return a < b; }); }
int at_most(lua_State* L) { return compare(L, [](auto a, auto b) { return a <= b; }); }

int joined(lua_State* L) {
  const std::string text = lua_text(L, 1) + lua_text(L, 2);
  LuaMachine::of(L).charge(L, 3 * money_units + text.size() / 16);
  lua_pushlstring(L, text.data(), text.size());
  return 1;
}

int field(lua_State* L) {
  const Money* money = lua_money(L, 1);
  const std::string name = lua_text(L, 2);
  std::string text;
  if (money && name == "amount") {
    text = format_amount(*money);
  } else if (money && name == "currency") {
    text = money->currency.code();
  } else {
    lua_raise(L, "money has `amount` and `currency`, not `" + printable(name, 40) + "`");
  }
  lua_pushlstring(L, text.data(), text.size());
  return 1;
}

int read_only(lua_State* L) { lua_raise(L, "money cannot be changed: make a new amount"); }

// money("$100"), money("100 EUR"), money("100", "EUR"), money(100, "EUR")
int make(lua_State* L) {
  LuaMachine::of(L).charge(L, 3 * money_units);
  if (lua_money(L, 1)) {
    lua_settop(L, 1);
    return 1;
  }
  const bool whole = lua_isinteger(L, 1) != 0;
  if (!whole && lua_type(L, 1) != LUA_TSTRING) {
    lua_raise(L, "money is made from a text such as \"$12.50\" or \"12.50 EUR\", not from " + lua_kind(L, 1));
  }
  std::optional<Currency> currency;
  if (!lua_isnoneornil(L, 2)) {
    if (lua_type(L, 2) != LUA_TSTRING) lua_raise(L, "the currency of money is a text such as \"EUR\", not " + lua_kind(L, 2));
    const auto parsed = Currency::parse(lua_text(L, 2));
    if (!parsed) lua_raise(L, parsed.error().message);
    currency = *parsed;
  }
  const auto money = parse_money(lua_text(L, 1), currency);
  if (money && currency && money->currency != *currency) {
    lua_raise(L, "`" + printable(lua_text(L, 1)) + "` is not in `" + std::string(currency->code()) + "`");
  }
  return push_result(L, money);
}

}  // namespace

const Money* lua_money(lua_State* L, int index) {
  if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index)) return nullptr;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &money_tag);
  const bool same = lua_rawequal(L, -1, -2) != 0;
  lua_pop(L, 2);
  return same ? static_cast<const Money*>(lua_touserdata(L, index)) : nullptr;
}

void lua_push_money(lua_State* L, const Money& money) {
  new (lua_newuserdatauv(L, sizeof(Money), 0)) Money(money);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &money_tag);
  lua_setmetatable(L, -2);
}

void make_money_type(lua_State* L) {
  static_assert(std::is_trivially_destructible_v<Money>, "Lua frees money without a destructor");
  lua_newtable(L);
  lua_pushliteral(L, "money");
  lua_setfield(L, -2, "__name");
  const luaL_Reg meta[] = {{"__add", guarded<plus>},      {"__sub", guarded<minus>},      {"__unm", guarded<negative>}, {"__mul", guarded<times>},
                           {"__eq", guarded<equal>},      {"__lt", guarded<less>},        {"__le", guarded<at_most>},   {"__concat", guarded<joined>},
                           {"__index", guarded<field>},   {"__newindex", guarded<read_only>}, {nullptr, nullptr}};
  luaL_setfuncs(L, meta, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &money_tag);
  lua_pushcfunction(L, guarded<make>);
}

}  // namespace handrail
