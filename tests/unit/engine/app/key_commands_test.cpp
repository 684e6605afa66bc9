// `handrail key add`: what it refuses, so that no key is lost and none is made that could never do what it shows.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "engine/app/commands.hpp"
#include "engine/app/keys.hpp"
#include "engine/base/assert.hpp"
#include "tests/catch.hpp"
#include "tests/desk/small_desk.hpp"

using namespace handrail;
namespace fs = std::filesystem;

namespace {

const char* policy = R"(currency USD
role billing_lead
  may approve up to $1,000
intent question
  means "A question"
  examples "what about"
  class answerable
  risk low
)";

class Desk {
 public:
  Desk() {
    std::string pattern = (fs::temp_directory_path() / "handrail_keys_XXXXXX").string();
    HANDRAIL_ASSERT(::mkdtemp(pattern.data()), "a temporary folder can be made");
    folder_ = pattern;
    std::ofstream(folder_ / "desk.policy") << policy;
    std::ofstream(folder_ / small_desk().path) << small_desk().text;
  }
  ~Desk() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // What it says where it fails; empty where there is a key.
  std::string add(Principal who) const {
    std::ostringstream out, said;
    std::streambuf* const before = std::cerr.rdbuf(said.rdbuf());
    const int code = key_add({folder_.string(), (folder_ / "data").string(), std::move(who)}, out);
    std::cerr.rdbuf(before);
    CHECK((code == 0) == said.str().empty());
    CHECK((code == 0) == (out.str().rfind("hk_", 0) == 0));
    return said.str();
  }
  std::string list() const {
    std::ostringstream out;
    CHECK(key_list(folder_.string(), (folder_ / "data").string(), out) == 0);
    return out.str();
  }
  std::string keys() const { return (folder_ / "data" / "keys.json").string(); }
  void remove(const std::string& name) const {
    std::ostringstream out;
    CHECK(key_remove(folder_.string(), (folder_ / "data").string(), name, out) == 0);
  }

 private:
  fs::path folder_;
};

Principal channel(bool vouches) { return {PrincipalKind::channel, "web", vouches, false, {}, false}; }

}  // namespace

TEST_CASE("a name that has a key keeps it until it is removed") {
  const Desk desk;
  CHECK(desk.add(channel(true)).empty());
  CHECK(desk.add(channel(false)).find("there is a key named `web`; remove it first: handrail key remove ") != std::string::npos);
  CHECK(desk.list() == "web  channel, vouches for customers\n");
  desk.remove("web");
  CHECK(desk.add(channel(false)).empty());
}

TEST_CASE("a ring that was read before knows a key no more once it was removed, and one that was added since") {
  const Desk desk;
  CHECK(desk.add(channel(true)).empty());
  const auto ring = KeyFile::open(desk.keys());
  REQUIRE(ring);
  const auto made = (*KeyFile::open(desk.keys()))->add({PrincipalKind::service, "gate", false, false, {}, true});
  REQUIRE(made);
  CHECK((*ring)->principal_of(*made)->name == "gate");
  desk.remove("gate");
  CHECK_FALSE((*ring)->principal_of(*made));
  std::ofstream(desk.keys()) << "no keys";   // a broken file changes nothing
  CHECK((*ring)->list().size() == 1);
  CHECK_FALSE((*ring)->principal_of(*made));
}

TEST_CASE("a role of a key is a role of the policy, and rights are those of the kind") {
  const Desk desk;
  struct Row { Principal who; const char* said; };
  const Row rows[] = {
      {{PrincipalKind::person, "lea", false, false, {"billing_lead"}, false}, ""},
      {{PrincipalKind::person, "lea2", false, false, {"biling_lead"}, false}, "there is no role `biling_lead` in the policy; did you mean `billing_lead`?"},
      {{PrincipalKind::channel, "c", false, false, {"billing_lead"}, false}, "`--role` is for persons"},
      {{PrincipalKind::service, "s", true, false, {}, false}, "`--vouches` is for channels"},
      {{PrincipalKind::channel, "c", false, true, {}, false}, "`--agent` is for persons"},
      {{PrincipalKind::person, "p", false, false, {}, true}, "`--gate` is for services and channels"},
      {{PrincipalKind::person, "p", false, false, {}, false}, "a person needs `--agent`"},
      {{PrincipalKind::service, "", false, false, {}, true}, "`--name` is empty"},
      {{PrincipalKind::service, "\u200b", false, false, {}, true}, "`--name` is empty"},
      {{PrincipalKind::service, "gate\nowner", false, false, {}, true}, "and not `gate\\nowner`"},
      {{PrincipalKind::service, "gate\x1b[2J", false, false, {}, true}, "and not `gate\\u001b[2J`"},
      {{PrincipalKind::service, "gate", false, false, {}, true}, ""},
  };
  for (const Row& row : rows) {
    INFO(row.who.name << ": " << row.said);
    const std::string said = desk.add(row.who);
    CHECK((*row.said ? said.find(row.said) != std::string::npos : said.empty()));
  }
  CHECK(desk.list() == "lea  person, role billing_lead\ngate  service, gate\n");
}
