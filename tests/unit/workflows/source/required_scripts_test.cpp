#include "workflows/source/required_scripts.hpp"

#include <map>

#include "engine/base/hash.hpp"
#include "engine/base/limits.hpp"
#include "tests/catch.hpp"

using namespace handrail;

namespace {

using Files = std::map<std::string, std::string, std::less<>>;

TextOfPath in(const Files& files) {
  return [&files](std::string_view path) -> const std::string* {
    const auto found = files.find(path);
    return found == files.end() ? nullptr : &found->second;
  };
}

// "shared/a.lua (shared/a, a)" for each, then "file:line: message (help)" for each issue.
std::string told(const Files& files, const std::string& file = "refund.lua") {
  std::string out;
  const Requirements found = required_by(file, in(files));
  for (const RequiredScript& script : found.scripts) {
    out += script.file + " (";
    for (const std::string& name : script.names) out += (out.ends_with("(") ? "" : ", ") + name;
    out += ")\n";
  }
  for (const RequireIssue& issue : found.issues) out += issue.file + ":" + std::to_string(issue.line) + ": " + issue.message + " (" + issue.help + ")\n";
  return out;
}

std::string hash(const Files& files, const std::string& file = "refund.lua") {
  return hash_of_script(file, required_by(file, in(files)).scripts, in(files));
}

std::string requires_name(const std::string& name) { return "local x = require \"" + name + "\"\n"; }

}  // namespace

TEST_CASE("a script requires others beside it or from the root of the bundle, and what they require in turn") {
  CHECK(told({{"refund.lua", "local a = require \"shared/a\"\nlocal b = require('b')\n-- require \"c\"\nlocal s = \"require 'd'\""},
              {"shared/a.lua", "return {b = require 'b'}"},
              {"b.lua", "return 1"}}) == "b.lua (b)\nshared/a.lua (shared/a)\n");
  CHECK(told({{"flows/refund.lua", requires_name("a") + requires_name("flows/b")}, {"flows/a.lua", ""}, {"a.lua", ""}, {"flows/b.lua", ""}}, "flows/refund.lua") ==
        "flows/a.lua (a)\nflows/b.lua (flows/b)\n");
  CHECK(told({{"refund.lua", "desk.say('nothing')  local t = {require = 1} t.require(2)"}}).empty());
}

TEST_CASE("what no run could require is told with its line") {
  CHECK(told({{"refund.lua", "\nlocal a = require \"adresses\""}}) == "refund.lua:2: there is no script \"adresses\" (put it into `adresses.lua`)\n");
  CHECK(told({{"flows/refund.lua", "require 'a'"}}, "flows/refund.lua") == "flows/refund.lua:1: there is no script \"a\" (put it into `flows/a.lua` or `a.lua`)\n");
  CHECK(told({{"refund.lua", "local name = 'a'\nrequire(name)"}, {"a.lua", ""}}) ==
        "refund.lua:2: `require` does not name a script (write the name out: require \"shared/address\")\n");
  CHECK(told({{"refund.lua", "require 'shared.a'"}, {"shared/a.lua", ""}}) == "refund.lua:1: \"shared.a\" is no name of a script in the bundle (write require \"shared/a\")\n");
  CHECK(told({{"refund.lua", "require 'a.lua'"}, {"a.lua", ""}}) == "refund.lua:1: \"a.lua\" is no name of a script in the bundle (write require \"a\")\n");
}

TEST_CASE("a name that is mistyped is told with the one that was meant") {
  const Files files{{"flows/refund.lua", requires_name("shared/adresses")}, {"flows/shared/addresses.lua", ""}, {"top.lua", requires_name("flows/shared/adresses")}};
  const std::vector<std::string> scripts{"flows/refund.lua", "flows/shared/addresses.lua", "top.lua"};
  const auto help = [&](const std::string& file) { return required_by(file, in(files), scripts).issues.at(0).help; };
  CHECK(help("flows/refund.lua") == "did you mean \"shared/addresses\"?");
  CHECK(help("top.lua") == "did you mean \"flows/shared/addresses\"?");
}

TEST_CASE("no name leads out of the bundle") {
  for (const std::string name : {"../a", "/etc/passwd", "a/../../b", "./a", "a//b", "", "a/", "c:\\\\a", "~/a", "a\\nb", "http://x"}) {
    INFO(name);
    CHECK(places_of_required(name, "refund.lua").empty());
    const std::string out = told({{"refund.lua", "require \"" + name + "\""}, {"a.lua", ""}, {"../a.lua", ""}});
    CHECK(out.find("is no name of a script in the bundle") != std::string::npos);
  }
}

TEST_CASE("scripts that require one another in a circle are told with the way round") {
  CHECK(told({{"refund.lua", requires_name("a")}, {"a.lua", requires_name("b")}, {"b.lua", "\n" + requires_name("a")}}) ==
        "a.lua (a)\nb.lua (b)\nb.lua:2: a script requires itself: a.lua, which requires b.lua, which requires a.lua (put what both need into a third script)\n");
  CHECK(told({{"refund.lua", requires_name("refund")}}) ==
        "refund.lua:1: a script requires itself: refund.lua, which requires refund.lua (put what both need into a third script)\n");
}

TEST_CASE("a name means one script in a whole workflow") {
  const Files files{{"flows/refund.lua", requires_name("words") + requires_name("shared/a")},
                    {"flows/words.lua", ""},
                    {"shared/a.lua", requires_name("words")},
                    {"shared/words.lua", ""}};
  CHECK(told(files, "flows/refund.lua") ==
        "flows/words.lua (words)\nshared/a.lua (shared/a)\nshared/a.lua:1: \"words\" is `shared/words.lua` here and `flows/words.lua` in another script of this workflow "
        "(write the longer path in both, or name one of them otherwise)\n");
}

TEST_CASE("as many scripts are required as the limit, and one more is told") {
  Files files{{"refund.lua", ""}};
  for (std::size_t i = 0; i < limits::lua_required_scripts; ++i) {
    files["refund.lua"] += requires_name("a" + std::to_string(i));
    files["a" + std::to_string(i) + ".lua"] = "";
  }
  CHECK(required_by("refund.lua", in(files)).issues.empty());
  files["refund.lua"] += requires_name("more");
  files["more.lua"] = "";
  CHECK(told(files).find("a workflow requires more than 16 scripts (put some of them into one)") != std::string::npos);
}

TEST_CASE("scripts require one another as deep as the limit, and one deeper is told") {
  Files files{{"refund.lua", requires_name("a1")}};
  for (std::size_t i = 1; i < limits::lua_require_depth; ++i) files["a" + std::to_string(i) + ".lua"] = requires_name("a" + std::to_string(i + 1));
  files["a" + std::to_string(limits::lua_require_depth) + ".lua"] = "";
  CHECK(required_by("refund.lua", in(files)).issues.empty());
  files["a" + std::to_string(limits::lua_require_depth) + ".lua"] = requires_name("deepest");
  files["deepest.lua"] = "";
  CHECK(told(files).find("scripts require one another more than 4 deep") != std::string::npos);
}

TEST_CASE("the name of a script is as long as its limit and not one byte longer") {
  const std::string name(limits::lua_required_name_bytes, 'a');
  CHECK(told({{"refund.lua", requires_name(name)}, {name + ".lua", ""}}) == name + ".lua (" + name + ")\n");
  CHECK(told({{"refund.lua", requires_name(name + "a")}, {name + "a.lua", ""}}).find("is no name of a script") != std::string::npos);
}

TEST_CASE("a script and what it requires are together no larger than one script may be") {
  Files files{{"refund.lua", requires_name("a")}, {"a.lua", ""}};
  files["a.lua"] = std::string(limits::lua_script_bytes - files["refund.lua"].size(), ' ');
  CHECK(required_by("refund.lua", in(files)).issues.empty());
  files["a.lua"] += ' ';
  CHECK(told(files).find("with what it requires, the script is larger than 262144 bytes (split the workflow in two)") != std::string::npos);
}

TEST_CASE("the hash of a script covers all that it requires") {
  const Files files{{"refund.lua", requires_name("a")}, {"a.lua", requires_name("b")}, {"b.lua", "return 1"}, {"other.lua", "return 1"}};
  const auto with = [&](const std::string& path, const std::string& text) {
    Files changed = files;
    changed[path] = text;
    return hash(changed);
  };
  const std::string before = hash(files);
  CHECK(with("refund.lua", requires_name("a") + " ") != before);
  CHECK(with("a.lua", requires_name("b") + " ") != before);
  CHECK(with("b.lua", "return 2") != before);
  CHECK(with("other.lua", "return 2") == before);
  CHECK(hash(files, "b.lua") == sha256("return 1"));   // what it was before scripts could share
}
