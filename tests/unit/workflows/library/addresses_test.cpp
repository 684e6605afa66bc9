// How the library reads an address that a customer writes (workflows/library/shared/addresses.lua).
#include <fstream>
#include <iterator>

#include "tests/catch.hpp"
#include "workflows/lua/state.hpp"

using namespace handrail;

namespace {

struct Written { const char* words; const char* read; };   // line1 | line2 | city | region | postcode | country; "-" where it is not read

constexpr Written written[] = {
    {"12 Elm Street, Portland, 97205", "12 Elm Street||Portland||97205|"},
    {"12 Elm Street\nPortland\n97205", "12 Elm Street||Portland||97205|"},
    {"12 Rose Lane, Boston, MA 02108, USA", "12 Rose Lane||Boston|MA|02108|USA"},
    {"12 Rose Lane, Boston, MA, 02108", "12 Rose Lane||Boston|MA|02108|"},
    {"12 Rose Lane, Boston MA 02108.", "12 Rose Lane||Boston|MA|02108|"},
    {"12 Rose Lane, Boston, Massachusetts 02108", "12 Rose Lane||Boston|Massachusetts|02108|"},
    {"12 Elm Street, Portland 97205", "12 Elm Street||Portland||97205|"},
    {"12 Elm Street, Apt 4, Portland, OR 97205", "12 Elm Street|Apt 4|Portland|OR|97205|"},
    {"12 Elm Street, Apt 4, Portland 97205", "12 Elm Street|Apt 4|Portland||97205|"},
    {"12 Elm Street, Apt 4, Portland OR 97205, US", "12 Elm Street|Apt 4|Portland|OR|97205|US"},
    {"12 Elm Street, 97205, Portland", "12 Elm Street||Portland||97205|"},
    {"12 Elm Street, Portland, 97205, OR", "12 Elm Street||Portland|OR|97205|"},
    {"12 Elm Street, Portland, 97205-1234", "12 Elm Street||Portland||97205-1234|"},
    {"221B Baker Street, London, NW1 6XE, UK", "221B Baker Street||London||NW1 6XE|UK"},
    {"221B Baker Street, London NW1 6XE", "221B Baker Street||London||NW1 6XE|"},
    {"5 Rue de Rivoli, 75001 Paris, France", "5 Rue de Rivoli||Paris||75001|France"},
    {"5 Rue de Rivoli, Paris, 75001, France", "5 Rue de Rivoli||Paris||75001|France"},
    {"7 Oak Road, Toronto, ON, M5V 2T6, Canada", "7 Oak Road||Toronto|ON|M5V 2T6|Canada"},
    {"7 Oak Road, Toronto, ON M5V 2T6", "7 Oak Road||Toronto|ON|M5V 2T6|"},
    {"Hauptstr. 5, 10115 Berlin", "Hauptstr. 5||Berlin||10115|"},
    {"7 Oak Road", "-"},
    {"7 Oak Road, Salem", "-"},
    {"to my mother, please", "-"},
    {"", "-"},
    {",,,\n,", "-"},
    {"12 Elm Street, Apt 4", "-"},
    {"1, 2, 3", "-"},
};

std::string address_script() {
  std::ifstream in(HANDRAIL_SOURCE_DIR "/workflows/library/shared/addresses.lua", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// What the script `text` returns, with the library's addresses to require.
Json result_of(const std::string& text, const Json& words) {
  const std::string addresses = address_script();
  LuaState state;
  REQUIRE(state.set_global("words", words));
  state.add_required({"shared/addresses"}, "shared/addresses.lua", addresses);
  LuaEnd end = state.run("test.lua", "local addresses = require 'shared/addresses'\n" + text);
  INFO(end.message);
  REQUIRE(end.kind == LuaEnd::Kind::returned);
  return std::move(end.value);
}

std::string read(const std::string& words) {
  const Json address = result_of("return addresses.read(words) or 'none'", words);
  if (!address.is_object()) return "-";
  std::string out;
  for (const char* name : {"line1", "line2", "city", "region", "postcode", "country"}) out += (out.empty() ? "" : "|") + address.text_or(name);
  return out;
}

}  // namespace

TEST_CASE("an address is read into its parts, and half of one is none") {
  for (const Written& one : written) {
    INFO(one.words);
    CHECK(read(one.words) == one.read);
  }
}

TEST_CASE("a country has more than one name") {
  CHECK(result_of("return {addresses.same_country('US', 'USA'), addresses.same_country('United States', 'u.s.'), addresses.same_country('France', 'USA')}", Json()) ==
        *parse_json("[true,true,false]"));
}
